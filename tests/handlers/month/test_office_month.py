"""The one reader of an office's month: the same days for the recap and the report, and no more."""

import gc
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Stamp
from core.month.day_state import State
from core.month.frozen import NOTHING
from core.month.record import Record
from core.organisation.region import Region
from db.people import office as offices
from db.records import reader
from handlers.usecases import office_month
from handlers.usecases.office_month import OfficeMonth, PersonMonth, Reading
from tests.handlers.month.reporting import stamp_of
from tests.office import BUDI, CITRA, a_region, wita
from tests.world import World

APRIL = date(2026, 4, 1)

pytestmark = pytest.mark.parametrize("profile", ["plain"])  # nothing here is said to anybody


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation)


@pytest.fixture
async def world(world: World) -> World:
    world.at(wita("2026-04-30", "20.00"))
    await stamp_of(world, CITRA, "2026-04-06")
    await stamp_of(world, BUDI, "2026-04-07")
    return world


async def of_recap(world: World) -> OfficeMonth:
    app = world.service.app
    region = app.regions[world.region]
    return await office_month.read(app.engine.connect, region, "setda", APRIL, world.clock.now())


async def of_report(world: World) -> tuple[PersonMonth, ...]:
    app = world.service.app
    region = app.regions[world.region]
    async with app.engine.connect() as db:
        organisation = await offices.load(db, region.code, region.zone)
        reading = Reading(db, region, organisation, world.clock.now())
        return await office_month.of_offices(reading, ["setda"], APRIL)


def reached(start: object) -> Iterator[object]:
    """All that a value holds on to, but modules, types and functions."""
    seen, left = {id(start)}, [start]
    while left:
        yield (one := left.pop())
        for each in gc.get_referents(one):
            if id(each) not in seen and not isinstance(each, type) and not callable(each):
                seen.add(id(each))
                left.append(each)


async def test_what_the_recap_says_is_what_the_report_keeps(world: World) -> None:
    recap = await of_recap(world)
    assert recap.people == await of_report(world)
    assert [each.who.name for each in recap.people] == ["Budi", "Citra", "Eko", "Sari"]
    here = {
        each.who.name: [day.date.day for day in each.days if day.state is State.PRESENT]
        for each in recap.people
    }
    assert here == {"Budi": [7], "Citra": [6], "Eko": [], "Sari": []}


async def test_a_month_that_was_read_holds_no_stamp_of_anybody(world: World) -> None:
    """10,000 people have 440,000 of them: whoever reads a month is left with its days."""
    recap = await of_recap(world)
    for found in (recap.people, await of_report(world)):
        kinds = {type(each) for each in reached(found)}
        assert PersonMonth in kinds
        assert not kinds & {Record, Stamp}


async def test_a_record_would_have_been_found(world: World) -> None:
    """The control: what is read before the days are derived holds them."""
    app = world.service.app
    async with app.engine.connect() as db:
        known = await reader.read(db, world.region, [CITRA.id], APRIL, date(2026, 4, 30))
    assert {Record, Stamp} <= {type(each) for each in reached(known)}


async def test_people_are_read_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, pages = await of_recap(world), list[int]()
    read = reader.rows

    async def counted(
        db: AsyncConnection, region: str, people: Collection[UUID], first: date, last: date
    ) -> Sequence[sa.Row[Any]]:
        pages.append(len(people))
        return await read(db, region, people, first, last)

    monkeypatch.setattr(reader, "rows", counted)
    monkeypatch.setattr(reader, "PAGE_PEOPLE", 2)
    assert (await of_recap(world)).people == whole.people
    assert pages == [2, 2]


async def test_a_month_that_has_not_begun_has_nobody(world: World) -> None:
    app = world.service.app
    region = app.regions[world.region]
    at, june = world.clock.now(), date(2026, 6, 1)
    found = await office_month.read(app.engine.connect, region, "setda", june, at)
    assert (found.people, found.reported, found.changed) == ((), False, NOTHING)
