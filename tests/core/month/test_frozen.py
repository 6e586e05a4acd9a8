"""What a report keeps of days comes out as it went in, and what changed since is seen."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.month.ceremony import Called, Seen
from core.month.day_state import Day, Mark, State
from core.month.frozen import (
    NOTHING,
    Difference,
    apel_as_record,
    apel_from_record,
    as_record,
    changed,
    changed_apel,
    difference,
    from_record,
    overlaid,
    overlaid_apel,
    settled,
    summed,
)
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


# --- The apel of a month.

TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY
THERE, MISSED = Called(MONDAY, Seen.ON_TIME), Called(MONDAY, Seen.UNSEEN)


@given(st.lists(st.builds(Called, st.dates(), st.sampled_from(Seen))))
def test_apel_come_out_of_json_as_they_went_in(kept: list[Called]) -> None:
    assert apel_from_record(json.loads(json.dumps(apel_as_record(kept)))) == tuple(kept)


@pytest.mark.parametrize(
    ("then", "now", "dates"),
    [
        pytest.param([MISSED], [MISSED], [], id="the same"),
        pytest.param([THERE, MISSED], [MISSED, THERE], [], id="in another order"),
        pytest.param([MISSED], [THERE], [MONDAY], id="seen by now"),
        pytest.param([MISSED], [], [MONDAY], id="not held by now"),
        pytest.param([], [MISSED], [MONDAY], id="called by now"),
        pytest.param([THERE], [THERE, THERE], [MONDAY], id="one more on that date"),
        pytest.param([replace(THERE, date=TUESDAY)], [THERE], [MONDAY, TUESDAY], id="another date"),
    ],
)
def test_what_an_apel_was_to_somebody_is_a_change(
    then: list[Called], now: list[Called], dates: list[date]
) -> None:
    assert changed_apel(then, now) == dates


def test_the_apel_that_were_reported_stand_on_the_days_of_the_report() -> None:
    """AMB-82: on its days none but those that it keeps, on all others those that there are."""
    now = [Called(each, Seen.ON_TIME) for each in (MONDAY, TUESDAY, WEDNESDAY)]
    monday = [PRESENT]
    assert overlaid_apel(now, [(monday, [MISSED])], lambda day: day < WEDNESDAY) == (
        MISSED,
        Called(WEDNESDAY, Seen.ON_TIME),
    )
    assert overlaid_apel(now, [(monday, ())], lambda day: day == MONDAY) == tuple(now[1:])
    assert overlaid_apel(now, [], lambda _: False) == tuple(now)


def test_of_a_report_that_kept_no_apel_they_are_what_the_facts_say() -> None:
    """Those from before any were kept; beside one that did, whose days are its own."""
    now = [Called(each, Seen.ON_TIME) for each in (MONDAY, TUESDAY)]
    older, newer = [PRESENT], [replace(PRESENT, date=TUESDAY)]
    assert overlaid_apel(now, [(older, None)], lambda _: True) == (THERE,)
    later = Called(TUESDAY, Seen.FREED)
    assert overlaid_apel(now, [(older, None), (newer, [later])], lambda _: True) == (THERE, later)


def test_of_two_reports_about_a_day_the_later_one_stands_for_its_apel_too() -> None:
    kept = [([PRESENT], [MISSED]), ([PRESENT], [THERE])]
    assert overlaid_apel([], kept, lambda _: True) == (THERE,)


OPEN = replace(PRESENT, state=State.UNDECIDED, letter=Mark.NONE, provisional=True)


def test_of_a_day_that_was_still_open_stands_what_the_facts_say() -> None:
    """KAM-47, KAM-23: of one that was not, what was kept."""
    late = replace(PRESENT, late=7)
    tuesday = replace(OPEN, date=TUESDAY)
    kept = ([PRESENT, tuesday], [MISSED, replace(MISSED, date=TUESDAY)])
    now = ([late, replace(late, date=TUESDAY)], [THERE, replace(THERE, date=TUESDAY)])
    days, apel = settled(kept, now)
    assert list(days) == [PRESENT, replace(late, date=TUESDAY)]
    assert list(apel or ()) == [MISSED, replace(THERE, date=TUESDAY)]


def test_of_an_open_day_that_the_facts_do_not_list_any_more_nothing_stands() -> None:
    """KAM-47: and of a report that kept no apel none are made up."""
    assert settled(([OPEN], [MISSED]), ([], [])) == ((), [])
    assert settled(([PRESENT], None), ([], [THERE])) == ((PRESENT,), None)


def test_days_and_apel_are_counted_apart_and_each_person_once() -> None:
    alpa = replace(PRESENT, letter=Mark.ALPA)
    both = difference(([PRESENT], [THERE]), ([alpa], [MISSED]))
    apel = difference(([PRESENT], [THERE]), ([PRESENT], [MISSED]))
    same = difference(([PRESENT], [THERE]), ([replace(PRESENT, provisional=True)], [THERE]))
    assert (both, apel, same) == (Difference(1, 1, 1), Difference(0, 1, 1), NOTHING)
    assert summed([both, apel, same]) == Difference(days=1, apel=2, people=2)
    assert (bool(both), bool(apel), bool(same)) == (True, True, False)
