"""What "hari ini" means to somebody: the evening's date while a night goes on."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.approvals.case import State
from core.attendance.stamp import Leg, Stamp, stamped, working_day
from core.attendance.working_date import working_date, working_date_of
from core.law.kinds import EmployeeKind
from core.month.record import Record
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.office import Organisation
from core.requests.absence import Asked
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    SCHEDULES,
    a_calendar,
    at,
    days_around,
    law,
    zone_of,
)

TUESDAY = MONDAY + DAY
NIGHTS = (Duty(ALWAYS, "malam"),)  # 21.00 to 07.00, stamped from 20.00 to 09.00
THEN_WEEK = (Duty(ALWAYS, "lima-hari"), Duty(MONDAY, "malam", until=MONDAY))
THEN_OFF = (Duty(ALWAYS, "malam"), Duty(TUESDAY, None, until=TUESDAY))
EVENINGS = (Duty(ALWAYS, "sore"),)  # 15.00 to 23.00, stamped out until 01.00
TWO = (
    Duty(ALWAYS, "lima-hari"),
    Duty(MONDAY, "pagi", MONDAY),
    Duty(MONDAY, "malam", MONDAY, number=2),
)
# From 00.30 to 08.00, stamped from 23.30 of the evening before to 09.00.
SMALL_HOURS = (Duty(ALWAYS, "dini-hari"),)

IN = (MASUK, MONDAY, "20.50", 1)
OUT = (PULANG, TUESDAY, "06.05", 1)
BOTH = (IN, OUT)
NEXT = (MASUK, TUESDAY, "07.24", 1)
SECOND = (MASUK, MONDAY, "20.50", 2)

Stamped = tuple[Leg, date, str, int]

SITUATIONS = [
    ("a night before midnight", NIGHTS, (IN,), MONDAY, "23.30", MONDAY),
    ("the last second of the evening", NIGHTS, (IN,), MONDAY, "23.59.59", MONDAY),
    ("midnight", NIGHTS, (IN,), TUESDAY, "00.00", MONDAY),
    ("after midnight", NIGHTS, (IN,), TUESDAY, "00.30", MONDAY),
    ("the morning", NIGHTS, (IN,), TUESDAY, "05.59", MONDAY),
    ("at its end", NIGHTS, (IN,), TUESDAY, "07.00", MONDAY),
    ("the last second of its window", NIGHTS, (IN,), TUESDAY, "09.00.00", MONDAY),
    ("its window has closed", NIGHTS, (IN,), TUESDAY, "09.00.01", TUESDAY),
    ("the second before its pulang", NIGHTS, (IN,), TUESDAY, "06.04.59", MONDAY),
    ("once its pulang is stamped", NIGHTS, BOTH, TUESDAY, "06.05.01", TUESDAY),
    ("pulang stamped, window still open", NIGHTS, BOTH, TUESDAY, "08.00", TUESDAY),
    ("the next evening", NIGHTS, BOTH, TUESDAY, "20.30", TUESDAY),
    ("the next evening, pulang forgotten", NIGHTS, (IN,), TUESDAY, "20.30", TUESDAY),
    ("nobody came, still within its hours", NIGHTS, (), TUESDAY, "06.59.59", MONDAY),
    ("nobody came, it is over", NIGHTS, (), TUESDAY, "07.00.00", TUESDAY),
    ("only pulang", NIGHTS, (OUT,), TUESDAY, "06.30", TUESDAY),
    ("off afterwards", THEN_OFF, (IN,), TUESDAY, "06.30", MONDAY),
    ("off afterwards, closed", THEN_OFF, (IN,), TUESDAY, "09.00.01", TUESDAY),
    ("at the office afterwards, pulang first", THEN_WEEK, (IN,), TUESDAY, "06.45", MONDAY),
    ("at the office, not there at night", THEN_WEEK, (), TUESDAY, "06.59.59", MONDAY),
    ("at the office, that night is over", THEN_WEEK, (), TUESDAY, "07.00.00", TUESDAY),
    ("the new day is begun, pulang forgotten", THEN_WEEK, (IN, NEXT), TUESDAY, "07.25", TUESDAY),
    ("an evening's shift after midnight", EVENINGS, (IN,), TUESDAY, "00.30", MONDAY),
    ("an evening's shift, closed", EVENINGS, (IN,), TUESDAY, "01.00.01", TUESDAY),
    ("an evening's shift, nobody came", EVENINGS, (), TUESDAY, "00.30", TUESDAY),
    ("the second duty of a date", TWO, (SECOND,), TUESDAY, "02.00", MONDAY),
    ("the first one has no pulang", TWO, (IN,), TUESDAY, "08.00", TUESDAY),
    ("before a shift of the small hours", SMALL_HOURS, (), MONDAY, "23.45", MONDAY),
    ("in a shift of the small hours", SMALL_HOURS, (), TUESDAY, "00.45", TUESDAY),
    ("an ordinary day", (Duty(ALWAYS, "lima-hari"),), (), TUESDAY, "00.30", TUESDAY),
]


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCHEDULES, "pagi", SCHEDULES["lima-hari"])


def made(stamps: tuple[Stamped, ...], name: str) -> tuple[Stamp, ...]:
    """Those of Tuesday's date begin Tuesday's duty, all others are of Monday."""
    zone = zone_of(name)
    return tuple(
        Stamp(
            TUESDAY if each == NEXT else MONDAY, each[0], at(*each[1:3], zone), "x", False, each[3]
        )
        for each in stamps
    )


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize(
    ("duties", "stamps", "day", "clock", "expected"),
    [pytest.param(*row, id=f"AMB-56 {name}") for name, *row in SITUATIONS],
)
def test_a_night_is_its_evenings_date_until_it_is_over(
    duties: tuple[Duty, ...],
    stamps: tuple[Stamped, ...],
    day: date,
    clock: str,
    expected: date,
    name: str,
) -> None:
    yesterday, *_ = days_around(day, name, *duties)
    now = at(day, clock, zone_of(name))
    assert working_date(yesterday, day, made(stamps, name), now) == expected


def a_stamp(day: date, clock: str, leg: Leg, place: str | None = "rsud") -> Stamp:
    return Stamp(MONDAY, leg, at(day, clock), place, review=False)


def of_somebody(stamps: tuple[Stamp, ...], now: datetime, *asked: Asked) -> date:
    """Of a nurse of the ward, as she is read for her own events and in her superior's list."""
    dewi = Record(UUID(int=1), "Dewi", EmployeeKind.PNS, (), NIGHTS, stamps=stamps, requests=asked)
    organisation = Organisation(1, a_calendar(), {})
    return working_date_of(law(BLG), organisation, dewi, now, zone_of(BLG))


