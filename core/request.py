"""Requests (izin): whether one may be filed, what is demanded for it, and until when it waits."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from core.answer import Ground, ground
from core.calendar import DAY, DayOff, Holiday, Hours
from core.deadline import Outage
from core.exempt_kind import exempts
from core.nip import EmployeeKind
from core.offer import Offer, by_law_of, due, kinds, kinds_between, offered, offers, ruling
from core.regulation import ExemptStatus, Regulation
from core.request_kind import Effect, Kind, Letter, Needed, apart
from core.request_state import COUNTED, UNDECIDED, State, state_at
from core.silence import of_request
from core.special_duty import special_hours

# So that the rest of the house opens one file for requests.
__all__ = [
    "COUNTED",
    "UNDECIDED",
    "Applicant",
    "Attached",
    "Draft",
    "Earlier",
    "Effect",
    "Filed",
    "Kind",
    "Letter",
    "Offer",
    "Refused",
    "State",
    "Why",
    "by_law_of",
    "due",
    "judge",
    "kinds",
    "kinds_between",
    "lacking",
    "offered",
    "special_hours",
    "state_at",
]

MOST_DATES = 366  # a year, even a leap year; whoever is away for longer asks again
_AWAY = frozenset({Effect.TRIP, Effect.SPECIAL})


class Why(StrEnum):
    ORDER = "tanggal terbalik"
    TOO_LONG = "lebih dari setahun"
    BEFORE_LAW = "peraturan belum berlaku"
    NOT_OFFERED = "tidak diatur"
    NOT_YOURS = "bukan untuk jenis pegawai ini"
    EXEMPT = "dikecualikan"
    NO_PAPER = "belum ada surat"
    NO_NUMBER = "belum ada nomor surat"
    ONE_DAY = "hanya satu hari"
    DAY_OFF = "libur"
    OUTSIDE_HOURS = "di luar jam kerja"
    PENDING = "masih ada yang menunggu"
    OVERLAP = "tanggal sudah terisi"
    OWN_WORK = "sudah ada kegiatan"
    OTHER_DATE = "bukan untuk tanggal itu"


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo or PDF that was handed in, and the number that stands on it."""

    number: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A request to be filed: both dates included, `at` the platform's time of the confirmation.

    For leaving early `first` and `last` are the working date, `at` is the moment of leaving.
    """

    code: str
    first: date
    last: date
    at: datetime
    paper: Attached | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A request of the same person that was filed before, as it stands now."""

    code: str
    effect: Effect
    first: date
    last: date
    state: State


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks; `worked` are the dates that have activities of their own, undecided ones too.

    `holidays` are those of the calendar.
    """

    kind: EmployeeKind
    exempt: ExemptStatus | None = None
    earlier: Sequence[Earlier] = ()
    worked: Collection[date] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """To be written. `credited` are the working dates that count as present once it is approved.

    `joins`: it is appended to what is pending instead of waiting for it (AMB-35).
    """

    due_at: datetime
    credited: tuple[date, ...]
    joins: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    why: Why
    grounds: tuple[Ground, ...]


def judge(
    regulation: Regulation,
    draft: Draft,
    *,
    by: Applicant,
    hours: Callable[[date], Hours | DayOff],
    works: Callable[[date], bool],
    zone: tzinfo,
    outages: Iterable[Outage] = (),
) -> Filed | Refused:
    """Whether a request may be filed, by the law of its first date.

    `hours` are the person's own, `works` says which dates are working days of the office.
    """
    offer = _offered(regulation, draft)
    if isinstance(offer, Refused):
        return offer
    credited = _credited(offer, draft, hours)
    refused = (
        _who(regulation, offer, draft, by)
        or _holiday(offer, draft, by)
        or _paper(offer, draft)
        or _moment(offer, draft, hours)
        or _earlier(regulation, offer, draft, by)
        or _own_work(regulation, draft, by, credited)
    )
    lapse = of_request(regulation, draft.first)
    return refused or Filed(
        due_at=due(offer.limit, draft.at, draft.last, works, zone, outages),
        credited=credited,
        joins=_joins(regulation, offer, draft, by),
        grounds=(ground(offer.source), ground(offer.limit), ground(lapse)),
    )


def lacking(kind: Kind, paper: Attached | None, *, deciding: bool) -> Why | None:
    """What is still missing of the papers: to file a request, or, `deciding`, to approve it.

    Without what the law demands nothing can be approved (Pasal 11 ayat (4)).
    """
    if kind.surat is None:
        return None
    if paper is not None:
        number = (paper.number or "").strip()
        return Why.NO_NUMBER if kind.surat.nomor and not number else None
    demanded = {Needed.AT_FILING, Needed.BEFORE_APPROVAL} if deciding else {Needed.AT_FILING}
    return Why.NO_PAPER if kind.surat.wajib in demanded else None


def _offered(regulation: Regulation, draft: Draft) -> Offer | Refused:
    why = _dates(regulation, draft)
    for offer in () if why else offers(regulation, draft.first):
        if offer.code == draft.code:
            return offer
    return Refused(why or Why.NOT_OFFERED, (ground(ruling(regulation, draft.code, draft.first)),))


def _dates(regulation: Regulation, draft: Draft) -> Why | None:
    if draft.last < draft.first:
        return Why.ORDER
    if draft.last - draft.first >= DAY * MOST_DATES:
        return Why.TOO_LONG
    return Why.BEFORE_LAW if draft.first < regulation.peraturan.berlaku_sejak else None


def _who(regulation: Regulation, offer: Offer, draft: Draft, by: Applicant) -> Refused | None:
    status = regulation.pengecualian.status.on(draft.first)
    if exempts(status, by.exempt):
        return Refused(Why.EXEMPT, (ground(status),))
    if by.kind not in offer.kind.bagi:
        return Refused(Why.NOT_YOURS, (ground(offer.source),))
    return None


def _holiday(offer: Offer, draft: Draft, by: Applicant) -> Refused | None:
    """What is asked for days of a kind only is not asked for others."""
    kind = offer.kind.hanya_pada
    found = (by.holidays.get(day) for day in _covered(draft) if kind)
    fits = all(each is not None and each.kind is kind for each in found)
    return None if fits else Refused(Why.OTHER_DATE, (ground(offer.source),))


def _covered(draft: Draft) -> Iterator[date]:
    count = (draft.last - draft.first).days + 1
    return (draft.first + DAY * number for number in range(count))


def _paper(offer: Offer, draft: Draft) -> Refused | None:
    why = lacking(offer.kind, draft.paper, deciding=False)
    return Refused(why, (ground(offer.source),)) if why else None


def _moment(offer: Offer, draft: Draft, hours: Callable[[date], Hours | DayOff]) -> Refused | None:
    """Leaving early is done at the moment of leaving, before the hours are over."""
    if offer.kind.akibat is not Effect.EARLY:
        return None
    why = Why.ONE_DAY if draft.first != draft.last else _outside(hours(draft.first), draft.at)
    return Refused(why, (ground(offer.source),)) if why else None


def _outside(day: Hours | DayOff, at: datetime) -> Why | None:
    if isinstance(day, DayOff):
        return Why.DAY_OFF
    return None if day.start <= at < day.end else Why.OUTSIDE_HOURS


def _earlier(regulation: Regulation, offer: Offer, draft: Draft, by: Applicant) -> Refused | None:
    waits = offer.kind.akibat is not Effect.EARLY and not offer.kind.appendable
    if waits and _full(regulation, draft, by):
        most = regulation.izin.menunggu_paling_banyak.on(draft.first)
        return Refused(Why.PENDING, (ground(most),))
    for each in by.earlier:
        if _meet(each, draft) and not _shared(each, offer):
            return Refused(Why.OVERLAP, (ground(offer.source),))
    return None


def _shared(earlier: Earlier, offer: Offer) -> bool:
    """Whether a date may have both: only one of them counts, or they do not exclude each other.

    Whoever works elsewhere still goes home, and may do so early; who falls ill while something
    else is pending says so (AMB-35).
    """
    if earlier.state in UNDECIDED and offer.kind.appendable and earlier.code != offer.code:
        return True
    pair = {earlier.effect, offer.kind.akibat}
    both = Effect.EARLY in pair and bool(pair & _AWAY)
    return both or earlier.state not in COUNTED | UNDECIDED


def _joins(regulation: Regulation, offer: Offer, draft: Draft, by: Applicant) -> bool:
    beside = any(each.state in UNDECIDED and _meet(each, draft) for each in by.earlier)
    return offer.kind.appendable and (beside or _full(regulation, draft, by))


def _full(regulation: Regulation, draft: Draft, by: Applicant) -> bool:
    """Whether as many wait as may; leaving early is a stamp, and no stamp waits for a superior."""
    most = regulation.izin.menunggu_paling_banyak.on(draft.first).value
    waiting = [e for e in by.earlier if e.state in UNDECIDED and e.effect is not Effect.EARLY]
    return most is not None and len(waiting) >= most


def _meet(earlier: Earlier, draft: Draft) -> bool:
    return earlier.first <= draft.last and draft.first <= earlier.last


def _credited(
    offer: Offer, draft: Draft, hours: Callable[[date], Hours | DayOff]
) -> tuple[date, ...]:
    """Only working dates of that person are credited, whatever lies between (AMB-21)."""
    if offer.kind.akibat is not Effect.CREDITED:
        return ()
    return tuple(day for day in _covered(draft) if isinstance(hours(day), Hours))


def _own_work(
    regulation: Regulation, draft: Draft, by: Applicant, credited: Iterable[date]
) -> Refused | None:
    rule = regulation.izin.hari_dihitung.on(draft.first)
    both = apart(rule.value) and not set(by.worked).isdisjoint(credited)
    return Refused(Why.OWN_WORK, (ground(rule),)) if both else None
