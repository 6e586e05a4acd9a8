"""Whoever has left has no day and decides nothing, from the day after the last one on."""

from datetime import date
from uuid import UUID

import pytest

from core.organisation.calendar import DAY
from core.organisation.employment import Departure, employed
from core.organisation.verifier import StandIn, StandInReason, verifier
from tests.core.month.test_record import WEEK, a_record, all_week, letters, week
from tests.core.situations import MONDAY

STAFF, CHIEF, HEAD, SEKDA, OTHER = (UUID(int=number) for number in range(1, 6))
ABOVE = {STAFF: CHIEF, CHIEF: HEAD}
LAST, BACK = date(2026, 3, 31), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (LAST, True),
        (LAST + DAY, False),
        (BACK - DAY, False),
        (BACK, True),
    ],
    ids=["the last day", "the day after", "the day before the return", "back"],
)
def test_somebody_is_gone_from_the_day_after_the_last_until_they_are_back(
    day: date,
    there: bool,  # noqa: FBT001 - a fact
) -> None:
    assert employed([Departure(LAST, BACK)], day) is there
    assert employed([Departure(LAST)], day) is (there and day <= LAST)
    assert employed([], day)


def test_no_day_is_derived_after_the_last_one_and_those_before_stay() -> None:
    whole, left = a_record(stamps=all_week()), Departure(MONDAY + DAY)
    assert letters(week(a_record(stamps=all_week(), departures=(left,)))) == "HH"
    assert week(a_record(stamps=all_week(), departures=(left,))) == week(whole)[:2]


def test_whoever_came_back_has_days_again() -> None:
    away = Departure(MONDAY, MONDAY + 3 * DAY)
    found = week(a_record(stamps=all_week(), departures=(away,)))
    assert [day.date for day in found] == [WEEK[0], *WEEK[3:]]


@pytest.mark.parametrize(
    ("gone", "stand_ins", "by"),
    [
        pytest.param({CHIEF}, (), HEAD, id="past the one who left"),
        pytest.param({CHIEF, HEAD}, (), SEKDA, id="past two"),
        pytest.param({CHIEF, HEAD, SEKDA}, (), None, id="nobody is left"),
        pytest.param({CHIEF}, (OTHER,), OTHER, id="a Plt in the post that was left"),
        pytest.param({OTHER}, (), CHIEF, id="somebody else left"),
    ],
)
def test_nobody_who_left_verifies_anybody(
    gone: set[UUID], stand_ins: tuple[UUID, ...], by: UUID | None
) -> None:
    """AMB-39."""
    acting = [StandIn(CHIEF, each, StandInReason.ACTING, MONDAY, MONDAY) for each in stand_ins]
    assert verifier(STAFF, MONDAY, ABOVE, acting, SEKDA, gone) == by