@pytest.mark.parametrize(
    ("state", "expected"),
    [(None, TUESDAY), (State.APPROVED, TUESDAY), (State.REJECTED, MONDAY)],
)
def test_a_pulang_that_does_not_count_ends_no_night(state: State | None, expected: date) -> None:
    """AMB-25: leaving early from elsewhere, and then refused."""
    stamps = (a_stamp(MONDAY, "20.50", MASUK), a_stamp(TUESDAY, "02.00", PULANG, None))
    filed, due = at(TUESDAY, "02.00"), at(TUESDAY + 2 * DAY, "02.00")
    early = Asked("pulang_cepat", MONDAY, MONDAY, filed, due, state, filed if state else None)
    assert of_somebody(stamps, at(TUESDAY, "02.30"), early) == expected


def test_a_refused_stamp_begins_no_day() -> None:
    refused = Stamp(TUESDAY, MASUK, at(TUESDAY, "06.00"), "rsud", review=False, refused=True)
    stamps = (a_stamp(MONDAY, "20.50", MASUK), refused)
    assert of_somebody(stamps, at(TUESDAY, "06.30")) == MONDAY


def test_the_night_before_the_law_is_none_of_it() -> None:
    """BLG-17: on its first day nothing goes on from before."""
    first = law(BLG).peraturan.berlaku_sejak
    assert of_somebody((), at(first, "02.00")) == first
    assert of_somebody((), at(first + DAY, "02.00")) == first


# A busy machine is no counterexample, and the first case reads a regulation from its file.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = st.sampled_from([BLG, KRA])
days = st.dates(date(2026, 2, 15), date(2026, 4, 30))
seconds = st.integers(0, 86_399)
legs = st.lists(st.tuples(st.sampled_from(Leg), st.integers(-100_000, 86_399)), max_size=4)


def played(
    name: str, works: str, day: date, second: int, stamps: list[tuple[Leg, int]], of: int = -1
) -> tuple[tuple[Hours | DayOff, ...], list[Stamp], datetime]:
    """Stamps at any second up to now, of the day before or (`of` 0) of the same day."""
    midnight = datetime.combine(day, datetime.min.time(), zone_of(name))
    now = midnight + timedelta(seconds=second)
    made_ = [
        Stamp(day + of * DAY, leg, midnight + timedelta(seconds=when), "x", review=False)
        for leg, when in stamps
        if when <= second
    ]
    return days_around(day, name, Duty(ALWAYS, works)), made_, now


@patient
@given(names, st.sampled_from([*SCHEDULES]), days, seconds, legs, st.sampled_from([-1, 0]))
def test_it_is_the_calendars_date_or_the_one_before(
    name: str, works: str, day: date, second: int, stamps: list[tuple[Leg, int]], of: int
) -> None:
    (before, *_), made_, now = played(name, works, day, second, stamps, of)
    assert working_date(before, day, made_, now) in {day - DAY, day}


@patient
@given(names, st.sampled_from(["lima-hari", "enam-hari", "dini-hari"]), days, seconds, legs)
def test_nobodys_date_is_another_where_no_duty_crosses_midnight(
    name: str, works: str, day: date, second: int, stamps: list[tuple[Leg, int]]
) -> None:
    (before, *_), made_, now = played(name, works, day, second, stamps)
    assert working_date(before, day, made_, now) == day


@patient
@given(names, st.sampled_from([*SCHEDULES]), days, seconds, legs)
def test_it_is_the_date_of_what_an_unpressed_share_would_stamp(
    name: str, works: str, day: date, second: int, stamps: list[tuple[Leg, int]]
) -> None:
    """Of whoever has begun it and has no pulang yet."""
    around, made_, now = played(name, works, day, second, stamps)
    found = working_day(around, made_, now)
    if isinstance(found, Hours) and _waits_for_pulang(found, made_, now, day):
        assert working_date(around[0], day, made_, now) == found.date


def _waits_for_pulang(found: Hours, made_: list[Stamp], now: datetime, day: date) -> bool:
    open_ = found.takes(now) and found.date <= day
    return open_ and bool(stamped(made_, found, MASUK)) and not stamped(made_, found, PULANG)
