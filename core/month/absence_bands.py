"""Days of absence in a year beside the bands of the law of discipline: information, no verdict.

AMB-43: software counts, people judge. Only days that nobody can mend any more are counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.law.questions.pemantauan import Band
from core.law.regulation import Regulation
from core.month.day_state import Day, State
from core.organisation.calendar import DAY

ABSENT = frozenset({State.ALPA, State.CANCELLED})
# What is no working day neither ends a row of days of absence nor lengthens it.
BETWEEN = frozenset({State.OFF, State.EXEMPT, State.UNUSED})


@dataclass(frozen=True, slots=True)
class Absences:
    """Working days of absence of a year, the longest row of them, and those still to be mended."""

    days: int
    longest: int
    provisional: int


def looked_at(first: date) -> date:
    """From when on days are looked at for a year that begins on `first`: the month before.

    A row that goes on after New Year is of the year in which it goes on (AMB-95).
    """
    return (first - DAY).replace(day=1)


def count(days: Iterable[Day], first: date | None = None) -> Absences:
    """`days` of one person in rising order; those before `first` only lengthen a row."""
    total = longest = row = provisional = 0
    for day in days:
        if day.state in BETWEEN:
            continue
        within = first is None or day.date >= first
        if day.state in ABSENT and not day.provisional:
            row += 1
            if within:
                total, longest = total + 1, max(longest, row)
            continue
        provisional += within and day.state in ABSENT
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
