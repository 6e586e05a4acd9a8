"""What an outage does to requests that wait: hours and working days are longer by it (AMB-17)."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.law.closing import closes_at
from core.law.regulation import ActivityKind, Lapse
from core.organisation.region import Region
from db.people.employee import posting
from db.records import activity, lifetime, request
from db.records import deadline_recalculation as moving
from db.records.activity import NewActivity
from db.records.request import NewRequest
from tests.builders.chats import MONDAY
from tests.db import decisions
from tests.db.outages import (
    BULUNGAN,
    DAY,
    DECIDED,
    DUE,
    FIFTH,
    GOING_UP,
    HOUR,
    IN_BOTH,
    KARANGANYAR,
    SECOND,
    SETTLED,
    SICK,
    TODAY,
    TRIP,
    another,
    ask,
    due,
    dues,
    extend,
    lasting,
    register,
    revoke,
    set_all,
    silence,
)
from tests.harness.database import ON_POSTGRESQL, rows, until_blocked
from tests.office import BUDI, DEWI, SARI, WIB, furnish


@pytest.fixture
async def both(furnished: AsyncEngine) -> AsyncEngine:
    """The same offices in two regions, each under a law of its own."""
    await furnish(furnished, "karanganyar")
    return furnished


@IN_BOTH
@pytest.mark.parametrize(
    ("from_filing", "since", "hours", "moves"),
    [
        pytest.param(True, -2 * HOUR, 2, 0, id="before"),
        pytest.param(True, -HOUR, 2, 1, id="over the filing"),
        pytest.param(True, HOUR, 2.5, 2.5, id="while it runs"),
        pytest.param(False, -HOUR, 3, 3, id="over its end"),
        pytest.param(False, -SECOND, 3, 3, id="the last second"),
        pytest.param(False, timedelta(0), 3, 0, id="after"),
    ],
)
async def test_an_outage_is_added_to_the_deadline(
    both: AsyncEngine,
    region: Region,
    new: NewRequest,
    *,
    from_filing: bool,
    since: timedelta,
    hours: float,
    moves: float,
) -> None:
    """AMB-17, KRA-9B-3: and the register may be gone through again without a change."""
    await ask(both, region, new)
    report = lasting((new.filed_at if from_filing else new.due_at) + since, hours)
    await register(both, report, region.code)
    assert await extend(both, report, region) == int(moves > 0)
    assert await due(both, region) == new.due_at + moves * HOUR
    assert await extend(both, report, region) == 0
    assert await due(both, region) == new.due_at + moves * HOUR


@pytest.mark.parametrize("code", ["pulang_cepat", "tugas_khusus", "dinas_luar.dalam-daerah"])
async def test_each_kind_of_five_working_days_moves(both: AsyncEngine, code: str) -> None:
    """KRA-9-6, KRA-9A-4, KRA-9B-3."""
    await ask(both, KARANGANYAR, another(TRIP, 1, code=code))
    report = lasting(MONDAY + DAY, 2.5)
    await register(both, report, "karanganyar")
    assert await extend(both, report, KARANGANYAR) == 1
    assert await due(both, KARANGANYAR) == FIFTH + 2.5 * HOUR


async def test_before_the_last_day_of_a_trip_no_clock_runs(both: AsyncEngine) -> None:
    """KAM-02: from the midnight on with which the last day begins."""
    last = datetime(2026, 4, 8, tzinfo=WIB)
    trip = another(TRIP, 1, last=last.date(), due_at=FIFTH + 2 * DAY)
    await ask(both, KARANGANYAR, trip)
    async with both.begin() as db:  # else it goes up by its first day (KAM-22)
        seen = {"now": MONDAY, "due_at": trip.due_at}
        assert await lifetime.look(db, "karanganyar", trip.id, by=SARI.id, **seen)
    for since, hours, moved, more in ((last - 3 * HOUR, 3, 0, 0), (last - HOUR, 3, 1, 2)):
        report = lasting(since, hours)
        await register(both, report, "karanganyar")
        assert await extend(both, report, KARANGANYAR) == moved
        assert await due(both, KARANGANYAR) == trip.due_at + more * HOUR


@IN_BOTH
async def test_what_was_taken_back_is_taken_off(
    both: AsyncEngine, region: Region, new: NewRequest
) -> None:
    """AMB-17: as if it had never been entered."""
    await ask(both, region, new)
    kept, wrong = lasting(MONDAY + HOUR, 2), lasting(MONDAY + 5 * HOUR, 20)
    ids = [await register(both, each, region.code) for each in (kept, wrong)]
    assert await extend(both, wrong, region) == 1
    assert await due(both, region) == new.due_at + 22 * HOUR
    assert await revoke(both, ids[1], region.code)
    assert await extend(both, wrong, region) == 1
    assert await due(both, region) == new.due_at + 2 * HOUR


@IN_BOTH
@pytest.mark.parametrize("state", DECIDED)
async def test_what_is_decided_never_changes(
    both: AsyncEngine, region: Region, new: NewRequest, state: State
) -> None:
    await ask(both, region, new)
    await set_all(both, state=state.value, decided_at=MONDAY)
    before = await rows(both, request.request)
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, region.code)
    assert await extend(both, report, region) == 0
    assert await rows(both, request.request) == before


@IN_BOTH
@pytest.mark.parametrize("told", [False, True], ids=["nobody was told", "told"])
async def test_what_has_gone_up_and_was_told_stays_there(
    both: AsyncEngine, region: Region, new: NewRequest, *, told: bool
) -> None:
    """KAM-01, AMB-35: until then nobody has lost or won anything, and the time is given back."""
    await ask(both, region, new)
    late = new.due_at + SECOND
    if told:
        async with both.begin() as db:
            await decisions.escalate(db, request.CASES, region.code, [new.id], late)
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, region.code)
    assert await extend(both, report, region, late) == int(not told)
    assert await due(both, region) == new.due_at + (not told) * 2 * HOUR


@IN_BOTH
@pytest.mark.parametrize("lapse", [*SETTLED, *GOING_UP])
@pytest.mark.parametrize("late", [-SECOND, timedelta(0)], ids=["the last second", "at its end"])
async def test_what_silence_has_decided_stays_so_swept_or_not(
    both: AsyncEngine, region: Region, new: NewRequest, lapse: Lapse, late: timedelta
) -> None:
    """KAM-01: an outage that is entered too late takes nobody's decision back."""
    await ask(both, region, new)
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, region.code)
    stays = lapse in SETTLED and not late
    law = silence(region, lapse)
    assert await extend(both, report, law, new.due_at + late) == int(not stays)
    assert await due(both, region) == new.due_at + (not stays) * 2 * HOUR


