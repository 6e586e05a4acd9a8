"""Who works on which date, and from when to when: weeks, Ramadan, duties and holidays."""

from dataclasses import replace
from datetime import date, datetime, time
from itertools import permutations

import pytest

from core.law.kinds import HolidayKind
from core.organisation.calendar import Calendar, DayOff, Duty, Edition, Holiday, Hours
from core.organisation.regular_windows import Windows
from tests.core.situations import (
    ALWAYS,
    FRIDAY,
    MONDAY,
    SCHEDULES,
    WITA,
    a_calendar,
    ordinary,
    span,
)

NO_WINDOWS = Windows(None, None)
NO_DUTY = "belum ada jadwal kerja"
NO_WORK = "bukan hari kerja"
OFF = "libur sesuai jadwal"
FULL, SHORT, NIGHT = "07.30-16.00", "07.30-13.30", "21.00-07.00"


def told(day: Hours | DayOff) -> str:
    if isinstance(day, DayOff):
        return day.why
    return f"{day.start:%H.%M}-{day.end:%H.%M}"


def read(
    day: date,
    own: tuple[Duty, ...] = (),
    office: tuple[Duty, ...] = (),
    calendar: Calendar | None = None,
) -> str:
    found = (calendar or a_calendar()).hours(day, own, office, NO_WINDOWS)
    assert found.date == day
    return told(found)


WEEKS = [
    ("Perpres 21/2023 Monday", "lima-hari", date(2026, 4, 6), FULL),
    ("Perpres 21/2023 Thursday", "lima-hari", date(2026, 4, 9), FULL),
    ("Perpres 21/2023 Friday", "lima-hari", date(2026, 4, 10), "07.30-16.30"),
    ("five days end on Friday", "lima-hari", date(2026, 4, 11), NO_WORK),
    ("five days rest on Sunday", "lima-hari", date(2026, 4, 12), NO_WORK),
    ("six days Thursday", "enam-hari", date(2026, 4, 9), SHORT),
    ("six days Friday", "enam-hari", date(2026, 4, 10), "07.30-11.00"),
    ("six days Saturday", "enam-hari", date(2026, 4, 11), "07.30-12.30"),
    ("six days rest on Sunday", "enam-hari", date(2026, 4, 12), NO_WORK),
    ("a shift knows no weekend", "malam", date(2026, 4, 12), NIGHT),
    ("Ramadan the day before", "lima-hari", date(2026, 2, 18), FULL),
    ("Ramadan first day", "lima-hari", date(2026, 2, 19), "08.00-15.00"),
    ("Ramadan Friday", "lima-hari", date(2026, 2, 20), "08.00-15.30"),
    ("Ramadan Saturday", "lima-hari", date(2026, 2, 21), NO_WORK),
    ("Ramadan last day", "lima-hari", date(2026, 3, 19), "08.00-15.00"),
    ("Ramadan the day after", "lima-hari", date(2026, 3, 20), "07.30-16.30"),
    ("Ramadan of another schedule", "enam-hari", date(2026, 2, 19), SHORT),
    ("Ramadan of another year", "lima-hari", date(2025, 2, 19), FULL),
    ("before the first duty", "lima-hari", date(2023, 7, 2), NO_DUTY),
]


@pytest.mark.parametrize(
    ("schedule", "day", "expected"),
    [pytest.param(*facts, id=f"BLG-6-2b {name}") for name, *facts in WEEKS],
)
def test_a_schedule_says_the_hours_of_each_weekday(schedule: str, day: date, expected: str) -> None:
    assert read(day, office=(Duty(ALWAYS, schedule),)) == expected


NEW_WEEK = (span("08.00-16.00"),) * 7
CHANGED = ordinary(
    "lima-hari",
    *SCHEDULES["lima-hari"].editions,
    Edition(date(2026, 3, 2), NEW_WEEK),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 3, 1), NO_WORK, id="BLG-6-2b Sunday before the change"),
        pytest.param(date(2026, 3, 2), "08.00-16.00", id="BLG-6-2b began last, also in Ramadan"),
        pytest.param(date(2026, 3, 20), "08.00-16.00", id="BLG-6-2b holds on after Ramadan"),
    ],
)
def test_of_two_editions_the_one_that_began_last_holds(day: date, expected: str) -> None:
    calendar = Calendar(WITA, {"lima-hari": CHANGED}, {})
    assert read(day, office=(Duty(ALWAYS, "lima-hari"),), calendar=calendar) == expected


def test_a_schedule_has_no_hours_before_its_first_edition() -> None:
    late = ordinary("baru", Edition(MONDAY, NEW_WEEK))
    calendar = Calendar(WITA, {"baru": late}, {})
    duty = (Duty(ALWAYS, "baru"),)
    assert read(date(2026, 4, 5), office=duty, calendar=calendar) == "jadwal kerja tidak berlaku"
    assert read(MONDAY, office=duty, calendar=calendar) == "08.00-16.00"


FIVE, SIX = Duty(ALWAYS, "lima-hari"), Duty(FRIDAY, "enam-hari")
NIGHTS = Duty(date(2026, 4, 7), "malam")
WEEK_OF_NIGHTS = Duty(date(2026, 4, 7), "malam", until=date(2026, 4, 8))
ONE_NIGHT = Duty(date(2026, 4, 8), "malam", until=date(2026, 4, 8))
ONE_DAY_OFF = Duty(date(2026, 4, 8), None, until=date(2026, 4, 8))

