"""What a paper consists of, as files: printed, copied, or packed together; and kept."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from bot.media.store import Store
from bot.runtime.archive import VOLUME_BYTES_MAX, Volume, list_name, volume_name
from bot.runtime.press import Press
from core.reports.contents import Content
from handlers.chat.event import JPEG, PDF, PNG, XLSX, ZIP, Kept
from handlers.chat.paper import SUFFIXES, Archive, Copy, Print
from handlers.chat.reply import Enclosure


class Gone(Exception):
    """A kept file that a paper needs is not in the store any more."""


@dataclass(frozen=True, slots=True)
class File:
    """A finished file and its media type; what it is, and how many rows a workbook has."""

    name: str
    content: bytes
    media: str
    title: str = ""
    rows: int | None = None


@dataclass(slots=True)
class _Packing:
    """The volume that is being written, and what the list of it says."""

    number: int
    volume: Volume
    listed: list[Content] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printing:
    """Prints for one region; everything raises `PrintFailed`, `Gone` and `MediaUnavailable`."""

    store: Store
    press: Press
    volume_bytes: int = VOLUME_BYTES_MAX

    async def kept(self, items: Sequence[Print | Copy | Archive]) -> list[Enclosure]:
        """The files of a paper in its order, each in the store."""
        return [file for each in items for file in await self._kept(each)]

    async def _kept(self, item: Print | Copy | Archive) -> list[Enclosure]:
        if isinstance(item, Copy):  # which is there already
            if not await self.store.has(item.kept.hash):
                raise Gone(item.filename)
            return [Enclosure(item.kept, item.filename)]
        async with aclosing(self.made(item)) as files:
            return [
                Enclosure(await self.store.keep(file.content, file.media), file.name)
                async for file in files
            ]

    async def made(self, item: Print | Copy | Archive) -> AsyncGenerator[File, None]:
        """The files of one item, kept nowhere: of an archive each of its volumes."""
        match item:
            case Copy(filename, kept, title):
                content = await self._content(filename, kept)
                yield File(filename, content, kept.media, title)
            case Print(name, form, media, title):
                for each in media:
                    content = await self.press.print(form, each)
                    rows = len(form.flat.rows) if each == XLSX else None
                    yield File(name + SUFFIXES[each], content, each, title or form.title, rows)
            case Archive():
                async for file in self._packed(item):
                    yield file

    async def _packed(self, archive: Archive) -> AsyncIterator[File]:
        packing = _Packing(1, Volume())
        try:
            async for member in _each(archive.members):
                async for file in self.made(member):
                    if not packing.volume.fits(len(file.content), self.volume_bytes):
                        yield await self._finished(archive, packing)
                        taken = packing.volume.taken
                        packing = _Packing(packing.number + 1, Volume(taken))
                    await self._add(packing, file)
            yield await self._finished(archive, packing)
        finally:
            packing.volume.close()

    async def _add(self, packing: _Packing, file: File) -> None:
        digest = await asyncio.to_thread(packing.volume.add, file.name, file.content)
        pages = await self._pages(file)
        what, size = file.title, len(file.content)
        packing.listed.append(Content(file.name, what, size, digest, pages, file.rows))

    async def _finished(self, archive: Archive, packing: _Packing) -> File:
        """The volume with its lists: one to read, and one for a program to check."""
        number, volume = packing.number, packing.volume
        heading = archive.heading
        if number > 1:
            heading = (*heading, f"Bagian {number}")
        if archive.listing is not None:
            printed = await self.press.print(archive.listing(packing.listed), PDF)
            await asyncio.to_thread(volume.add, list_name(number, SUFFIXES[PDF]), printed)
        content = await asyncio.to_thread(volume.finish, heading, list_name(number))
        volume.close()
        return File(volume_name(archive.name, number) + SUFFIXES[ZIP], content, ZIP)

    async def _pages(self, file: File) -> int | None:
        if file.media == PDF:
            return await self.press.count_pages(file.content)
        return 1 if file.media in {JPEG, PNG} else None

    async def _content(self, filename: str, kept: Kept) -> bytes:
        content = await self.store.content(kept)
        if content is None:
            raise Gone(filename)
        return content


async def _each(
    members: Iterable[Print | Copy] | AsyncIterable[Print | Copy],
) -> AsyncIterator[Print | Copy]:
    if isinstance(members, AsyncIterable):
        async for each in members:
            yield each
    else:
        for each in members:
            yield each
