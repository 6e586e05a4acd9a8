"""Attendance on paper (Presensi Manual): whether a date may be recorded so, and what it needs."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import TypeAlias, TypeVar, assert_never

from core.law.answer import Answer, Ground, ground
from core.law.questions.manual import (
    Condition,
    Demand,
    Document,
    Form,
    Manual,
    PerIncident,
    PerMonth,
)
from core.law.regulation import Regulation
from core.organisation.calendar import DAY, DayOff, Hours
from core.organisation.deadline import Outage, on_time_until

# So that the rest of the house opens one file for manual attendance.
__all__ = [
    "Allowed",
    "Condition",
    "Document",
    "Form",
    "Incident",
    "Refused",
    "Why",
    "judge",
    "letter_date",
    "letter_due",
]

Rule: TypeAlias = Demand | PerIncident | PerMonth
R = TypeVar("R", bound=Rule)


class Why(StrEnum):
    """Why a date cannot be recorded on paper."""

    BEFORE_LAW = "peraturan belum berlaku"
    NOT_OPENED = "bukan keadaan untuk presensi manual"
    BEFORE_INCIDENT = "sebelum kejadian"
    CLOSED = "kejadian sudah selesai"
    DAY_OFF = "libur"
    NO_OUTAGE = "tidak ada gangguan"
    DAYS_USED = "hari kejadian habis"
    MONTH_USED = "jatah sebulan habis"


@dataclass(frozen=True, slots=True)
class Incident:
    """What keeps somebody from attending online since `first`, their first manual date.

    `extended_until`: the last date granted beyond the law's own number, by an Administrator
    (AMB-26) or by BKPSDM (KAM-03). `closed`: the date of the new binding, whose morning may
    still have been manual, or the last date of weak signal.
    """

    condition: Condition
    first: date
    extended_until: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """`filled` takes the place of attending online; without all of `needed` it does not count.

    `reason`: it must be said why neither online nor offline worked (AMB-23).
    """

    filled: tuple[Form, ...]
    needed: tuple[Form, ...]
    reason: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Not on paper, and by which articles."""

    why: Why
    grounds: tuple[Ground, ...]


def judge(
    regulation: Regulation,
    incident: Incident,
    day: date,
    *,
    hours: Callable[[date], Hours | DayOff],
    recorded: Collection[date] = (),
    entries: int | None = None,
    outages: Iterable[Outage] = (),
) -> Allowed | Refused:
    """Whether a date may be recorded on paper, by the law of that date (Pasal 11, Pasal 9).

    `hours` are the person's own. `recorded` are the dates that their incidents with the phone
    made manual already, whatever the month, one for each entry, `day` perhaps among them
    (KAM-03, KAM-14); `entries` come on top, both of the date where it has none yet. `outages`
    are those of their office.
    """
    if day < (since := regulation.peraturan.berlaku_sejak):
        return Refused(Why.BEFORE_LAW, (ground(regulation.manual.keadaan.on(since)),))
    return (
        _condition(regulation.manual, incident, day)
        or _attendance(regulation, incident, hours(day), outages)
        or _limits(regulation.manual, incident, day, _with(recorded, day, entries))
        or _allowed(regulation.manual, incident.condition, day)
    )


def letter_date(regulation: Regulation, condition: Condition, day: date) -> date | None:
    """The date by which the papers for a manual date must be there, as the law writes it.

    None where it demands none, or gives no date (Pasal 9 ayat (3)).
    """
    law = regulation.manual
    demand, last = _rule(law.surat.on(day), condition), law.surat_paling_lambat.on(day).value
    if demand is None or last is None:
        return None
    next_month = day.replace(day=1) + 31 * DAY
    return next_month.replace(day=last)


def letter_due(
    regulation: Regulation,
    condition: Condition,
    day: date,
    works: Callable[[date], bool],
    zone: tzinfo,
) -> datetime | None:
    """The last instant at which the papers for a manual date are on time, or None as above.

    `works` says which dates are working days of BKPSDM (KAM-05). Raises ValueError where a
    year has none.
    """
    last = letter_date(regulation, condition, day)
    if last is None:
        return None
    return on_time_until(last, regulation.manual.jika_libur.on(day).value, works, zone)


def _condition(law: Manual, incident: Incident, day: date) -> Refused | None:
    opened = law.keadaan.on(day)
    if incident.condition not in (opened.value or ()):
        return Refused(Why.NOT_OPENED, (ground(opened),))
    if day < incident.first:
        return Refused(Why.BEFORE_INCIDENT, (ground(opened),))
    if incident.closed and day > incident.closed:
        return Refused(Why.CLOSED, (ground(opened),))
    return None


def _attendance(
    regulation: Regulation, incident: Incident, day: Hours | DayOff, outages: Iterable[Outage]
) -> Refused | None:
    """Nobody attends on a day off, and what the register does not know was no outage."""
    if isinstance(day, DayOff):
        return Refused(Why.DAY_OFF, (ground(regulation.peran.atur_jam_kerja.on(day.date)),))
    server = incident.condition is Condition.SERVER
    if server and not any(_meets(each, day) for each in outages):
        return Refused(Why.NO_OUTAGE, (ground(regulation.manual.keadaan.on(day.date)),))
    return None


def _meets(outage: Outage, hours: Hours) -> bool:
    """Whether it kept somebody from stamping, for however short a while."""
    return outage.since <= hours.closes and outage.until > hours.opens


def _limits(
    law: Manual, incident: Incident, day: date, recorded: Collection[date]
) -> Refused | None:
    """A longer grant holds until its date, whichever of the limits is used up."""
    if incident.extended_until and day <= incident.extended_until:
        return None
    long, often = law.per_kejadian.on(day), law.sebulan.on(day)
    days, month = _rule(long, incident.condition), _rule(often, incident.condition)
    if days and (day - incident.first).days >= days.hari:
        return Refused(Why.DAYS_USED, (ground(long),))
    used = [each for each in recorded if _same_month(each, day)]
    if month and _counted(month, used) > month.kali:
        return Refused(Why.MONTH_USED, (ground(often),))
    return None


def _with(recorded: Collection[date], day: date, entries: int | None) -> list[date]:
    """One date for each entry, those that are asked about among them."""
    both = 0 if day in recorded else 2
    return [*recorded, *[day] * (both if entries is None else entries)]


def _counted(month: PerMonth, used: Collection[date]) -> int:
    match month.hitungan:
        case "hari":
            return len(set(used))
        case "masuk_atau_pulang":
            return len(used)
        case _:
            assert_never(month.hitungan)


def _rule(answer: Answer[R], condition: Condition) -> R | None:
    """What an answer says for a condition; None where it is not about that one."""
    value = answer.value
    return value if value and condition in value.keadaan else None


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _allowed(law: Manual, condition: Condition, day: date) -> Allowed:
    filled, last, demand = law.isian.on(day), law.jalan_terakhir.on(day), law.surat.on(day)
    papers, reason = _rule(demand, condition), condition in (last.value or ())
    rules: list[Answer[Rule]] = [demand, law.per_kejadian.on(day), law.sebulan.on(day)]
    answers: list[Answer[object]] = [law.keadaan.on(day), filled]
    answers += [rule for rule in rules if _rule(rule, condition)]
    answers += [last] if reason else []
    return Allowed(
        filled=filled.value or (),
        needed=papers.berkas if papers else (),
        reason=reason,
        grounds=tuple(map(ground, answers)),
    )
