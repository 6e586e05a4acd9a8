"""Stamps and shares: no double can exist, no second writer wins, an expired share goes to one."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.attendance.stamp import Leg, Stamp
from core.organisation.address import Address
from core.organisation.fence import Point
from db.records import export, stamp
from db.records.stamp import NewStamp
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.harness.database import ON_POSTGRESQL, rows, second_process, until_blocked
from tests.office import BUDI, CITRA, GATE, a_region

FACT = Stamp(date(2026, 4, 6), Leg.MASUK, MONDAY, "kantor-bupati", review=False)
NEW = NewStamp(
    BUDI.id,
    FACT,
    MONDAY,
    BUDIS,
    "11",
    Point(*GATE),
    8.0,
    16.2,
    {"kind": "live", "signals": []},
    [["Pasal 8 ayat (2)", "pada pagi hari"], ["KAM-18", None]],
)
LATER = replace(NEW, stamp=replace(FACT, at=MONDAY + timedelta(minutes=1)), message="12")


async def write(engine: AsyncEngine, new: NewStamp) -> bool:
    """False: somebody stamped the same leg of the same date before."""
    try:
        async with engine.begin() as db:
            await stamp.write(db, [new])
    except sa.exc.IntegrityError:
        return False
    return True


async def test_the_first_stamp_stands_and_the_second_changes_nothing(
    furnished: AsyncEngine,
) -> None:
    assert await write(furnished, NEW)
    before = await rows(furnished, stamp.stamp)
    assert not await write(furnished, LATER)
    assert await rows(furnished, stamp.stamp) == before


@pytest.mark.parametrize(
    "other",
    [
        replace(NEW, stamp=replace(FACT, leg=Leg.PULANG)),
        replace(NEW, stamp=replace(FACT, date=date(2026, 4, 7))),
        replace(NEW, employee=CITRA.id, address=CITRAS),
    ],
    ids=["pulang", "the next day", "another person at the same point"],
)
async def test_other_stamps_stand_beside_it(furnished: AsyncEngine, other: NewStamp) -> None:
    assert await write(furnished, NEW)
    assert await write(furnished, other)


@pytest.mark.parametrize("turn", range(3))
async def test_of_two_shares_at_once_one_is_stamped(
    furnished: AsyncEngine, database_url: str, turn: int
) -> None:
    del turn
    async with second_process(database_url) as other:
        written = await asyncio.gather(write(furnished, NEW), write(other, LATER))
    assert sorted(written) == [False, True]
    assert len(await rows(furnished, stamp.stamp)) == 1


@ON_POSTGRESQL
async def test_the_second_writer_waits_for_the_first_and_gives_way(furnished: AsyncEngine) -> None:
    async with furnished.begin() as first:
        await stamp.write(first, [NEW])
        second = asyncio.create_task(write(furnished, LATER))
        await until_blocked(furnished)
    assert not await second


async def test_a_stamp_needs_an_employee_of_its_region(furnished: AsyncEngine) -> None:
    elsewhere = replace(NEW, address=Address("karanganyar", "telegram", "5001"))
    assert not await write(furnished, elsewhere)
    assert await rows(furnished, stamp.stamp) == []


async def test_what_was_stamped_without_a_fence_has_neither_place_nor_distance(
    furnished: AsyncEngine,
) -> None:
    """KRA-9A-1, KRA-9B-1: exported with an empty place, beside one that has its name."""
    elsewhere = replace(FACT, leg=Leg.PULANG, at=MONDAY + timedelta(hours=9), place=None)
    await write(furnished, NEW)
    await write(furnished, replace(NEW, stamp=elsewhere, distance=None))
    day = FACT.date
    async with furnished.begin() as db:
        assert await stamp.last_grounds(db, "bulungan", BUDI.id) == (elsewhere, NEW.grounds)
    lines = [line async for line in export.stamps(furnished, a_region(), day, day, MONDAY)]
    assert [(line.place, line.distance) for line in lines] == [("Kantor Bupati", 16.2), ("", None)]


async def test_the_newest_stamp_tells_its_grounds_word_for_word(furnished: AsyncEngine) -> None:
    pulang = replace(FACT, leg=Leg.PULANG, at=MONDAY + timedelta(hours=9))
    await write(furnished, replace(NEW, stamp=pulang, grounds=[["Pasal 8 ayat (4)", None]]))
    await write(furnished, NEW)
    async with furnished.begin() as db:
        found = await stamp.last_grounds(db, "bulungan", BUDI.id)
        assert found == (pulang, [["Pasal 8 ayat (4)", None]])
        assert await stamp.last_grounds(db, "bulungan", CITRA.id) is None
        assert await stamp.last_grounds(db, "karanganyar", BUDI.id) is None
