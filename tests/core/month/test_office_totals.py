"""The totals of an office are the sums of its people's days, and of nothing else."""

from dataclasses import astuple, fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.approvals.case import State as RequestState
from core.month.day_state import Day, Mark, State
from core.month.office_totals import Totals, of_person, summed, undecided
from core.month.recap import month
from core.requests.absence import Asked
from tests.core.month.test_frozen import days
from tests.core.situations import BLG, KRA, MONDAY, at, law

NOON = at(MONDAY, "12.00")


@given(st.lists(st.lists(days, max_size=31), max_size=5))
def test_totals_are_those_of_the_recap(people: list[list[Day]]) -> None:
    found = summed([of_person(each) for each in people])
    recap = month([day for each in people for day in each])
    marks = (Mark.PRESENT, Mark.ALPA, Mark.LEAVE, Mark.SICK, Mark.TRIP, Mark.SPECIAL, Mark.PERMIT)
    counted = (found.present, found.alpa, found.leave, found.sick, found.trips, found.special)
    assert (*counted, found.permits) == tuple(recap.letters[mark] for mark in marks)
    assert found.incomplete == recap.states[State.INCOMPLETE]
    assert (found.late_minutes, found.unseen) == (recap.late, recap.reviews)
    assert found.early_minutes == recap.early - recap.excused
    assert found.open_days == recap.provisional
    assert found.people == len(people)


def test_a_day_is_late_once_and_early_only_without_permission() -> None:
    """KAM-19: days, and their minutes."""
    late = Day(MONDAY, State.PRESENT, Mark.PRESENT, False, (), late=12, early=30, excused=30)
    early = Day(MONDAY, State.PRESENT, Mark.PRESENT, False, (), early=31, excused=30)
    found = of_person([late, early], unvalidated=2, resets=1)
    assert (found.late_days, found.late_minutes) == (1, 12)
    assert (found.early_days, found.early_minutes) == (1, 1)
    assert (found.unvalidated, found.resets) == (2, 1)


def test_nobody_adds_up_to_nothing() -> None:
    assert astuple(summed([])) == (0,) * len(fields(Totals))


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize("decided", [None, *RequestState])
def test_only_what_nobody_has_decided_is_unvalidated(
    name: str, decided: RequestState | None
) -> None:
    """KAM-01: what has gone up counts, too."""
    due = NOON - timedelta(minutes=1)
    asked = Asked("sakit", MONDAY, MONDAY, NOON - timedelta(days=1), due, decided, NOON)
    open_ = decided in {None, RequestState.PENDING, RequestState.ESCALATED}
    assert undecided(law(name), [asked, asked], NOON) == 2 * open_
