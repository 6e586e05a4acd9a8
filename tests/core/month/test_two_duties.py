"""Two duties on one date, a morning's and a night's: each has its own masuk and pulang."""

from dataclasses import replace
from datetime import date

import pytest

from core.attendance.judge import Accepted, judge
from core.attendance.stamp import Leg, Stamp, Why, working_day
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.regular_windows import regular_windows
from tests.core.deriving import a_day, told
from tests.core.situations import (
    ALWAYS,
    BLG,
    MASUK,
    MONDAY,
    PULANG,
    SCHEDULES,
    a_calendar,
    a_case,
    at,
    days_around,
    law,
    said,
    shift,
)

TUESDAY = MONDAY + DAY
BOTH = (
    Duty(ALWAYS, "lima-hari"),
    Duty(MONDAY, "sore", MONDAY),
    Duty(MONDAY, "dini-hari", MONDAY, number=2),
)


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """A morning's shift and a night's, as a hospital has them."""
    monkeypatch.setitem(SCHEDULES, "sore", shift("sore", "07.00-14.00", "06.00", "16.00"))
    monkeypatch.setitem(SCHEDULES, "dini-hari", shift("dini-hari", "21.00-07.00", "20.00", "09.00"))


def hours(day: date = MONDAY) -> Hours:
    found = days_around(day, BLG, *BOTH)[1]
    assert isinstance(found, Hours)
    return found


def a_stamp(leg: Leg, day: date, clock: str, duty: int) -> Stamp:
    return Stamp(MONDAY, leg, at(day, clock), "rsud", False, duty)


MORNING = (a_stamp(MASUK, MONDAY, "06.50", 1), a_stamp(PULANG, MONDAY, "14.05", 1))
NIGHT = (a_stamp(MASUK, MONDAY, "20.50", 2), a_stamp(PULANG, TUESDAY, "07.05", 2))


def test_a_date_has_them_in_the_order_in_which_they_begin() -> None:
    assert [(each.duty, f"{each.start:%H.%M}") for each in hours().duties] == [
        (1, "07.00"),
        (2, "21.00"),
    ]
    assert hours().net_minutes == 7 * 60 + 10 * 60
    assert hours(TUESDAY).also == ()


def test_the_number_of_a_duty_is_not_the_order_of_its_hours() -> None:
    """A duty that is rostered later and begins earlier leaves the stamps of the first alone."""
    turned = [replace(each, number={1: 2, 2: 1}[each.number]) for each in BOTH[1:]]
    found = a_calendar().hours(MONDAY, turned, (), regular_windows(law(BLG), MONDAY))
    assert isinstance(found, Hours)
    assert [each.duty for each in found.duties] == [2, 1]


def test_being_off_beside_a_duty_is_no_day_off() -> None:
    off = (Duty(MONDAY, None, MONDAY), Duty(MONDAY, "sore", MONDAY, number=2))
    found = days_around(MONDAY, BLG, *off)[1]
    assert isinstance(found, Hours)
    assert (found.duty, found.also) == (2, ())
    assert isinstance(days_around(MONDAY, BLG, off[0])[1], DayOff)


SHARED = [
    ("the morning", (), MASUK, MONDAY, "06.50", (MASUK, 1)),
    ("its end", MORNING[:1], PULANG, MONDAY, "14.05", (PULANG, 1)),
    ("its end, unpressed", MORNING[:1], None, MONDAY, "14.05", (PULANG, 1)),
    ("between them", MORNING, MASUK, MONDAY, "18.00", Why.TOO_EARLY),
    ("the night", MORNING, MASUK, MONDAY, "20.50", (MASUK, 2)),
    ("the night, unpressed", MORNING, None, MONDAY, "20.50", (MASUK, 2)),
    ("the night without a morning", (), MASUK, MONDAY, "20.50", (MASUK, 2)),
    ("its morning", (*MORNING, *NIGHT[:1]), PULANG, TUESDAY, "07.05", (PULANG, 2)),
    ("its morning, unpressed", (*MORNING, *NIGHT[:1]), None, TUESDAY, "07.05", (PULANG, 2)),
    ("once", (*MORNING, *NIGHT[:1]), MASUK, MONDAY, "21.00", ("sudah", MASUK)),
    ("the next day", (*MORNING, *NIGHT), MASUK, TUESDAY, "07.25", (MASUK, 1)),
]


@pytest.mark.parametrize(
    ("stamps", "leg", "day", "clock", "expected"),
    [pytest.param(*row, id=name) for name, *row in SHARED],
)
def test_each_duty_takes_its_own_stamps(
    stamps: tuple[Stamp, ...], leg: Leg | None, day: date, clock: str, expected: object
) -> None:
    verdict = judge(a_case(at(day, clock), leg, days=days_around(day, BLG, *BOTH), stamps=stamps))
    if isinstance(verdict, Accepted):
        assert (verdict.leg, verdict.hours.duty) == expected
        assert verdict.hours.date == (TUESDAY if expected == (MASUK, 1) and stamps else MONDAY)
        assert verdict.late == verdict.early == 0
    else:
        assert said(verdict) == expected


DAYS = [
    ("all four", (*MORNING, *NIGHT), "hadir H"),
    ("the night is missing", MORNING, "tidak lengkap H; provisional"),
    ("a pulang is missing", (*MORNING, NIGHT[0]), "tidak lengkap H; provisional"),
    ("nothing", (), "alpa A; provisional"),
    (
        "late twice, and early once",
        (
            a_stamp(MASUK, MONDAY, "07.10", 1),
            a_stamp(PULANG, MONDAY, "13.50", 1),
            a_stamp(MASUK, MONDAY, "21.05", 2),
            NIGHT[1],
        ),
        "hadir H; 15 late; 10 early",
    ),
    ("of another duty", (replace(NIGHT[0], duty=3),), "alpa A; provisional"),
]


@pytest.mark.parametrize(
    ("stamps", "expected"), [pytest.param(*row, id=name) for name, *row in DAYS]
)
def test_a_date_is_whole_with_all_its_duties(stamps: tuple[Stamp, ...], expected: str) -> None:
    assert told(a_day(hours=hours(), stamps=stamps)) == expected


def test_a_date_is_open_until_its_last_duty_is_over() -> None:
    for clock, state in (("08.59", "belum ditetapkan"), ("09.01", "tidak lengkap")):
        now = at(TUESDAY, clock)
        assert told(a_day(hours=hours(), stamps=MORNING, now=now)).startswith(state)


def test_the_morning_after_belongs_to_the_night() -> None:
    days = days_around(MONDAY + DAY, BLG, *BOTH)
    found = working_day(days, (*MORNING, NIGHT[0]), at(TUESDAY, "07.05"), PULANG)
    assert isinstance(found, Hours)
    assert (found.date, found.duty) == (MONDAY, 2)
