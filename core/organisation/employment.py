"""Periods of employment: retirement, death, moving away, and coming back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Leaving(StrEnum):
    """Why somebody leaves, as the decree says."""

    RETIRED = "pensiun"
    DIED = "meninggal"
    MOVED = "pindah"
    RESIGNED = "mengundurkan diri"
    CONTRACT_ENDED = "kontrak berakhir"
    DISMISSED = "diberhentikan"


@dataclass(frozen=True, slots=True)
class Departure:
    """The last day on which somebody works here, and the first again where they came back."""

    last: date
    back: date | None = None

    def covers(self, day: date) -> bool:
        """Whether they are gone on a date."""
        return self.last < day and (self.back is None or day < self.back)


def employed(departures: Iterable[Departure], day: date) -> bool:
    """Whether somebody is employed on a date: after a departure not until they are back."""
    return not any(each.covers(day) for each in departures)
