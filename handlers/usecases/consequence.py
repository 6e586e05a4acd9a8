"""Consequences of a decision for past days, told before it and to the person after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.attendance.working_date import working_date_of
from core.month.day_deriver import days
from core.month.day_state import Day
from core.month.day_state import State as DayState
from core.month.record import Record
from core.organisation.calendar import DAY
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.requests.absence import Asked
from db.people import office
from db.records import reader
from db.records.request import Request
from handlers.texts.changes import NO_CHANGES, Changes, Turn

DAYS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A request as it stands and as it would stand; None: it is not there."""

    employee: UUID
    was: Asked | None
    then: Asked | None


async def of(
    db: AsyncConnection,
    region: Region,
    change: Change,
    now: datetime,
    organisation: Organisation | None = None,
) -> Changes:
    """Each date until their today that changes."""
    span, today = change.was or change.then, now.astimezone(region.zone).date()
    if span is None or span.first > today:
        return NO_CHANGES
    # On a night shift "today" is yesterday, whose stamps are read too.
    first = min(span.first, today - DAY)
    found = await reader.read(db, region.code, [change.employee], first, today)
    organisation = organisation or await office.load(db, region.code, region.zone)
    one = found[change.employee]
    today = working_date_of(region.regulation, organisation, one, now, region.zone)
    dates = _dates(span.first, min(span.last, today))
    then = replace(one, requests=_instead(one, change))
    before_, after_ = (
        days(region.regulation, organisation, each, dates, now=now, zone=region.zone)
        for each in (one, then)
    )
    return _turned(before_, after_)


async def refused(
    db: AsyncConnection,
    region: Region,
    request: Request,
    now: datetime,
    organisation: Organisation | None = None,
) -> Changes:
    """What a refusal makes of them."""
    then = replace(request.asked, decided=State.REJECTED, decided_at=now)
    change = Change(request.employee, request.asked, then)
    return await of(db, region, change, now, organisation)


def _dates(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def _instead(one: Record, change: Change) -> tuple[Asked, ...]:
    was = change.was and _key(change.was)
    others = (each for each in one.requests if _key(each) != was)
    return (*others, *([change.then] if change.then else []))


def _key(asked: Asked) -> tuple[str, date, datetime]:
    return asked.code, asked.first, asked.filed_at


def _turned(before: Sequence[Day], after: Sequence[Day]) -> Changes:
    changed = [
        Turn(was.date, day_name(was), day_name(then))
        for was, then in zip(before, after, strict=True)
        if day_name(was) != day_name(then)
    ]
    shown = tuple(changed[-DAYS_SHOWN:])
    return Changes(shown, len(changed) - len(shown))


def day_name(day: Day) -> str:
    """A day in words; nobody reads of being absent before that is final."""
    if day.state is DayState.ALPA and day.provisional:
        return "belum ada presensi"
    return day.state.value
