"""The apel of somebody's month: how many they were called to, and where they were seen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from core.attendance.ceremony import attended, bears_on, frees, latest
from core.attendance.counts import counting
from core.attendance.stamp import Leg, late_minutes, stamped
from core.law.questions.pengecualian import exempts
from core.law.regulation import Regulation
from core.month.record import Record
from core.organisation import calendar
from core.organisation.calendar import DayOff, Hours, Off
from core.organisation.ceremony import Ceremony
from core.organisation.employment import employed
from core.organisation.office import Organisation
from core.requests.absence import absences, effective_absence


class Seen(StrEnum):
    """What an apel was to somebody who was called to it."""

    ON_TIME = "hadir"
    LATE = "hadir sesudah batas"
    FREED = "dibebaskan"
    OFF = "tidak bertugas"  # a day off, or a shift that does not run then (AMB-73)
    UNSEEN = "tidak tercatat"


@dataclass(frozen=True, slots=True)
class Presence:
    """That somebody came to a ceremony on a day off, which has no stamps."""

    ceremony: UUID
    date: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """A ceremony of a date to which somebody was called, and what it was to them."""

    date: date
    seen: Seen


def called(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    presences: Collection[Presence],
    dates: Iterable[date],
    now: datetime,
) -> list[Called]:
    """Those of some dates that were held, in their order; what is not over yet is left out.

    The record reaches over the dates. Nobody is asked about a date before their first use of
    Hadir, nor once they have left.
    """
    return [
        Called(day, seen(regulation, organisation, record, presences, each, now))
        for day in dates
        if employed(record.departures, day)
        for each in organisation.ceremonies_of(record.employee, record.postings, day)
        if each.held and now > max(each.start, latest(regulation, each))
        if _used(regulation, organisation, record, day)
    ]


def is_expected(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    ceremony: Ceremony,
    now: datetime,
) -> bool:
    """Whether somebody who is called is told of it: on duty then, and not freed by anything.

    On a holiday all are told, for whoever has no duty may come.
    """
    day = ceremony.date
    hours = organisation.hours(regulation, record.postings, record.duties, day)
    holiday = isinstance(hours, DayOff) and hours.off is Off.HOLIDAY
    if not holiday and _duty(regulation, ceremony, hours) is None:
        return False
    standing = effective_absence(absences(regulation, record.requests, day, now))
    blocked = any(each.holds(now) for each in record.blocks)
    return not (frees(regulation, standing, day) or _exempt(regulation, record, day) or blocked)


def totals(found: Iterable[Called]) -> Mapping[Seen, int]:
    """How many there were of each; every one is there, with 0 where there is none."""
    counts = dict.fromkeys(Seen, 0)
    for each in found:
        counts[each.seen] += 1
    return counts


def seen(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    presences: Collection[Presence],
    ceremony: Ceremony,
    now: datetime,
) -> Seen:
    """What one ceremony was to somebody who is called to it, by what is known now."""
    day = ceremony.date
    hours = organisation.hours(regulation, record.postings, record.duties, day)
    if came := [e.at for e in presences if (e.ceremony, e.date) == (ceremony.id, day)]:
        return Seen.ON_TIME if min(came) <= latest(regulation, ceremony) else Seen.LATE
    duty = _duty(regulation, ceremony, hours)
    if duty is None:
        return Seen.OFF
    asked = absences(regulation, record.requests, day, now)
    stamps = counting((each for each in record.stamps if each.date == day), asked)
    masuk = stamped(stamps, duty, Leg.MASUK)
    if masuk and (at := attended(regulation, (ceremony,), duty, masuk.place, masuk.at)):
        return Seen.LATE if late_minutes(at.hours, masuk.at) else Seen.ON_TIME
    freed = frees(regulation, effective_absence(asked), day) or _exempt(regulation, record, day)
    blocked = any(each.meets(duty) for each in record.blocks)
    return Seen.FREED if freed or blocked else Seen.UNSEEN


def _duty(regulation: Regulation, ceremony: Ceremony, hours: Hours | DayOff) -> Hours | None:
    """The duty of the date that runs during the ceremony; none binds nobody (AMB-73)."""
    duties: Sequence[Hours] = () if isinstance(hours, DayOff) else hours.duties
    return next((each for each in duties if bears_on(regulation, ceremony, each)), None)


def _exempt(regulation: Regulation, record: Record, day: date) -> bool:
    """Whether they need not stamp at all (BLG-8-5)."""
    status = calendar.latest(record.exemptions, day)
    answer = regulation.pengecualian.status.on(day)
    return exempts(answer, status.kind if status else None)


def _used(regulation: Regulation, organisation: Organisation, record: Record, day: date) -> bool:
    """Whether the date counts for them at all (AMB-52)."""
    hours = organisation.hours(regulation, record.postings, record.duties, day)
    stamps = any(each.date == day for each in record.stamps)
    return organisation.in_use(record.postings, record.offered_at, hours, stamped=stamps)
