"""The month of an office: who was there, and what their days and points are by now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.month.dates import month_of
from core.month.day_state import Day
from core.month.day_state import State as DayState
from core.month.office_days import OfficeDays, office_days, office_on
from core.month.record import DayDeriver, Record
from core.month.report import reporting_office
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.work.activity import kept, state_at
from core.work.progress import Progress, progress
from db.people import authority, signatory, status
from db.people.signatory import Named
from db.records import activity, reader
from db.records.activity import Spent
from db.records.report_line import Line


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
class Someone:
    """A person and their days that count here; `office` is where they were on the last of them.

    `moved`: they have other days of the month elsewhere.
    """

    who: Named
    record: Record
    days: tuple[Day, ...]
    office: str
    moved: bool

    @property
    def employee(self) -> UUID:
        return self.who.employee


async def reporters(reading: Reading) -> frozenset[str]:
    """The offices that have somebody who hands in for them today."""
    right = reading.region.regulation.peran.sampaikan_laporan.on(reading.today)
    held = [
        await authority.holders(reading.db, reading.region.code, role, None, reading.today)
        for role in right.value or ()
    ]
    return frozenset(each.office for holders in held for each in holders if each.office)


async def parts(reading: Reading, office: str) -> list[str]:
    """The offices that one office's report is about: its own, and parts that report not."""
    parents = await status.fetch_parents(reading.db, reading.region.code)
    by = {*await reporters(reading), office}
    return [each for each in parents if reporting_office(each, parents, by) == office]


async def of_offices(reading: Reading, offices: Collection[str], month: date) -> list[Someone]:
    """Everybody of these offices by name, with the days that are listed there (AMB-65)."""
    dates = _dates(reading, month)
    if not dates:
        return []
    span = (dates[0], dates[-1])
    people = await reader.posted(reading.db, reading.region.code, list(offices), *span)
    return await _of(reading, people, dates, offices)


async def of_people(reading: Reading, people: Sequence[UUID], month: date) -> list[Someone]:
    """Some people by name, wherever they were."""
    dates = _dates(reading, month)
    return await _of(reading, people, dates, None) if dates else []


def _dates(reading: Reading, month: date) -> list[date]:
    """As far as the month has come."""
    return [each for each in month_of(month) if each <= reading.today]


async def _of(
    reading: Reading,
    people: Sequence[UUID],
    dates: Sequence[date],
    offices: Collection[str] | None,
) -> list[Someone]:
    db, law, code = reading.db, reading.region.regulation, reading.region.code
    records = await reader.read(db, code, people, dates[0], dates[-1])
    named = await signatory.named(db, code, people)
    deriver = DayDeriver(law, reading.organisation, dates, reading.now, reading.region.zone)
    found = []
    for who, record in records.items():
        days = deriver.days(record)
        whole = OfficeDays(tuple(days), moved=False)
        here = whole if offices is None else office_days(law, days, record.postings, offices)
        if here.days:
            office = office_on(record.postings, here.days[-1].date) or ""
            found.append(Someone(named[who], record, here.days, office, here.moved))
    return sorted(found, key=lambda each: (each.who.name.casefold(), each.who.nip))


async def lines(reading: Reading, offices: Collection[str], month: date) -> list[Line]:
    """What a report keeps of everybody, as the facts stand now."""
    found = await of_offices(reading, offices, month)
    dates, people = month_of(month), [each.employee for each in found]
    work = await activity.spent(reading.db, reading.region.code, people, dates[0], dates[-1])
    return [_line(reading, each, work) for each in found]


def _line(reading: Reading, each: Someone, work: Mapping[UUID, Sequence[Spent]]) -> Line:
    here = {day.date for day in each.days}
    done = [one for one in work.get(each.employee, ()) if one.date in here]
    reached = _progress(reading, each, done)
    who = each.who
    line = (who.employee, who.name, who.nip, who.rank, who.title, each.office, each.days)
    if reached is None:
        return Line(*line)
    # Whoever has moved has no target of one office alone.
    target = None if each.moved else reached.target
    return Line(*line, len(done), reached.counted, target)


def _progress(reading: Reading, each: Someone, done: Sequence[Spent]) -> Progress | None:
    """Somebody's points as /poin counts them (Pasal 9 ayat (2)); None where none are asked for."""
    law, offices, record = reading.region.regulation, reading.organisation, each.record
    if not any(kept(law, day.date) for day in each.days):
        return None
    hours = [offices.hours(law, record.postings, record.duties, day.date) for day in each.days]
    spent = [(e.date, _state(e, reading.now), e.minutes) for e in done]
    credited = {day.date: day.points for day in each.days if day.points}
    unused = [day.date for day in each.days if day.state is DayState.UNUSED]
    return progress(law, hours, spent, each.days[-1].date, credited, unused)


def _state(spent: Spent, now: datetime) -> State:
    return state_at(spent.state, spent.due_at, now)
