"""What a paper consists of, as files: printed, copied, or packed together; and kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.media.store import Store
from bot.runtime.archive import Member, packed
from bot.runtime.press import Press
from handlers.chat.event import ZIP, Kept
from handlers.chat.paper import SUFFIXES, Archive, Copy, Print
from handlers.chat.reply import Enclosure


class Gone(Exception):
    """A kept file that a paper needs is not in the store any more."""


@dataclass(frozen=True, slots=True)
class File:
    """A finished file and its media type."""

    name: str
    content: bytes
    media: str


@dataclass(frozen=True, slots=True)
class Printing:
    """Prints for one region; everything raises `PrintFailed`, `Gone` and `MediaUnavailable`."""

    store: Store
    press: Press

    async def kept(self, items: Sequence[Print | Copy | Archive]) -> list[Enclosure]:
        """The files of a paper in its order, each in the store."""
        return [file for each in items for file in await self._kept(each)]

    async def _kept(self, item: Print | Copy | Archive) -> list[Enclosure]:
        if isinstance(item, Copy):  # which is there already
            if not await self.store.has(item.kept.hash):
                raise Gone(item.filename)
            return [Enclosure(item.kept, item.filename)]
        return [
            Enclosure(await self.store.keep(file.content, file.media), file.name)
            for file in await self.made(item)
        ]

    async def made(self, item: Print | Copy | Archive) -> list[File]:
        """The files of one item, kept nowhere: of an archive it is one."""
        match item:
            case Copy(filename, kept):
                return [File(filename, await self._content(filename, kept), kept.media)]
            case Print(name, form, media):
                return [
                    File(name + SUFFIXES[each], await self.press.print(form, each), each)
                    for each in media
                ]
            case Archive(name, members, heading):
                files = [file for each in members for file in await self.made(each)]
                inside = [Member(file.name, file.content) for file in files]
                content = await asyncio.to_thread(packed, inside, heading)
                return [File(name + SUFFIXES[ZIP], content, ZIP)]

    async def _content(self, filename: str, kept: Kept) -> bytes:
        content = await self.store.content(kept)
        if content is None:
            raise Gone(filename)
        return content
