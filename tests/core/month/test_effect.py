"""Which days count otherwise after an act, and how far back it may bear."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from core.law.kinds import HolidayKind
from core.month.day_state import MARKS, Day, State
from core.month.effect import Reach, differing, turns
from core.organisation.calendar import DAY, Holiday
from tests.core.month.test_record import office
from tests.core.situations import BLG, law, shift

MONDAY, TODAY = date(2026, 4, 6), date(2026, 4, 10)
LAW = date(2023, 10, 31)
ONE, TWO = UUID(int=1), UUID(int=2)


def a_day(state: State, day: date = MONDAY, **more: object) -> Day:
    plain = Day(day, state, MARKS[state], provisional=False, sources=())
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields of a day


ALPA, OFF = a_day(State.ALPA), a_day(State.OFF)
EARLY = a_day(State.PRESENT, early=9)


@pytest.mark.parametrize(
    ("before", "after", "turned"),
    [
        pytest.param(ALPA, a_day(State.SICK), True, id="another state"),
        pytest.param(a_day(State.PRESENT), a_day(State.PRESENT, late=1), True, id="a minute"),
        pytest.param(EARLY, a_day(State.PRESENT, early=9, excused=9), True, id="excused minutes"),
        pytest.param(a_day(State.PRESENT), EARLY, True, id="minutes of leaving early"),
        pytest.param(a_day(State.SICK), a_day(State.SICK, no_apel=True), True, id="free of apel"),
        pytest.param(a_day(State.SICK), a_day(State.SICK, points=360), True, id="points"),
        pytest.param(ALPA, None, True, id="not there any more"),
        pytest.param(None, ALPA, True, id="there now"),
        pytest.param(OFF, ALPA, True, id="worked"),
        pytest.param(ALPA, ALPA, False, id="the same"),
        pytest.param(ALPA, a_day(State.ALPA, provisional=True), False, id="provisional"),
        pytest.param(OFF, None, False, id="a Sunday after the last day"),
        pytest.param(None, OFF, False, id="a Sunday before the first"),
        pytest.param(None, None, False, id="nothing"),
    ],
)
def test_a_day_turns_by_all_that_counts(
    before: Day | None, after: Day | None, *, turned: bool
) -> None:
    found = list(turns([before] if before else [], [after] if after else []))
    assert [(each.date, each.before, each.after) for each in found] == (
        [(MONDAY, before, after)] if turned else []
    )


@pytest.mark.parametrize(
    ("reach", "first", "last"),
    [
        pytest.param(Reach(MONDAY), MONDAY, TODAY - DAY, id="until yesterday"),
        pytest.param(Reach(MONDAY, MONDAY), MONDAY, MONDAY, id="one date"),
        pytest.param(Reach(date(2020, 1, 1)), LAW, TODAY - DAY, id="never before the law"),
        pytest.param(Reach(TODAY - DAY), TODAY - DAY, TODAY - DAY, id="yesterday"),
    ],
)
def test_an_act_reaches_the_dates_that_are_over(reach: Reach, first: date, last: date) -> None:
    over = reach.over(LAW, TODAY)
    assert (over[0], over[-1], len(over)) == (first, last, (last - first).days + 1)


@pytest.mark.parametrize("first", [TODAY, TODAY + DAY])
def test_what_begins_today_or_later_reaches_none(first: date) -> None:
    assert Reach(first).over(LAW, TODAY) == []


def test_two_reaches_together_hold_both() -> None:
    mine, theirs = Reach(MONDAY, TODAY, frozenset({ONE})), Reach(LAW, MONDAY, frozenset({TWO}))
    assert mine.union(theirs) == Reach(LAW, TODAY, frozenset({ONE, TWO}))
    assert Reach(TODAY, TODAY).union(Reach(MONDAY)) == Reach(MONDAY)
    assert Reach(TODAY, TODAY).union(Reach(MONDAY, MONDAY)) == Reach(MONDAY, TODAY)


def test_for_everybody_only_dates_with_other_hours_are_looked_at() -> None:
    """A schedule that nobody had bears on nobody's day."""
    was, week = office(BLG), [MONDAY + DAY * number for number in range(7)]
    assert differing(law(BLG), was, was, week) == []
    tuesday = Holiday(MONDAY + DAY, "HUT", HolidayKind.LOCAL)
    holidays = {**was.calendar.holidays, tuesday.date: tuesday}
    then = replace(was, calendar=replace(was.calendar, holidays=holidays))
    assert differing(law(BLG), was, then, week) == [tuesday.date]
    new = shift("baru", "07.00-14.00", "06.00", "15.00")
    calendar = replace(was.calendar, schedules={**was.calendar.schedules, "baru": new})
    assert differing(law(BLG), was, replace(was, calendar=calendar), week) == []
