"""The inbox: an update counts once, its chat is locked before it is read, a bug is kept whole."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from db.messages import chat as chats
from db.messages import conversation, inbox
from db.messages.inbox import Arrival, Letter
from tests.builders.chats import BUDIS, CITRAS, MONDAY, bind
from tests.harness.database import ON_POSTGRESQL, rows, statements, until_blocked
from tests.office import BUDI
from tests.patience import PATIENCE

FIRST = Arrival(BUDIS, "1")
LETTER = Letter("bulungan", "telegram", "7", MONDAY, {"body": {"update_id": 7}}, "Traceback …")


async def marked(engine: AsyncEngine, address: Address, update: str) -> dict[str, Any] | None:
    async with engine.begin() as db:
        (state,) = await inbox.mark(db, [Arrival(address, update)], MONDAY)
        return state


async def save(engine: AsyncEngine, address: Address, state: dict[str, Any]) -> None:
    async with engine.begin() as db:
        await conversation.save(db, {address: state}, MONDAY)


async def bury(engine: AsyncEngine, letter: Letter) -> None:
    async with engine.begin() as db:
        await inbox.keep_letter(db, letter)


async def letters(engine: AsyncEngine) -> list[Letter]:
    async with engine.begin() as db:
        return await inbox.dead_letters(db)


async def test_a_new_update_gets_the_state_of_its_chat(engine: AsyncEngine) -> None:
    await save(engine, BUDIS, {"talk": {"asked": "nip"}, "told": [1, None, "é"]})
    assert await marked(engine, BUDIS, "1") == {"talk": {"asked": "nip"}, "told": [1, None, "é"]}
    assert await marked(engine, CITRAS, "2") == {}


async def test_a_second_delivery_gets_nothing(engine: AsyncEngine) -> None:
    assert await marked(engine, BUDIS, "1") == {}
    assert await marked(engine, BUDIS, "1") is None
    assert len(await rows(engine, inbox.inbox)) == 1


@pytest.mark.parametrize(
    "other",
    [Address("karanganyar", "telegram", "5001"), Address("bulungan", "whatsapp", "5001")],
    ids=["another region", "another channel"],
)
async def test_every_bot_counts_its_own_updates(engine: AsyncEngine, other: Address) -> None:
    await save(engine, BUDIS, {"mine": True})
    assert await marked(engine, BUDIS, "1") == {"mine": True}
    assert await marked(engine, other, "1") == {}


async def test_a_mark_that_was_rolled_back_never_was(engine: AsyncEngine) -> None:
    async with engine.connect() as db:
        assert await inbox.mark(db, [FIRST], MONDAY) == [{}]
        await db.rollback()
    assert await marked(engine, BUDIS, "1") == {}


async def test_marking_locking_and_reading_are_one_statement(engine: AsyncEngine) -> None:
    await save(engine, BUDIS, {})
    with statements(engine) as sent:
        await marked(engine, BUDIS, "1")
    assert len(sent) == 1


async def test_of_one_update_delivered_twice_at_once_one_counts(engine: AsyncEngine) -> None:
    found = await asyncio.gather(*(marked(engine, BUDIS, "1") for _ in range(4)))
    assert sorted(found, key=str) == [None, None, None, {}]


@ON_POSTGRESQL
async def test_the_second_of_two_updates_sees_what_the_first_wrote(engine: AsyncEngine) -> None:
    """The lock comes before the read; the other way round the first answer would be lost."""
    await save(engine, BUDIS, {"answers": 1})
    async with engine.begin() as first:
        assert await inbox.mark(first, [FIRST], MONDAY) == [{"answers": 1}]
        second = asyncio.create_task(marked(engine, BUDIS, "2"))
        await until_blocked(engine)
        await conversation.save(first, {BUDIS: {"answers": 2}}, MONDAY)
    assert await second == {"answers": 2}


@ON_POSTGRESQL
async def test_the_second_of_the_first_two_updates_sees_what_the_first_wrote(
    engine: AsyncEngine,
) -> None:
    async with engine.begin() as first:
        await inbox.mark(first, [FIRST], MONDAY)
        second = asyncio.create_task(marked(engine, BUDIS, "2"))
        await asyncio.wait({second}, timeout=0.3)
        await conversation.save(first, {BUDIS: {"answers": 1}}, MONDAY)
    assert await second == {"answers": 1}


@ON_POSTGRESQL
async def test_another_chat_waits_for_nobody(engine: AsyncEngine) -> None:
    for chat in (BUDIS, CITRAS):
        await save(engine, chat, {})
    async with engine.begin() as first:
        await inbox.mark(first, [FIRST], MONDAY)
        assert await asyncio.wait_for(marked(engine, CITRAS, "2"), PATIENCE) == {}


@ON_POSTGRESQL
async def test_a_duplicate_waits_for_the_outcome_of_the_first(engine: AsyncEngine) -> None:
    async with engine.connect() as first:
        await inbox.mark(first, [FIRST], MONDAY)
        again = asyncio.create_task(marked(engine, BUDIS, "1"))
        await until_blocked(engine)
        await first.rollback()
    assert await again == {}, "the first came to nothing, so the second counts"


async def test_marks_are_forgotten_only_when_they_are_old(engine: AsyncEngine) -> None:
    await marked(engine, BUDIS, "1")
    async with engine.begin() as db:
        assert await inbox.forget_marks(db, MONDAY) == 0
        assert await inbox.forget_marks(db, MONDAY + timedelta(seconds=1)) == 1


async def test_a_dead_letter_comes_back_whole(engine: AsyncEngine) -> None:
    body = {"body": {"message": {"text": 'é "x" \U0001f600', "location": [1.5, None]}}}
    letter = replace(LETTER, body=body)
    await bury(engine, letter)
    assert await letters(engine) == [letter]


async def test_letters_are_listed_oldest_first(engine: AsyncEngine) -> None:
    newer = replace(LETTER, update="8", received_at=MONDAY + timedelta(minutes=1))
    await bury(engine, newer)
    await bury(engine, LETTER)
    assert [letter.update for letter in await letters(engine)] == ["7", "8"]


async def test_a_second_failure_keeps_the_newest_traceback(engine: AsyncEngine) -> None:
    await bury(engine, LETTER)
    again = replace(LETTER, traceback="another", received_at=MONDAY + timedelta(hours=1))
    await bury(engine, again)
    assert await letters(engine) == [again]


async def reopened(engine: AsyncEngine, update: str = "7") -> dict[str, Any] | None:
    async with engine.begin() as db:
        (state,) = await inbox.reopen(db, [Arrival(BUDIS, update)], MONDAY)
        return state


async def test_a_letter_is_reopened_once_and_with_the_state_of_now(engine: AsyncEngine) -> None:
    await bury(engine, LETTER)
    await save(engine, BUDIS, {"since": "then"})
    assert await reopened(engine) == {"since": "then"}
    assert await reopened(engine) is None
    assert await letters(engine) == []


async def test_there_is_no_letter_to_reopen(engine: AsyncEngine) -> None:
    await bury(engine, LETTER)
    assert await reopened(engine, "8") is None


async def test_of_two_retries_at_once_one_reopens(engine: AsyncEngine) -> None:
    await bury(engine, LETTER)
    found = await asyncio.gather(*(reopened(engine) for _ in range(4)))
    assert sorted(found, key=str) == [None, None, None, {}]


async def test_a_retry_that_fails_leaves_the_letter_open(engine: AsyncEngine) -> None:
    await bury(engine, LETTER)
    async with engine.connect() as db:
        await inbox.reopen(db, [Arrival(BUDIS, "7")], MONDAY)
        await db.rollback()
    assert await letters(engine) == [LETTER]


async def test_a_chat_has_one_state_and_the_newest_stands(engine: AsyncEngine) -> None:
    await save(engine, BUDIS, {"talk": 1})
    await save(engine, BUDIS, {"talk": 2})
    await save(engine, CITRAS, {"talk": 3})
    found = {row.address: row.state for row in await rows(engine, conversation.conversation)}
    assert found == {"5001": {"talk": 2}, "5002": {"talk": 3}}


async def test_only_chats_that_were_silent_for_long_are_forgotten(
    furnished: AsyncEngine,
) -> None:
    """An employee's after the one time, a stranger's after the shorter one."""
    await bind(furnished, BUDIS, BUDI)
    for chat in (BUDIS, CITRAS):
        await save(furnished, chat, {})
    left = []
    for employees, strangers in ((0, 0), (0, 1), (1, 1)):
        async with furnished.begin() as db:
            hours = (timedelta(hours=employees), timedelta(hours=strangers))
            await chats.forget(db, *(MONDAY + late for late in hours))
            found = await db.execute(sa.select(conversation.conversation.c.address))
            left.append(sorted(found.scalars()))
    assert left == [["5001", "5002"], ["5001"], []]


async def test_strangers_are_forgotten_earlier_than_employees(furnished: AsyncEngine) -> None:
    await bind(furnished, BUDIS, BUDI)
    later, never = MONDAY + timedelta(days=1), MONDAY - timedelta(days=1)
    async with furnished.begin() as db:
        for chat in (BUDIS, CITRAS):
            await conversation.save(db, {chat: {}}, MONDAY)
        assert await chats.forget(db, never, strangers=later) == 1
        left = await db.execute(sa.select(conversation.conversation.c.address))
        assert left.scalars().all() == [BUDIS.id]


def arrivals(*pairs: tuple[str, str]) -> list[Arrival]:
    return [Arrival(Address("bulungan", "telegram", chat), update) for chat, update in pairs]


async def test_many_are_marked_in_one_statement_and_each_gets_its_own_state(
    engine: AsyncEngine,
) -> None:
    for chat in ("3", "1", "2"):
        await save(engine, Address("bulungan", "telegram", chat), {"mine": chat})
    await marked(engine, Address("bulungan", "telegram", "2"), "20")
    async with engine.begin() as db:
        with statements(engine) as sent:
            found = await inbox.mark(db, arrivals(("3", "30"), ("2", "20"), ("1", "10")), MONDAY)
    assert found == [{"mine": "3"}, None, {"mine": "1"}]
    assert len(sent) == 1


async def test_first_words_are_marked_among_others(engine: AsyncEngine) -> None:
    await save(engine, BUDIS, {"mine": True})
    async with engine.begin() as db:
        found = await inbox.mark(db, arrivals(("9", "1"), ("5001", "2"), ("8", "3")), MONDAY)
    assert found == [{}, {"mine": True}, {}]


@ON_POSTGRESQL
@pytest.mark.parametrize("known", [True, False], ids=["known chats", "first words"])
async def test_whoever_wants_the_same_chats_never_waits_in_a_ring(
    engine: AsyncEngine, *, known: bool
) -> None:
    """Each transaction takes all chats, in another order, with updates that meet and others."""
    chats = [str(number) for number in range(30)]
    if known:
        for chat in chats:
            await save(engine, Address("bulungan", "telegram", chat), {})

    async def take(turn: int) -> int:
        mixed = Random(turn).sample(chats, len(chats))  # noqa: S311 - any order will do
        updates = arrivals(*((chat, f"{chat}-{turn // 2}") for chat in mixed))
        async with engine.begin() as db:
            return sum(state is not None for state in await inbox.mark(db, updates, MONDAY))

    counted = await asyncio.gather(*(take(turn) for turn in range(20)))
    assert sum(counted) == 10 * len(chats)
