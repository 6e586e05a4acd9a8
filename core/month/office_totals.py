"""What the months of an office's people add up to: for its report, and for its evaluation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from core.approvals.case import UNDECIDED
from core.law.regulation import Regulation
from core.month.day_state import Day, Mark, State
from core.requests.absence import Asked, state_of


@dataclass(frozen=True, slots=True)
class Totals:
    """Days of one person or of many, and their minutes; `people` are 1 or as many.

    `late_days` and `early_days` are those with at least a minute (`early`: without permission).
    `open_days` may still change, `unseen` stamps are to be looked at. `unvalidated` are requests
    that nobody has decided, `resets` of the connected phone.
    """

    people: int = 0
    present: int = 0
    alpa: int = 0
    leave: int = 0
    sick: int = 0
    trips: int = 0
    special: int = 0
    permits: int = 0
    incomplete: int = 0
    late_days: int = 0
    late_minutes: int = 0
    early_days: int = 0
    early_minutes: int = 0
    open_days: int = 0
    unseen: int = 0
    unvalidated: int = 0
    resets: int = 0


_MARKS = {
    Mark.PRESENT: "present",
    Mark.ALPA: "alpa",
    Mark.LEAVE: "leave",
    Mark.SICK: "sick",
    Mark.TRIP: "trips",
    Mark.SPECIAL: "special",
    Mark.PERMIT: "permits",
}
_NAMES = tuple(each.name for each in fields(Totals))


def of_person(days: Iterable[Day], *, unvalidated: int = 0, resets: int = 0) -> Totals:
    """The totals of one person's days."""
    found = dict.fromkeys(_NAMES, 0)
    for day in days:
        if (mark := _MARKS.get(day.letter)) is not None:
            found[mark] += 1
        early = day.early - day.excused
        found["incomplete"] += day.state is State.INCOMPLETE
        found["late_days"] += day.late > 0
        found["late_minutes"] += day.late
        found["early_days"] += early > 0
        found["early_minutes"] += early
        found["open_days"] += day.provisional
        found["unseen"] += day.reviews
    return Totals(**found | {"people": 1, "unvalidated": unvalidated, "resets": resets})


def summed(each: Sequence[Totals]) -> Totals:
    """Those of many together."""
    return Totals(**{name: sum(getattr(one, name) for one in each) for name in _NAMES})


def undecided(regulation: Regulation, requests: Iterable[Asked], now: datetime) -> int:
    """How many of somebody's requests nobody has decided (KAM-01 counts those gone up, too)."""
    return sum(state_of(regulation, each, now) in UNDECIDED for each in requests)
