"""The export says of each stamp whether it counts, as every reader does."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.attendance.stamp import Leg
from db.people import first_use
from db.people.employee import employee
from db.records import export, request, stamp
from db.records.export import StampLine
from tests.builders.chats import MONDAY
from tests.db import decisions
from tests.db.outages import KARANGANYAR, TRIP, ask
from tests.db.records.test_db_stamp import FACT, NEW
from tests.office import BUDI, CITRA, LONG_AGO, SARI, WIB, furnish

DAY = FACT.date
OPENS = datetime(2026, 4, 6, tzinfo=WIB)  # Karanganyar names no first minute


async def exported(engine: AsyncEngine) -> list[StampLine]:
    now = MONDAY + timedelta(hours=2)
    return [each async for each in export.stamps(engine, KARANGANYAR, DAY, DAY, now)]


@pytest.mark.parametrize(
    ("state", "counted"),
    [(None, [True, False]), (State.APPROVED, [True, False]), (State.WITHDRAWN, [False, True])],
    ids=["waits", "granted", "taken back"],
)
async def test_what_a_trip_needed_counts_while_it_stands(
    engine: AsyncEngine, state: State | None, counted: list[bool]
) -> None:
    """KRA-9B-1: once it is taken back, the masuk in the office does."""
    await furnish(engine, "karanganyar")
    await ask(engine, KARANGANYAR, replace(TRIP, first=DAY, last=DAY))
    address = replace(NEW.address, region="karanganyar")
    away = replace(NEW, address=address, stamp=replace(FACT, place=None), distance=409.0)
    later = replace(FACT, at=MONDAY + timedelta(minutes=30), nth=1)
    async with engine.begin() as db:
        await stamp.write(db, [away, replace(NEW, address=address, stamp=later)])
        if state is State.WITHDRAWN:
            await decisions.withdraw(db, request.CASES, "karanganyar", TRIP.id, BUDI.id, MONDAY)
        elif state:
            await decisions.decide(
                db, request.CASES, "karanganyar", TRIP.id, state, by=SARI.id, now=MONDAY
            )
    lines = await exported(engine)
    assert [each.counts for each in lines] == counted
    assert [(each.place, each.distance) for each in lines] == [("", 409.0), ("Kantor Bupati", 16.2)]


async def test_pages_never_cut_the_date_of_a_person(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await furnish(engine, "karanganyar")
    address = replace(NEW.address, region="karanganyar")
    pulang = replace(FACT, leg=Leg.PULANG, at=MONDAY + timedelta(hours=9))
    news = [
        replace(NEW, address=address, employee=who.id, stamp=fact)
        for who in (BUDI, CITRA)
        for fact in (FACT, pulang)
    ]
    async with engine.begin() as db:
        await stamp.write(db, news)
    whole = await exported(engine)
    monkeypatch.setattr(export, "PAGE_STAMPS", 3)
    assert await exported(engine) == whole
    assert len(whole) == 4


@pytest.mark.parametrize(
    ("offered_at", "since", "unused"),
    [
        pytest.param(LONG_AGO, None, False, id="in use for long"),
        pytest.param(LONG_AGO, DAY, False, id="the office's first day"),
        pytest.param(LONG_AGO, DAY + timedelta(days=1), True, id="the day before it"),
        pytest.param(None, None, False, id="never offered, and there it is"),
    ],
)
async def test_a_stamp_of_a_day_before_the_first_use_does_not_count(
    engine: AsyncEngine,
    offered_at: datetime | None,
    since: date | None,
    unused: bool,  # noqa: FBT001 - one column of the table
) -> None:
    """AMB-52: it is exported as the fact that it is."""
    await furnish(engine, "karanganyar")
    async with engine.begin() as db:
        await db.execute(sa.update(employee).values(offered_at=offered_at))
        if since:
            await first_use.start(db, "karanganyar", "setda", since)
        address = replace(NEW.address, region="karanganyar")
        await stamp.write(db, [replace(NEW, address=address)])
    (line,) = await exported(engine)
    assert (line.counts, line.unused) == (not unused, unused)
    assert line.stamp.at == FACT.at
