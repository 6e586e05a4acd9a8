"""How much is late in each office, counted by the database: no person is read for it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.approvals import Cases, undecided
from db.people.binding import binding
from db.people.departure import left
from db.people.employee import employee, posting


@dataclass(frozen=True, slots=True)
class People:
    """Those who work in an office, and how many of them have no chat."""

    all: int
    unconnected: int


async def people_by_office(db: AsyncConnection, region: str, day: date) -> dict[str, People]:
    """Of every office in which somebody works on a date, without its parts."""
    here = _office_on(employee, day).label("office")
    theirs = sa.and_(
        binding.c.region == employee.c.region, binding.c.employee == employee.c.employee
    )
    there = sa.select(here, binding.c.employee.label("bound"))
    there = there.select_from(employee.outerjoin(binding, theirs))
    gone = left(employee.c.region, employee.c.employee, day)
    each = there.where(employee.c.region == region, ~gone).subquery()
    query = sa.select(each.c.office, sa.func.count(), sa.func.count(each.c.bound))
    rows = await db.execute(query.where(each.c.office.is_not(None)).group_by(each.c.office))
    return {office: People(total, total - bound) for office, total, bound in rows}


async def overdue_by_office(
    db: AsyncConnection, cases: Cases, region: str, now: datetime, day: date | None = None
) -> dict[str, int]:
    """How many cases of a kind nobody has decided in time, by the office of who filed them.

    Where they were on the date of each case, for that office's recap holds it; or on `day`.
    """
    table = cases.table
    late = (table.c.region == region, undecided(table), table.c.due_at <= now)
    here = _office_on(table, cases.day if day is None else day)
    each = sa.select(here.label("office")).where(*late).subquery()
    counted = sa.func.count().label("late")
    query = sa.select(each.c.office, counted).where(each.c.office.is_not(None))
    rows = await db.execute(query.group_by(each.c.office))
    return {row.office: row.late for row in rows}


def _office_on(of: sa.Table, day: date | sa.Column[date]) -> sa.ScalarSelect[str]:
    theirs = (posting.c.region == of.c.region, posting.c.employee == of.c.employee)
    newest = sa.select(posting.c.office).where(*theirs, posting.c.since <= day)
    return newest.order_by(posting.c.since.desc()).limit(1).correlate(of).scalar_subquery()
