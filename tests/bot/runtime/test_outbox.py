"""The sender: what becomes of every kind of trouble, how long it waits, and how it ends."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.errors import (
    AccountRefused,
    DeliveryUnknown,
    MessageRefused,
    RecipientUnreachable,
    RetryLater,
)
from bot.runtime.attempt import RETRY_SECONDS_MAX, Attempt
from bot.runtime.clock import VirtualClock
from bot.runtime.line import GIVE_UP, Line
from bot.runtime.message_codec import pack
from bot.runtime.sender import Sender
from core.organisation.address import Address
from db.engine import open_engine
from db.messages import outbox, sending
from db.messages.outbox import NewMessage, State
from db.messages.sending import Message
from db.people.binding import binding
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from tests.builders.chats import BUDIS, CITRAS, bind
from tests.harness.bot_and_telegram import MONDAY
from tests.harness.database import rows
from tests.office import BUDI, CITRA
from tests.patience import until

CHANNEL = ("bulungan", "telegram")
SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Post:
    """A sender whose channel does as it is told; `trouble` is by chat, first come first served."""

    engine: AsyncEngine
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(MONDAY))
    trouble: dict[str, list[Exception]] = field(default_factory=dict)
    arrived: list[tuple[str, str]] = field(default_factory=list)
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.gate.set()
        wake = asyncio.Event()
        self.sender = Sender(self.engine, self.clock, {CHANNEL: self.send}, wake, None)

    async def send(
        self, chat: str, says: Reply | Notification, _edits: str | None = None
    ) -> str | None:
        self.busy.set()
        await self.gate.wait()
        if self.trouble.get(chat):
            raise self.trouble[chat].pop(0)
        assert isinstance(says, Reply)
        self.arrived.append((chat, str(says.text)))
        return str(len(self.arrived))

    async def put(self, to: Address, *texts: str, priority: Priority = Priority.ANSWER) -> None:
        found = [pack(Outgoing(to, Reply(Markup.escape(text)), priority)) for text in texts]
        async with self.engine.begin() as db:
            await outbox.put(db, found, self.clock.now())
        self.sender.wake.set()

    async def states(self) -> dict[str, str]:
        return {row.body["text"]: row.state for row in await self.rows()}

    async def rows(self) -> Sequence[Any]:
        return await rows(self.engine, outbox.outbox)

    async def comes_to(self, **expected: str) -> None:
        async def there() -> bool:
            return {**await self.states(), **expected} == await self.states()

        await until(there)


@pytest.fixture
def post(furnished: AsyncEngine) -> Post:
    return Post(furnished)


@asynccontextmanager
async def running(post: Post) -> AsyncIterator[None]:
    task = asyncio.create_task(post.sender.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    ("trouble", "priority", "state"),
    [
        (None, Priority.ANSWER, "sent"),
        (RetryLater("500"), Priority.ANSWER, "pending"),
        (RetryLater("429", 7.0), Priority.BROADCAST, "pending"),
        (DeliveryUnknown("timed out"), Priority.ANSWER, "pending"),
        (DeliveryUnknown("timed out"), Priority.CARD, "pending"),
        (DeliveryUnknown("timed out"), Priority.REMINDER, "pending"),
        (DeliveryUnknown("timed out"), Priority.BROADCAST, "unknown"),
        (RecipientUnreachable("blocked"), Priority.ANSWER, "failed"),
        (MessageRefused("too long"), Priority.ANSWER, "failed"),
        (KeyError("a bug"), Priority.ANSWER, "failed"),
    ],
    ids=repr,
)
async def test_every_trouble_has_its_outcome(
    post: Post, trouble: Exception | None, priority: Priority, state: str
) -> None:
    post.trouble["5001"] = [trouble] if trouble else []
    await post.put(BUDIS, "it", priority=priority)
    async with running(post):
        await until(lambda: _settled(post))
    (row,) = await post.rows()
    assert (row.state, row.attempts) == (state, 1)
    assert bool(row.error) is (trouble is not None)
    assert row.message == (None if trouble else "1")


async def _settled(post: Post) -> bool:
    return all(row.attempts and row.state != "sending" for row in await post.rows())


async def test_a_chat_hears_everything_in_order_in_spite_of_trouble(post: Post) -> None:
    post.trouble["5001"] = [DeliveryUnknown("x"), RetryLater("x", 0.0)]
    await post.put(BUDIS, "1", "2", "3")

    async def all_sent() -> bool:
        post.clock.advance(SECOND)
        return set((await post.states()).values()) == {"sent"}

    async with running(post):
        await until(all_sent)
    assert post.arrived == [("5001", "1"), ("5001", "2"), ("5001", "3")]


async def test_too_many_requests_pauses_that_chat_only(post: Post) -> None:
    post.trouble["5001"] = [RetryLater("429", 10_072.0)]
    await post.put(BUDIS, "paused")
    await post.put(CITRAS, "free", "free too")
    async with running(post):
        await post.comes_to(paused="pending", **{"free": "sent", "free too": "sent"})
        (row,) = [row for row in await post.rows() if row.state == "pending"]
        assert row.not_before == MONDAY + 10_072 * SECOND
        post.clock.advance(10_072 * SECOND)
        await post.comes_to(paused="sent")


async def test_whoever_blocked_the_bot_is_noted_as_unreachable(post: Post) -> None:
    for address, actor in ((BUDIS, BUDI), (CITRAS, CITRA)):
        await bind(post.engine, address, actor)
    post.trouble["5001"] = [RecipientUnreachable("bot was blocked by the user")]
    await post.put(BUDIS, "it")
    await post.put(CITRAS, "other")
    async with running(post):
        await post.comes_to(it="failed", other="sent")
    found = {row.address: row.unreachable_since for row in await rows(post.engine, binding)}
    assert found == {"5001": MONDAY, "5002": None}


@pytest.mark.parametrize(
    ("age", "state"),
    [(GIVE_UP, "pending"), (GIVE_UP + SECOND, "failed")],
    ids=["after 24 hours", "a second later"],
)
async def test_what_fails_for_a_day_while_others_get_through_is_given_up(
    post: Post, age: timedelta, state: str
) -> None:
    line = Line("bulungan")
    for number in range(4):
        line.works(MONDAY + number * age / 3)
    post.sender._lines[CHANNEL] = line
    post.trouble["5001"] = [RetryLater("500")]
    await post.put(BUDIS, "it")
    post.clock.advance(age)
    async with running(post):
        await until(lambda: _settled(post))
    assert await post.states() == {"it": state}


@pytest.mark.parametrize(
    "why", [AccountRefused("Unauthorized"), DeliveryUnknown("timed out"), RetryLater("500")]
)
async def test_while_nothing_gets_through_everything_is_kept_and_sent_afterwards(
    post: Post, why: Exception
) -> None:
    """The bot's token is revoked, or Telegram is away, for a day and an hour: nobody loses."""
    post.trouble = {"5001": [why] * 1_000, "5002": [why] * 1_000}
    await post.put(BUDIS, "one", "two")
    await post.put(CITRAS, "three")
    async with running(post):
        # A try that is under way when an hour comes would be one of no hour.
        await until(lambda: _tried(post, 2))
        for hour in range(1, 26):
            post.clock.advance(timedelta(hours=1))
            post.sender.wake.set()
            await until(lambda hour=hour: _tried(post, 2 + 2 * hour))  # type: ignore[misc]  # bound at once
        await post.comes_to(one="pending", two="pending", three="pending")
        (told,) = post.sender.troubles
        assert told == f"nothing is sent for bulungan since 2026-04-05 23:24 UTC: {why}"
        post.trouble.clear()
        post.clock.advance(RETRY_SECONDS_MAX * SECOND)
        await post.comes_to(one="sent", two="sent", three="sent")
    assert post.sender.troubles == []
    assert sorted(post.arrived) == [("5001", "one"), ("5001", "two"), ("5002", "three")]


