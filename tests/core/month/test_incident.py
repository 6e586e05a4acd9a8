"""How much of an incident, and of its month, is used up on a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.regulation import with_answers
from core.month.incident import Incident, Usage, usage
from core.month.manual import Allowed
from core.organisation.calendar import DAY
from tests.builders.paper import BROKEN, EVERY_DAY, LOST, SERVER, SIGNAL, record
from tests.core.situations import BLG, KRA, MONDAY, law

SUNDAY = MONDAY + 6 * DAY


@pytest.mark.parametrize(
    ("rule", "age", "extended", "expected", "left"),
    [
        ("BLG-11-6 the first day", 0, None, Usage(1, 7, SUNDAY), 6),
        ("BLG-11-6 the third", 2, None, Usage(3, 7, SUNDAY), 4),
        ("BLG-11-6 the seventh", 6, None, Usage(7, 7, SUNDAY), 0),
        ("BLG-11-6 the eighth", 7, None, Usage(8, 7, SUNDAY), 0),
        ("AMB-26 until the ninth", 7, 8, Usage(8, 9, MONDAY + 8 * DAY), 1),
        ("AMB-26 granting less takes nothing", 2, 3, Usage(3, 7, SUNDAY), 4),
    ],
)
def test_of_seven_days_it_is_told_which_one_it_is(
    rule: str, age: int, extended: int | None, expected: Usage, left: int
) -> None:
    until = None if extended is None else MONDAY + extended * DAY
    found = usage(law(BLG), Incident(LOST, MONDAY, until), MONDAY + age * DAY)
    assert (found, found.left) == (expected, left), rule


@pytest.mark.parametrize(
    ("rule", "recorded", "used", "left"),
    [
        ("KRA-9-4 none yet", [], 0, 3),
        ("KAM-03 two entries of one day", [MONDAY, MONDAY], 1, 2),
        ("KRA-9-4 the third", [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY], 3, 0),
        ("KRA-9-4 of another month", [date(2026, 3, 31), date(2025, 4, 6)], 0, 3),
    ],
)
def test_of_three_times_a_month_it_is_told_how_many_are_used(
    rule: str, recorded: list[date], used: int, left: int
) -> None:
    found = usage(law(KRA), Incident(BROKEN, MONDAY), MONDAY, recorded)
    assert (found, found.left) == (Usage(used=used, times=3), left), rule


@pytest.mark.parametrize(("name", "condition"), [(BLG, SIGNAL), (BLG, SERVER), (KRA, SERVER)])
def test_what_has_no_limit_is_not_counted(name: str, condition: object) -> None:
    """AMB-24, KAM-04, KAM-14."""
    found = usage(law(name), Incident(condition, MONDAY), MONDAY, [MONDAY])  # type: ignore[arg-type]
    assert (found, found.left) == (Usage(), None)


def test_of_two_limits_the_nearer_one_is_left() -> None:
    both = with_answers(law(BLG), "manual.sebulan", law(KRA).manual.sebulan)
    found = usage(both, Incident(LOST, MONDAY), MONDAY + DAY, [MONDAY, MONDAY + DAY])
    assert (found.nth, found.used, found.left) == (2, 2, 1)


@given(st.integers(0, 20), st.none() | st.integers(0, 20))
def test_the_last_day_that_is_told_is_the_last_one_that_is_allowed(
    age: int, extended: int | None
) -> None:
    """BLG-11-6, AMB-26: what the person reads and what the rule does never differ."""
    until = None if extended is None else MONDAY + extended * DAY
    day = MONDAY + age * DAY
    told = usage(law(BLG), Incident(LOST, MONDAY, until), day)
    done = record(BLG, LOST, day, first=MONDAY, extended=until, schedule=EVERY_DAY)
    assert told.last is not None
    assert isinstance(done, Allowed) is (day <= told.last)


@pytest.mark.parametrize(
    ("day", "closed", "covered"),
    [(-1, None, False), (0, None, True), (9, None, True), (1, 1, True), (2, 1, False)],
)
def test_an_incident_covers_from_its_first_date_to_the_new_binding(
    day: int, closed: int | None, *, covered: bool
) -> None:
    end = None if closed is None else MONDAY + closed * DAY
    assert Incident(LOST, MONDAY, None, end).covers(MONDAY + day * DAY) is covered
