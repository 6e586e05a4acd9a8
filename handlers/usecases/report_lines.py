"""Whose days an office's report is about, and what it keeps of each of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from core.approvals.case import State
from core.month.dates import month_of
from core.month.day_state import State as DayState
from core.month.reporting import Reporting
from core.work.activity import kept, state_at
from core.work.progress import Progress, progress
from db.people import authority, status
from db.records import activity, report_line
from db.records import report as reports
from db.records.activity import Spent
from db.records.report import Report
from db.records.report_line import Line
from handlers.usecases import office_month
from handlers.usecases.office_month import PersonMonth, Reading


async def reporters(reading: Reading) -> frozenset[str]:
    """The offices that have somebody who hands in for them today."""
    right = reading.region.regulation.peran.sampaikan_laporan.on(reading.today)
    held = [
        await authority.holders(reading.db, reading.region.code, role, None, reading.today)
        for role in right.value or ()
    ]
    return frozenset(each.office for holders in held for each in holders if each.office)


async def reporting(reading: Reading, month: date, report: Report | None = None) -> Reporting:
    """In whose report each office's month is (AMB-93).

    `report` speaks of what it lists, whatever has become of it.
    """
    db, code = reading.db, reading.region.code
    standing = {each.id: each.office for each in await reports.standing(db, code, month)}
    standing |= {report.id: report.office} if report else {}
    listed: defaultdict[str, set[str]] = defaultdict(set)
    found = await report_line.offices(db, code, standing) if standing else {}
    for id_, office in standing.items():
        listed[office] |= found.get(id_, set())
    parents = await status.fetch_parents(db, code)
    return Reporting(parents, await reporters(reading), dict(listed))


async def parts(reading: Reading, report: Report) -> list[str]:
    """The offices that a report is about."""
    return (await reporting(reading, report.month, report)).parts(report.office)


async def lines(reading: Reading, offices: Collection[str], month: date) -> list[Line]:
    """What a report keeps of everybody, as the facts stand now."""
    found = await office_month.of_offices(reading, offices, month)
    dates, people = month_of(month), [each.employee for each in found]
    work = await activity.spent(reading.db, reading.region.code, people, dates[0], dates[-1])
    return [_line(reading, each, work) for each in found]


def _line(reading: Reading, each: PersonMonth, work: Mapping[UUID, Sequence[Spent]]) -> Line:
    here = {day.date for day in each.days}
    done = [one for one in work.get(each.employee, ()) if one.date in here]
    reached = _progress(reading, each, done)
    who = each.who
    line = (who.employee, who.name, who.nip, who.rank, who.title, each.office, each.days)
    if reached is None:
        return Line(*line, apel=each.apel)
    # Whoever has moved has no target of one office alone.
    target = None if each.moved else reached.target
    return Line(*line, len(done), reached.counted, target, each.apel)


def _progress(reading: Reading, each: PersonMonth, done: Sequence[Spent]) -> Progress | None:
    """Somebody's points as /poin counts them (Pasal 9 ayat (2)); None where none are asked for."""
    law = reading.region.regulation
    if not any(kept(law, day.date) for day in each.days):
        return None
    hours = each.hours(reading.region, reading.organisation)
    spent = [(e.date, _state(e, reading.now), e.minutes) for e in done]
    credited = {day.date: day.points for day in each.days if day.points}
    unused = [day.date for day in each.days if day.state is DayState.UNUSED]
    return progress(law, hours, spent, each.days[-1].date, credited, unused)


def _state(spent: Spent, now: datetime) -> State:
    return state_at(spent.state, spent.due_at, now)
