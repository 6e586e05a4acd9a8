"""The sender: claims what is due, speaks to the channel, and writes down what came of it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

import structlog
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.attempt import REPEATED, Attempt, Send
from bot.runtime.clock import Clock
from bot.runtime.line import Line
from bot.runtime.metrics import SENDING, SENT
from core.organisation.address import Address
from db.engine import is_unavailable
from db.messages import sending
from db.messages.sending import Message, Outcome
from db.people import binding
from handlers.chat.reply import Priority

log = structlog.get_logger()

LEASE = timedelta(seconds=10)
RENEWAL_SECONDS = 3.0
CLAIMED_MESSAGES_MAX = 100
MESSAGES_IN_FLIGHT_MAX = 200
ANSWERS_RESERVED = 50  # of them: files that take long to send hold up no answer
IDLE_SECONDS = 0.5  # a message written by another process is found at the latest then

T = TypeVar("T")


@dataclass(slots=True)
class Sender:
    """All that one process sends: every channel of every region."""

    engine: AsyncEngine
    clock: Clock
    channels: Mapping[tuple[str, str], Send]
    wake: asyncio.Event
    per_second: float | None
    owner: UUID = field(default_factory=uuid.uuid7)
    _lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _done: asyncio.Queue[Outcome] = field(default_factory=asyncio.Queue)
    # What was claimed and is not written yet. A claim whose commit was made but whose answer
    # got lost is not among it, so its lease runs out and it is claimed again.
    _in_hand: set[UUID] = field(default_factory=set)
    _unwritten: list[Outcome] = field(default_factory=list)
    _unreachable: list[Address] = field(default_factory=list)

    @property
    def busy(self) -> bool:
        """Whether something is claimed whose end is not written yet."""
        return bool(self._in_hand)

    @property
    def troubles(self) -> list[str]:
        """Where nothing gets through, a sentence each."""
        return [found for line in self._lines.values() if (found := line.trouble)]

    async def run(self) -> None:
        """Send until cancelled; what is in flight then is repeated by whoever comes next."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._claiming())
            group.create_task(self._finishing())
            group.create_task(self._living())

    async def drain(self) -> None:
        """After `run` has ended: let what is in flight come to its end, and write it down."""
        if self._tasks:
            await asyncio.wait(self._tasks)
        if outcomes := self._collected():
            await self._write(outcomes)

    async def _claiming(self) -> None:
        # Where the rate held something back, a slot: an answer is not to wait longer than that.
        slot = 1 / self.per_second if self.per_second else 0
        while True:
            self.wake.clear()
            more = False
            for channel in await self._patiently(self._waiting) or ():
                more |= await self._patiently(partial(self._claim, channel)) or False
            await _wait(self.wake, slot if more else IDLE_SECONDS)

    async def _waiting(self) -> Sequence[tuple[str, str]]:
        """The channels with something due; asked only where there are several."""
        if len(self.channels) == 1:
            return tuple(self.channels)
        async with self.engine.begin() as db:
            due = await sending.channels_due(db, self.clock.now())
        return [channel for channel in due if channel in self.channels]

    async def _claim(self, channel: tuple[str, str]) -> bool:
        """Send what is due there; gives whether more of it may be."""
        free = MESSAGES_IN_FLIGHT_MAX - len(self._tasks)
        if free <= 0:
            await asyncio.sleep(0.01)
            return True
        crowded = free <= ANSWERS_RESERVED
        limit = min(CLAIMED_MESSAGES_MAX, free if crowded else free - ANSWERS_RESERVED)
        lowest = Priority.ANSWER if crowded else max(Priority)
        async with self.engine.begin() as db:
            now = self.clock.now()
            claimed = await sending.claim(
                db,
                channel,
                self.owner,
                now=now,
                lease=LEASE,
                limit=limit,
                rate=self.per_second,
                lowest=lowest,
            )
        for message in claimed.messages:
            self._in_hand.add(message.id)
            task = asyncio.create_task(self._deliver(channel, message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        SENDING.set(len(self._tasks))
        return claimed.more

    async def _deliver(self, channel: tuple[str, str], message: Message) -> None:
        line = self._lines.setdefault(channel, Line(channel[0]))
        attempt = Attempt(self.channels[channel], message, line, self.clock)
        outcome = await attempt.outcome()
        if attempt.is_gone:
            self._unreachable.append(message.to)
        SENT.labels(channel[0], outcome.state.value).inc()
        self._done.put_nowait(outcome)

    async def _finishing(self) -> None:
        while True:
            self._unwritten.append(await self._done.get())
            outcomes = self._collected()
            while await self._patiently(partial(self._write, outcomes)) is None:
                pass  # what was sent must be written, however long the database is away
            self.wake.set()

    def _collected(self) -> list[Outcome]:
        """Everything that is known and not written yet; `_write` takes it off again."""
        while not self._done.empty():
            self._unwritten.append(self._done.get_nowait())
        return list(self._unwritten)

    async def _write(self, outcomes: list[Outcome]) -> bool:
        now, gone = self.clock.now(), tuple(self._unreachable)
        async with self.engine.begin() as db:
            await sending.finish(db, self.owner, outcomes, now)
            for address in gone:
                await binding.set_reachable(db, address, reachable=False, now=now)
        del self._unwritten[: len(outcomes)], self._unreachable[: len(gone)]
        self._in_hand.difference_update(outcome.id for outcome in outcomes)
        return True

    async def _living(self) -> None:
        while True:
            await self._patiently(self._renew)
            await asyncio.sleep(RENEWAL_SECONDS)

    async def _renew(self) -> None:
        now = self.clock.now()
        async with self.engine.begin() as db:
            if self._in_hand:
                await sending.renew(db, self.owner, self._in_hand, now + LEASE)
            await sending.recover(db, now, [int(priority) for priority in REPEATED])

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T | None:
        """Do it, or wait a moment while the database is away."""
        try:
            return await act()
        except Exception as error:
            if not is_unavailable(error):
                raise
            log.warning("database unavailable", error=type(error).__name__)
            await asyncio.sleep(0.2)
            return None


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