async def _tried(post: Post, times: int) -> bool:
    """The head of each of two chats was tried, so often in all, and waits for its next hour."""
    found = await post.rows()
    tries = sum(row.attempts for row in found)
    assert tries <= times
    return tries == times and all(row.state == "pending" for row in found)


async def test_a_kind_that_a_newer_release_wrote_is_left_to_it(post: Post) -> None:
    newer = NewMessage(BUDIS, 1, {"of": "tomorrow"}, kind="belum_ada")
    async with post.engine.begin() as db:
        await outbox.put(db, [newer], post.clock.now())
    await post.put(CITRAS, "free")
    async with running(post):
        await until(lambda: _settled(post))
    waits = next(row for row in await post.rows() if row.kind == "belum_ada")
    assert (waits.state, waits.error) == ("pending", "unknown kind belum_ada")
    assert post.arrived == [("5002", "free")]


def message(attempts: int) -> Message:
    return Message(UUID(int=1), BUDIS, 0, outbox.REPLY, {"text": "x"}, MONDAY, attempts)


def pause(attempts: int, seconds: float | None = None) -> float:
    """Until the next try, after one that the platform did not take and maybe named a time for."""

    async def busy(*_: object) -> str | None:
        raise RetryLater("x", seconds)

    attempt = Attempt(busy, message(attempts), Line("bulungan"), VirtualClock(MONDAY))
    outcome = asyncio.run(attempt.outcome())
    assert outcome.state is State.PENDING
    assert outcome.not_before is not None
    return (outcome.not_before - MONDAY).total_seconds()


