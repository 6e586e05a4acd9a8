"""The month of an office: who belongs to it, and what their days and points are by now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.month.dates import month_of
from core.month.day_state import Day
from core.month.day_state import State as DayState
from core.month.record import DayDeriver, Record
from core.month.report import reporting_office
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.work.activity import kept, state_at
from core.work.progress import Progress, progress
from db.people import authority, signatory, status
from db.people.status import Member
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
class Month:
    """An office's people and what each of their days is by now; those without a day left out."""

    first: date
    people: tuple[Member, ...]
    records: Mapping[UUID, Record]
    days: Mapping[UUID, tuple[Day, ...]]


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


async def read(reading: Reading, offices: Collection[str], month: date) -> Month:
    """The month of all who worked in these offices on its last date, or when they left (AMB-65)."""
    last, code = month_of(month)[-1], reading.region.code
    members = await status.members(reading.db, code, last, offices=offices, gone=True)
    return await _of(reading, members, month)


async def of_people(reading: Reading, people: Collection[UUID], month: date) -> Month:
    """The month of some people, wherever they worked."""
    last, code = month_of(month)[-1], reading.region.code
    members = await status.members(reading.db, code, last, people=people, gone=True)
    return await _of(reading, members, month)


async def _of(reading: Reading, members: Sequence[Member], month: date) -> Month:
    dates, code = month_of(month), reading.region.code
    these = [each.employee for each in members]
    records = await reader.read(reading.db, code, these, dates[0], dates[-1])
    derive = DayDeriver(
        reading.region.regulation, reading.organisation, dates, reading.now, reading.region.zone
    )
    days = {who: tuple(derive.days(each)) for who, each in records.items()}
    people = tuple(each for each in members if days.get(each.employee))
    return Month(dates[0], people, records, days)


async def lines(reading: Reading, offices: Collection[str], month: date) -> list[Line]:
    """What a report keeps of everybody, as the facts stand now."""
    found, code = await read(reading, offices, month), reading.region.code
    these = [each.employee for each in found.people]
    named = await signatory.named(reading.db, code, these)
    dates = month_of(month)
    work = await activity.spent(reading.db, code, these, dates[0], dates[-1])
    made = []
    for each in found.people:
        who, printed = each.employee, named[each.employee]
        reached = _progress(reading, found.records[who], found.days[who], work.get(who, ()))
        counted = (reached.counted, reached.target) if reached else (None, None)
        entries = len(work.get(who, ())) if reached else None
        called = (each.name, each.nip, printed.rank, printed.title, each.office or "")
        made.append(Line(who, *called, found.days[who], entries, *counted))
    return made


def _progress(
    reading: Reading, record: Record, days: Sequence[Day], work: Sequence[Spent]
) -> Progress | None:
    """Somebody's points as /poin counts them (Pasal 9 ayat (2)); None where none are asked for."""
    law, offices = reading.region.regulation, reading.organisation
    if not any(kept(law, day.date) for day in days):
        return None
    hours = [offices.hours(law, record.postings, record.duties, day.date) for day in days]
    done = [(e.date, _state(e, reading.now), e.minutes) for e in work]
    credited = {day.date: day.points for day in days if day.points}
    unused = [day.date for day in days if day.state is DayState.UNUSED]
    return progress(law, hours, done, days[-1].date, credited, unused)


def _state(spent: Spent, now: datetime) -> State:
    return state_at(spent.state, spent.due_at, now)
