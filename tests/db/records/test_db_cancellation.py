"""Cancellations and what they hang on: written once, and of two at once exactly one wins."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.approvals.transitions import Act
from core.law.regulation import Role
from core.month.cancellation import Cancellation as Counted
from core.organisation.employee_status import Block, Settled
from db import approvals
from db.approvals import Done
from db.people import block as blocks
from db.people import status
from db.people.block import Consent
from db.records import cancellation as cancellations
from db.records import reader, witness
from db.records.attachment import Page
from db.records.cancellation import CASES, NewCancellation, cancellation
from db.records.witness import Answer
from tests.harness.database import ON_POSTGRESQL, second_process, until_blocked
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, wita

CODE, DAY, ID = "bulungan", date(2026, 4, 6), UUID(int=7)
NOON, LATER = wita("2026-04-07", "12.00"), wita("2026-04-08", "12.00")
CLOSES = wita("2026-06-01", "00.00")
NEW = NewCancellation(ID, BUDI.id, DAY, SARI.id, "Tidak ada di ruang kerja", NOON, LATER, CLOSES)
PAGES = (Page("ab" * 32, 10, "image/jpeg"),)
NOTED = Done(Act.APPROVE, LATER, by=DEWI.id, in_time=True)


@pytest.fixture
async def filed(furnished: AsyncEngine) -> AsyncEngine:
    """One that waits for two witnesses."""
    async with furnished.begin() as db:
        assert await cancellations.file(db, CODE, NEW)
        assert await witness.ask(db, CODE, ID, [CITRA.id, EKO.id], NOON) == [CITRA.id, EKO.id]
    return furnished


async def decided(db: AsyncConnection, act: Act = Act.APPROVE) -> bool:
    done = NOTED if act is Act.APPROVE else Done(act, LATER, in_time=True)
    return await approvals.transition(db, CASES, CODE, ID, done)


async def test_of_one_day_there_is_one_that_lives(filed: AsyncEngine) -> None:
    async with filed.begin() as db:
        again = replace(NEW, id=UUID(int=8))
        assert not await cancellations.file(db, CODE, again)
        assert await decided(db, Act.WITHDRAW)
        assert await cancellations.file(db, CODE, again)
        found = await cancellations.alive(db, CODE, BUDI.id, DAY)
        assert found is not None
        assert found.id == again.id


async def test_a_witness_is_asked_once_and_answers_once(filed: AsyncEngine) -> None:
    async with filed.begin() as db:
        assert await witness.ask(db, CODE, ID, [CITRA.id, DEWI.id], LATER) == [DEWI.id]
        said = (db, CODE, ID, CITRA.id)
        assert await witness.answer(*said, Answer.SEEN, "Kursinya kosong", NOON)
        assert not await witness.answer(*said, Answer.UNKNOWN, None, LATER)
        assert not await witness.answer(db, CODE, ID, SARI.id, Answer.SEEN, "x", NOON)
        assert await witness.take_back(*said)
        assert not await witness.take_back(*said)
        heard = (await witness.of(db, CODE, [ID]))[ID]
    first = next(each for each in heard if each.employee == CITRA.id)
    assert (first.answer, first.statement) == (Answer.TAKEN_BACK, "Kursinya kosong")


async def test_after_the_decision_no_witness_says_anything(filed: AsyncEngine) -> None:
    async with filed.begin() as db:
        assert await witness.answer(db, CODE, ID, CITRA.id, Answer.SEEN, "Kosong", NOON)
        assert await decided(db)
        assert not await witness.take_back(db, CODE, ID, CITRA.id)
        assert not await witness.answer(db, CODE, ID, EKO.id, Answer.SEEN, "Kosong", NOON)


async def test_each_step_is_open_once_and_in_its_order(filed: AsyncEngine) -> None:
    """KRA-9C-2, KRA-9C-3: answer, note, letter, receipt."""
    async with filed.begin() as db:
        said = (db, CODE, ID)
        assert not await cancellations.attach_letter(*said, PAGES, LATER)
        assert not await cancellations.receive(*said, DEWI.id, LATER)
        assert not await cancellations.answer(*said, CITRA.id, NOON, "bukan saya", ())
        assert await cancellations.answer(*said, BUDI.id, NOON, "Saya di kecamatan", PAGES)
        assert not await cancellations.answer(*said, BUDI.id, NOON, "lagi", ())
        assert await decided(db)
        assert not await decided(db, Act.WITHDRAW)
        assert await cancellations.attach_letter(*said, PAGES, LATER)
        assert not await cancellations.attach_letter(*said, PAGES, LATER)
        assert await cancellations.receive(*said, DEWI.id, LATER)
        assert not await cancellations.receive(*said, EKO.id, LATER)
        found = await cancellations.find(db, CODE, ID)
    assert found is not None
    assert (found.answer, found.paper, found.letter) == ("Saya di kecamatan", PAGES, PAGES)
    assert (found.state, found.decided_by, found.received_by) == (
        State.APPROVED,
        DEWI.id,
        DEWI.id,
    )


async def test_only_what_was_taken_note_of_bears_on_a_day(filed: AsyncEngine) -> None:
    async def read() -> tuple[Counted, ...]:
        async with filed.begin() as db:
            found = await reader.read(db, CODE, [BUDI.id], DAY, DAY)
        return found[BUDI.id].cancellations

    assert await read() == ()
    async with filed.begin() as db:
        assert await decided(db)
    assert await read() == (Counted(DAY, LATER),)
    async with filed.begin() as db:
        assert await cancellations.attach_letter(db, CODE, ID, PAGES, LATER)
    assert await read() == (Counted(DAY, LATER, LATER),)
    async with filed.begin() as db:
        beside = await reader.read(db, CODE, [BUDI.id], DAY + timedelta(1), DAY + timedelta(9))
    assert beside[BUDI.id].cancellations == ()


@pytest.mark.parametrize("who", [BUDI, SARI])
async def test_the_tables_themselves_refuse_who_decides_their_own(
    filed: AsyncEngine, who: object
) -> None:
    done = Done(Act.APPROVE, LATER, by=who.id)  # type: ignore[attr-defined]  # one of the cast
    with pytest.raises(IntegrityError):
        async with filed.begin() as db:
            await approvals.transition(db, CASES, CODE, ID, done)


@ON_POSTGRESQL
@pytest.mark.parametrize("first", [Act.APPROVE, Act.WITHDRAW])
async def test_of_a_withdrawal_and_a_head_at_once_one_wins(
    filed: AsyncEngine, database_url: str, first: Act
) -> None:
    second = Act.WITHDRAW if first is Act.APPROVE else Act.APPROVE
    async with second_process(database_url) as other:

        async def late() -> bool:
            async with other.begin() as db:
                return await decided(db, second)

        async with filed.begin() as db:
            assert await decided(db, first)
            task = asyncio.create_task(late())
            await until_blocked(filed)
        assert not await task
    async with filed.begin() as db:
        state = (await db.execute(sa.select(cancellation.c.state))).scalar_one()
    assert state == ("disetujui" if first is Act.APPROVE else "ditarik")


@ON_POSTGRESQL
async def test_no_witness_steps_back_while_a_head_takes_note(
    filed: AsyncEngine, database_url: str
) -> None:
    """Control: without the hold both would go through, and one witness would be left."""
    async with filed.begin() as db:
        for each in (CITRA, EKO):
            assert await witness.answer(db, CODE, ID, each.id, Answer.SEEN, "Kosong", NOON)
    async with second_process(database_url) as other:

        async def step_back() -> bool:
            async with other.begin() as db:
                return await witness.take_back(db, CODE, ID, EKO.id)

        async with filed.begin() as db:
            await cancellations.hold(db, CODE, ID)
            heard = (await witness.of(db, CODE, [ID]))[ID]
            task = asyncio.create_task(step_back())
            await until_blocked(filed)
            assert sum(each.testified for each in heard) == 2
            assert await decided(db)
        assert not await task
    async with filed.begin() as db:
        assert all(each.testified for each in (await witness.of(db, CODE, [ID]))[ID])


@ON_POSTGRESQL
async def test_of_two_superiors_who_cancel_one_day_one_does(
    furnished: AsyncEngine, database_url: str
) -> None:
    async with second_process(database_url) as other:

        async def late() -> bool:
            async with other.begin() as db:
                return await cancellations.file(db, CODE, replace(NEW, id=UUID(int=8)))

        async with furnished.begin() as db:
            assert await cancellations.file(db, CODE, NEW)
            task = asyncio.create_task(late())
            await until_blocked(furnished)
        assert not await task


async def test_a_block_is_answered_agreed_to_and_settled_once(furnished: AsyncEngine) -> None:
    """AMB-38, AMB-71."""
    async with furnished.begin() as db:
        assert await status.start_block(db, CODE, BUDI.id, "titik sama", NOON)
        assert await blocks.answer(db, CODE, BUDI.id, LATER, "Bukan saya", None)
        assert not await blocks.answer(db, CODE, BUDI.id, LATER, "lagi", None)
        found = await blocks.examination(db, CODE, BUDI.id)
        assert found is not None
        head = Consent(Role.HEAD, SARI.id, LATER)
        assert await blocks.agree(db, CODE, found, head)
        assert not await blocks.agree(db, CODE, found, replace(head, by=DEWI.id))
        assert not await blocks.agree(db, CODE, found, replace(head, role=Role.ADMINISTRATOR))
        assert await blocks.settle(db, CODE, BUDI.id, LATER, Settled.RESTORED) == [(NOON, LATER)]
        assert await blocks.settle(db, CODE, BUDI.id, LATER, Settled.PROVED, "800/9") == []
        assert await blocks.examination(db, CODE, BUDI.id) is None
        record = (await reader.read(db, CODE, [BUDI.id], DAY, DAY))[BUDI.id]
    assert record.blocks == (Block(NOON, LATER, Settled.RESTORED),)


async def test_a_block_that_an_older_release_ended_is_settled_with_its_own_end(
    furnished: AsyncEngine,
) -> None:
    """AMB-71: its days have waited under review since then."""
    async with furnished.begin() as db:
        assert await status.start_block(db, CODE, BUDI.id, "titik sama", NOON)
        await db.execute(sa.text("UPDATE block SET until = since"))
        ended = await blocks.settle(db, CODE, BUDI.id, LATER, Settled.PROVED, "800/9")
    assert ended == [(NOON, NOON)]
