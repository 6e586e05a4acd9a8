"""Several at once, each before a process of their own, who meet where it is decided who wins."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pkgutil import resolve_name
from typing import Any

import pytest
import sqlalchemy as sa

from bot.runtime.app import App
from bot.runtime.ticks import Sweep
from handlers.chat.event import Content, Incoming, Tap, Text
from tests.handlers.dialogue import Speaker
from tests.harness.database import second_process
from tests.patience import until
from tests.plain_phone import PlainPhone
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
ON_PLAIN = pytest.mark.parametrize("profile", ["plain"])

_BLOCKED = sa.text(
    "SELECT count(*) > 0 FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody does, and the instant at which the platform says they did."""

    who: Speaker
    content: Content
    at: datetime


@dataclass(slots=True)
class Meeting:
    """Where `people` wait for each other, all of them having read what was there before.

    On SQLite nobody reads before the one who writes has ended, so nobody waits.
    """

    rivals: "Rivals"
    people: int
    came: int = 0
    waiting: int = 0

    @property
    def was_close(self) -> bool:
        """Whether all of them had read when the first wrote; on SQLite that cannot be."""
        return self.rivals.takes_turns or self.came >= self.people

    async def wait(self) -> None:
        self.came += 1
        self.waiting += 1
        if not self.rivals.takes_turns:
            await until(self._is_over)
        self.waiting -= 1

    async def _is_over(self) -> bool:
        """All are here; or whoever is not has gone home, or waits for a lock of somebody here."""
        if self.came >= self.people or self.waiting >= self.rivals.acting:
            return True
        return await self.rivals.blocked()


@dataclass(slots=True)
class Rivals:
    """The service of a world, and as many more as it takes, on the same database."""

    world: World
    stack: AsyncExitStack
    patch: pytest.MonkeyPatch
    apps: list[App] = field(default_factory=list)
    acting: int = 0

    @property
    def takes_turns(self) -> bool:
        """Whether one ends before the next one begins: SQLite has one writer."""
        return self.world.service.app.engine.dialect.name == "sqlite"

    async def blocked(self) -> bool:
        """Whether somebody waits for a lock."""
        async with self.world.service.app.engine.connect() as db:
            return bool((await db.execute(_BLOCKED)).scalar_one())

    def meet_at(self, *steps: str, people: int = 2) -> Meeting:
        """Whoever comes to one of these functions first waits for the others."""
        meeting = Meeting(self, people)
        for step in steps:
            self.patch.setattr(step, _after(meeting.wait, resolve_name(step)))
        return meeting

    def come_last_to(self, step: str) -> None:
        """Whoever comes to this function waits until all others have ended."""

        async def alone() -> bool:
            return self.acting == 1 or await self.blocked()

        async def wait() -> None:
            if not self.takes_turns:
                await until(alone)

        self.patch.setattr(step, _after(wait, resolve_name(step)))

    async def app(self, number: int) -> App:
        """The app of a further process, from 0."""
        while len(self.apps) <= number:
            self.apps.append(await self._another())
        return self.apps[number]

    async def at_once(self, *moves: Move, clocks: Sequence[Sweep] = ()) -> list[list[str]]:
        """What each of them reads of it; `clocks` do what falls due meanwhile."""
        before = [Counter(move.who.phone.told) for move in moves]
        acts = [self._make(n, move) for n, move in enumerate(moves)]
        acts += [self._tick(n, clock) for n, clock in enumerate(clocks, len(moves))]
        self.acting = len(acts)
        await asyncio.gather(*map(self._act, acts))
        await self.world.quiet()
        return [
            list((Counter(move.who.phone.told) - old).elements())
            for move, old in zip(moves, before, strict=True)
        ]

    async def _act(self, act: Awaitable[None]) -> None:
        try:
            await act
        finally:
            self.acting -= 1

    async def _make(self, number: int, move: Move) -> None:
        app, update = await self.app(number), str(next(self.world.plain.numbers))
        await app.receive(
            Incoming(move.who.phone.address, update, update, move.at, True, move.content), {}
        )

    async def _tick(self, number: int, sweep: Sweep) -> None:
        await sweep(await self.app(number))

    async def _another(self) -> App:
        ours = self.world.service
        url = ours.settings.database_url
        engine = await self.stack.enter_async_context(second_process(url))
        return App(engine, ours.app.regions, ours.app.clock)


@asynccontextmanager
async def rivals_of(world: World, patch: pytest.MonkeyPatch) -> AsyncIterator[Rivals]:
    async with AsyncExitStack() as stack:
        yield Rivals(world, stack, patch)


def tapping(who: Speaker, label: str, at: datetime | None = None) -> Move:
    """A button as it stands on the screen now."""
    assert isinstance(who.phone, PlainPhone)
    data = who.phone.button(label).data
    return Move(who, Tap(data, "q"), at or who.world.clock.now())


def saying(who: Speaker, words: str, at: datetime | None = None) -> Move:
    return Move(who, Text(words), at or who.world.clock.now())


def won(heard: Sequence[Sequence[str]], words: str) -> list[bool]:
    """Who of them has read these words."""
    return [any(words in text for text in each) for each in heard]


def _after(
    wait: Callable[[], Awaitable[None]], real: Callable[..., Awaitable[Any]]
) -> Callable[..., Awaitable[Any]]:
    async def waiting(*args: Any, **more: Any) -> Any:
        await wait()
        return await real(*args, **more)

    return waiting
