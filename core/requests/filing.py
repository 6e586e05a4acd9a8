"""Requests (izin): whether one may be filed, what is demanded for it, and until when it waits."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo

from core.approvals.case import COUNTED, UNDECIDED, State, state_at
from core.law.answer import ground
from core.law.closing import closes_at
from core.law.questions.izin import excludes_own_work
from core.law.questions.jenis_izin import Effect, Kind, Letter, Needed
from core.law.questions.pengecualian import exempts
from core.law.regulation import Regulation
from core.organisation.calendar import DAY, DayOff, Hours
from core.organisation.deadline import Outage
from core.requests.application import Applicant, Attached, Draft, Filed, Refused, Why
from core.requests.beside import Earlier, is_appended, meeting, taken, waits_already
from core.requests.catalogue import (
    RequestType,
    Span,
    by_law_of,
    deadline,
    due,
    kinds,
    kinds_between,
    request_types,
    ruling,
)

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
    "Refused",
    "RequestType",
    "State",
    "Why",
    "by_law_of",
    "due",
    "judge",
    "kinds",
    "kinds_between",
    "lacking",
    "state_at",
]

REQUEST_DATES_MAX = 366  # a year, even a leap year; a longer absence is a further request


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
    request_type = _offered(regulation, draft)
    if isinstance(request_type, Refused):
        return request_type
    credited = _credited(request_type, draft, hours)
    closes = closes_at(regulation, draft.first, zone)
    refused = (
        _who(regulation, request_type, draft, by)
        or _holiday(request_type, draft, by)
        or _closed(regulation, draft, closes)
        or _paper(request_type, draft)
        or _moment(request_type, draft, hours)
        or _length(regulation, request_type, draft, hours)
        or _beside(regulation, request_type, draft, by)
        or _own_work(regulation, draft, by, credited)
    )
    if refused:
        return refused
    span = Span(draft.at, draft.first, draft.last)
    due_at = deadline(request_type, span, works, zone, outages)
    return Filed(
        due_at=due_at,
        credited=credited,
        appended=is_appended(regulation, request_type, span, by.earlier),
        grounds=(
            ground(request_type.source),
            ground(request_type.limit),
            ground(request_type.lapse),
        ),
        over=_over(request_type, draft, by),
        closes=closes if closes is not None and closes < due_at else None,
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


def _offered(regulation: Regulation, draft: Draft) -> RequestType | Refused:
    why = _dates(regulation, draft)
    for request_type in () if why else request_types(regulation, draft.first):
        if request_type.code == draft.code:
            return request_type
    return Refused(why or Why.NOT_OFFERED, (ground(ruling(regulation, draft.code, draft.first)),))


def _dates(regulation: Regulation, draft: Draft) -> Why | None:
    if draft.last < draft.first:
        return Why.ORDER
    if draft.last - draft.first >= DAY * REQUEST_DATES_MAX:
        return Why.TOO_LONG
    return Why.BEFORE_LAW if draft.first < regulation.peraturan.berlaku_sejak else None


def _who(
    regulation: Regulation, request_type: RequestType, draft: Draft, by: Applicant
) -> Refused | None:
    status = regulation.pengecualian.status.on(draft.first)
    if exempts(status, by.exempt):
        return Refused(Why.EXEMPT, (ground(status),))
    if by.kind not in request_type.kind.bagi:
        return Refused(Why.NOT_YOURS, (ground(request_type.source),))
    return None


def _holiday(request_type: RequestType, draft: Draft, by: Applicant) -> Refused | None:
    """What is asked for days of a kind only is not asked for others."""
    kind = request_type.kind.hanya_pada
    found = (by.holidays.get(day) for day in _covered(draft) if kind)
    fits = all(each is not None and each.kind is kind for each in found)
    return None if fits else Refused(Why.OTHER_DATE, (ground(request_type.source),))


def _covered(draft: Draft) -> Iterator[date]:
    count = (draft.last - draft.first).days + 1
    return (draft.first + DAY * number for number in range(count))


def _paper(request_type: RequestType, draft: Draft) -> Refused | None:
    why = lacking(request_type.kind, draft.paper, deciding=False)
    if request_type.kind.surat and draft.paper is None and draft.past:
        why = why or Why.PAST_PAPER
    return Refused(why, (ground(request_type.source),)) if why else None


def _closed(regulation: Regulation, draft: Draft, closes: datetime | None) -> Refused | None:
    """Nothing is asked for of a month that is closed (Pasal 13 ayat (4))."""
    if closes is None or draft.at < closes:
        return None
    return Refused(Why.CLOSED, (ground(regulation.laporan.revisi_sampai.on(draft.first)),))


def _length(
    regulation: Regulation,
    request_type: RequestType,
    draft: Draft,
    hours: Callable[[date], Hours | DayOff],
) -> Refused | None:
    """Special duty is validated by the day, so a filing has no more than can be judged (KAM-21)."""
    most = regulation.tugas_khusus.paling_lama.on(draft.first)
    if request_type.kind.akibat is not Effect.SPECIAL or most.value is None:
        return None
    duty = sum(isinstance(hours(day), Hours) for day in _covered(draft))
    return Refused(Why.TOO_MANY_DAYS, (ground(most),)) if duty > most.value.hari_kerja else None


def _beside(
    regulation: Regulation, request_type: RequestType, draft: Draft, by: Applicant
) -> Refused | None:
    if waits_already(regulation, request_type, draft.first, by.earlier):
        most = regulation.izin.menunggu_paling_banyak.on(draft.first)
        return Refused(Why.PENDING, (ground(most),))
    met = meeting(by.earlier, draft.first, draft.last)
    if any(taken(regulation, request_type, each, draft.first) for each in met):
        return Refused(Why.OVERLAP, (ground(regulation.izin.urutan.on(draft.first)),))
    return None


def _moment(
    request_type: RequestType, draft: Draft, hours: Callable[[date], Hours | DayOff]
) -> Refused | None:
    """Leaving early is done at the moment of leaving, before the hours are over."""
    if request_type.kind.akibat is not Effect.EARLY:
        return None
    why = Why.ONE_DAY if draft.first != draft.last else _outside(hours(draft.first), draft.at)
    return Refused(why, (ground(request_type.source),)) if why else None


def _outside(day: Hours | DayOff, at: datetime) -> Why | None:
    if isinstance(day, DayOff):
        return Why.DAY_OFF
    within = any(each.start <= at < each.end for each in day.duties)
    return None if within else Why.OUTSIDE_HOURS


def _over(request_type: RequestType, draft: Draft, by: Applicant) -> tuple[Earlier, ...]:
    """What gives way to it; leaving early takes no date."""
    if request_type.kind.akibat is Effect.EARLY:
        return ()
    met = meeting(by.earlier, draft.first, draft.last)
    return tuple(each for each in met if each.alive and not each.early)


def _credited(
    request_type: RequestType, draft: Draft, hours: Callable[[date], Hours | DayOff]
) -> tuple[date, ...]:
    """Only working dates of that person are credited, whatever lies between (AMB-21)."""
    if request_type.kind.akibat is not Effect.CREDITED:
        return ()
    return tuple(day for day in _covered(draft) if isinstance(hours(day), Hours))


def _own_work(
    regulation: Regulation, draft: Draft, by: Applicant, credited: Iterable[date]
) -> Refused | None:
    rule = regulation.izin.hari_dihitung.on(draft.first)
    both = excludes_own_work(rule.value) and not set(by.worked).isdisjoint(credited)
    return Refused(Why.OWN_WORK, (ground(rule),)) if both else None