@given(st.integers(1, 32_766))
def test_each_pause_is_at_least_as_long_as_the_last_and_bounded(attempts: int) -> None:
    """A SMALLINT holds no more attempts than these."""
    assert 1.0 <= pause(attempts) <= pause(attempts + 1) <= RETRY_SECONDS_MAX


def test_the_first_pauses_double() -> None:
    assert [pause(attempts) for attempts in (1, 2, 3, 8, 9)] == [1.0, 2.0, 4.0, 120.0, 120.0]


@given(st.floats(0, 100_000))
def test_the_platforms_own_wish_is_granted(seconds: float) -> None:
    assert pause(20, seconds) == pytest.approx(seconds, abs=1e-6)


async def test_what_is_in_flight_at_the_end_is_written_down(post: Post) -> None:
    post.gate.clear()
    await post.put(BUDIS, "it")
    async with running(post):
        await post.busy.wait()
    assert await post.states() == {"it": "sending"}
    post.gate.set()
    await post.sender.drain()
    assert await post.states() == {"it": "sent"}
    assert post.arrived == [("5001", "it")]


async def test_what_a_dead_process_left_is_sent_by_the_next(post: Post) -> None:
    await post.put(BUDIS, "answer")
    await post.put(CITRAS, "broadcast", priority=Priority.BROADCAST)
    dead, lease = UUID(int=9), 10 * SECOND
    async with post.engine.begin() as db:
        await sending.claim(db, CHANNEL, dead, now=MONDAY, lease=lease, limit=9, rate=None)
    post.clock.advance(11 * SECOND)
    async with running(post):
        await post.comes_to(answer="sent", broadcast="unknown")


async def test_the_database_may_go_away_for_a_while(post: Post, database_url: str) -> None:
    """What was sent is written down when it is back, and not sent again."""
    post.gate.clear()
    await post.put(BUDIS, "it")
    async with running(post):
        await post.busy.wait()
        away = open_engine("postgresql+asyncpg://hadir@127.0.0.1:1/hadir")
        post.sender.engine = away
        post.gate.set()
        await until(lambda: _has_arrived(post))
        back = open_engine(database_url)
        post.sender.engine = back
        await post.comes_to(it="sent")
    await back.dispose()
    await away.dispose()
    assert post.arrived == [("5001", "it")]


async def _has_arrived(post: Post) -> bool:
    return bool(post.arrived)


async def test_a_body_that_cannot_be_read_fails_alone(post: Post) -> None:
    await post.put(BUDIS, "broken")
    async with post.engine.begin() as db:
        await db.execute(sa.update(outbox.outbox).values(body={"text": "broken", "wants": "?"}))
    await post.put(CITRAS, "whole")
    async with running(post):
        await post.comes_to(broken="failed", whole="sent")
