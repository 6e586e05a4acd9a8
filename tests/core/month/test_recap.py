"""A month adds up to what its days carry, and to nothing else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.approvals.case import State as RequestState
from core.month.day_state import Day, Mark, State
from core.month.recap import Recap, month
from core.organisation.calendar import DAY
from tests.core.deriving import a_day, asked
from tests.core.situations import MONDAY, at

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
)
months = st.lists(days, max_size=62)


def totals(recap: Recap) -> list[int]:
    """Every number of a recap, in one order."""
    minutes_ = (recap.late, recap.early, recap.excused)
    return [
        *recap.letters.values(),
        *recap.states.values(),
        *minutes_,
        recap.points,
        recap.provisional,
    ]


@given(months)
def test_each_day_counts_once_by_letter_and_once_by_state(month_: list[Day]) -> None:
    recap = month(month_)
    assert sum(recap.letters.values()) == sum(recap.states.values()) == len(month_)
    for mark in Mark:
        assert recap.letters[mark] == sum(day.letter is mark for day in month_)
    for state in State:
        assert recap.states[state] == sum(day.state is state for day in month_)


@given(months)
def test_minutes_and_points_are_the_sums_of_the_days(month_: list[Day]) -> None:
    recap = month(month_)
    assert recap.late == sum(day.late for day in month_)
    assert recap.early == sum(day.early for day in month_)
    assert recap.excused == sum(day.excused for day in month_)
    assert recap.points == sum(day.points for day in month_)
    assert recap.provisional == len([day for day in month_ if day.provisional])


@given(st.lists(months, max_size=5))
def test_parts_add_up_to_the_whole_however_they_are_cut(parts: list[list[Day]]) -> None:
    whole = month(day for part in parts for day in part)
    summed = [
        sum(column) for column in zip(*(totals(month(part)) for part in [*parts, []]), strict=True)
    ]
    assert summed == totals(whole)


@given(st.permutations(list(State)))
def test_the_order_of_the_days_does_not_matter(states: list[State]) -> None:
    row = [Day(MONDAY, state, Mark.NONE, False, ()) for state in states]
    assert month(row) == month(reversed(row))


def test_no_day_at_all_is_a_month_of_zeros() -> None:
    empty = month(())
    assert set(totals(empty)) == {0}
    assert (list(empty.letters), list(empty.states)) == (list(Mark), list(State))


def test_the_letters_stand_in_the_order_of_form_f() -> None:
    """BLG-F-F, AMB-31."""
    assert [str(mark) for mark in Mark] == ["H", "A", "C", "S", "DL", "TK", "I", "-", ""]


def test_a_week_of_one_person() -> None:
    """BLG-11-3, AMB-05, AMB-31, KAM-10: Monday to Sunday, seen a week later."""
    now = at(MONDAY + 14 * DAY, "12.00")
    facts: dict[int, tuple[str, str | None]] = {
        0: ("07.41-16.02", None),
        1: ("07.24-14.00", "pulang_cepat"),
        2: ("-", "sakit"),
        3: ("07.32-", None),
        4: ("-", None),
    }
    week = []
    for number in range(7):
        legs, code = facts.get(number, ("-", None))
        absences = (asked(code, RequestState.APPROVED),) if code else ()
        week.append(a_day(legs, day=MONDAY + number * DAY, absences=absences, now=now))
    recap = month(week)
    printed = "".join(f"{mark}{count} " for mark, count in recap.letters.items() if count)
    assert printed == "H3 A1 S1 2 "
    assert recap.states[State.INCOMPLETE] == 1
    assert (recap.late, recap.early, recap.excused) == (13, 120, 120)
    assert (recap.points, recap.provisional) == (360, 2)
    assert week[-1].date == date(2026, 4, 12)
