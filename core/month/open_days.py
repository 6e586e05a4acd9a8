"""Open days: what of a person's month may still turn out otherwise, and has to be seen to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.month.day_state import Day, State


class OpenDay(StrEnum):
    """Why somebody has to see to a day before its month is closed."""

    INCOMPLETE = "tidak-lengkap"  # one stamp only
    ALPA = "belum-ada"  # none at all; nobody is called absent before the month is closed
    NO_HOURS = "tanpa-jadwal"


@dataclass(frozen=True, slots=True)
class Opened:
    """A date that is open, and why."""

    why: OpenDay
    date: date


_STATES = {
    State.INCOMPLETE: OpenDay.INCOMPLETE,
    State.ALPA: OpenDay.ALPA,
    State.NO_HOURS: OpenDay.NO_HOURS,
}


def open_days(days: Iterable[Day]) -> tuple[Opened, ...]:
    """Those of some days that are over and can still be mended, in their order (AMB-26, AMB-28)."""
    return tuple(
        Opened(_STATES[day.state], day.date)
        for day in days
        if day.provisional and day.state in _STATES
    )
