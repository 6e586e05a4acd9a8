"""Duplicates and disorder: whatever comes twice or late, the tables end the same."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.runtime.clock import VirtualClock
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from bot.sandbox.updates import CALLBACK_LANE, Update
from db.messages.conversation import conversation
from db.messages.inbox import dead_letter, inbox
from db.messages.outbox import outbox
from db.records.claim import share
from db.records.stamp import stamp
from tests.faults.crowd import furnish_crowd, open_chats
from tests.harness.town_process import MORNING, REGION, TOKEN
from tests.office import GATE, OFFICE, STREET
from tests.world import SECRET, World, a_world

BOUND, STRANGERS = 20, 5
MINUTE = 60.0
AT_ONCE = 8
LATER = MORNING + timedelta(minutes=30)  # what the bot's own clock says all the while

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One POST at a second of the minute; not before update `after` was answered once."""

    at: float
    update: Update
    after: int | None


@pytest.mark.fault
@pytest.mark.parametrize("seed", [1, 2])
async def test_updates_that_come_up_to_three_times_in_any_order_change_nothing(
    engine: AsyncEngine, database_url: str, seed: int
) -> None:
    orderly, shuffled = await _both_ways(engine, database_url, seed)
    print(f"\n{ {name: len(rows) for name, rows in orderly.items()} }")
    assert len(orderly["stamp"]) == BOUND
    assert len(orderly["outbox"]) > 5 * BOUND
    assert shuffled == orderly


@pytest.mark.fault
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_without_the_key_of_the_inbox_the_same_comparison_sees_the_difference(
    engine: AsyncEngine, database_url: str
) -> None:
    async with engine.begin() as db:
        await db.exec_driver_sql("ALTER TABLE inbox DROP CONSTRAINT pk_inbox")
    orderly, shuffled = await _both_ways(engine, database_url, seed=1)
    assert len(shuffled["outbox"]) > len(orderly["outbox"])
    assert shuffled["stamp"] == orderly["stamp"]  # the stamp's own key still holds


async def _both_ways(engine: AsyncEngine, database_url: str, seed: int) -> tuple[Rows, Rows]:
    """What the tables hold after the orderly morning, and after the disorderly one."""
    updates = await _a_morning()
    await _furnish(engine)
    in_order = [Delivery(n, update, None) for n, update in enumerate(updates)]
    orderly = await _played(engine, database_url, in_order, at_once=1)
    await _empty(engine)
    shuffled = await _played(engine, database_url, _disorder(updates, seed), at_once=AT_ONCE)
    return orderly, shuffled


async def _furnish(engine: AsyncEngine) -> None:
    sandbox = Sandbox(VirtualClock(MORNING))
    chats = open_chats(sandbox, sandbox.add_bot(TOKEN, "hadir_bot"), BOUND)
    await furnish_crowd(engine, REGION, chats, MORNING)


async def _a_morning() -> list[Update]:
    """Everybody's updates in the order of their times, as a sandbox without a bot collects them."""
    clock = VirtualClock(MORNING)
    sandbox = Sandbox(clock)
    bot = sandbox.add_bot(TOKEN, "hadir_bot")
    chats = open_chats(sandbox, bot, BOUND + STRANGERS)
    for number, chat in enumerate(chats[:BOUND]):
        await _walk(chat, clock, aside=number * 1e-5)
    for chat in chats[BOUND:]:
        await chat.say("halo")
        await chat.share_live(*GATE, accuracy=12.0)
        await chat.say("ini apa?")
    return list(bot.updates.waiting.values())


async def _walk(chat: PersonChat, clock: VirtualClock, aside: float) -> None:
    """From the street to the gate, with a change of mind and a button of yesterday.

    Everybody walks some degrees `aside` from the others: who stood on a point first depends on
    the order across chats, and rightly so.
    """
    gate = (GATE[0], GATE[1] + aside)
    await chat.say("/hari_ini")
    await chat.say("Masuk")
    await chat.say("batal")
    await chat.say("Masuk")
    await chat.pin(*gate)
    share = await chat.share_live(*STREET, accuracy=12.0)
    for point in ((2.8400, gate[1]), gate, (OFFICE[0], gate[1])):
        clock.advance(timedelta(seconds=2))
        await share.move(*point, accuracy=11.0)
    await chat.tap_data("700000001:leg:pulang", share.message_id)
    await chat.say("/kenapa")
    await chat.share_live(*gate, accuracy=12.0)
    await chat.say("Pulang")


def _disorder(updates: Sequence[Update], seed: int) -> list[Delivery]:
    """Each update one to three times: in order within a chat at first, then anywhere later."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    lanes: defaultdict[int, list[Update]] = defaultdict(list)
    for update in updates:
        lanes[_chat(update)].append(update)
    plan = []
    for lane in lanes.values():
        times = sorted(chance.uniform(0, MINUTE) for _ in lane)
        before = {later.id: earlier.id for earlier, later in pairwise(lane)}
        for at, update in zip(times, lane, strict=True):
            again = [chance.uniform(at, at + MINUTE) for _ in range(chance.randrange(3))]
            plan += [Delivery(t, update, before.get(update.id)) for t in (at, *again)]
    return sorted(plan, key=lambda delivery: delivery.at)


def _chat(update: Update) -> int:
    return update.lane - (CALLBACK_LANE if update.kind == "callback_query" else 0)


async def _played(
    engine: AsyncEngine, database_url: str, plan: Sequence[Delivery], at_once: int
) -> Rows:
    async with a_world(database_url, LATER) as world:
        open_chats(world.sandbox, world.bot, BOUND + STRANGERS)
        await _deliver(world, plan, at_once)
        await world.quiet(60)
    return await _snapshot(engine)


async def _deliver(world: World, plan: Sequence[Delivery], at_once: int) -> None:
    url = f"{world.service.settings.public_url}/telegram/{world.region}"
    answered: defaultdict[int | None, asyncio.Event] = defaultdict(asyncio.Event)
    answered[None].set()
    slots = asyncio.Semaphore(at_once)
    async with aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:

        async def bring(delivery: Delivery) -> None:
            await answered[delivery.after].wait()
            async with slots, session.post(url, json=delivery.update.wire()) as answer:
                assert answer.status == 200
            answered[delivery.update.id].set()

        await asyncio.gather(*(bring(delivery) for delivery in plan))


async def _snapshot(engine: AsyncEngine) -> Rows:
    """Every row that a person or a clerk could ever see, without our own ids and times."""
    async with engine.connect() as db:
        return {
            query.get_final_froms()[0].description: [tuple(r) for r in await db.execute(query)]
            for query in _SEEN
        }


def _all_but(table: sa.Table, *left_out: str) -> sa.Select[Any]:
    kept = [column for column in table.c if column.name not in left_out]
    return sa.select(*kept).order_by(*table.primary_key.columns)


_SEEN: tuple[sa.Select[Any], ...] = (
    _all_but(stamp),
    _all_but(conversation, "touched_at"),
    _all_but(share),
    _all_but(dead_letter, "traceback"),
    # In the order of their ids, and that is the order in which each chat reads them.
    sa.select(outbox.c.address, outbox.c.priority, outbox.c.body, outbox.c.dedupe).order_by(
        outbox.c.address, outbox.c.id
    ),
)


async def _empty(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        for table in (stamp, conversation, share, dead_letter, outbox, inbox):
            await db.execute(sa.delete(table))
