"""The month of one person, or of many: what its days add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.month.day_state import Day, Mark, State


@dataclass(frozen=True, slots=True)
class Recap:
    """Days by what they print and by what they are, minutes, points, and days still provisional.

    Every mark and every state is there, with 0 where no day has it.
    """

    letters: Mapping[Mark, int]
    states: Mapping[State, int]
    late: int
    early: int
    excused: int
    points: int
    reviews: int
    provisional: int


def month(days: Iterable[Day]) -> Recap:
    """The totals of any days: nothing is counted but what the days themselves carry."""
    letters, states = dict.fromkeys(Mark, 0), dict.fromkeys(State, 0)
    late = early = excused = points = reviews = provisional = 0
    for day in days:
        letters[day.letter] += 1
        states[day.state] += 1
        late += day.late
        early += day.early
        excused += day.excused
        points += day.points
        reviews += day.reviews
        provisional += day.provisional
    return Recap(letters, states, late, early, excused, points, reviews, provisional)
