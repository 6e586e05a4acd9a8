"""Employees at their phones, who go on however often the bot dies, and who is above them."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.talk import PersonChat
from db.people.employee import supervision
from tests.faults.crowd import employee_of
from tests.handlers.dialogue import Line, Speaker, photo
from tests.handlers.worker import asking, entry
from tests.harness.town_process import REGION
from tests.patience import PATIENCE
from tests.pictures import picture

THINKING = 2.4  # seconds at most before a gesture
DAY = "8 April"
ASKED = "Rabu, 8 April 2026"
KINDS = ("Cuti tahunan", "Perjalanan dinas", "Pendidikan dan pelatihan", "Cuti melahirkan")


@dataclass(frozen=True, slots=True)
class Filing:
    """What somebody was told is filed: its own words, and `kind` where it is a request."""

    chat: PersonChat
    words: str
    kind: str | None = None


@dataclass(slots=True)
class Employee:
    """Taps the very message in which the last answer was read, and waits for the next one."""

    chat: PersonChat
    number: int
    chance: random.Random
    thinking: float = THINKING
    filed: int = 0
    read: int = 0

    @property
    def phone(self) -> "Employee":
        return self

    async def say(self, text: str) -> None:
        self.read = (await self.chat.say(text)).id

    async def photo(self) -> None:
        self.read = (await self.chat.photo(picture())).id

    async def tap(self, label: str) -> None:
        await self.chat.tap(label, self.chat.chat.messages[self.read])

    async def play(self, dialogue: Sequence[Line]) -> None:
        for gesture, answered in dialogue:
            await asyncio.sleep(self.chance.uniform(0, self.thinking))
            await gesture(cast("Speaker", self))  # of a speaker no gesture needs but the phone
            await patiently(self.chat, partial(self._reads, answered), answered)

    def _reads(self, words: str) -> bool:
        """The answer stands in the tapped message, or in one below what was said."""
        for message in self.chat.messages:
            if message.id >= self.read and message.sender.is_bot and words in message.text:
                self.read = message.id
                return True
        return False

    async def enter(self, *, pictured: bool = False) -> Filing:
        """The whole of /aktivitas, with a photo or without."""
        lines = entry(words := self._words("Laporan"), again=self.filed > 1)
        if pictured:
            lines[-2] = (photo, lines[-2][1])
        await self.play(lines)
        return Filing(self.chat, words)

    async def ask(self) -> Filing:
        """The whole of /izin, with its letter: no kind that can be decided at once goes without."""
        kind, words = KINDS[self.number % len(KINDS)], self._words("Urusan")
        await self.play(asking(kind, DAY, reason=words))
        return Filing(self.chat, words, kind)

    async def work(self) -> list[Filing]:
        return [
            await self.enter(),
            await self.enter(pictured=True),
            await self.ask(),
            await self.enter(),
        ]

    def _words(self, what: str) -> str:
        self.filed += 1
        return f"{what} {self.number}-{self.filed}"


async def patiently(chat: PersonChat, happened: Callable[[], bool], what: str) -> None:
    """Wait for what somebody shall see; AssertionError with what they see instead."""
    try:
        await chat.chat.bell.until(happened, PATIENCE)
    except TimeoutError:
        seen = [message.text for message in chat.messages[-3:]]
        raise AssertionError(f"{chat.user.name} waits for {what!r} and sees {seen}") from None


async def supervise(
    engine: AsyncEngine, superiors: Sequence[PersonChat], staff: Sequence[PersonChat]
) -> dict[UUID, PersonChat]:
    """Give each employee a superior in turn; whose superior is who."""
    whose = {employee_of(chat): superiors[at % len(superiors)] for at, chat in enumerate(staff)}
    since = {"region": REGION, "since": date(2024, 1, 1)}
    rows = [
        since | {"employee": employee, "supervisor": employee_of(superior)}
        for employee, superior in whose.items()
    ]
    async with engine.begin() as db:
        await db.execute(sa.insert(supervision), rows)
    return whose
