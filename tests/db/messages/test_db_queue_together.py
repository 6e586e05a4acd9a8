"""The outbox shared by several processes: nothing goes out twice, and one rate binds them all."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from db.messages import outbox, sending
from db.messages.outbox import NewMessage, State
from db.messages.rate import rate as buckets
from db.messages.sending import Message, Outcome
from tests.builders.chats import MONDAY
from tests.harness.database import ON_POSTGRESQL, ON_SQLITE, second_process
from tests.patience import PATIENCE

CHANNEL = ("bulungan", "telegram")
LEASE = timedelta(seconds=10)


async def fill(engine: AsyncEngine, chats: int, each: int = 1, region: str = "bulungan") -> None:
    to = [Address(region, "telegram", str(number)) for number in range(chats)]
    async with engine.begin() as db:
        rows = [NewMessage(chat, 0, {"n": n}) for n in range(each) for chat in to]
        await outbox.put(db, rows, MONDAY)


async def claim(
    engine: AsyncEngine,
    owner: int,
    now: datetime = MONDAY,
    *,
    limit: int = 100,
    rate: float | None = None,
) -> list[Message]:
    async with engine.begin() as db:
        look = await sending.claim(
            db, CHANNEL, UUID(int=owner), now=now, lease=LEASE, limit=limit, rate=rate
        )
    return look.messages


async def test_two_processes_never_claim_the_same_message(
    engine: AsyncEngine, database_url: str
) -> None:
    await fill(engine, chats=60)
    async with second_process(database_url) as other:
        both = ((where, owner) for _ in range(6) for where, owner in ((engine, 1), (other, 2)))
        rounds = await asyncio.gather(*(claim(*each, limit=7) for each in both))
    ids = [message.id for claimed in rounds for message in claimed]
    assert len(ids) == len(set(ids))
    assert len(ids) + len(await claim(engine, 3)) == 60


async def test_two_processes_never_speak_in_one_chat_at_once(
    engine: AsyncEngine, database_url: str
) -> None:
    """Each claims, sends and finishes until nothing is left; the chats stay in order."""
    await fill(engine, chats=5, each=6)
    heard: dict[str, list[int]] = {}
    busy: set[str] = set()

    async def work(where: AsyncEngine, owner: int) -> None:
        while claimed := await claim(where, owner, limit=2):
            for message in claimed:
                assert message.to.id not in busy
                busy.add(message.to.id)
                heard.setdefault(message.to.id, []).append(message.body["n"])
            busy.difference_update(message.to.id for message in claimed)
            outcomes = [Outcome("bulungan", message.id, State.SENT) for message in claimed]
            async with where.begin() as db:
                await sending.finish(db, UUID(int=owner), outcomes, MONDAY)

    async with second_process(database_url) as other:
        await asyncio.gather(work(engine, 1), work(other, 2))
        await work(engine, 1)
    assert heard == {str(chat): list(range(6)) for chat in range(5)}


@ON_POSTGRESQL
async def test_the_second_process_passes_over_what_the_first_holds(engine: AsyncEngine) -> None:
    await fill(engine, chats=4)
    async with engine.begin() as first:
        held = await sending.claim(
            first, CHANNEL, UUID(int=1), now=MONDAY, lease=LEASE, limit=3, rate=None
        )
        free = await asyncio.wait_for(claim(engine, 2), PATIENCE)
    assert (len(held.messages), len(free)) == (3, 1)


async def test_a_second_allows_no_more_than_the_rate(engine: AsyncEngine) -> None:
    await fill(engine, chats=30)
    assert len(await claim(engine, 1, rate=10)) == 10
    assert len(await claim(engine, 1, rate=10)) == 0
    half_a_second = MONDAY + timedelta(milliseconds=500)
    assert len(await claim(engine, 1, half_a_second, rate=10)) == 5
    an_hour = MONDAY + timedelta(hours=1)
    assert len(await claim(engine, 1, an_hour, rate=10)) == 10, "the bucket holds one second's"


async def test_only_what_was_taken_is_spent(engine: AsyncEngine) -> None:
    await fill(engine, chats=3)
    assert len(await claim(engine, 1, rate=10)) == 3
    await fill(engine, chats=20)  # the first three chats are being spoken in
    assert len(await claim(engine, 1, rate=10)) == 7


async def test_a_clock_that_is_behind_does_not_fill_the_bucket_again(engine: AsyncEngine) -> None:
    await fill(engine, chats=30)
    ahead = MONDAY + timedelta(seconds=1)
    assert len(await claim(engine, 1, ahead, limit=5, rate=10)) == 5
    assert len(await claim(engine, 2, MONDAY, limit=5, rate=10)) == 5
    assert len(await claim(engine, 1, ahead, rate=10)) == 0


async def test_two_processes_share_one_rate(engine: AsyncEngine, database_url: str) -> None:
    await fill(engine, chats=40)
    async with second_process(database_url) as other:
        both = ((where, owner) for _ in range(3) for where, owner in ((engine, 1), (other, 2)))
        rounds = await asyncio.gather(*(claim(*each, limit=8, rate=10) for each in both))
    assert sum(map(len, rounds)) == 10


async def test_every_bot_has_its_own_rate(engine: AsyncEngine) -> None:
    await fill(engine, chats=20)
    await fill(engine, chats=20, region="karanganyar")
    assert len(await claim(engine, 1, rate=10)) == 10
    async with engine.begin() as db:
        there = await sending.claim(
            db,
            ("karanganyar", "telegram"),
            UUID(int=1),
            now=MONDAY,
            lease=LEASE,
            limit=100,
            rate=10,
        )
    assert len(there.messages) == 10


async def test_a_process_whose_clock_is_behind_gains_nothing(engine: AsyncEngine) -> None:
    await fill(engine, chats=30)
    await claim(engine, 1, rate=10)
    async with engine.begin() as db:
        await db.execute(sa.update(outbox.outbox).values(not_before=MONDAY - timedelta(hours=1)))
    assert await claim(engine, 2, MONDAY - timedelta(minutes=1), rate=10) == []


@ON_SQLITE
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(st.integers(0, 1500), min_size=1, max_size=8),
    rate=st.floats(0.1, 40),
)
def test_no_second_ever_sees_twice_the_rate(
    database_url: str, steps: list[int], rate: float
) -> None:
    """A full bucket and what flows in meanwhile: never more than both together."""
    asyncio.run(_spend(database_url, steps, rate))


async def _spend(url: str, steps: list[int], rate: float) -> None:
    async with second_process(url) as engine:
        async with engine.begin() as db:
            await db.execute(sa.delete(outbox.outbox))
            await db.execute(sa.delete(buckets))
        await fill(engine, chats=60)
        now, spent = MONDAY, [(0.0, 0)]
        for step in steps:
            now += timedelta(milliseconds=step)
            total = spent[-1][1] + len(await claim(engine, 1, now, rate=rate))
            spent.append(((now - MONDAY).total_seconds(), total))
    assert all(total <= rate * seconds + max(rate, 1) + 1e-6 for seconds, total in spent)
    assert all(after[1] >= before[1] for before, after in pairwise(spent))


@pytest.mark.parametrize("rate", [0.5, 1.0])
async def test_a_slow_rate_still_sends(engine: AsyncEngine, rate: float) -> None:
    await fill(engine, chats=3)
    count = 0
    for second in range(8):
        count += len(await claim(engine, 1, MONDAY + timedelta(seconds=second), rate=rate))
    assert count == 3
