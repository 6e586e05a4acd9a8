"""Makes the papers that were asked for: reads the facts, prints them, keeps and sends the files.

A row is claimed for some seconds and the claim renewed while it is made, so a process that dies
holds up nothing. Files are kept before the row says that they are there, and that row, what else
the paper writes and the messages that carry the files are one transaction.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from bot.runtime import outgoing
from bot.runtime.clock import Clock
from bot.runtime.metrics import PRINTED
from bot.runtime.press import Press
from bot.runtime.printing import Printing
from bot.runtime.rest import Rest
from core.organisation.region import Region
from db.engine import is_unavailable
from db.records import document
from db.records.document import Claimed, File
from handlers import documents
from handlers.chat.paper import Contents, Paper, Source
from handlers.chat.reply import Enclosure
from handlers.documents import UnknownPaper
from handlers.usecases.documents import given_up, notifications

log = structlog.get_logger()

LEASE = timedelta(seconds=10)
RENEWAL_SECONDS = 3.0
IDLE_SECONDS = 1.0  # what was asked for is found at the latest then
TRIES_MAX = 8  # with growing pauses: some four minutes
AWAY_SECONDS = 30.0  # until a database or store that was away, or a newer release, is tried again
AWAY_MAX = timedelta(days=1)  # then somebody has to be told

T = TypeVar("T")
Unpack = Callable[[str, dict[str, Any]], Paper]


class Died(Exception):
    """Every process that was making a paper has died of it, or with it."""


@dataclass(slots=True)
class Documents:
    """What one process makes of the queue, one paper after the other.

    `reader` sees what is committed beside the writers; `wake` is the sender's bell, `bell` its own.
    `busy`: it looks for one, or makes one.
    """

    engine: AsyncEngine
    reader: AsyncEngine
    clock: Clock
    regions: Mapping[str, Region]
    stores: Mapping[str, Store]
    wake: asyncio.Event
    press: Press = field(default_factory=Press)
    unpack: Unpack = documents.unpack
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    busy: bool = False

    async def run(self) -> None:
        """Make papers until cancelled; what is under way then is made by whoever comes next."""
        try:
            while True:
                self.bell.clear()
                if not await self._patiently(self.make_next):
                    self.press.stop()
                    await _wait(self.bell, IDLE_SECONDS)
        finally:
            self.press.stop()

    async def make_next(self) -> bool:
        """Make the paper that has waited the longest; False where none is due."""
        self.busy = True
        try:
            mine = await self._claim()
            if mine is None:
                return False
            async with self._held(mine):
                outcome = await self._made(mine)
        finally:
            self.busy = False
        PRINTED.labels(mine.region, outcome).inc()
        return True

    async def _claim(self) -> Claimed | None:
        codes = tuple(self.stores)
        async with self.reader.connect() as db:  # nobody's turn is taken to see that nothing waits
            if not await document.is_due(db, codes, self.clock.now()):
                return None
        async with self.engine.begin() as db:
            now = self.clock.now()
            return await document.claim(db, codes, now=now, until=now + LEASE)

    @asynccontextmanager
    async def _held(self, mine: Claimed) -> AsyncIterator[None]:
        task = asyncio.create_task(self._renew(mine))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _renew(self, mine: Claimed) -> None:
        while True:
            await asyncio.sleep(RENEWAL_SECONDS)
            with suppress(Exception):  # a database that is away is met again at the end
                async with self.engine.begin() as db:
                    await document.renew(db, mine, self.clock.now() + LEASE)

    async def _made(self, mine: Claimed) -> str:
        """Make it, or write why not; what becomes of it. A database that is away surfaces."""
        paper: Paper | None = None
        try:
            paper = self.unpack(mine.kind, mine.body)
            contents, files = await self._printed(mine, paper)
            return await self._finish(mine, paper, contents, files)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again or shown
            return await self._failed(mine, paper, error)

    async def _failed(self, mine: Claimed, paper: Paper | None, error: Exception) -> str:
        away = isinstance(error, UnknownPaper | MediaUnavailable) or is_unavailable(error)
        waited = self.clock.now() - mine.asked_at
        about = {"region": mine.region, "id": str(mine.id), "kind": mine.kind}
        if waited > AWAY_MAX if away else mine.attempts >= TRIES_MAX:
            log.error("paper given up", **about, exc_info=error)
            return await self._give_up(mine, paper, error)
        log.warning("paper not made", **about, error=_cause(error))
        pause = AWAY_SECONDS if away else 2.0**mine.attempts
        return await self._try_later(mine, pause, error, counts=not away)

    async def _printed(self, mine: Claimed, paper: Paper) -> tuple[Contents, list[Enclosure]]:
        if mine.attempts > TRIES_MAX:
            raise Died(f"{TRIES_MAX} processes that were making it")
        store, now = self.stores[mine.region], self.clock.now()
        region = self.regions[mine.region]
        source = Source(region, mine.asked_at, now, self.reader.connect, store.content, Rest())
        contents = await paper.contents(source)
        return contents, await Printing(store, self.press).kept(contents.files)

    async def _finish(
        self, mine: Claimed, paper: Paper, contents: Contents, files: Sequence[Enclosure]
    ) -> str:
        region = self.regions[mine.region]
        async with self.engine.begin() as db:
            now = self.clock.now()
            if not await document.finish(db, mine, [_file(each) for each in files], now):
                return "overtaken"
            await paper.made(db, region, now, files)
            told = await notifications(db, region, mine, paper, files, contents.notes)
            await outgoing.put(db, told, now)
        self.wake.set()
        return "made"

    async def _try_later(
        self, mine: Claimed, seconds: float, error: Exception, *, counts: bool
    ) -> str:
        async with self.engine.begin() as db:
            at = self.clock.now() + timedelta(seconds=seconds)
            await document.try_later(db, mine, at, _cause(error), counts=counts)
        return "later"

    async def _give_up(self, mine: Claimed, paper: Paper | None, error: Exception) -> str:
        async with self.engine.begin() as db:
            now = self.clock.now()
            if await document.give_up(db, mine, _cause(error), now):
                region = self.regions[mine.region]
                told = await given_up(db, region, mine, paper, _cause(error), now)
                await outgoing.put(db, told, now)
        self.wake.set()
        return "failed"

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T | None:
        try:
            return await act()
        except Exception as error:
            if not is_unavailable(error):
                raise
            log.warning("database unavailable", error=type(error).__name__)
            return None


def _cause(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _file(file: Enclosure) -> File:
    return File(file.filename, file.kept.hash, file.kept.size, file.kept.media)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
