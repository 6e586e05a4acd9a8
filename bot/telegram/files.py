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

from bot.app import App, Unavailable
from bot.pictures.photo import LARGEST, Unfit, shrunk
from bot.store import Away
from bot.telegram.channel import TelegramChannel
from db import conversation
from db.engine import is_unavailable
from handlers.conversation import awaits_photo
from handlers.event import JPEG, PDF, Document, Incoming, Kept, Photo

log = structlog.get_logger()

AT_ONCE = 8  # files in memory, each of up to 20 MB
LEGIBLE = 1000  # pixels of the longer edge: below that writing is hard to read
# Longer than that a file that cannot be fetched does not hold up what its sender says next.
PATIENCE = timedelta(minutes=10)
MOST = int(FileSizeLimit.FILESIZE_DOWNLOAD)

GONE = "Berkas itu tidak bisa diambil lagi dari Telegram. Silakan kirim ulang."
LATE = "Berkas itu belum bisa kami ambil. Silakan kirim ulang."
TOO_LARGE = "Berkas itu terlalu besar, paling besar {}. Kirim sebagai foto biasa."
NEITHER = "Berkas itu bukan foto atau PDF. Kirim sebagai foto, atau berkas PDF."
NO_PDF = "Berkas itu bukan PDF yang utuh. Buat ulang PDF-nya, atau kirim fotonya."


class Files:
    """The files that one bot is sent."""

    def __init__(self, app: App, channel: TelegramChannel) -> None:
        self._app = app
        self._bot = channel.bot
        self._store = channel.store
        self._pdf_limit = channel.pdf_limit
        self._room = asyncio.Semaphore(AT_ONCE)

    async def attached(self, message: Message, event: Incoming) -> Incoming:
        """The event with what was kept of its file, or why not; as it came where none is awaited.

        Raises `Unavailable` while the file cannot be fetched or kept.
        """
        content = event.content
        if not isinstance(content, Photo | Document) or not await self._is_awaited(event):
            return event
        try:
            async with self._room:
                return replace(event, content=replace(content, kept=await self._kept(message)))
        except Unfit as unfit:
            return replace(event, content=replace(content, reason=str(unfit)))
        except (TelegramError, Away) as error:
            # The class alone: the message may hold the address and with it the token.
            log.warning("file", region=event.address.region, error=type(error).__name__)
            if self._app.clock.now() - event.at <= PATIENCE:
                raise Unavailable from error
        return replace(event, content=replace(content, reason=LATE))

    async def _is_awaited(self, event: Incoming) -> bool:
        try:
            async with self._app.engine.connect() as db:
                state = await conversation.state_of_bound(db, event.address)
        except Exception as error:
            if is_unavailable(error):
                raise Unavailable from error
            raise
        return awaits_photo(state, event.at)

    async def _kept(self, message: Message) -> Kept:
        if message.photo:
            return await self._photo(message)
        document = message.document
        kind = (document.mime_type if document else None) or ""
        if document and kind == PDF:
            return await self._pdf(message, document)
        if document and kind.startswith("image/"):
            raw = await self._fetched(message, document, MOST)
            return await self._store.keep(await shrunk(raw), JPEG)
        raise Unfit(NEITHER)

    async def _photo(self, message: Message) -> Kept:
        chosen = best(message.photo)
        raw = await self._fetched(message, chosen, MOST)
        if not (_fits(chosen) and _is_clean(raw)):
            raw = await shrunk(raw)
        return await self._store.keep(raw, JPEG)

    async def _pdf(self, message: Message, document: Attached) -> Kept:
        raw = await self._fetched(message, document, self._pdf_limit)
        if not raw.startswith(b"%PDF-"):
            raise Unfit(NO_PDF)
        return await self._store.keep(raw, PDF)

    async def _fetched(self, message: Message, file: PhotoSize | Attached, most: int) -> bytes:
        """The content of at most so many bytes; raises `Unfit` or Telegram's errors."""
        _check(file.file_size, most)
        async with _typing(self._bot, message.chat_id):
            return await self._downloaded(file, most)

    async def _downloaded(self, file: PhotoSize | Attached, most: int) -> bytes:
        try:
            found = await self._bot.get_file(file)
            _check(found.file_size, most)
            if not found.file_path:
                raise Unfit(GONE)
            raw = bytes(await found.download_as_bytearray())
        except BadRequest as error:
            too_big = "too big" in error.message.lower()
            raise Unfit(_too_large(most) if too_big else GONE) from error
        _check(len(raw), most)
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


def _is_clean(raw: bytes) -> bool:
    """Whether this is as a kept photo must be, as Telegram's own sizes are: no need to recode."""
    return raw.startswith(b"\xff\xd8\xff") and len(raw) <= LARGEST and b"Exif\0" not in raw


def _check(size: int | None, most: int) -> None:
    if size is not None and size > most:
        raise Unfit(_too_large(most))


def _too_large(most: int) -> str:
    megabytes = f"{most / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")
    return TOO_LARGE.format(f"{megabytes} MB")
