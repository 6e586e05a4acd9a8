"""A late holiday, new hours of an office, a transfer: the five days are counted anew (KAM-02)."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.law.regulation import Lapse
from core.organisation.deadline import Outage
from core.organisation.region import Region
from core.requests.catalogue import Span, deadline
from core.requests.terms import filed_under
from db.people import holiday as holidays
from db.people import office
from db.people.employee import posting
from db.records import deadline_recalculation as moving
from db.records import outage, request
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
    set_all,
    silence,
)
from tests.harness.database import ON_POSTGRESQL, rows, second_process, until_blocked
from tests.office import BUDI, DEWI, SARI, WIB, furnish

EARLIER = FIFTH - 2 * DAY  # a Saturday is the fifth where six days are worked
KINDS = ["libur nasional", "cuti bersama", "libur daerah"]
SIX = [["07:30", "13:30", 0]] * 6 + [None]


@pytest.fixture
async def there(furnished: AsyncEngine) -> AsyncEngine:
    """Karanganyar beside Bulungan, with the same offices."""
    await furnish(furnished, "karanganyar")
    return furnished


async def recount(engine: AsyncEngine, region: Region = KARANGANYAR, now: datetime = MONDAY) -> int:
    return await moving.requests(engine, region, now, outage.stopping)


async def holiday(engine: AsyncEngine, day: date, kind: str = KINDS[0], *, of: Region) -> None:
    async with engine.begin() as db:
        row = {"region": of.code, "date": day, "name": "Libur", "kind": kind, "decree": "SKB"}
        await db.execute(sa.insert(holidays.holiday), row)


async def no_holiday(engine: AsyncEngine, day: date) -> None:
    async with engine.begin() as db:
        await db.execute(sa.delete(holidays.holiday).where(holidays.holiday.c.date == day))


async def six_days(engine: AsyncEngine, *codes: str, since: date) -> None:
    """From a date on these offices work on Saturdays, too."""
    free = {"opens": None, "closes": None, "until": None}
    key: dict[str, object] = {"region": "karanganyar", "schedule": "enam-hari"}
    async with engine.begin() as db:
        await db.execute(sa.insert(office.schedule), key | {"name": "Enam", "shift": False})
        week = key | free | {"since": date(2020, 1, 1), "week": SIX}
        await db.execute(sa.insert(office.edition), week)
        duties = [key | {"office": code, "since": since, "until": None} for code in codes]
        await db.execute(sa.insert(office.office_duty), duties)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("after", "moves"),
    [
        pytest.param(0, 0, id="day 0"),
        pytest.param(1, 1, id="the first"),
        pytest.param(3, 1, id="in between"),
        pytest.param(5, 0, id="a Saturday"),
        pytest.param(7, 1, id="the fifth"),
        pytest.param(8, 0, id="the day after"),
    ],
)
async def test_a_late_holiday_inside_the_five_days_moves_their_end_by_one(
    there: AsyncEngine, after: int, moves: int, kind: str
) -> None:
    """KAM-02, KRA-9-6, KRA-9A-4, KRA-9B-3: and back, should it turn out to be none."""
    three = ("pulang_cepat", "tugas_khusus", "dinas_luar.luar-daerah")
    await ask(there, KARANGANYAR, *(another(TRIP, n, code=c) for n, c in enumerate(three, 1)))
    await holiday(there, TODAY + after * DAY, kind, of=KARANGANYAR)
    assert [await recount(there) for _ in range(2)] == [3 * moves, 0]
    assert await dues(there, KARANGANYAR, (1, 2, 3)) == [FIFTH + moves * DAY] * 3
    await no_holiday(there, TODAY + after * DAY)
    assert [await recount(there) for _ in range(2)] == [3 * moves, 0]
    assert await dues(there, KARANGANYAR, (1, 2, 3)) == [FIFTH] * 3


async def test_the_next_holiday_may_be_the_day_it_moved_to(there: AsyncEngine) -> None:
    """KAM-02: a long weekend by a late decree."""
    await ask(there, KARANGANYAR, TRIP)
    for number, day in enumerate((7, 8, 9), 1):
        await holiday(there, TODAY + day * DAY, KINDS[1], of=KARANGANYAR)
        assert await recount(there) == 1
        assert await due(there, KARANGANYAR) == FIFTH + number * DAY


async def test_running_hours_know_no_holidays_and_regions_have_their_own(
    there: AsyncEngine,
) -> None:
    """AMB-35: 48 hours run through; KAM-02 is none of Bulungan's."""
    await ask(there, BULUNGAN, SICK)
    await ask(there, KARANGANYAR, TRIP)
    await holiday(there, TODAY + DAY, of=BULUNGAN)
    assert [await recount(there, each) for each in (BULUNGAN, KARANGANYAR)] == [0, 0]
    assert await due(there, BULUNGAN) == DUE
    assert await due(there, KARANGANYAR) == FIFTH


