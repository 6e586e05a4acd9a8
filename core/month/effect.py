"""The effect of an administrator's act on past days: each as it counts before and after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.law.regulation import Regulation
from core.month.day_state import Day, State
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.first_use import begun
from core.organisation.office import Organisation
from core.organisation.posting import Posting

# A day of these counts for nothing, as little as one that is not there.
NOTHING = frozenset({State.OFF, State.UNUSED})


@dataclass(frozen=True, slots=True)
class Reach:
    """On which dates an act may bear, and on whom.

    `last` None: from `first` on; `people` None: everybody.
    """

    first: date
    last: date | None = None
    people: frozenset[UUID] | None = None

    def union(self, other: "Reach") -> "Reach":
        """Both together, with what lies between; both are of everybody, or of some people."""
        last = max(self.last, other.last) if self.last and other.last else None
        who = None if self.people is None else self.people | (other.people or frozenset())
        return Reach(min(self.first, other.first), last, who)

    def over(self, since: date, today: date) -> list[date]:
        """Its dates that are over by today, none of them before `since`."""
        first, last = max(self.first, since), min(self.last or date.max, today - DAY)
        return [first + DAY * number for number in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class _Probe:
    """Where somebody might be posted, or what hours of their own they might have."""

    postings: tuple[Posting, ...]
    duties: tuple[Duty, ...]


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


def differing(
    regulation: Regulation, was: Organisation, then: Organisation, dates: Iterable[date]
) -> list[date]:
    """The dates on which an office or a schedule of before has other hours, or counts otherwise.

    On all others nobody's day can differ but by what is known of themselves.
    """
    asked = [_Probe((Posting(date.min, each),), ()) for each in was.offices.keys() & then.offices]
    kept = was.calendar.schedules.keys() & then.calendar.schedules
    asked += [_Probe((), (Duty(date.min, each),)) for each in kept]

    def on(day: date, organisation: Organisation) -> list[tuple[Hours | DayOff, bool, bool]]:
        found = (
            (organisation.hours(regulation, e.postings, e.duties, day), e.postings) for e in asked
        )
        return [
            (
                each,
                isinstance(each, Hours) and organisation.calendar.known_in_time(each),
                begun(day, organisation.first_use(postings, day)),
            )
            for each, postings in found
        ]

    return [day for day in dates if on(day, was) != on(day, then)]


def weight(day: Day | None) -> tuple[object, ...] | None:
    """All by which a day counts: neither its sources nor whether it is provisional still."""
    if day is None or day.state in NOTHING:
        return None
    minutes = (day.late, day.early, day.excused)
    return day.state, day.letter, *minutes, day.points, day.no_apel