DUTIES = [
    ("nothing known", MONDAY, (), (), NO_DUTY),
    ("the office's duty has not begun", MONDAY, (), (SIX,), NO_DUTY),
    ("the office changes, eve", date(2026, 4, 9), (), (FIVE, SIX), FULL),
    ("the office changes, first day", FRIDAY, (), (FIVE, SIX), "07.30-11.00"),
    ("own duty, eve", date(2026, 4, 6), (NIGHTS,), (FIVE,), FULL),
    ("own duty, first day", date(2026, 4, 7), (NIGHTS,), (FIVE,), NIGHT),
    ("own duty before a newer one of the office", FRIDAY, (NIGHTS,), (FIVE, SIX), NIGHT),
    ("own duty for a while, last day", date(2026, 4, 8), (WEEK_OF_NIGHTS,), (FIVE,), NIGHT),
    ("own duty for a while, after", date(2026, 4, 9), (WEEK_OF_NIGHTS,), (FIVE,), FULL),
    ("own duty without an office", date(2026, 4, 7), (NIGHTS,), (), NIGHT),
    ("off on a roster date, eve", date(2026, 4, 7), (NIGHTS, ONE_DAY_OFF), (FIVE,), NIGHT),
    ("off on a roster date", date(2026, 4, 8), (NIGHTS, ONE_DAY_OFF), (FIVE,), OFF),
    ("off on a roster date, next", date(2026, 4, 9), (NIGHTS, ONE_DAY_OFF), (FIVE,), NIGHT),
    ("one roster night, eve", date(2026, 4, 7), (ONE_NIGHT,), (FIVE,), FULL),
    ("one roster night", date(2026, 4, 8), (ONE_NIGHT,), (FIVE,), NIGHT),
    ("one roster night, next", date(2026, 4, 9), (ONE_NIGHT,), (FIVE,), FULL),
    ("the whole office off", date(2026, 4, 8), (), (FIVE, ONE_DAY_OFF), OFF),
    ("own duty although the office is off", date(2026, 4, 8), (NIGHTS,), (ONE_DAY_OFF,), NIGHT),
]


@pytest.mark.parametrize(
    ("day", "own", "office", "expected"),
    [pytest.param(*facts, id=f"KRA-7-3b {name}") for name, *facts in DUTIES],
)
def test_own_duty_goes_before_the_offices(
    day: date, own: tuple[Duty, ...], office: tuple[Duty, ...], expected: str
) -> None:
    for each in permutations(own):
        for other in permutations(office):
            assert read(day, each, other) == expected


HOLIDAYS = (
    Holiday(date(2026, 4, 7), "Contoh Hari Besar", HolidayKind.NATIONAL),
    Holiday(date(2026, 4, 8), "Contoh Hari Besar", HolidayKind.COLLECTIVE),
    Holiday(date(2026, 4, 9), "Hari Jadi", HolidayKind.LOCAL),
    Holiday(date(2026, 4, 11), "Sabtu Besar", HolidayKind.NATIONAL),
)


@pytest.mark.parametrize(
    ("day", "schedule", "expected"),
    [
        pytest.param(date(2026, 4, 6), "lima-hari", FULL, id="the day before"),
        pytest.param(
            date(2026, 4, 7), "lima-hari", "libur nasional: Contoh Hari Besar", id="national"
        ),
        pytest.param(
            date(2026, 4, 8), "lima-hari", "cuti bersama: Contoh Hari Besar", id="collective"
        ),
        pytest.param(date(2026, 4, 9), "enam-hari", "libur daerah: Hari Jadi", id="local"),
        pytest.param(date(2026, 4, 10), "lima-hari", "07.30-16.30", id="the day after"),
        pytest.param(
            date(2026, 4, 11), "enam-hari", "libur nasional: Sabtu Besar", id="six days, Saturday"
        ),
        pytest.param(date(2026, 4, 7), "malam", NIGHT, id="AMB-07 shift on a national holiday"),
        pytest.param(date(2026, 4, 8), "malam", NIGHT, id="AMB-07 shift on cuti bersama"),
        pytest.param(date(2026, 4, 9), "malam", NIGHT, id="AMB-07 shift on a local holiday"),
        pytest.param(date(2026, 4, 7), None, OFF, id="off anyway"),
    ],
)
def test_holidays_free_ordinary_schedules_and_no_shift(
    day: date, schedule: str | None, expected: str
) -> None:
    calendar = a_calendar(WITA, *HOLIDAYS)
    assert read(day, office=(Duty(ALWAYS, schedule),), calendar=calendar) == expected


@pytest.mark.parametrize(
    ("at", "known"),
    [("2026-04-06T06:30", True), ("2026-04-06T06:31", False), ("2026-04-09T08:00", False)],
    ids=["before anybody could stamp", "a minute later", "days later"],
)
def test_a_holiday_taken_back_too_late_was_still_one_when_people_asked(
    at: str,
    known: bool,  # noqa: FBT001 - a fact
) -> None:
    """Whoever was sent home by it, or stayed there, did right."""
    day = date(2026, 4, 6)
    moment = datetime.fromisoformat(at).replace(tzinfo=WITA)
    calendar = replace(a_calendar(), withdrawn={day: moment})
    hours = calendar.hours(day, (Duty(ALWAYS, "lima-hari"),), (), Windows(time(6, 30), None))
    assert isinstance(hours, Hours)
    assert calendar.known_in_time(hours) is known
    assert a_calendar().known_in_time(hours)
