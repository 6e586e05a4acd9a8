"""The month of an office, derived: everybody who was there, with the days that count there."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.ceremony import Called, Presence, called
from core.month.dates import month_of
from core.month.day_deriver import DayDeriver
from core.month.day_state import Day
from core.month.frozen import NOTHING, Difference, summed
from core.month.office_days import OfficeDays, office_days, office_on
from core.month.record import Record
from core.organisation.calendar import DayOff, Duty, Hours
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.organisation.region import Region
from core.requests.absence import Asked
from db.people import office as offices_
from db.people import signatory, status
from db.people.signatory import Named
from db.records import ceremony_presence, reader
from db.records.report import Report
from db.records.report_line import Line
from handlers.chat.paper import Rest, no_rest
from handlers.usecases import reported
from handlers.usecases.recaps import parts_of

Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True, slots=True)
class Reading:
    """An open transaction in a region, with its offices, and the instant as of which it is read."""

    db: AsyncConnection
    region: Region
    organisation: Organisation
    now: datetime

    @property
    def today(self) -> date:
        """The calendar's date there."""
        return self.now.astimezone(self.region.zone).date()


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """Somebody's days that count here, and what else of their record is asked for afterwards.

    The stamps that the days were derived from are let go: an office has thousands. `moved`: they
    have other days of the month elsewhere. `apel` are those of these days. `kept` is what received
    reports say of them, and `days` and `apel` are then those of the reports, the newest of which
    was handed in at `as_of`.
    """

    who: Named
    days: tuple[Day, ...]
    moved: bool
    postings: tuple[Posting, ...]
    duties: tuple[Duty, ...]
    requests: tuple[Asked, ...]
    apel: tuple[Called, ...] = ()
    kept: tuple[Line, ...] = ()
    as_of: datetime | None = None

    @property
    def employee(self) -> UUID:
        return self.who.employee

    @property
    def office(self) -> str:
        """Where they were on the last of these days."""
        return office_on(self.postings, self.days[-1].date) or ""

    def hours(self, region: Region, organisation: Organisation) -> list[Hours | DayOff]:
        """Their hours on each of these days."""
        law, of = region.regulation, organisation.hours
        return [of(law, self.postings, self.duties, day.date) for day in self.days]


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
    # The reports that were received of it, and what the facts say otherwise by now; `followed`:
    # some of that stands, for it was still open when it was handed in (KAM-47).
    reports: tuple[Report, ...] = ()
    changed: Difference = NOTHING
    followed: bool = False

    @property
    def reported(self) -> bool:
        """Whether anything of it stands as it was reported."""
        return bool(self.reports)


def span(region: Region, day: date, today: date) -> tuple[date, date]:
    """First and last date of the month of `day`, as far as it has come and the law reaches."""
    dates = month_of(day)
    first = max(dates[0], region.regulation.peraturan.berlaku_sejak)
    return first, min(dates[-1], today)


async def read(
    connect: Connect, region: Region, office: str, day: date, now: datetime, rest: Rest = no_rest
) -> OfficeMonth:
    """Derive it as /rekap_saya does; so many people at a time, each time in a short transaction.

    What a report was received of stands as it was handed in (AMB-82). `rest` is called after each
    person.
    """
    async with connect() as db:
        organisation = await offices_.load(db, region.code, region.zone)
        parts = parts_of(office, await status.fetch_parents(db, region.code))
        first, last = span(region, day, now.astimezone(region.zone).date())
        known = last >= first
        people = await reader.posted(db, region.code, parts, first, last) if known else []
        said = await reported.read(db, region, office, parts, day.replace(day=1))
    people = sorted({*people, *said.people})
    deriver = _deriver(region, organisation, (first, last), now)
    found, differences, followed = [], [], False
    async for each in _months(connect, region, deriver, people, parts):
        stands = said.stands(region.regulation, each.employee, each.days, each.apel, each.postings)
        differences.append(stands.changed)
        followed = followed or stands.followed
        if stands.days:
            one = replace(each, days=stands.days, apel=stands.apel)
            found.append(replace(one, kept=stands.lines, as_of=stands.as_of))
        await rest()
    name = organisation.offices[office].name
    whole = (office, name, first, last, _by_name(found), organisation, now)
    return OfficeMonth(*whole, said.reports, summed(differences), followed)


