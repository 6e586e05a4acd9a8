"""A person's working date ("hari ini"): after midnight a night shift is still the evening's."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Protocol

from core.attendance.counts import counting
from core.attendance.stamp import Leg, Stamp, stamped
from core.law.regulation import Regulation
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.requests.absence import Asked, absences


class Worker(Protocol):
    """What a working date depends on, at least from yesterday to today; `stamps` are all of them.

    An own account is read so for its events, and a `core.month.record.Record` for many people.
    """

    @property
    def postings(self) -> tuple[Posting, ...]: ...
    @property
    def duties(self) -> tuple[Duty, ...]: ...
    @property
    def stamps(self) -> tuple[Stamp, ...]: ...
    @property
    def requests(self) -> tuple[Asked, ...]: ...


def working_date_of(
    regulation: Regulation, organisation: Organisation, worker: Worker, at: datetime, zone: tzinfo
) -> date:
    """The working date of one person at an instant, by what was stamped until then.

    Every reader asks here.
    """
    today = at.astimezone(zone).date()
    yesterday = organisation.hours(regulation, worker.postings, worker.duties, today - DAY)
    stamps = [
        stamp
        for day in sorted({each.date for each in worker.stamps})
        for stamp in counting(
            (each for each in worker.stamps if each.date == day and each.at <= at),
            absences(regulation, worker.requests, day, at),
        )
    ]
    return working_date(yesterday, today, stamps, at)


def working_date(
    yesterday: Hours | DayOff, today: date, stamps: Sequence[Stamp], at: datetime
) -> date:
    """Yesterday's date while a duty of it goes on, else that of today (AMB-56).

    It goes on until its pulang is stamped or its window closes; where nobody came, until it ends.
    A stamp of today ends it. `stamps` are those that count; `today` is that of the calendar.
    """
    duties = yesterday.duties if isinstance(yesterday, Hours) else ()
    begun = any(each.date == today for each in stamps)
    goes_on = not begun and any(_goes_on(each, stamps, at) for each in duties)
    return yesterday.date if goes_on else today


def _goes_on(hours: Hours, stamps: Sequence[Stamp], at: datetime) -> bool:
    """Whether somebody is still on a duty of yesterday."""
    if stamped(stamps, hours, Leg.PULANG):
        return False
    if stamped(stamps, hours, Leg.MASUK):
        return at <= hours.closes
    return at < hours.end
