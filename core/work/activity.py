"""Daily work (E-Kinerja): what may be entered until when, and what has become of it.

Where the law is silent on one question of it, no daily work is kept: a limit that nobody gave
would approve or refuse by guessing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TypeAlias, assert_never

from core.approvals.case import State
from core.approvals.silence import of_work, work_limit
from core.law.answer import Answer, Ground, ground, required_value
from core.law.closing import closed, closes_at
from core.law.questions.izin import excludes_own_work
from core.law.questions.kinerja import CountedFrom, NotAgain
from core.law.questions.pengecualian import exempts
from core.law.regulation import ActivityKind, ExemptStatus, Regulation
from core.law.span import RunningHours
from core.organisation.calendar import DAY, DayOff, Hours
from core.organisation.deadline import Outage, after
from core.requests.absence import Absence, credits_day

Today: TypeAlias = date  # where a field named `date` hides the type

LATELY = 7 * DAY


def stands(decided: State | None) -> bool:
    """Whether an activity is work of its date: undecided or counted, not refused or taken back."""
    return decided not in {State.REJECTED, State.WITHDRAWN}


class Why(StrEnum):
    """Why something cannot be entered (Pasal 9), as the audit and /kenapa call it."""

    NOT_KEPT = "tidak diatur"
    EXEMPT = "dikecualikan"
    FUTURE = "belum terjadi"
    TOO_LATE = "lewat batas"
    CLOSED = "bulannya sudah ditutup"
    TOO_MUCH = "lebih dari sehari"
    CREDITED = "hari sudah dihitung"


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity to be filed; `at` is the platform's time of the confirmed entry.

    `today` is the person's working date at that time: nothing is filed for a later one (AMB-20).
    `rejected_at` is set where it replaces a rejected one, which may be done once.
    """

    date: date
    kind: ActivityKind
    minutes: int
    at: datetime
    today: Today
    rejected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """To be written. `beyond` are minutes beyond that date's net hours: the verifier is told."""

    due_at: datetime
    beyond: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it cannot be entered, and by what; the last ground is the one that decides."""

    why: Why
    grounds: tuple[Ground, ...]


def kept(regulation: Regulation, day: date) -> bool:
    """Whether daily work is entered at all for a date; never for one before the regulation."""
    return day >= regulation.peraturan.berlaku_sejak and _silence(regulation, day) is None


def kept_lately(regulation: Regulation, day: date) -> bool:
    """Whether it is, or was a week ago: what was entered then is still decided and looked at."""
    return kept(regulation, day) or kept(regulation, day - LATELY)


def open_dates(regulation: Regulation, at: datetime, zone: tzinfo, today: date) -> tuple[date, ...]:
    """The dates that may be entered now, newest first (Pasal 9 ayat (7), AMB-16).

    `today` is the person's working date: work after midnight is that of the evening before. Each
    date by its own law: of those before a change some may be open while those after it are not.
    """
    since = regulation.peraturan.berlaku_sejak
    limits = [each.value.hari for each in regulation.kinerja.batas_isi.answers if each.value]
    ago = min((today - since).days, max(limits, default=0))
    days = (today - DAY * number for number in range(ago + 1))
    return tuple(
        day for day in days if kept(regulation, day) and at < _closed_from(regulation, day, zone)
    )


def judge(
    regulation: Regulation,
    entry: Entry,
    *,
    day: Hours | DayOff,
    filed: int,
    exempt: ExemptStatus | None,
    zone: tzinfo,
    outages: Iterable[Outage] = (),
) -> Filed | Refused:
    """Whether an activity may be filed; `filed` are the minutes of that date filed before."""
    if refused := _status(regulation, entry, exempt) or _time(regulation, entry, zone):
        return refused
    most = regulation.kinerja.paling_banyak_sehari
    if filed + entry.minutes > required_value(most.on(entry.date)):
        return Refused(Why.TOO_MUCH, (ground(most.on(entry.date)),))
    limit, lapse = work_limit(regulation, entry.date), of_work(regulation, entry.date)
    net = day.net_minutes if isinstance(day, Hours) else 0
    return Filed(
        due_at=due(regulation, required_value(limit), entry.date, entry.at, zone, outages),
        beyond=max(0, filed + entry.minutes - net),
        grounds=(ground(limit), ground(lapse)),
    )


def due(
    regulation: Regulation,
    limit: RunningHours,
    day: date,
    filed_at: datetime,
    zone: tzinfo,
    outages: Iterable[Outage] = (),
) -> datetime:
    """Until when an activity waits for its verifier (Pasal 9 ayat (8)).

    At the latest until its month closes: nobody decides anything of it after (AMB-55).
    """
    ends = after(filed_at, timedelta(hours=limit.jam), outages)
    closes = closes_at(regulation, day, zone)
    return ends if closes is None else min(ends, closes)


def excused(regulation: Regulation, day: date, exempt: ExemptStatus | None) -> Refused | None:
    """Refused for whoever has nothing to enter in that time (Pasal 9 ayat (11))."""
    status = regulation.kinerja.pengecualian.on(day)
    return Refused(Why.EXEMPT, (ground(status),)) if exempts(status, exempt) else None


def excluded(
    regulation: Regulation, day: Hours | DayOff, absences: Iterable[Absence]
) -> Refused | None:
    """Refused where a date counts by itself, or will once what waits is approved (AMB-21).

    `absences` are the requests that cover it; such a date has no work of its own.
    """
    which = regulation.izin.hari_dihitung.on(day.date)
    both = excludes_own_work(which.value) and isinstance(day, Hours) and credits_day(absences)
    return Refused(Why.CREDITED, (ground(which),)) if both else None


def state_at(decided: State | None, due_at: datetime, now: datetime) -> State:
    """What an activity is at an instant, swept or not (Pasal 9 ayat (10)).

    At `due_at` itself silence has approved; a decision is in time just before it.
    """
    if decided is not None:
        return decided
    return State.PENDING if now < due_at else State.DEEMED_APPROVED


def _status(regulation: Regulation, entry: Entry, exempt: ExemptStatus | None) -> Refused | None:
    since, kinds = regulation.peraturan.berlaku_sejak, regulation.kinerja.jenis
    if entry.date < since:
        return Refused(Why.NOT_KEPT, (ground(kinds.on(since)),))
    if silence := _silence(regulation, entry.date):
        return Refused(Why.NOT_KEPT, (ground(silence),))
    if entry.kind not in required_value(kinds.on(entry.date)):
        return Refused(Why.NOT_KEPT, (ground(kinds.on(entry.date)),))
    return excused(regulation, entry.date, exempt)


def _time(regulation: Regulation, entry: Entry, zone: tzinfo) -> Refused | None:
    limit = ground(regulation.kinerja.batas_isi.on(entry.date))
    if entry.date > entry.today:
        return Refused(Why.FUTURE, (limit,))
    if shut := closed(regulation, entry.date, entry.at, zone):
        return Refused(Why.CLOSED, (shut.ground,))
    if entry.at < _closed_from(regulation, entry.date, zone):
        return None
    if entry.rejected_at is None:
        return Refused(Why.TOO_LATE, (limit,))
    again = regulation.kinerja.isi_ulang.on(entry.date)
    if entry.at <= entry.rejected_at + _again(required_value(again)):
        return None
    return Refused(Why.TOO_LATE, (limit, ground(again)))


def _again(span: RunningHours | NotAgain) -> timedelta:
    """How long after a rejection the first limit does not matter (AMB-18)."""
    match span:
        case RunningHours(jam=count):
            return timedelta(hours=count)
        case "tidak_ada":
            return timedelta(microseconds=-1)  # nobody enters anything before it was rejected
        case _:
            assert_never(span)


def _closed_from(regulation: Regulation, day: date, zone: tzinfo) -> datetime:
    """The first instant at which a date can no longer be entered (AMB-16)."""
    days = required_value(regulation.kinerja.batas_isi.on(day)).hari
    since = _counted_from(required_value(regulation.kinerja.batas_isi_sejak.on(day)), day)
    return datetime.combine(since + DAY * days, time.min, zone)


def _counted_from(since: CountedFrom, day: date) -> date:
    """The date at whose 00.00.00 the limit begins to run."""
    match since:
        case "akhir_tanggal":
            return day + DAY
        case "awal_tanggal":
            return day
        case _:
            assert_never(since)


def _silence(regulation: Regulation, day: date) -> Answer[object] | None:
    """The first question about daily work that nobody answers."""
    answers = (question.on(day) for _, question in regulation.kinerja)
    return next((answer for answer in answers if not answer.regulated), None)
