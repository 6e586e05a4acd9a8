"""Past days that an act changes, counted by month, the first of them named."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from core.law.closing import Closed
from core.month.effect import Turn, weight

KEPT = 500  # days of open months, and of closed ones: nobody reads more
COUNTED = 10_000  # days of closed months: who would change so many need not wait for all


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """One day of one person that counts otherwise; `closed` is its month, where it is."""

    employee: UUID
    name: str
    turn: Turn
    closed: Closed | None


@dataclass(slots=True)
class PastDays:
    """All of them counted by the first of their month; the first `KEPT` to be shown."""

    open: Counter[date] = field(default_factory=Counter)
    closed: Counter[date] = field(default_factory=Counter)
    first_open: list[ChangedDay] = field(default_factory=list)
    first_closed: list[ChangedDay] = field(default_factory=list)
    people: set[UUID] = field(default_factory=set)
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, each: ChangedDay) -> None:
        counts, kept = self.closed, self.first_closed
        if each.closed is None:
            counts, kept = self.open, self.first_open
            self.people.add(each.employee)
        counts[each.turn.date.replace(day=1)] += 1
        if len(kept) < KEPT:
            kept.append(each)
        ends = (weight(each.turn.before), weight(each.turn.after))
        self._hash.update(f"{each.employee} {each.turn.date} {ends}".encode())

    @property
    def digest(self) -> str:
        """The same for the same changes, and for no others: what was agreed to is what is done."""
        return self._hash.hexdigest()
