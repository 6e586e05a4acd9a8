"""Which date a moment belongs to when shifts cross midnight: both mornings and both evenings."""

from datetime import date

import pytest

from core.attendance.judge import Accepted, WhichLeg, Why, judge
from core.attendance.stamp import Leg, Stamp, working_day
from core.organisation.calendar import Duty
from tests.core.situations import (
    ALWAYS,
    BLG,
    MASUK,
    MONDAY,
    PULANG,
    a_case,
    a_stamp,
    at,
    days_around,
    said,
)

SUNDAY, TUESDAY = date(2026, 4, 5), date(2026, 4, 7)

# Nights from 21.00 to 07.00, open from 20.00 to 09.00; the night of Monday ends on Tuesday.
EVENING = a_stamp(MONDAY, MASUK, "20.50")
MORNING = Stamp(MONDAY, PULANG, at(TUESDAY, "07.05"), "rsud", review=False)
BEFORE = Stamp(SUNDAY, PULANG, at(MONDAY, "07.05"), "rsud", review=False)
EVE = a_stamp(SUNDAY, MASUK, "20.50")

NIGHTS = [
    ("first evening", MASUK, (), MONDAY, "20.55", MASUK, MONDAY),
    ("evening, no press", None, (EVE, BEFORE), MONDAY, "20.55", MASUK, MONDAY),
    ("late, past midnight", MASUK, (), TUESDAY, "00.10", MASUK, MONDAY),
    ("past midnight, no press", None, (EVENING,), TUESDAY, "00.10", WhichLeg, MONDAY),
    ("masuk again past midnight", MASUK, (EVENING,), TUESDAY, "00.10", ("sudah", MASUK), MONDAY),
    ("morning", PULANG, (EVENING,), TUESDAY, "07.00", PULANG, MONDAY),
    ("morning, no press", None, (EVENING,), TUESDAY, "07.00", PULANG, MONDAY),
    ("AMB-41 morning without masuk", PULANG, (), TUESDAY, "07.00", PULANG, MONDAY),
    ("morning again", None, (EVENING, MORNING), TUESDAY, "08.00", ("sudah", PULANG), MONDAY),
    ("morning, just closed", PULANG, (EVENING,), TUESDAY, "09.00.01", Why.TOO_LATE, MONDAY),
    ("noon, pulang forgotten", None, (EVENING,), TUESDAY, "12.00", Why.TOO_LATE, MONDAY),
    ("noon, all done", None, (EVENING, MORNING), TUESDAY, "12.00", Why.TOO_EARLY, TUESDAY),
    ("too early, pulang forgotten", MASUK, (EVENING,), TUESDAY, "19.59", Why.TOO_EARLY, TUESDAY),
    ("next evening, pulang forgotten", MASUK, (EVENING,), TUESDAY, "20.00", MASUK, TUESDAY),
    ("next evening, no press", None, (EVENING,), TUESDAY, "20.00", MASUK, TUESDAY),
]


@pytest.mark.parametrize(
    ("leg", "stamps", "day", "moment", "expected", "date_of_work"),
    [pytest.param(*facts, id=f"BLG-8-1,AMB-07 {name}") for name, *facts in NIGHTS],
)
def test_a_nights_morning_belongs_to_the_evening_before(
    leg: Leg | None,
    stamps: tuple[Stamp, ...],
    day: date,
    moment: str,
    expected: object,
    date_of_work: date,
) -> None:
    case = a_case(at(day, moment), leg, works="malam", stamps=stamps)
    assert said(judge(case)) == expected
    assert working_day(case.days, stamps, case.share.sent_at, leg).date == date_of_work


# A night, and from the next morning on the ordinary week again.
NIGHT_THEN_WEEK = (Duty(ALWAYS, "lima-hari"), Duty(MONDAY, "malam", until=MONDAY))
NIGHT_THEN_OFF = (Duty(ALWAYS, "malam"), Duty(TUESDAY, None, until=TUESDAY))

MORNINGS = [
    ("pulang of the night first", NIGHT_THEN_WEEK, None, (EVENING,), "07.05", PULANG, MONDAY),
    ("pulang although masuk was missed", NIGHT_THEN_WEEK, PULANG, (), "07.05", PULANG, MONDAY),
    ("still on the night", NIGHT_THEN_WEEK, MASUK, (EVENING,), "06.45", ("sudah", MASUK), MONDAY),
    ("masuk of the new day", NIGHT_THEN_WEEK, MASUK, (EVENING,), "07.05", MASUK, TUESDAY),
    (
        "the new day once that is done",
        NIGHT_THEN_WEEK,
        None,
        (EVENING, MORNING),
        "07.10",
        MASUK,
        TUESDAY,
    ),
    ("off after the night", NIGHT_THEN_OFF, None, (EVENING,), "07.05", PULANG, MONDAY),
    ("off, pulang forgotten", NIGHT_THEN_OFF, PULANG, (EVENING,), "12.00", Why.TOO_LATE, MONDAY),
    ("off, all done", NIGHT_THEN_OFF, None, (EVENING, MORNING), "12.00", Why.DAY_OFF, TUESDAY),
]


@pytest.mark.parametrize(
    ("duties", "leg", "stamps", "moment", "expected", "date_of_work"),
    [pytest.param(*facts, id=f"BLG-8-1,AMB-07 {name}") for name, *facts in MORNINGS],
)
def test_the_morning_after_a_night_may_belong_to_either_day(
    duties: tuple[Duty, ...],
    leg: Leg | None,
    stamps: tuple[Stamp, ...],
    moment: str,
    expected: object,
    date_of_work: date,
) -> None:
    days = days_around(TUESDAY, BLG, *duties)
    case = a_case(at(TUESDAY, moment), leg, days=days, stamps=stamps)
    assert said(judge(case)) == expected
    assert working_day(days, stamps, case.share.sent_at, leg).date == date_of_work


EARLY = [
    ("AMB-07 before the window", MONDAY, "23.29.59", Why.TOO_LATE, MONDAY),
    ("AMB-07 the evening before", MONDAY, "23.30.00", MASUK, TUESDAY),
    ("AMB-07 at the start", TUESDAY, "00.30.00", MASUK, TUESDAY),
]


@pytest.mark.parametrize(
    ("day", "moment", "expected", "date_of_work"),
    [pytest.param(*facts, id=name) for name, *facts in EARLY],
)
def test_a_shift_after_midnight_is_stamped_the_evening_before(
    day: date, moment: str, expected: object, date_of_work: date
) -> None:
    done = (a_stamp(MONDAY, MASUK, "00.20"),)
    verdict = judge(a_case(at(day, moment), works="dini-hari", stamps=done))
    assert said(verdict) == expected
    if isinstance(verdict, Accepted):
        assert verdict.hours.date == date_of_work


def test_an_evening_shift_is_stamped_out_after_midnight() -> None:
    case = a_case(at(TUESDAY, "00.45"), works="sore", stamps=(a_stamp(MONDAY, MASUK, "14.50"),))
    verdict = judge(case)
    assert isinstance(verdict, Accepted)
    assert (verdict.leg, verdict.hours.date) == (PULANG, MONDAY)