@pytest.mark.parametrize("state", DECIDED)
async def test_what_is_decided_never_changes(there: AsyncEngine, state: State) -> None:
    await ask(there, KARANGANYAR, TRIP)
    await set_all(there, state=state.value, decided_at=MONDAY)
    await holiday(there, TODAY + DAY, of=KARANGANYAR)
    before = await rows(there, request.request)
    assert await recount(there) == 0
    assert await rows(there, request.request) == before


async def test_what_has_gone_up_and_was_told_stays_there(there: AsyncEngine) -> None:
    """KAM-01: the head has it, whatever becomes known of the past."""
    await ask(there, KARANGANYAR, TRIP, another(TRIP, 2))
    async with there.begin() as db:
        await decisions.escalate(db, request.CASES, "karanganyar", [TRIP.id], TRIP.due_at)
    await holiday(there, TODAY + DAY, of=KARANGANYAR)
    assert await recount(there, now=FIFTH + SECOND) == 1
    assert await dues(there, KARANGANYAR, (1, 2)) == [FIFTH, FIFTH + DAY]


@pytest.mark.parametrize("lapse", [*SETTLED, *GOING_UP])
@pytest.mark.parametrize("late", [-SECOND, timedelta(0)], ids=["the last second", "at its end"])
async def test_what_silence_has_decided_stays_so_swept_or_not(
    there: AsyncEngine, lapse: Lapse, late: timedelta
) -> None:
    """KAM-01: on both sides of the border, whatever a region has chosen."""
    await ask(there, KARANGANYAR, TRIP)
    await holiday(there, TODAY + DAY, of=KARANGANYAR)
    stays = lapse in SETTLED and not late
    assert await recount(there, silence(KARANGANYAR, lapse), FIFTH + late) == int(not stays)
    assert await due(there, KARANGANYAR) == FIFTH + (not stays) * DAY


async def test_an_office_that_begins_to_work_on_saturdays_counts_them(there: AsyncEngine) -> None:
    """KAM-02: a unit with six days has its own; somebody's own shifts do not count."""
    await ask(there, KARANGANYAR, TRIP, another(TRIP, 2, employee=DEWI.id))
    await six_days(there, "setda", "rsud", since=TODAY + 6 * DAY)
    assert await recount(there) == 0
    async with there.begin() as db:
        await db.execute(sa.delete(office.office_duty).where(office.office_duty.c.since > TODAY))
        key = {"region": "karanganyar", "office": "rsud", "schedule": "enam-hari"}
        await db.execute(sa.insert(office.office_duty), key | {"since": TODAY + 5 * DAY})
    assert await recount(there) == 1
    assert await dues(there, KARANGANYAR, (1, 2)) == [FIFTH, EARLIER]


async def test_a_transfer_moves_no_deadline_of_what_was_done_before(there: AsyncEngine) -> None:
    """AMB-51: the six days of the new office are of another superior."""
    await six_days(there, "rsud", since=TODAY)
    await ask(there, KARANGANYAR, TRIP)
    assert await recount(there) == 0
    async with there.begin() as db:
        row = {"region": "karanganyar", "employee": BUDI.id, "office": "rsud"}
        await db.execute(sa.insert(posting), row | {"since": TODAY + DAY})
    assert await recount(there) == 0
    assert await due(there, KARANGANYAR) == FIFTH


