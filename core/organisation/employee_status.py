"""The status of an employee for a while: exempt by decree, or blocked by an administrator."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.law.regulation import ExemptStatus
from core.organisation.calendar import Hours


@dataclass(frozen=True, slots=True)
class Exemption:
    """From one date to another, both included; without `until` for good (Pasal 8 ayat (5))."""

    since: date
    kind: ExemptStatus
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Settled(StrEnum):
    """How the examination of a blocked account came out (AMB-71)."""

    RESTORED = "dipulihkan"  # all who must have agreed to lift the block
    PROVED = "terbukti"  # by a decision that has a number


@dataclass(frozen=True, slots=True)
class Block:
    """From an instant on, to just before `until` where it has ended (Pasal 6 ayat (2) huruf g).

    `settled` None: its days are under review, whether it has ended or not. `decree` is the number
    of the decision on what was proved.
    """

    since: datetime
    until: datetime | None = None
    settled: Settled | None = None
    decree: str | None = None

    def holds(self, at: datetime) -> bool:
        """Whether somebody is blocked at an instant."""
        return self.since <= at and (self.until is None or at < self.until)

    def meets(self, hours: Hours) -> bool:
        """Whether it kept somebody from stamping, for however short a while (AMB-38)."""
        return self.since <= hours.closes and (self.until is None or self.until > hours.opens)
