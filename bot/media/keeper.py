"""Uploads on their way into the store: checked, photos made small, PDFs as they are."""

import asyncio

from bot.media import exif, pdf
from bot.media.errors import InvalidUpload
from bot.media.photo import PHOTO_BYTES_MAX, is_bare, shrunk
from bot.media.store import Store
from core.attendance.capture import Exif
from handlers.chat.event import JPEG, PDF, Kept

PDF_READERS_MAX = 2  # each is a process of its own

PDF_TOO_LARGE = "PDF ini terlalu besar (paling besar {}). Perkecil, atau kirim fotonya."


class Keeper:
    """One region's store, with a look at what goes into it; PDFs of at most `pdf_bytes_max`."""

    def __init__(self, store: Store, pdf_bytes_max: int) -> None:
        self._store = store
        self._pdf_bytes_max = pdf_bytes_max
        self._readers = asyncio.Semaphore(PDF_READERS_MAX)

    async def keep(self, content: bytes, *, is_shrunk: bool) -> Kept:
        """Keep a photo or a PDF; raises `InvalidUpload` or `MediaUnavailable`.

        By its content: what its sender's software calls it is missing, or wrong, often enough.
        A photo that `is_shrunk` already stays as it is, if it is nothing but a small picture.
        """
        if is_shrunk and len(content) <= PHOTO_BYTES_MAX and is_bare(content):
            return await self._store.keep(content, JPEG)
        if not is_shrunk and pdf.is_pdf(content):
            return await self._pdf(content)
        return await self._store.keep(await shrunk(content), JPEG)

    async def exif(self, content: bytes) -> Exif | None:
        """What a picture says of when and where it was taken; what is kept has lost it."""
        return None if pdf.is_pdf(content) else await exif.read(content)

    async def _pdf(self, content: bytes) -> Kept:
        if len(content) > self._pdf_bytes_max:
            raise InvalidUpload(PDF_TOO_LARGE.format(megabytes(self._pdf_bytes_max)))
        async with self._readers:
            await pdf.check(content)
        return await self._store.keep(content, PDF)


def megabytes(count: int) -> str:
    """Bytes as people read them: `2,5 MB`."""
    return f"{count / 1_000_000:.1f}".removesuffix(".0").replace(".", ",") + " MB"