async def test_only_the_clocks_of_the_office_stop(both: AsyncEngine) -> None:
    """AMB-17: whose posting on the first date is that office."""
    async with both.begin() as db:
        row = {"region": "bulungan", "employee": BUDI.id, "since": TODAY + DAY, "office": "rsud"}
        await db.execute(sa.insert(posting), row)
    later = another(SICK, 3, first=TODAY + DAY, last=TODAY + DAY)
    await ask(both, BULUNGAN, SICK, another(SICK, 2, employee=DEWI.id), later)
    report = lasting(MONDAY + HOUR, 2, "rsud")
    await register(both, report)
    assert await extend(both, report) == 2
    assert await dues(both, BULUNGAN, (1, 2, 3)) == [DUE, DUE + 2 * HOUR, DUE + 2 * HOUR]


async def test_a_region_moves_its_own(both: AsyncEngine) -> None:
    await ask(both, BULUNGAN, SICK)
    await ask(both, KARANGANYAR, TRIP)
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, "karanganyar")
    assert await extend(both, report, BULUNGAN) == 0
    assert await extend(both, report, KARANGANYAR) == 1
    assert await due(both, BULUNGAN) == DUE


async def test_activities_and_requests_are_counted_together(both: AsyncEngine) -> None:
    """AMB-17, BLG-9-8."""
    work = NewActivity(
        id=UUID(int=1),
        employee=BUDI.id,
        date=TODAY,
        kind=ActivityKind.DUTY,
        minutes=90,
        description="Menyusun laporan",
        output=None,
        quantity=None,
        filed_at=MONDAY,
        due_at=DUE,
        beyond=0,
        card=UUID(int=7),
    )
    async with both.begin() as db:
        await activity.file(db, "bulungan", work)
    await ask(both, BULUNGAN, SICK, another(SICK, 2))
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report)
    assert await extend(both, report) == 3
    assert await extend(both, report) == 0


@IN_BOTH
async def test_more_than_a_batch_of_them_all_move(
    both: AsyncEngine, region: Region, new: NewRequest
) -> None:
    numbers = range(1, moving.BATCH_DEADLINES + 2)
    await ask(both, region, *(another(new, number) for number in numbers))
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, region.code)
    assert await extend(both, report, region) == len(numbers)
    assert {each.due_at for each in await rows(both, request.request)} == {new.due_at + 2 * HOUR}


@ON_POSTGRESQL
@IN_BOTH
async def test_a_decision_that_comes_first_is_waited_for_and_stands(
    both: AsyncEngine, region: Region, new: NewRequest
) -> None:
    await ask(both, region, new, another(new, 2))
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, region.code)
    async with both.begin() as db:
        approved = (db, request.CASES, region.code, new.id, State.APPROVED)
        assert await decisions.decide(*approved, by=SARI.id, now=MONDAY)
        task = asyncio.create_task(extend(both, report, region))
        await until_blocked(both)
    assert await task == 1
    assert await dues(both, region, (1, 2)) == [new.due_at, new.due_at + 2 * HOUR]


@ON_POSTGRESQL
async def test_one_that_somebody_else_moves_hides_nobody(
    both: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is passed over between where the last of a batch stood and where it stands now."""
    monkeypatch.setattr(moving, "BATCH_DEADLINES", 2)
    await ask(both, BULUNGAN, *(another(SICK, n, due_at=DUE + n * SECOND) for n in (1, 2, 3, 4)))
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report)
    async with both.begin() as db:
        second = (request.request.c.id == UUID(int=2),)
        await db.execute(sa.update(request.request).where(*second).values(due_at=DUE + 2 * HOUR))
        task = asyncio.create_task(extend(both, report))
        await until_blocked(both)
    assert await task == 3
    assert await dues(both, BULUNGAN, (1, 2, 3, 4)) == [DUE + 2 * HOUR] * 4


@IN_BOTH
@pytest.mark.parametrize("moved", [1, 0], ids=["the last instant", "the first after"])
async def test_once_its_first_month_is_closed_its_deadline_stands(
    both: AsyncEngine, region: Region, new: NewRequest, moved: int
) -> None:
    """BLG-13-4, KAM-23, KAM-24: what it was at the closing, it is for those dates for good."""
    await ask(both, region, replace(new, last=date(2026, 7, 1)))
    async with both.begin() as db:
        seen = {"now": MONDAY, "due_at": new.due_at}
        assert await lifetime.look(db, region.code, new.id, by=SARI.id, **seen)
    closes = closes_at(region.regulation, new.first, region.zone)
    assert closes is not None
    report = lasting(MONDAY + HOUR, 2)
    await register(both, report, region.code)
    now = closes - SECOND * moved
    assert await extend(both, report, region, now=now) == moved
    assert (await due(both, region) == new.due_at) is not bool(moved)
