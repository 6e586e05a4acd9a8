"""For how long attendance may go on paper: days of an incident, days of a month."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.answer import dated
from core.law.questions.manual import PerIncident
from core.law.regulation import with_answers
from core.month.manual import Allowed, Condition, Why
from core.organisation.calendar import DAY
from tests.builders.paper import BROKEN, EVERY_DAY, LOST, PHONE, SERVER, SIGNAL, cited, record, why
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, law

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + count * DAY for count in (1, 2, 3))
APRIL_28, APRIL_29, APRIL_30, MAY_1 = (date(2026, 4, 28) + count * DAY for count in range(4))
NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("rule", "day", "extended", "expected"),
    [
        ("BLG-11-6 the day before", TUESDAY, None, Why.BEFORE_INCIDENT),
        ("BLG-11-6 the first day", WEDNESDAY, None, None),
        ("BLG-11-6 the seventh day", WEDNESDAY + 6 * DAY, None, None),
        ("BLG-11-6 the eighth day", WEDNESDAY + 7 * DAY, None, Why.DAYS_USED),
        ("AMB-26 granted until the eighth", WEDNESDAY + 7 * DAY, WEDNESDAY + 7 * DAY, None),
        ("AMB-26 the ninth", WEDNESDAY + 8 * DAY, WEDNESDAY + 7 * DAY, Why.DAYS_USED),
        ("AMB-26 granting less takes nothing", WEDNESDAY + 6 * DAY, THURSDAY, None),
        ("AMB-26 nor does it begin earlier", TUESDAY, THURSDAY, Why.BEFORE_INCIDENT),
    ],
)
@pytest.mark.parametrize("condition", PHONE)
def test_an_incident_with_the_phone_lasts_seven_calendar_days(
    rule: str, condition: Condition, day: date, extended: date | None, expected: Why | None
) -> None:
    verdict = record(BLG, condition, day, first=WEDNESDAY, extended=extended)
    assert why(verdict) == expected, rule
    assert cited(verdict).endswith("11(1)" if expected is Why.BEFORE_INCIDENT else "11(6)")


def test_the_next_incident_counts_anew() -> None:
    """AMB-26: per incident, whatever else was manual in that month."""
    earlier = [MONDAY + count * DAY for count in range(7)]
    assert why(record(BLG, LOST, MONDAY + 7 * DAY, recorded=earlier)) is None


@pytest.mark.parametrize(
    ("day", "extended", "expected"),
    [
        (WEDNESDAY, None, None),
        (THURSDAY, None, Why.CLOSED),
        (THURSDAY, FRIDAY, Why.CLOSED),
    ],
    ids=["the morning of that day", "the next day", "even if it was extended"],
)
@pytest.mark.parametrize(("name", "condition"), [(BLG, LOST), (BLG, SIGNAL), (KRA, BROKEN)])
def test_a_new_binding_closes_the_incident(
    name: str, condition: Condition, day: date, extended: date | None, expected: Why | None
) -> None:
    """AMB-26; the period of weak signal ends likewise."""
    verdict = record(name, condition, day, first=MONDAY, extended=extended, closed=WEDNESDAY)
    assert why(verdict) == expected


@given(st.integers(-10, 40), st.none() | st.integers(-10, 40), st.none() | st.integers(-10, 40))
def test_the_days_of_an_incident_are_one_run(
    age: int, extended: int | None, closed: int | None
) -> None:
    """BLG-11-6, AMB-26: from the first to the last that somebody gave, none left out."""
    last = max(6, 6 if extended is None else extended)
    last = last if closed is None else min(last, closed)
    verdict = record(
        BLG,
        LOST,
        MONDAY + age * DAY,
        first=MONDAY,
        extended=None if extended is None else MONDAY + extended * DAY,
        closed=None if closed is None else MONDAY + closed * DAY,
        schedule=EVERY_DAY,
    )
    assert isinstance(verdict, Allowed) is (0 <= age <= last)


@pytest.mark.parametrize(
    ("rule", "recorded", "day", "expected"),
    [
        ("KRA-9-4 the first", [], MONDAY, None),
        ("KRA-9-4 the third", [MONDAY, TUESDAY], WEDNESDAY, None),
        ("KRA-9-4 the fourth", [MONDAY, TUESDAY, WEDNESDAY], THURSDAY, Why.MONTH_USED),
        ("KAM-03 pulang of the third", [MONDAY, TUESDAY, WEDNESDAY], WEDNESDAY, None),
        ("KAM-03 two entries of one day", [MONDAY, MONDAY, TUESDAY], WEDNESDAY, None),
        ("KRA-9-4 late, of an earlier day", [TUESDAY, WEDNESDAY, THURSDAY], MONDAY, Why.MONTH_USED),
        ("KRA-9-4 the last of the month", [MONDAY, APRIL_28, APRIL_29], APRIL_30, Why.MONTH_USED),
        ("KRA-9-4 the next month", [APRIL_28, APRIL_29, APRIL_30], MAY_1, None),
        ("KRA-9-4 April of last year", [date(2025, 4, each) for each in (1, 2, 3)], MONDAY, None),
    ],
)
@pytest.mark.parametrize("condition", PHONE)
def test_the_phone_excuses_three_days_of_a_month(
    rule: str, condition: Condition, recorded: list[date], day: date, expected: Why | None
) -> None:
    verdict = record(KRA, condition, day, first=MONDAY, recorded=recorded)
    assert why(verdict) == expected, rule
    assert cited(verdict).endswith("9(4)")


@pytest.mark.parametrize(("day", "expected"), [(THURSDAY, None), (FRIDAY, Why.MONTH_USED)])
def test_the_fourth_day_needs_a_decision(day: date, expected: Why | None) -> None:
    """KAM-03: and has it until the date that was granted."""
    used = (MONDAY, TUESDAY, WEDNESDAY)
    verdict = record(KRA, LOST, day, first=MONDAY, extended=THURSDAY, recorded=used)
    assert why(verdict) == expected


@given(st.lists(st.dates(NEW_YEAR, date(2026, 3, 31)), max_size=15))
def test_a_month_never_holds_more_than_three_days(dates: list[date]) -> None:
    """KRA-9-4, KAM-03: whoever records the dates one by one, in any order, ends at three."""
    kept: set[date] = set()
    for day in dates:
        verdict = record(KRA, BROKEN, day, first=NEW_YEAR, recorded=kept, schedule=EVERY_DAY)
        others = [each for each in kept if each.month == day.month]
        assert isinstance(verdict, Allowed) is (day in kept or len(others) < 3)
        kept |= {day} if isinstance(verdict, Allowed) else set()


@pytest.mark.parametrize(("name", "condition"), [(BLG, SIGNAL), (BLG, SERVER), (KRA, SERVER)])
def test_only_the_phone_is_limited(name: str, condition: Condition) -> None:
    """AMB-24, KAM-04, KAM-14: no days of an incident, and none of the three of a month."""
    used = (MONDAY - 4 * DAY, MONDAY - 3 * DAY, TUESDAY, WEDNESDAY)
    assert why(record(name, condition, first=MONDAY - 300 * DAY, recorded=used)) is None


def test_each_date_goes_by_the_law_of_that_date() -> None:
    """A limit of two days from Friday on; the incident began on Wednesday."""
    old = law(BLG).manual.per_kejadian.on(MONDAY)
    two = PerIncident(hari=2, keadaan=PHONE)
    changed = dated((old, replace(old, since=FRIDAY, value=two)))
    regulation = with_answers(law(BLG), "manual.per_kejadian", changed)
    thursday = record(BLG, LOST, THURSDAY, first=TUESDAY, regulation=regulation)
    friday = record(BLG, LOST, FRIDAY, first=WEDNESDAY, regulation=regulation)
    assert (why(thursday), why(friday)) == (None, Why.DAYS_USED)
