"""The requests that cover a date: which of them the day goes by, and what is still undecided."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.answer import Ground, ground
from core.offer import offered
from core.regulation import Regulation
from core.request_kind import Effect, Letter
from core.request_state import COUNTED, UNDECIDED, State, state_at
from core.silence import of_request

ALIVE = COUNTED | UNDECIDED

_ELSEWHERE = frozenset({Effect.TRIP, Effect.SPECIAL})
_ABSENT = frozenset({Effect.CREDITED, Effect.EXCUSED})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was filed and decided; both dates included."""

    code: str
    first: date
    last: date
    filed_at: datetime
    due_at: datetime
    decided: State | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Absence:
    """A request that covers the date, as it stands now; `ground` gives its kind the effect.

    `silence` is what the law of its first date says of a verifier who lets the time pass.
    """

    effect: Effect
    code: Letter
    state: State
    ground: Ground
    silence: Ground | None = None

    @property
    def elsewhere(self) -> bool:
        """On duty at another place, with two stamps."""
        return self.effect in _ELSEWHERE

    @property
    def absent(self) -> bool:
        """Not on duty at all, without any stamp."""
        return self.effect in _ABSENT


def absences(
    regulation: Regulation, asked: Iterable[Asked], day: date, now: datetime
) -> tuple[Absence, ...]:
    """The requests that cover a date as they stand now, in the order of their filing.

    What a request is, and what silence does to it, the law of its first date says.
    """
    covering = sorted((each for each in asked if each.covers(day)), key=lambda each: each.filed_at)
    return tuple(_absence(regulation, each, now) for each in covering)


def _absence(regulation: Regulation, asked: Asked, now: datetime) -> Absence:
    offer = offered(regulation, asked.code, asked.first)
    lapse = of_request(regulation, asked.first)
    state = state_at(asked.decided, asked.due_at, now, lapse.value)
    kind = offer.kind
    return Absence(kind.akibat, kind.huruf, state, ground(offer.source), ground(lapse))


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


def credits_day(absences: Iterable[Absence]) -> bool:
    """Whether the date counts by itself, or will once what waits is approved."""
    return any(each.effect is Effect.CREDITED and each.state in ALIVE for each in absences)
