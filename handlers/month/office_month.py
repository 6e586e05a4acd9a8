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
from db.records.report import Report
from db.records.report_line import Line
from handlers.month import reported
from handlers.usecases.recaps import parts_of

Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """Somebody's days in an office and their sums; `moved`: they were elsewhere, too.

    `kept` is what received reports say of them, and `days` are those of the reports, the newest
    of which was handed in at `as_of`.
    """

    who: Named
    record: Record
    days: tuple[Day, ...]
    recap: Recap
    moved: bool
    kept: tuple[Line, ...] = ()
    as_of: datetime | None = None


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
    now: datetime
    # Of what a report was received: how many days the facts say otherwise by now, of how many.
    reports: tuple[Report, ...] = ()
    changed: tuple[int, int] = (0, 0)

    @property
    def reported(self) -> bool:
        """Whether anything of it stands as it was reported."""
        return bool(self.reports)

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
    """Derive it as /rekap_saya does; so many people at a time, each time in a short transaction.

    What a report was received of stands as it was handed in (AMB-82).
    """
    async with connect() as db:
        organisation = await offices.load(db, region.code, region.zone)
        parts = parts_of(office, await status.fetch_parents(db, region.code))
        first, last = span(region, day, now.astimezone(region.zone).date())
        known = last >= first
        people = await reader.posted(db, region.code, parts, first, last) if known else []
        said = await reported.read(db, region.code, office, parts, day.replace(day=1))
    people = sorted({*people, *said.lines})
    dates = [each for each in month_of(day) if first <= each <= last]
    deriver = DayDeriver(region.regulation, organisation, dates, now, region.zone)
    found, pairs = [], []
    async for who, record in _records(connect, region.code, people, (first, last)):
        here = office_days(region.regulation, deriver.days(record), record.postings, parts)
        days = said.days(who.employee, here.days, record.postings)
        pairs.append((days, here.days))
        if days:
            kept, as_of = said.lines.get(who.employee, ()), said.as_of.get(who.employee)
            one = PersonMonth(who, record, days, month(days), here.moved, kept, as_of)
            found.append(one)
    found.sort(key=lambda each: (each.who.name.casefold(), each.who.nip))
    name = organisation.offices[office].name
    whole = (office, name, first, last, tuple(found), organisation, now)
    return OfficeMonth(*whole, said.reports, reported.differences(pairs))


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
