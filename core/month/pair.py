"""Pairs of stamps: the masuk and pulang of each duty of a date."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.attendance.counts import counting
from core.attendance.stamp import Leg, Stamp, early_minutes, stamped
from core.organisation.calendar import Hours
from core.requests.absence import Absence


@dataclass(frozen=True, slots=True)
class Pair:
    """The stamps of one duty that count."""

    hours: Hours
    masuk: Stamp | None
    pulang: Stamp | None

    @property
    def complete(self) -> bool:
        """Whether both legs are stamped."""
        return self.masuk is not None and self.pulang is not None

    @property
    def reviews(self) -> int:
        """How many of them a human still has to look at."""
        return sum(each.review for each in (self.masuk, self.pulang) if each)

    @property
    def early(self) -> int:
        """Minutes before the end of the hours."""
        return early_minutes(self.hours, self.pulang.at) if self.pulang else 0


def pairs_of(
    hours: Hours, stamps: Sequence[Stamp], absences: Sequence[Absence]
) -> tuple[Pair, ...]:
    """One for each duty of a date, in order; `absences` are those of the date."""
    found = counting((each for each in stamps if each.date == hours.date), absences)
    return tuple(
        Pair(each, stamped(found, each, Leg.MASUK), stamped(found, each, Leg.PULANG))
        for each in hours.duties
    )
