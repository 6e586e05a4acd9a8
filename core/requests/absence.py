"""Absences: the requests that cover a date, and which of them the day goes by."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.approvals.case import COUNTED, UNDECIDED, State, state_at
from core.law.answer import Ground, ground
from core.law.closing import closes_at
from core.law.questions.jenis_izin import ABSENT, ELSEWHERE, Effect, Letter
from core.law.regulation import Regulation
from core.requests.catalogue import RequestType
from core.requests.terms import filed_under

ALIVE = COUNTED | UNDECIDED | {State.ENDED}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was filed and decided; both dates included.

    `bare`: a paper is not there. `terms` are what it was filed under; None where nothing was
    kept of it.
    """

    code: str
    first: date
    last: date
    filed_at: datetime
    due_at: datetime
    decided: State | None = None
    decided_at: datetime | None = None
    bare: bool = False
    terms: RequestType | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Absence:
    """A request that covers the date, as it stands now; `ground` gives its kind the effect.

    `rank` is its place among several of one date, the smallest first. `silence` is what carried
    it up, or ended it, where nobody decided in time.
    """

    effect: Effect
    code: Letter
    state: State
    ground: Ground
    rank: int = 0
    silence: Ground | None = None

    @property
    def elsewhere(self) -> bool:
        """On duty at another place, with two stamps."""
        return self.effect in ELSEWHERE

    @property
    def absent(self) -> bool:
        """Not on duty at all, without any stamp."""
        return self.effect in ABSENT


def absences(
    regulation: Regulation, asked: Iterable[Asked], day: date, now: datetime
) -> tuple[Absence, ...]:
    """The requests that cover a date as they stand now, in the order of their filing.

    What a request is, and what silence does to it, was settled when it was filed. Whatever
    becomes of it once the month of the date is closed changes nothing of the date.
    """
    covering = sorted((each for each in asked if each.covers(day)), key=lambda each: each.filed_at)
    return tuple(_absence(regulation, each, day, now) for each in covering)


def _absence(regulation: Regulation, asked: Asked, day: date, now: datetime) -> Absence:
    terms = filed_under(regulation, asked.code, asked.first, asked.terms)
    state = state_on(regulation, asked, day, now)
    silence = None
    if state is State.ESCALATED:
        silence = ground(terms.lapse)
    elif state is State.ENDED:
        silence = ground(regulation.validasi.jika_bulan_ditutup.on(day))
    rank = rank_of(regulation, asked.code, day)
    return Absence(terms.kind.akibat, terms.kind.huruf, state, ground(terms.source), rank, silence)


def state_of(regulation: Regulation, asked: Asked, now: datetime) -> State:
    """What a request is at an instant; of a month that is closed, what it was then."""
    return state_on(regulation, asked, asked.last, now)


def state_on(regulation: Regulation, asked: Asked, day: date, now: datetime) -> State:
    """What a request is for one of its dates: what stood when the month closed stays (KAM-24)."""
    terms = filed_under(regulation, asked.code, asked.first, asked.terms)
    closes = _closes(regulation, day)
    if closes is None or now < closes:
        return state_at(asked.decided, asked.due_at, now, terms.lapse.value)
    late = asked.decided_at is not None and asked.decided_at >= closes
    decided = None if late else asked.decided
    state = state_at(decided, asked.due_at, closes, terms.lapse.value)
    then = regulation.validasi.jika_bulan_ditutup.on(day).value
    if state not in UNDECIDED or then is None:
        return state
    lacks = asked.bare and terms.kind.demands_paper
    stands = then == "tetap_dihitung" and asked.due_at <= closes and not lacks
    return State.ENDED if stands else State.LAPSED


def _closes(regulation: Regulation, day: date) -> datetime | None:
    zone = regulation.waktu.zona.answers[-1].value
    if zone is None or day < regulation.peraturan.berlaku_sejak:
        return None
    return closes_at(regulation, day, zone)


def rank_of(regulation: Regulation, code: str, day: date) -> int:
    """The place of a kind among several of one date (AMB-50); what is not in the order is last."""
    order = regulation.izin.urutan.on(max(day, regulation.peraturan.berlaku_sejak)).value or ()
    group = code.partition(".")[0]
    places = [order.index(each) for each in (code, group) if each in order]
    return next(iter(places), len(order))


def effective_absence(absences: Sequence[Absence]) -> Absence | None:
    """The request that a day goes by; `absences` stand in the order of their filing.

    Whoever is on duty elsewhere is so until that is refused; whoever is absent must have it
    granted, or waiting above, where it counts provisionally (KAM-01) but never instead of
    something granted. Of several it is the first by rank (AMB-50), of those alike the granted,
    then the last filed.
    """
    stand = [each for each in reversed(absences) if _stands(each)]
    granted = any(each.state in COUNTED for each in stand)
    firm = [e for e in stand if e.elsewhere or e.state in COUNTED or not granted]
    return max(firm, key=lambda each: (-each.rank, each.state in COUNTED), default=None)


def _stands(absence: Absence) -> bool:
    waits = UNDECIDED if absence.elsewhere else {State.ESCALATED}
    stands = COUNTED | waits | {State.ENDED}
    return (absence.elsewhere or absence.absent) and absence.state in stands


def any_undecided(absences: Sequence[Absence]) -> bool:
    """Whether one of them still waits for somebody's decision."""
    return any(each.state in UNDECIDED for each in absences)


def leaves_early(absences: Sequence[Absence], states: Collection[State]) -> bool:
    """Whether leaving early was asked for, and is in one of these states."""
    return any(each.effect is Effect.EARLY and each.state in states for each in absences)


def credits_day(absences: Iterable[Absence]) -> bool:
    """Whether the date counts by itself, or will once what waits is approved."""
    return any(each.effect is Effect.CREDITED and each.state in ALIVE for each in absences)
