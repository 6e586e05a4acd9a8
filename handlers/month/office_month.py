"""The month of an office, derived: every person who was there, with the days that count there."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.dates import month_of
from core.month.day_state import Day
from core.month.office_days import office_days
from core.month.recap import Recap, month
from core.month.record import DayDeriver, Record
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import office as offices
from db.people import signatory, status
from db.people.signatory import Named
from db.records import reader
from handlers.usecases.recaps import parts_of

Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """Somebody's days in an office and their sums; `moved`: they were elsewhere, too."""

    who: Named
    record: Record
    days: tuple[Day, ...]
    recap: Recap
    moved: bool


@dataclass(frozen=True, slots=True)
class OfficeMonth:
    """An office with its parts from `first` to `last`, its people by name.

    `last` is the last date of the month, or today while it runs; before `first` where the month
    has not begun, or lies before the regulation.
    """

    code: str
    name: str
    first: date
    last: date
    people: tuple[PersonMonth, ...]
    organisation: Organisation

    @property
    def provisional(self) -> int:
        """How many days of all of them may still change."""
        return sum(each.recap.provisional for each in self.people)


def span(region: Region, day: date, today: date) -> tuple[date, date]:
    """First and last date of the month of `day`, as far as it has come and the law reaches."""
    dates = month_of(day)
    first = max(dates[0], region.regulation.peraturan.berlaku_sejak)
    return first, min(dates[-1], today)


async def read(
    connect: Connect, region: Region, office: str, day: date, now: datetime
) -> OfficeMonth:
    """Derive it as /rekap_saya does; so many people at a time, each time in a short transaction."""
    async with connect() as db:
        organisation = await offices.load(db, region.code, region.zone)
        parts = parts_of(office, await status.fetch_parents(db, region.code))
        first, last = span(region, day, now.astimezone(region.zone).date())
        known = last >= first
        people = await reader.posted(db, region.code, parts, first, last) if known else []
    dates = [each for each in month_of(day) if first <= each <= last]
    deriver = DayDeriver(region.regulation, organisation, dates, now, region.zone)
    found = [
        PersonMonth(who, record, here.days, month(here.days), here.moved)
        async for who, record in _records(connect, region.code, people, (first, last))
        if (
            here := office_days(region.regulation, deriver.days(record), record.postings, parts)
        ).days
    ]
    found.sort(key=lambda each: (each.who.name.casefold(), each.who.nip))
    name = organisation.offices[office].name
    return OfficeMonth(office, name, first, last, tuple(found), organisation)


async def _records(
    connect: Connect, region: str, people: Sequence[UUID], dates: tuple[date, date]
) -> AsyncIterator[tuple[Named, Record]]:
    for start in range(0, len(people), reader.PAGE_PEOPLE):
        some = people[start : start + reader.PAGE_PEOPLE]
        async with connect() as db:
            records = await reader.read(db, region, some, *dates)
            named = await signatory.named(db, region, some)
        for each in some:
            yield named[each], records[each]
