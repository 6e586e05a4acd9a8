"""Whoever has just written is answered at once, however many files wait or are on their way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.clock import VirtualClock
from bot.runtime.message_codec import pack
from bot.runtime.sender import ANSWERS_RESERVED, MESSAGES_IN_FLIGHT_MAX, Sender
from core.organisation.address import Address
from db.messages import outbox
from handlers.chat.event import PDF, Kept
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Enclosure, Priority, Reply
from handlers.texts.documents import DocumentReady
from tests.builders.chats import CITRAS
from tests.harness.bot_and_telegram import MONDAY
from tests.harness.database import rows
from tests.patience import until

CHANNEL = ("bulungan", "telegram")
OPERATORS, RATE = 500, 28.0
ANSWER = Markup("Tercatat")
FILE = Enclosure(Kept("0" * 64, 200_000, PDF), "Rekap-Presensi.pdf")


@dataclass(slots=True)
class Line:
    """A channel that is slow with files: none of them arrives before the `gate` opens."""

    engine: AsyncEngine
    per_second: float | None
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(MONDAY))
    begun: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        channels = {CHANNEL: self.send}
        self.sender = Sender(self.engine, self.clock, channels, asyncio.Event(), self.per_second)

    async def send(
        self, chat: str, says: Reply | Notification, _edits: str | None = None
    ) -> str | None:
        self.begun.append(chat)
        if isinstance(says, DocumentReady):
            await self.gate.wait()
        self.arrived.append(chat)
        return str(len(self.arrived))

    async def put(self, *messages: Outgoing) -> None:
        async with self.engine.begin() as db:
            await outbox.put(db, [pack(each) for each in messages], self.clock.now())
        self.sender.wake.set()

    async def remind_everybody(self, priority: Priority) -> None:
        """Each operator gets the draft of the recap as a file."""
        says = DocumentReady("Rekap April 2026", FILE)
        chats = [Address(*CHANNEL, str(7_000_000 + number)) for number in range(OPERATORS)]
        await self.put(*[Outgoing(each, says, priority) for each in chats])

    async def answer(self) -> None:
        await self.put(Outgoing(CITRAS, Reply(ANSWER), Priority.ANSWER))

    async def begins(self, count: int) -> None:
        async def so_many() -> bool:
            return len(self.begun) >= count

        await until(so_many)

    async def is_answered(self) -> bool:
        return CITRAS.id in self.arrived

    async def states(self) -> list[str]:
        return [row.state for row in await rows(self.engine, outbox.outbox)]


@asynccontextmanager
async def running(line: Line) -> AsyncIterator[None]:
    task = asyncio.create_task(line.sender.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await line.sender.drain()


@pytest.mark.parametrize("priority", [Priority.CARD, Priority.REMINDER])
async def test_an_answer_overtakes_five_hundred_files_that_are_slow_to_arrive(
    furnished: AsyncEngine, priority: Priority
) -> None:
    line = Line(furnished, None)
    await line.remind_everybody(priority)
    async with running(line):
        await line.begins(MESSAGES_IN_FLIGHT_MAX - ANSWERS_RESERVED)
        await line.answer()
        await until(line.is_answered)
        assert line.arrived == [CITRAS.id]
        assert len(line.begun) == MESSAGES_IN_FLIGHT_MAX - ANSWERS_RESERVED + 1
        line.gate.set()
        await line.begins(OPERATORS + 1)
    assert await line.states() == ["sent"] * (OPERATORS + 1)


async def test_an_answer_has_the_next_slot_of_a_bot_that_sends_as_fast_as_it_may(
    furnished: AsyncEngine,
) -> None:
    """The bucket holds one second's worth; whatever comes into it then is the answer's first."""
    line, slot = Line(furnished, RATE), timedelta(seconds=1 / RATE, microseconds=1)
    line.gate.set()
    await line.remind_everybody(Priority.REMINDER)
    async with running(line):
        await line.begins(int(RATE))
        await line.answer()
        line.clock.advance(slot)
        await until(line.is_answered)
        assert line.begun.index(CITRAS.id) == int(RATE)
        for count in range(int(RATE) + 2, 40):  # and then the files go on, one a slot
            line.clock.advance(slot)
            await line.begins(count)
            assert len(line.begun) == count
