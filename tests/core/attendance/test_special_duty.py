"""Special duty by the clock: its own window for masuk, pulang until the day is over."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.attendance.judge import Accepted, Verdict, Why, judge
from core.attendance.special_duty import special_hours
from core.attendance.stamp import Leg
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.regular_windows import Windows
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    RAMADAN,
    WIB,
    a_calendar,
    a_case,
    at,
    days_around,
    law,
    said,
)

OFFICE_CLOSES = Windows(time(6), time(18))
HALF_AN_HOUR = timedelta(minutes=30)


def hours(day: date = MONDAY, schedule: str = "lima-hari") -> Hours:
    found = a_calendar(WIB).hours(day, (Duty(ALWAYS, schedule),), (), OFFICE_CLOSES)
    assert isinstance(found, Hours)
    return found


def on_duty(day: date = MONDAY, schedule: str = "lima-hari") -> Hours:
    return special_hours(law(KRA), hours(day, schedule))


def case(moment: str, leg: Leg, days: tuple[Hours | DayOff, ...]) -> Verdict:
    return judge(a_case(at(MONDAY, moment, WIB), leg, name=KRA, days=days))


def special(moment: str, leg: Leg) -> Verdict:
    """A stamp on special duty, in an office that closes at 18.00."""
    days = (on_duty(MONDAY - 3 * DAY), on_duty(), on_duty(MONDAY + DAY))
    return case(moment, leg, days)


@pytest.mark.parametrize(
    ("rule", "day", "schedule", "opens", "start"),
    [
        ("KRA-9A-2a", MONDAY, "lima-hari", "07.00", "07.30"),
        ("KRA-9A-2a six days", MONDAY, "enam-hari", "07.00", "07.30"),
        ("KAM-06 the day before Ramadan", RAMADAN[0] - DAY, "lima-hari", "07.00", "07.30"),
        ("KAM-06 the first of Ramadan", RAMADAN[0], "lima-hari", "07.30", "08.00"),
        ("KAM-06 the last of Ramadan", RAMADAN[1], "lima-hari", "07.30", "08.00"),
        ("KAM-06 the day after", RAMADAN[1] + 4 * DAY, "lima-hari", "07.00", "07.30"),
        ("KAM-06 an evening shift", MONDAY, "sore", "14.30", "15.00"),
        ("KAM-06 a night shift", MONDAY, "malam", "20.30", "21.00"),
        ("KAM-06 a shift after midnight", MONDAY, "dini-hari", "00.00", "00.30"),
    ],
)
def test_masuk_has_its_own_half_hour(
    rule: str, day: date, schedule: str, opens: str, start: str
) -> None:
    found = on_duty(day, schedule)
    assert (found.opens, found.start) == (at(day, opens, WIB), at(day, start, WIB)), rule


def test_an_office_that_begins_earlier_keeps_the_minutes_of_the_text() -> None:
    """KRA-9A-2a: KAM-06 moves the window for Ramadan and shifts, not for an earlier office."""
    early = replace(hours(), start=at(MONDAY, "07.00", WIB))
    found = special_hours(law(KRA), early)
    assert (found.opens, found.start) == (at(MONDAY, "07.00", WIB), at(MONDAY, "07.30", WIB))
    shift = special_hours(law(KRA), replace(early, shift=True))
    assert (shift.opens, shift.start) == (at(MONDAY, "06.30", WIB), at(MONDAY, "07.00", WIB))


@pytest.mark.parametrize(
    ("rule", "moment", "expected", "late"),
    [
        ("KRA-9A-2a the second before", "06.59.59", Why.TOO_EARLY, None),
        ("KRA-9A-2a the first second", "07.00.00", MASUK, 0),
        ("KRA-9A-2a the last second", "07.30.00", MASUK, 0),
        ("AMB-47 the next second", "07.30.01", MASUK, 1),
        ("KAM-06 later is late", "07.31.00", MASUK, 1),
        ("KAM-06 and still accepted", "15.59.59", MASUK, 510),
        ("KAM-13 until the hours are over", "16.00.00", Why.AFTER_END, None),
    ],
)
def test_masuk_is_taken_by_the_clock(
    rule: str, moment: str, expected: object, late: int | None
) -> None:
    verdict = special(moment, MASUK)
    assert said(verdict) == expected, rule
    assert (verdict.late if isinstance(verdict, Accepted) else None) == late


@pytest.mark.parametrize(
    ("rule", "moment", "expected"),
    [
        ("KRA-9A-2b the second before", "15.59.59", Why.BEFORE_END),
        ("KRA-9A-2b", "16.00.00", PULANG),
        ("KAM-06 after the office has closed", "18.00.01", PULANG),
        ("KAM-06 the last second of the day", "23.59.59", PULANG),
    ],
)
def test_pulang_is_taken_until_the_day_is_over(rule: str, moment: str, expected: object) -> None:
    assert said(special(moment, PULANG)) == expected, rule


@pytest.mark.parametrize(
    ("rule", "schedule", "closes"),
    [
        ("KAM-06 the day of the hours", "lima-hari", (0, "23.59.59")),
        ("KAM-06 a shift that closes after midnight", "sore", (1, "01.00.00")),
        ("KAM-06 a night ends on the next date", "malam", (1, "23.59.59")),
    ],
)
def test_the_day_is_the_one_on_which_the_hours_end(
    rule: str, schedule: str, closes: tuple[int, str]
) -> None:
    last = at(MONDAY + closes[0] * DAY, closes[1], WIB)
    found = on_duty(schedule=schedule)
    assert found.takes(last), rule
    assert not found.takes(last + timedelta(seconds=1)), rule


def test_each_leg_may_be_stamped_so_while_the_other_is_not() -> None:
    """KAM-06: tugas khusus in the morning, the office in the afternoon, and the other way."""
    ordinary = tuple(hours(MONDAY + number * DAY) for number in (-3, 0, 1))
    assert said(special("07.10", MASUK)) is MASUK
    assert said(case("16.10", PULANG, ordinary)) is PULANG
    assert said(case("06.40", MASUK, ordinary)) is MASUK
    assert said(special("19.00", PULANG)) is PULANG
    assert said(special("06.40", MASUK)) is Why.TOO_EARLY, "a window of its own"
    assert said(case("19.00", PULANG, ordinary)) is Why.TOO_LATE


def test_a_text_without_such_a_window_leaves_the_ordinary_hours() -> None:
    """AMB-31."""
    for day in days_around(MONDAY + DAY, BLG):
        assert isinstance(day, Hours)
        assert special_hours(law(BLG), day) == day


starts = st.times(min_value=time(0, 30), max_value=time(15, 59)).map(
    lambda start: datetime.combine(MONDAY, start, WIB)
)


@given(start=starts, shift=st.booleans())
def test_whatever_the_start_only_the_window_moves(start: datetime, *, shift: bool) -> None:
    """KAM-06: half an hour that ends at the start, or the minutes of the text."""
    plain = replace(hours(), start=start, shift=shift)
    found = special_hours(law(KRA), plain)
    assert found.start - found.opens == HALF_AN_HOUR
    moved = shift or start > at(MONDAY, "07.30", WIB)
    assert found.start == (start if moved else at(MONDAY, "07.30", WIB))
    assert found.closes == datetime.combine(MONDAY, time.max, WIB)
    same = replace(found, opens=plain.opens, start=plain.start, closes=plain.closes)
    assert same == plain
    assert special_hours(law(KRA), found) == found
