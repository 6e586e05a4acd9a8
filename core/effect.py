"""What an act makes of days that are over: which of them count otherwise after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.calendar import DAY
from core.day_state import Day, State

# A day of these counts for nothing, as little as one that is not there.
NOTHING = frozenset({State.OFF})


@dataclass(frozen=True, slots=True)
class Reach:
    """On which dates an act may bear, and on whom.

    `last` None: from `first` on; `people` None: everybody.
    """

    first: date
    last: date | None = None
    people: frozenset[UUID] | None = None

    def __or__(self, other: "Reach") -> "Reach":
        """All that either of them may bear on, and what lies between."""
        last = max(self.last, other.last) if self.last and other.last else None
        if self.people is None or other.people is None:
            return Reach(min(self.first, other.first), last)
        return Reach(min(self.first, other.first), last, self.people | other.people)

    def over(self, since: date, today: date) -> list[date]:
        """Its dates that are over by today, none of them before `since`."""
        first, last = max(self.first, since), min(self.last or date.max, today - DAY)
        return [first + DAY * number for number in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Turn:
    """A day that counts otherwise afterwards; None: it was not there, or is no more."""

    date: date
    before: Day | None
    after: Day | None


def turns(before: Sequence[Day], after: Sequence[Day]) -> Iterator[Turn]:
    """The days of one person that count otherwise, in order; both of the same dates."""
    was, then = ({each.date: each for each in days} for days in (before, after))
    for day in sorted({*was, *then}):
        turn = Turn(day, was.get(day), then.get(day))
        if weight(turn.before) != weight(turn.after):
            yield turn


def weight(day: Day | None) -> tuple[object, ...] | None:
    """All by which a day counts: neither its sources nor whether it is provisional still."""
    if day is None or day.state in NOTHING:
        return None
    minutes = (day.late, day.early, day.excused)
    return day.state, day.letter, *minutes, day.points, day.no_apel
