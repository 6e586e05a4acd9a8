"""Photos and documents as Telegram has them: which of its sizes to fetch, and fetching it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from telegram import Bot, Message, PhotoSize
from telegram import Document as Attached
from telegram.constants import ChatAction, FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.channels.base import Download
from bot.channels.errors import RedeliverLater
from bot.media.errors import InvalidUpload
from bot.media.keeper import megabytes
from bot.media.photo import EMPTY, PHOTO_BYTES_MAX

LEGIBLE_EDGE = 1000  # pixels of the longer edge: below that writing is hard to read
DOWNLOAD_BYTES_MAX = int(FileSizeLimit.FILESIZE_DOWNLOAD)

GONE = "Berkas tidak terbaca. Silakan kirim ulang."
TOO_LARGE = "Berkas terlalu besar (paling besar {}). Kirim sebagai foto biasa."


async def fetch(bot: Bot, message: Message) -> Download:
    """Download a message's file; raises `InvalidUpload`, or `RedeliverLater` while it cannot be."""
    if message.photo:
        chosen = best(message.photo)
        return Download(await _fetched(bot, message, chosen), is_shrunk=_fits(chosen))
    if message.document is None:
        raise InvalidUpload(GONE)
    return Download(await _fetched(bot, message, message.document))


async def _fetched(bot: Bot, message: Message, file: PhotoSize | Attached) -> bytes:
    _check(file.file_size)
    async with _typing(bot, message.chat_id):
        try:
            return await _downloaded(bot, file)
        except TelegramError as error:
            raise RedeliverLater from error


async def _downloaded(bot: Bot, file: PhotoSize | Attached) -> bytes:
    try:
        found = await bot.get_file(file)
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
    legible = max(size.width, size.height) >= LEGIBLE_EDGE
    return legible and size.file_size is not None and size.file_size <= PHOTO_BYTES_MAX


def _check(size: int | None) -> None:
    if size == 0:
        raise InvalidUpload(EMPTY)
    if size is not None and size > DOWNLOAD_BYTES_MAX:
        raise InvalidUpload(_too_large())


def _too_large() -> str:
    return TOO_LARGE.format(megabytes(DOWNLOAD_BYTES_MAX))
