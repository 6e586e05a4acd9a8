"""The requests that cover a date: which of them the day goes by, and what is still undecided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.answer import Ground
from core.request_kind import Effect, Letter
from core.request_state import COUNTED, UNDECIDED, State

ALIVE = COUNTED | UNDECIDED

_ELSEWHERE = frozenset({Effect.TRIP, Effect.SPECIAL})
_ABSENT = frozenset({Effect.CREDITED, Effect.EXCUSED})


@dataclass(frozen=True, slots=True)
class Absence:
    """A request that covers the date, as it stands now; `ground` gives its kind the effect."""

    effect: Effect
    code: Letter
    state: State
    ground: Ground

    @property
    def elsewhere(self) -> bool:
        """On duty at another place, with two stamps."""
        return self.effect in _ELSEWHERE

    @property
    def absent(self) -> bool:
        """Not on duty at all, without any stamp."""
        return self.effect in _ABSENT


def standing(absences: Sequence[Absence]) -> Absence | None:
    """The request that a day goes by; `absences` stand in the order of their filing.

    Whoever is on duty elsewhere is so until that is refused; whoever is absent must have it
    granted, or waiting above, where it counts provisionally (KAM-01). Of several the granted
    goes first, then being absent (who falls ill on a trip), then the last filed.
    """
    stand = [each for each in reversed(absences) if _stands(each)]
    return max(stand, key=lambda each: (each.state in COUNTED, each.absent), default=None)


def _stands(absence: Absence) -> bool:
    waits = UNDECIDED if absence.elsewhere else {State.ESCALATED}
    return (absence.elsewhere or absence.absent) and absence.state in COUNTED | waits


def undecided(absences: Sequence[Absence]) -> bool:
    return any(each.state in UNDECIDED for each in absences)


def leaves_early(absences: Sequence[Absence], states: Collection[State]) -> bool:
    """Whether leaving early was asked for, and is in one of these states."""
    return any(each.effect is Effect.EARLY and each.state in states for each in absences)