async def of_offices(
    reading: Reading, offices: Collection[str], month: date
) -> tuple[PersonMonth, ...]:
    """Everybody of these offices by name as the facts are, with the days listed there (AMB-65)."""
    first, last = span(reading.region, month, reading.today)
    if last < first:
        return ()
    people = await reader.posted(reading.db, reading.region.code, list(offices), first, last)
    return await _of(reading, people, (first, last), offices)


async def of_people(
    reading: Reading, people: Sequence[UUID], month: date
) -> tuple[PersonMonth, ...]:
    """Some people by name as the facts are, wherever they were."""
    first, last = span(reading.region, month, reading.today)
    return await _of(reading, people, (first, last), None) if first <= last else ()


async def _of(
    reading: Reading,
    people: Sequence[UUID],
    dates: tuple[date, date],
    offices: Collection[str] | None,
) -> tuple[PersonMonth, ...]:
    deriver = _deriver(reading.region, reading.organisation, dates, reading.now)
    months = _months(within(reading.db), reading.region, deriver, people, offices)
    return _by_name([each async for each in months if each.days])


def within(db: AsyncConnection) -> Connect:
    """One open transaction, for whoever would open one for each page of people."""

    @asynccontextmanager
    async def connect() -> AsyncIterator[AsyncConnection]:
        yield db

    return connect


def _by_name(found: Sequence[PersonMonth]) -> tuple[PersonMonth, ...]:
    return tuple(sorted(found, key=lambda each: (each.who.name.casefold(), each.who.nip)))


def _deriver(
    region: Region, organisation: Organisation, dates: tuple[date, date], now: datetime
) -> DayDeriver:
    first, last = dates
    known = [each for each in month_of(last) if first <= each <= last]
    return DayDeriver(region.regulation, organisation, known, now, region.zone)


async def _months(
    connect: Connect,
    region: Region,
    deriver: DayDeriver,
    people: Sequence[UUID],
    offices: Collection[str] | None,
) -> AsyncIterator[PersonMonth]:
    """Page by page, so that only one page of records is held at a time; some may have no days.

    `offices` None: all days count, wherever they were.
    """
    if not deriver.dates:
        return
    first, last = deriver.dates[0], deriver.dates[-1]
    for start in range(0, len(people), reader.PAGE_PEOPLE):
        some = people[start : start + reader.PAGE_PEOPLE]
        async with connect() as db:
            rows = await reader.rows(db, region.code, some, first, last)
            named = await signatory.named(db, region.code, some)
            came = await _presences(db, region.code, deriver, some)
        for row in rows:
            record = reader.record(row)
            who = named[record.employee]
            yield _person(who, record, came.get(who.employee, ()), deriver, offices)


async def _presences(
    db: AsyncConnection, region: str, deriver: DayDeriver, people: Sequence[UUID]
) -> Mapping[UUID, Sequence[Presence]]:
    """Where they came on days off; nothing is read of a month in which nobody was called."""
    first, last = deriver.dates[0], deriver.dates[-1]
    if not any(deriver.organisation.ceremonies(day) for day in deriver.dates):
        return {}
    return await ceremony_presence.of_people(db, region, people, first, last)


def _person(
    who: Named,
    record: Record,
    came: Sequence[Presence],
    deriver: DayDeriver,
    offices: Collection[str] | None,
) -> PersonMonth:
    days, postings = deriver.days(record), record.postings
    here = OfficeDays(tuple(days), moved=False)
    if offices is not None:
        here = office_days(deriver.regulation, days, postings, offices)
    apel = _apel(deriver, record, came, here.days)
    return PersonMonth(who, here.days, here.moved, postings, record.duties, record.requests, apel)


def _apel(
    deriver: DayDeriver, record: Record, came: Sequence[Presence], days: Sequence[Day]
) -> tuple[Called, ...]:
    """Those of some days of somebody that are over."""
    law, organisation = deriver.regulation, deriver.organisation
    held = [day.date for day in days if organisation.ceremonies(day.date)]
    return tuple(called(law, organisation, record, came, held, deriver.now))
