"""What a paper consists of, as files in the store: printed, copied, or packed together."""

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
class Printing:
    """Prints for one region; everything raises `PrintFailed`, `Gone` and `MediaUnavailable`."""

    store: Store
    press: Press

    async def kept(self, items: Sequence[Print | Copy | Archive]) -> list[Enclosure]:
        """The files of a paper in its order, each kept."""
        return [file for each in items for file in await self._kept(each)]

    async def _kept(self, item: Print | Copy | Archive) -> list[Enclosure]:
        match item:
            case Copy(filename, kept):
                if not await self.store.has(kept.hash):
                    raise Gone(filename)
                return [Enclosure(kept, filename)]
            case Print():
                return [await self._keep(*printed) for printed in await self._printed(item)]
            case Archive():
                return [await self._keep(await self._packed(item), ZIP)]

    async def _keep(self, file: Member, media: str) -> Enclosure:
        return Enclosure(await self.store.keep(file.content, media), file.name)

    async def _printed(self, item: Print) -> list[tuple[Member, str]]:
        """A file of each medium."""
        return [
            (Member(item.name + SUFFIXES[media], await self.press.print(item.form, media)), media)
            for media in item.media
        ]

    async def _packed(self, item: Archive) -> Member:
        members = [file for each in item.members for file in await self._members(each)]
        content = await asyncio.to_thread(packed, members, item.heading)
        return Member(item.name + SUFFIXES[ZIP], content)

    async def _members(self, item: Print | Copy) -> list[Member]:
        if isinstance(item, Print):
            return [file for file, _ in await self._printed(item)]
        return [Member(item.filename, await self._content(item.filename, item.kept))]

    async def _content(self, filename: str, kept: Kept) -> bytes:
        content = await self.store.content(kept)
        if content is None:
            raise Gone(filename)
        return content