async def test_after_a_transfer_the_days_of_the_new_office_count(there: AsyncEngine) -> None:
    """KAM-02: each date is one of the office where somebody was posted on it."""
    await six_days(there, "rsud", since=TODAY)
    await ask(there, KARANGANYAR, another(TRIP, 1, last=TODAY + 5 * DAY))
    assert await recount(there) == 0
    async with there.begin() as db:
        row = {"region": "karanganyar", "employee": BUDI.id, "office": "rsud"}
        await db.execute(sa.insert(posting), row | {"since": TODAY + 5 * DAY})
    assert await recount(there) == 1
    assert await due(there, KARANGANYAR) == EARLIER


async def test_more_than_a_batch_of_them_all_move(there: AsyncEngine) -> None:
    """Those that move ahead are met again, and nothing happens to them."""
    numbers = range(1, moving.BATCH_DEADLINES + 2)
    await ask(there, KARANGANYAR, *(another(TRIP, number) for number in numbers))
    await holiday(there, TODAY + DAY, of=KARANGANYAR)
    assert await recount(there) == len(numbers)
    assert {each.due_at for each in await rows(there, request.request)} == {FIFTH + DAY}
    assert await recount(there) == 0


@ON_POSTGRESQL
async def test_a_decision_that_comes_first_is_waited_for_and_stands(there: AsyncEngine) -> None:
    await ask(there, KARANGANYAR, TRIP, another(TRIP, 2))
    await holiday(there, TODAY + DAY, of=KARANGANYAR)
    async with there.begin() as db:
        rejected = (db, request.CASES, "karanganyar", TRIP.id, State.REJECTED)
        assert await decisions.decide(*rejected, by=SARI.id, now=MONDAY)
        task = asyncio.create_task(recount(there))
        await until_blocked(there)
    assert await task == 1
    assert await dues(there, KARANGANYAR, (1, 2)) == [FIFTH, FIFTH + DAY]


async def test_a_holiday_and_an_outage_at_once_both_count(
    there: AsyncEngine, database_url: str
) -> None:
    """AMB-17, KAM-02: neither overwrites what the other has added."""
    numbers = range(1, 30)
    await ask(there, KARANGANYAR, *(another(TRIP, number) for number in numbers))
    report = lasting(MONDAY + HOUR, 2)

    async def decree(engine: AsyncEngine) -> None:
        await holiday(engine, TODAY + DAY, of=KARANGANYAR)
        await recount(engine)

    async def stop(engine: AsyncEngine) -> None:
        await register(engine, report, "karanganyar")
        await extend(engine, report, KARANGANYAR)

    async with second_process(database_url) as other:
        await asyncio.gather(decree(there), stop(other))
    assert set(await dues(there, KARANGANYAR, numbers)) == {FIFTH + DAY + 2 * HOUR}


offsets = st.integers(0, 12)
trips = st.lists(st.tuples(offsets, offsets), min_size=1, max_size=4)
acts = st.lists(st.tuples(offsets, st.booleans()), min_size=1, max_size=5)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(trips=trips, acts=acts)
async def test_after_every_act_a_deadline_is_the_one_that_the_law_gives(
    there: AsyncEngine, trips: list[tuple[int, int]], acts: list[tuple[int, bool]]
) -> None:
    """KAM-02, AMB-17: whatever became known in which order, as if it had been known at once."""
    async with there.begin() as db:
        for table in (request.request, outage.outage, holidays.holiday):
            await db.execute(sa.delete(table))
    asked = [
        another(TRIP, n, last=TODAY + last * DAY, filed_at=MONDAY + filed * DAY)
        for n, (last, filed) in enumerate(trips, 1)
    ]
    await ask(there, KARANGANYAR, *asked)
    off, stops = set[date](), list[Outage]()
    for number, is_outage in acts:
        if is_outage:
            report = lasting(MONDAY + number * DAY, 5)
            stops.append(Outage(report.since, report.until))
            await register(there, report, "karanganyar")
            await extend(there, report, KARANGANYAR)
        elif TODAY + number * DAY not in off:
            off.add(TODAY + number * DAY)
            await holiday(there, TODAY + number * DAY, of=KARANGANYAR)
        await recount(there)
        request_type = filed_under(KARANGANYAR.regulation, TRIP.code, TODAY, None)
        for each in asked:
            expected = deadline(
                request_type,
                Span(each.filed_at, each.first, each.last),
                lambda day: day.weekday() < 5 and day not in off,
                WIB,
                stops,
            )
            assert await due(there, KARANGANYAR, each.id.int) == expected
