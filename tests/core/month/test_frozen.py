"""What a report keeps of days comes out as it went in, and what changed since is seen."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.month.day_state import Day, Mark, State
from core.month.frozen import as_record, changed, from_record, overlaid
from core.month.recap import month
from core.organisation.calendar import DAY
from tests.core.situations import MONDAY

minutes = st.integers(0, 1440)
days = st.builds(
    Day,
    date=st.dates(),
    state=st.sampled_from(State),
    letter=st.sampled_from(Mark),
    provisional=st.booleans(),
    sources=st.just(()),
    late=minutes,
    early=minutes,
    excused=minutes,
    points=st.sampled_from([0, 360]),
    reviews=st.integers(0, 4),
    no_apel=st.booleans(),
)


@given(st.lists(days, max_size=31))
def test_days_come_out_of_json_as_they_went_in(kept: list[Day]) -> None:
    """And so do their totals."""
    again = from_record(json.loads(json.dumps(as_record(kept))))
    assert again == tuple(kept)
    assert month(again) == month(kept)


PRESENT = Day(MONDAY, State.PRESENT, Mark.PRESENT, False, ())


@pytest.mark.parametrize(
    "now",
    [
        replace(PRESENT, state=State.INCOMPLETE),
        replace(PRESENT, letter=Mark.ALPA),
        replace(PRESENT, late=1),
        replace(PRESENT, early=1),
        replace(PRESENT, excused=1),
        replace(PRESENT, points=360),
    ],
    ids=["state", "letter", "late", "early", "excused", "points"],
)
def test_whatever_counts_is_a_change(now: Day) -> None:
    assert changed([PRESENT], [now]) == [MONDAY]


@pytest.mark.parametrize(
    "now",
    [replace(PRESENT, provisional=True), replace(PRESENT, reviews=1), replace(PRESENT)],
    ids=["final by now", "looked at by now", "the same"],
)
def test_what_counts_for_nothing_is_none(now: Day) -> None:
    assert changed([PRESENT], [now]) == []


def test_a_day_more_or_less_is_a_change_and_dates_stand_in_order() -> None:
    later = replace(PRESENT, date=MONDAY + DAY)
    assert changed([later], [PRESENT]) == [MONDAY, MONDAY + DAY]
    assert changed([], [later]) == [MONDAY + DAY]


def test_a_day_of_an_older_report_is_read_as_it_was_written() -> None:
    """What stands in the tables already: no column moves, none is left out."""
    row = ["2026-04-06", "hadir", "H", True, False, 12, 0, 0, 360, 1]
    (day,) = from_record([row])
    assert day == Day(
        date(2026, 4, 6), State.PRESENT, Mark.PRESENT, True, (), late=12, points=360, reviews=1
    )


def test_what_was_reported_stands_instead_of_what_the_facts_say() -> None:
    """AMB-82: also a date that the report does not list; what it does not speak of is as it is."""
    other = replace(PRESENT, letter=Mark.ALPA)
    unlisted = replace(PRESENT, date=MONDAY + DAY)
    elsewhere = replace(PRESENT, date=MONDAY - DAY)
    derived = [elsewhere, other, unlisted]
    assert overlaid(derived, [PRESENT], lambda day: day >= MONDAY) == (elsewhere, PRESENT)
    assert overlaid(derived, [], lambda _: False) == tuple(derived)
