"""Who stands in for whom, in the tables: dated, closed and never deleted, one region at a time."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.verifier import StandIn, StandInReason
from db.people import delegation
from tests.builders.chats import MONDAY
from tests.harness.database import rows
from tests.office import BUDI, CITRA, DEWI, SARI

TODAY = date(2026, 4, 6)
DAY = timedelta(days=1)
PLT = StandIn(SARI.id, BUDI.id, StandInReason.ACTING, TODAY, TODAY + 4 * DAY)
SUBSTITUTE = replace(PLT, by=CITRA.id, why=StandInReason.SUBSTITUTE)


async def add(engine: AsyncEngine, stand_in: StandIn, region: str = "bulungan") -> UUID:
    async with engine.begin() as db:
        return await delegation.add(db, region, stand_in, "SK 1")


async def revoke(engine: AsyncEngine, id_: UUID, of: UUID = SARI.id, on: str = "bulungan") -> bool:
    async with engine.begin() as db:
        return await delegation.revoke(db, on, of, id_, MONDAY)


async def on(engine: AsyncEngine, day: date = TODAY, region: str = "bulungan") -> list[StandIn]:
    async with engine.begin() as db:
        found = await delegation.on(db, region, day)
        assert await delegation.stand_ins_for(db, region, {each.of for each in found}, day) == found
        return found


@pytest.mark.parametrize("stand_in", [PLT, SUBSTITUTE], ids=["plt_plh", "pengganti"])
async def test_what_was_written_comes_back_whole(furnished: AsyncEngine, stand_in: StandIn) -> None:
    """AMB-39."""
    id_ = await add(furnished, stand_in)
    async with furnished.begin() as db:
        (found,) = await delegation.of_employee(db, "bulungan", SARI.id)
        assert await delegation.of_employee(db, "bulungan", stand_in.by) == []
        assert await delegation.of_employee(db, "karanganyar", SARI.id) == []
    by = next(each for each in (BUDI, CITRA) if each.id == stand_in.by)
    assert (found.id, found.stand_in, found.decree) == (id_, stand_in, "SK 1")
    assert (found.nip, found.name, found.revoked_at) == (by.nip, by.name, None)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(-1, False), (0, True), (4, True), (5, False)],
    ids=["the day before", "the first", "the last", "the day after"],
)
async def test_it_holds_on_its_dates(furnished: AsyncEngine, day: int, *, holds: bool) -> None:
    """AMB-39."""
    await add(furnished, PLT)
    assert bool(await on(furnished, TODAY + day * DAY)) is holds


async def test_of_one_date_the_later_entry_comes_last(furnished: AsyncEngine) -> None:
    for stand_in in (SUBSTITUTE, PLT, replace(PLT, by=DEWI.id)):
        await add(furnished, stand_in)
    assert await on(furnished) == [SUBSTITUTE, PLT, replace(PLT, by=DEWI.id)]
    async with furnished.begin() as db:
        listed = await delegation.of_employee(db, "bulungan", SARI.id)
    assert [each.stand_in.by for each in listed] == [DEWI.id, BUDI.id, CITRA.id]


async def test_the_order_is_that_of_the_entries_not_of_the_table(furnished: AsyncEngine) -> None:
    """Both ways of reading agree on which of two is the later one."""
    row = {"region": "bulungan", "of": SARI.id, "why": "plt_plh", "since": TODAY, "until": TODAY}
    by = {3: BUDI.id, 1: CITRA.id, 2: DEWI.id}
    async with furnished.begin() as db:
        for number, one in by.items():
            entry = row | {"id": UUID(int=number), "by": one}
            await db.execute(sa.insert(delegation.delegation), entry)
    assert [each.by for each in await on(furnished)] == [CITRA.id, DEWI.id, BUDI.id]


async def test_a_revoked_one_is_closed_once_and_stays_to_be_read(furnished: AsyncEngine) -> None:
    id_ = await add(furnished, PLT)
    assert await revoke(furnished, id_)
    assert not await revoke(furnished, id_)
    assert await on(furnished) == []
    async with furnished.begin() as db:
        (found,) = await delegation.of_employee(db, "bulungan", SARI.id)
    assert (found.stand_in, found.revoked_at) == (PLT, MONDAY)


async def test_only_ones_own_is_closed(furnished: AsyncEngine) -> None:
    id_ = await add(furnished, PLT)
    assert not await revoke(furnished, id_, of=BUDI.id)
    assert not await revoke(furnished, id_, on="karanganyar")
    assert not await revoke(furnished, UUID(int=1))
    assert await on(furnished) == [PLT]


async def test_whoever_stands_in_may_be_away_too_and_a_ring_ends(furnished: AsyncEngine) -> None:
    """AMB-39: the way goes on to all who stand in for a stand-in, and to nobody else."""
    chain = [PLT, replace(PLT, of=BUDI.id, by=CITRA.id), replace(PLT, of=CITRA.id, by=SARI.id)]
    other = replace(PLT, of=DEWI.id, by=SARI.id)
    for stand_in in (other, *chain):
        await add(furnished, stand_in)
    async with furnished.begin() as db:
        found = await delegation.stand_ins_for(db, "bulungan", [SARI.id], TODAY)
        assert await delegation.stand_ins_for(db, "bulungan", [], TODAY) == []
        assert await delegation.stand_ins_for(db, "karanganyar", [SARI.id], TODAY) == []
    assert found == chain


@pytest.mark.parametrize(
    "stand_in",
    [
        replace(PLT, by=SARI.id),
        replace(PLT, until=TODAY - DAY),
        replace(PLT, by=UUID(int=99)),
        replace(PLT, of=UUID(int=99)),
    ],
    ids=["AMB-39 for oneself", "ends before it begins", "by nobody", "for nobody"],
)
async def test_the_tables_refuse_what_cannot_be(furnished: AsyncEngine, stand_in: StandIn) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        await add(furnished, stand_in)
    assert await rows(furnished, delegation.delegation) == []
