"""Photos and documents that people send: fetched only where a question waits for one, and kept."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta

import structlog
from telegram import Bot, Message, PhotoSize
from telegram import Document as Attached
from telegram.constants import ChatAction, FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.channels.errors import RedeliverLater
from bot.channels.telegram.channel import TelegramChannel
from bot.media import pdf
from bot.media.errors import InvalidUpload, MediaUnavailable
from bot.media.photo import EMPTY, LARGEST, is_bare, shrunk
from bot.runtime.app import App
from db.engine import is_unavailable
from db.messages.chat import state_of_bound
from db.messages.inbox import State
from handlers.chat.album import awaits_photo
from handlers.chat.event import JPEG, PDF, Document, Incoming, Kept, Photo

log = structlog.get_logger()

AT_ONCE = 8  # files in memory, each of up to 20 MB
PDFS_AT_ONCE = 2  # each is opened in a process of its own
LEGIBLE = 1000  # pixels of the longer edge: below that writing is hard to read
# Longer than that a file that cannot be fetched does not hold up what its sender says next.
PATIENCE = timedelta(minutes=10)
MOST = int(FileSizeLimit.FILESIZE_DOWNLOAD)

GONE = "Berkas tidak terbaca. Silakan kirim ulang."
LATE = "Berkas belum terbaca, mungkin karena sinyal. Silakan kirim ulang."
TOO_LARGE = "Berkas terlalu besar (paling besar {}). Kirim sebagai foto biasa."
PDF_TOO_LARGE = "PDF ini terlalu besar (paling besar {}). Perkecil, atau kirim fotonya."


class Files:
    """The files that one bot is sent."""

    def __init__(self, app: App, channel: TelegramChannel) -> None:
        self._app = app
        self._bot = channel.bot
        self._store = channel.store
        self._pdf_limit = channel.pdf_limit
        self._room = asyncio.Semaphore(AT_ONCE)
        self._readers = asyncio.Semaphore(PDFS_AT_ONCE)

    async def attached(
        self, message: Message, event: Incoming, state: State | None = None
    ) -> Incoming:
        """The event with what was kept of its file, or why not; as it came where none is awaited.

        `state` is the conversation as it was, for what is tried again later.
        Raises `RedeliverLater` while the file cannot be fetched or kept.
        """
        content = event.content
        if not isinstance(content, Photo | Document) or not await self._is_awaited(event, state):
            return event
        try:
            async with self._room:
                return replace(event, content=replace(content, kept=await self._kept(message)))
        except InvalidUpload as unfit:
            return replace(event, content=replace(content, reason=str(unfit)))
        except (TelegramError, MediaUnavailable) as error:
            # The class alone: the message may hold the address and with it the token.
            log.warning("file", region=event.address.region, error=type(error).__name__)
            if self._app.clock.now() - event.at <= PATIENCE:
                raise RedeliverLater from error
        return replace(event, content=replace(content, reason=LATE))

    async def _is_awaited(self, event: Incoming, state: State | None) -> bool:
        if state is not None:
            return awaits_photo(state, event.at)
        try:
            async with self._app.engine.connect() as db:
                state = await state_of_bound(db, event.address)
        except Exception as error:
            if is_unavailable(error):
                raise RedeliverLater from error
            raise
        return awaits_photo(state, event.at)

    async def _kept(self, message: Message) -> Kept:
        if message.photo:
            return await self._photo(message)
        if message.document is None:
            raise InvalidUpload(GONE)
        raw = await self._fetched(message, message.document)
        # By its content: what its sender's software calls it is missing, or wrong, often enough.
        return await (self._pdf(raw) if pdf.is_pdf(raw) else self._picture(raw))

    async def _photo(self, message: Message) -> Kept:
        chosen = best(message.photo)
        raw = await self._fetched(message, chosen)
        as_it_is = _fits(chosen) and len(raw) <= LARGEST and is_bare(raw)
        return await (self._store.keep(raw, JPEG) if as_it_is else self._picture(raw))

    async def _picture(self, raw: bytes) -> Kept:
        return await self._store.keep(await shrunk(raw), JPEG)

    async def _pdf(self, raw: bytes) -> Kept:
        if len(raw) > self._pdf_limit:
            raise InvalidUpload(PDF_TOO_LARGE.format(_megabytes(self._pdf_limit)))
        async with self._readers:
            await pdf.check(raw)
        return await self._store.keep(raw, PDF)

    async def _fetched(self, message: Message, file: PhotoSize | Attached) -> bytes:
        """The content; raises `InvalidUpload` or Telegram's errors."""
        _check(file.file_size)
        async with _typing(self._bot, message.chat_id):
            return await self._downloaded(file)

    async def _downloaded(self, file: PhotoSize | Attached) -> bytes:
        try:
            found = await self._bot.get_file(file)
            _check(found.file_size)
            if not found.file_path:
                raise InvalidUpload(GONE)
            raw = bytes(await found.download_as_bytearray())
        except BadRequest as error:
            too_big = "too big" in error.message.lower()
            raise InvalidUpload(_too_large() if too_big else GONE) from error
        _check(len(raw))
        return raw


@asynccontextmanager
async def _typing(bot: Bot, chat: int) -> AsyncIterator[None]:
    """Show the person that their file is being read; nothing here waits for that or needs it."""
    telling = asyncio.create_task(_say_typing(bot, chat), name="typing")
    try:
        yield
    finally:
        # One that is still on its way could come after the answer and say that more follows.
        telling.cancel()
        await asyncio.wait([telling])


async def _say_typing(bot: Bot, chat: int) -> None:
    with suppress(TelegramError):
        await bot.send_chat_action(chat, ChatAction.TYPING)


def best(sizes: Sequence[PhotoSize]) -> PhotoSize:
    """Telegram's largest size that fits and can be read, else the largest of all."""
    return max([size for size in sizes if _fits(size)] or sizes, key=_pixels)


def _pixels(size: PhotoSize) -> int:
    return size.width * size.height


def _fits(size: PhotoSize) -> bool:
    legible = max(size.width, size.height) >= LEGIBLE
    return legible and size.file_size is not None and size.file_size <= LARGEST


def _check(size: int | None) -> None:
    if size == 0:
        raise InvalidUpload(EMPTY)
    if size is not None and size > MOST:
        raise InvalidUpload(_too_large())


def _too_large() -> str:
    return TOO_LARGE.format(_megabytes(MOST))


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f}".removesuffix(".0").replace(".", ",") + " MB"
