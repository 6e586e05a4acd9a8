"""Records as they stood before the open transaction, to compare with."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.month.record import Record
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.engine import open_reader
from db.people import office
from db.records import reader

STATEMENT_SECONDS = 60.0  # an act of an administrator may bear on everybody and on years


@dataclass(frozen=True, slots=True)
class Before:
    """What is committed, on connections beside the one that writes."""

    engine: AsyncEngine
    region: Region

    async def organisation(self) -> Organisation:
        async with self.engine.connect() as db:
            return await office.load(db, self.region.code, self.region.zone)

    async def pages(
        self, people: frozenset[UUID] | None, first: date, last: date, size: int
    ) -> AsyncIterator[Sequence[Record]]:
        """Some people, or without them everybody, so many at a time."""
        code = self.region.code
        if people is None:
            async for page in reader.pages(self.engine, code, first, last, size):
                yield page
            return
        order = sorted(people)
        for start in range(0, len(order), size):
            some = order[start : start + size]
            async with self.engine.connect() as db:
                yield list((await reader.read(db, code, some, first, last)).values())


@asynccontextmanager
async def before(db: AsyncConnection, region: Region) -> AsyncIterator[Before]:
    """Beside a transaction, and only to be read."""
    url = db.engine.url.render_as_string(hide_password=False)
    engine = open_reader(url, command_timeout=STATEMENT_SECONDS)
    try:
        yield Before(engine, region)
    finally:
        await engine.dispose()
