"""Problems that people report: on one desk at a time, closed once, counted by month."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from core.law.regulation import Role
from core.organisation.helpdesk import TicketState
from db.records import ticket
from db.records.attachment import Page
from db.records.ticket import NewTicket, Ticket
from tests.builders.chats import MONDAY
from tests.office import BUDI, CITRA, EKO, SARI

DAY = timedelta(days=1)
PAGE = Page("ab12", 180_000, "image/jpeg")


def new(**change: object) -> NewTicket:
    facts = NewTicket(
        uuid4(), BUDI.id, "setda", "Lokasi tidak terbaca", (PAGE,), MONDAY, Role.OPERATOR
    )
    return replace(facts, **change)  # type: ignore[arg-type]


async def filed(engine: AsyncEngine, **change: object) -> Ticket:
    one = new(**change)
    async with engine.begin() as db:
        await ticket.file(db, "bulungan", one)
        found = await ticket.find(db, "bulungan", one.id)
    assert found
    return found


async def passed(engine: AsyncEngine, before: Ticket, to: Role, by: UUID = SARI.id) -> bool:
    async with engine.begin() as db:
        return await ticket.pass_on(db, "bulungan", before, to, by, MONDAY)


async def closed(engine: AsyncEngine, before: Ticket, answer: str | None) -> bool:
    async with engine.begin() as db:
        return await ticket.close(db, "bulungan", before, SARI.id, MONDAY, answer)


async def test_what_was_filed_is_read_as_it_was_filed(furnished: AsyncEngine) -> None:
    one = await filed(furnished)
    assert (one.words, one.photo, one.desk, one.state) == (
        "Lokasi tidak terbaca",
        (PAGE,),
        Role.OPERATOR,
        TicketState.OPEN,
    )
    async with furnished.begin() as db:
        assert await ticket.find(db, "karanganyar", one.id) is None
        assert await ticket.find(db, "bulungan", uuid4()) is None


async def test_a_desk_has_what_is_open_on_it_the_oldest_first(furnished: AsyncEngine) -> None:
    younger = await filed(furnished, filed_at=MONDAY + DAY)
    older = await filed(furnished)
    other = await filed(furnished, desk=Role.ADMINISTRATOR)
    async with furnished.begin() as db:
        mine = await ticket.on_desks(db, "bulungan", [Role.OPERATOR])
        both = await ticket.on_desks(db, "bulungan", [Role.OPERATOR, Role.ADMINISTRATOR])
    assert [each.id for each in mine] == [older.id, younger.id]
    assert {each.id for each in both} == {older.id, younger.id, other.id}
    assert await closed(furnished, older, None)
    async with furnished.begin() as db:
        assert await ticket.on_desks(db, "bulungan", [Role.OPERATOR]) == [younger]


async def test_it_is_passed_on_from_where_it_lies_and_only_once(furnished: AsyncEngine) -> None:
    """Whoever still shows it on their screen learns that it is gone."""
    one = await filed(furnished)
    assert await passed(furnished, one, Role.BKPSDM_MANAGER)
    assert not await passed(furnished, one, Role.KOMINFO_MANAGER)
    assert not await closed(furnished, one, "Sudah diperbaiki")
    async with furnished.begin() as db:
        now = await ticket.find(db, "bulungan", one.id)
    assert now
    assert (now.desk, now.passed_by, now.passed_at) == (Role.BKPSDM_MANAGER, SARI.id, MONDAY)
    assert await passed(furnished, now, Role.KOMINFO_MANAGER, EKO.id)


async def test_what_is_closed_stays_so(furnished: AsyncEngine) -> None:
    one = await filed(furnished)
    assert await closed(furnished, one, "Coba lagi di luar gedung")
    assert not await closed(furnished, one, None)
    assert not await passed(furnished, one, Role.ADMINISTRATOR)
    async with furnished.begin() as db:
        now = await ticket.find(db, "bulungan", one.id)
    assert now
    assert (now.state, now.answer) == (TicketState.ANSWERED, "Coba lagi di luar gedung")


async def test_of_two_at_once_exactly_one_wins(furnished: AsyncEngine) -> None:
    """One answers while another passes it on."""
    one = await filed(furnished)
    outcomes = await asyncio.gather(
        closed(furnished, one, "Sudah"), passed(furnished, one, Role.ADMINISTRATOR)
    )
    assert sorted(outcomes) == [False, True]


async def test_the_inventory_of_a_month_counts_by_state(furnished: AsyncEngine) -> None:
    """BLG-7-3c: of an office, or of all."""
    first, last = MONDAY, MONDAY + 30 * DAY
    for change in (
        {"filed_at": MONDAY},
        {"filed_at": last - timedelta(seconds=1), "employee": CITRA.id},
        {"filed_at": MONDAY + DAY, "office": "rsud"},
        {"filed_at": MONDAY + DAY, "office": None},
        {"filed_at": last},
        {"filed_at": MONDAY - timedelta(seconds=1)},
    ):
        await filed(furnished, **change)
    async with furnished.begin() as db:
        mine = await ticket.filed_between(db, "bulungan", first, last, ["setda"])
        everybody = await ticket.filed_between(db, "bulungan", first, last)
    assert {each.office for each in everybody} == {"setda", "rsud", None}
    assert len(everybody) == 4
    assert [each.office for each in mine] == ["setda", "setda"]
    assert await closed(furnished, mine[0], None)
    assert await closed(furnished, mine[1], "Sudah")
    async with furnished.begin() as db:
        again = await ticket.filed_between(db, "bulungan", first, last)
    assert ticket.count_states(again) == {
        TicketState.OPEN: 2,
        TicketState.ANSWERED: 1,
        TicketState.CLOSED: 1,
    }
