"""The outbox as a queue: order, priorities, pauses, leases, outcomes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.attendance.claim import Unstamped
from core.attendance.stamp import Leg, Stamp
from core.organisation.address import Address
from core.organisation.fence import Point
from db.messages import outbox, sending
from db.messages.outbox import NewMessage, State
from db.messages.sending import Claimed, Message, Outcome
from db.records import stamp
from db.records.stamp import NewStamp
from handlers.chat.reply import Priority
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.harness.database import rows
from tests.office import BUDI, CITRA

ME, OTHER = UUID(int=1), UUID(int=2)
CHANNEL = ("bulungan", "telegram")
LEASE = timedelta(seconds=10)
SECOND = timedelta(seconds=1)
SARIS = Address("bulungan", "telegram", "5003")


async def put(
    engine: AsyncEngine,
    to: Address,
    *texts: str,
    priority: int = 0,
    dedupe: str | None = None,
    now: datetime = MONDAY,
) -> None:
    async with engine.begin() as db:
        await outbox.put(
            db, [NewMessage(to, priority, {"text": text}, dedupe) for text in texts], now
        )


async def claim(
    engine: AsyncEngine, owner: UUID = ME, now: datetime = MONDAY, **more: Any
) -> list[Message]:
    return (await look(engine, owner, now, **more)).messages


async def look(
    engine: AsyncEngine, owner: UUID = ME, now: datetime = MONDAY, **more: Any
) -> Claimed:
    values: dict[str, Any] = {"lease": LEASE, "limit": 100, "rate": None} | more
    async with engine.begin() as db:
        return await sending.claim(db, CHANNEL, owner, now=now, **values)


async def finish(engine: AsyncEngine, *outcomes: Outcome, owner: UUID = ME) -> None:
    async with engine.begin() as db:
        await sending.finish(db, owner, outcomes, MONDAY + SECOND)


async def sent(engine: AsyncEngine, messages: Sequence[Message]) -> None:
    await finish(
        engine, *(Outcome("bulungan", message.id, State.SENT, "77") for message in messages)
    )


def texts(messages: Sequence[Message]) -> list[str]:
    return [message.body["text"] for message in messages]


async def states(engine: AsyncEngine) -> dict[str, str]:
    return {row.body["text"]: row.state for row in await rows(engine, outbox.outbox)}


async def test_a_claimed_message_is_what_was_put(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "é", priority=2)
    (message,) = await claim(engine, now=MONDAY + SECOND)
    expected = Message(message.id, BUDIS, 2, outbox.REPLY, {"text": "é"}, MONDAY, attempts=1)
    assert message == expected
    assert await states(engine) == {"é": "sending"}


async def test_a_chat_has_at_most_one_message_in_flight_and_keeps_its_order(
    engine: AsyncEngine,
) -> None:
    await put(engine, BUDIS, "1", "2", "3")
    said = []
    for _ in range(3):
        one = await claim(engine)
        assert await claim(engine) == [], "the chat is busy"
        said += texts(one)
        await sent(engine, one)
    assert said == ["1", "2", "3"]


async def test_an_urgent_message_does_not_overtake_in_its_own_chat(engine: AsyncEngine) -> None:
    """What is said later may refer to what was said before."""
    await put(engine, BUDIS, "reminder", priority=Priority.REMINDER)
    await put(engine, BUDIS, "answer", priority=Priority.ANSWER)
    assert texts(await claim(engine)) == ["reminder"]


async def test_across_chats_answers_go_first(engine: AsyncEngine) -> None:
    for to, priority in ((BUDIS, 3), (CITRAS, 2), (SARIS, 0)):
        await put(engine, to, str(priority), priority=priority)
    assert texts(await claim(engine, limit=2)) == ["0", "2"]
    assert texts(await claim(engine)) == ["3"]


async def test_a_pause_holds_back_its_own_chat_only(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "1", "2")
    await put(engine, CITRAS, "3")
    (first, other) = await claim(engine)
    later = MONDAY + 5 * SECOND
    await finish(
        engine, Outcome("bulungan", first.id, State.PENDING, error="429", not_before=later)
    )
    await sent(engine, [other])
    await put(engine, CITRAS, "4")
    assert texts(await claim(engine, now=later - SECOND)) == ["4"]
    (again,) = await claim(engine, now=later)
    assert (texts([again]), again.attempts) == (["1"], 2)


async def test_every_bot_sends_its_own(engine: AsyncEngine) -> None:
    await put(engine, Address("karanganyar", "telegram", "5001"), "there")
    await put(engine, Address("bulungan", "plain", "5001"), "elsewhere")
    await put(engine, BUDIS, "here")
    assert texts(await claim(engine)) == ["here"]


async def test_a_process_asks_which_bots_have_something_due(engine: AsyncEngine) -> None:
    there = Address("karanganyar", "telegram", "5001")
    await put(engine, BUDIS, "1", "2")
    await put(engine, CITRAS, "3")
    await put(engine, there, "later", now=MONDAY + SECOND)
    due = []
    for now in (MONDAY - SECOND, MONDAY, MONDAY + SECOND):
        async with engine.begin() as db:
            due.append(sorted(await sending.channels_due(db, now)))
    assert due == [[], [CHANNEL], [CHANNEL, ("karanganyar", "telegram")]]


async def test_a_key_is_used_once_per_region(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "first", dedupe="apel-2026-04-06")
    await put(engine, BUDIS, "second", dedupe="apel-2026-04-06")
    await put(engine, Address("karanganyar", "telegram", "1"), "there", dedupe="apel-2026-04-06")
    await put(engine, BUDIS, "no key", "no key either")
    found = sorted(await states(engine))
    assert found == ["first", "no key", "no key either", "there"]


async def test_a_key_stays_used_after_sending(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "first", dedupe="k")
    await sent(engine, await claim(engine))
    await put(engine, BUDIS, "second", dedupe="k")
    assert await claim(engine) == []


async def test_only_the_owner_can_finish(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "1")
    (message,) = await claim(engine)
    await finish(engine, Outcome("bulungan", message.id, State.SENT, "77"), owner=OTHER)
    assert await states(engine) == {"1": "sending"}
    await finish(engine, Outcome("bulungan", message.id, State.SENT, "77"))
    (row,) = await rows(engine, outbox.outbox)
    found = (row.state, row.message, row.sent_at, row.owner, row.leased_until)
    assert found == ("sent", "77", MONDAY + SECOND, None, None)


async def test_a_message_sent_by_another_meanwhile_stays_as_it_is(engine: AsyncEngine) -> None:
    """A process that was thought dead comes back: its outcome is no longer wanted."""
    await put(engine, BUDIS, "1")
    (message,) = await claim(engine)
    await recover(engine, MONDAY + 2 * LEASE)
    await claim(engine, OTHER, MONDAY + 2 * LEASE)
    await finish(engine, Outcome("bulungan", message.id, State.FAILED, error="late"))
    assert await states(engine) == {"1": "sending"}


async def recover(engine: AsyncEngine, now: datetime, repeat: Sequence[int] = (0, 1, 2)) -> int:
    async with engine.begin() as db:
        return await sending.recover(db, now, repeat)


async def test_a_dead_process_leaves_answers_to_repeat_and_broadcasts_unknown(
    engine: AsyncEngine,
) -> None:
    for to, priority in ((BUDIS, Priority.ANSWER), (CITRAS, Priority.BROADCAST)):
        await put(engine, to, priority.name, priority=priority)
    await claim(engine)
    assert await recover(engine, MONDAY + LEASE + SECOND) == 2
    assert await states(engine) == {"ANSWER": "pending", "BROADCAST": "unknown"}
    (again,) = await claim(engine, OTHER)
    assert again.attempts == 2


@pytest.mark.parametrize(
    ("late", "taken"),
    [(LEASE - SECOND, 0), (LEASE, 0), (LEASE + SECOND, 1)],
    ids=["before the lease ends", "at its end", "after"],
)
async def test_a_lease_protects_until_it_ends(
    engine: AsyncEngine, late: timedelta, taken: int
) -> None:
    await put(engine, BUDIS, "1")
    await claim(engine)
    assert await recover(engine, MONDAY + late) == taken


async def test_a_living_process_keeps_what_it_claimed(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "mine")
    (mine,) = await claim(engine)
    await put(engine, CITRAS, "theirs")
    await claim(engine, OTHER)
    async with engine.begin() as db:
        await sending.renew(db, ME, [mine.id], MONDAY + 3 * LEASE)
    assert await recover(engine, MONDAY + 2 * LEASE) == 1
    assert await states(engine) == {"mine": "sending", "theirs": "pending"}


async def test_what_is_settled_is_never_taken_back(engine: AsyncEngine) -> None:
    for number, state in enumerate((State.SENT, State.UNKNOWN, State.FAILED)):
        await put(engine, BUDIS, state.value)
        (message,) = await claim(engine)
        await finish(engine, Outcome("bulungan", message.id, state, error=str(number)))
    assert await recover(engine, MONDAY + timedelta(days=1)) == 0
    assert await claim(engine) == []
    assert await states(engine) == {state: state for state in ("sent", "unknown", "failed")}


async def test_nothing_to_finish_is_no_trouble_for_others(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "1")
    await finish(engine, Outcome("bulungan", uuid4(), State.SENT, "77"))
    assert await states(engine) == {"1": "pending"}


async def test_a_message_that_joins_another_knows_its_number_once_that_was_sent(
    engine: AsyncEngine,
) -> None:
    """A card on the screen is changed in place, in the order of its chat."""
    await put(engine, BUDIS, "card", dedupe="kartu:1")
    joining = NewMessage(BUDIS, 1, {"text": "more"}, edits_key="kartu:1")
    async with engine.begin() as db:
        await outbox.put(
            db, [joining, NewMessage(CITRAS, 1, {"text": "lost"}, edits_key="no")], MONDAY
        )
    first = await claim(engine)
    assert texts(first) == ["card", "lost"]
    assert [message.edits for message in first] == [None, None]
    await sent(engine, first)
    (more,) = await claim(engine)
    assert (more.body["text"], more.edits) == ("more", "77")


async def test_a_key_is_known_from_the_moment_it_is_put_and_only_in_its_region(
    engine: AsyncEngine,
) -> None:
    await put(engine, BUDIS, "card", dedupe="kartu:1")
    async with engine.begin() as db:
        assert await outbox.fetch_used_keys(db, "bulungan", ["kartu:1", "kartu:2"]) == {"kartu:1"}
        assert await outbox.fetch_used_keys(db, "karanganyar", ["kartu:1"]) == set()
        assert await outbox.fetch_used_keys(db, "bulungan", []) == set()


UNSTAMPED = Unstamped(BUDI.id, MONDAY.date(), 1, Leg.MASUK)
MASUK = Stamp(MONDAY.date(), Leg.MASUK, MONDAY, None, review=False)
HERE = Point(2.8, 117.3)
LATE_MASUK = NewStamp(BUDI.id, MASUK, MONDAY + SECOND, BUDIS, "1", HERE, None, 1.5, {}, [])


@pytest.mark.parametrize(
    ("new", "said"),
    [
        pytest.param(LATE_MASUK, "tercatat", id="that very leg"),
        pytest.param(replace(LATE_MASUK, received_at=MONDAY), "tercatat", id="that very instant"),
        pytest.param(replace(LATE_MASUK, received_at=MONDAY - SECOND), "belum", id="before it"),
        pytest.param(replace(LATE_MASUK, employee=CITRA.id), "belum", id="somebody else"),
        *(
            pytest.param(replace(LATE_MASUK, stamp=other), "belum")
            for other in (
                replace(MASUK, leg=Leg.PULANG),
                replace(MASUK, duty=2),
                replace(MASUK, date=date(2026, 4, 7)),
            )
        ),
    ],
)
async def test_not_recorded_is_not_said_once_it_is(
    furnished: AsyncEngine, new: NewStamp, said: str
) -> None:
    """Whatever was prepared is asked again when its turn comes; what follows it comes at once."""
    async with furnished.begin() as db:
        first = NewMessage(BUDIS, 0, {"text": "belum"}, unless=UNSTAMPED)
        await outbox.put(db, [first], MONDAY)
        await stamp.write(db, [new])
    await put(furnished, BUDIS, "tercatat", now=MONDAY + SECOND)
    assert texts(await claim(furnished, now=MONDAY + 2 * SECOND)) == [said]
    state = (await states(furnished))["belum"]
    assert state == (State.SENDING if said == "belum" else State.OVERTAKEN).value


@pytest.mark.parametrize(
    ("waiting", "narrowed", "more"),
    [
        pytest.param(0, {"limit": 2}, False, id="nothing is due"),
        pytest.param(1, {"limit": 2}, False, id="fewer than it might take"),
        pytest.param(2, {"limit": 2}, True, id="as many as it might take"),
        pytest.param(1, {"rate": 2.0}, False, id="fewer than the rate allows"),
        pytest.param(2, {"rate": 2.0}, True, id="as many as the rate allows"),
        pytest.param(3, {"rate": 2.0}, True, id="more than the rate allows"),
    ],
)
async def test_a_look_says_whether_more_may_be_due(
    engine: AsyncEngine, waiting: int, narrowed: dict[str, Any], more: object
) -> None:
    for number in range(waiting):
        await put(engine, replace(BUDIS, id=str(6000 + number)), "halo")
    assert (await look(engine, **narrowed)).more is more


async def test_a_look_that_the_rate_forbids_says_that_more_may_be_due(engine: AsyncEngine) -> None:
    await put(engine, BUDIS, "satu")
    await put(engine, CITRAS, "dua")
    await look(engine, rate=1.0)
    assert await look(engine, rate=1.0) == Claimed([], more=True)
    assert not (await look(engine, now=MONDAY + 2 * SECOND, rate=2.0)).more
