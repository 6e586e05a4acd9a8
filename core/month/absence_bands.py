"""Days of absence in a year beside the bands of the law of discipline: information, no verdict.

AMB-43: software counts, people judge. Only days that nobody can mend any more are counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.law.questions.pemantauan import Band
from core.law.regulation import Regulation
from core.month.day_state import Day, State

ABSENT = frozenset({State.ALPA, State.CANCELLED})
# What is no working day neither ends a row of days of absence nor lengthens it.
BETWEEN = frozenset({State.OFF, State.EXEMPT, State.UNUSED})


@dataclass(frozen=True, slots=True)
class Absences:
    """Working days of absence of a year, the longest row of them, and those still to be mended."""

    days: int
    longest: int
    provisional: int


def count(days: Iterable[Day]) -> Absences:
    """`days` of one person in rising order."""
    total = longest = row = provisional = 0
    for day in days:
        if day.state in BETWEEN:
            continue
        if day.state in ABSENT and not day.provisional:
            total, row = total + 1, row + 1
            longest = max(longest, row)
            continue
        provisional += day.state in ABSENT
        row = 0
    return Absences(total, longest, provisional)


def least(regulation: Regulation, day: date) -> int | None:
    """With how many days somebody reaches any band by a date; None where there is none."""
    law = regulation.pemantauan
    bands, in_a_row = law.setahun.on(day).value or (), law.berturut.on(day).value
    lowest = (*bands[:1], *((in_a_row,) if in_a_row else ()))
    return min((each.dari for each in lowest), default=None)


def band(regulation: Regulation, found: Absences, day: date) -> Band | None:
    """The last band that somebody has reached by a date; None below the first."""
    law = regulation.pemantauan
    bands: Sequence[Band] = law.setahun.on(day).value or ()
    in_a_row = law.berturut.on(day).value
    if in_a_row and found.longest >= in_a_row.dari:
        return in_a_row
    return next((each for each in reversed(bands) if found.days >= each.dari), None)
