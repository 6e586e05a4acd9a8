"""Assignments: office, superior and schedule of people, to notify them of changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.employee import employee, employee_duty, posting, supervision
from db.people.office import office, schedule

PEOPLE_PER_STATEMENT = 500


@dataclass(frozen=True, slots=True)
class Superior:
    """Whoever is above somebody, and since when."""

    since: date
    employee: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """The newest office and superior, each with its first date; duties by (since, until, name)."""

    office: tuple[date, str] | None = None
    superior: Superior | None = None
    duties: frozenset[tuple[date, date | None, str | None]] = frozenset()


async def of_people(
    db: AsyncConnection, region: str, people: Collection[UUID]
) -> dict[UUID, Assignment]:
    """How these people are assigned by what is written now, also from a later date on."""
    found: dict[UUID, Assignment] = {}
    listed = sorted(people)
    for start in range(0, len(listed), PEOPLE_PER_STATEMENT):
        some = listed[start : start + PEOPLE_PER_STATEMENT]
        offices = await _offices(db, region, some)
        superiors = await _superiors(db, region, some)
        duties = await _duties(db, region, some)
        found |= {
            each: Assignment(
                offices.get(each), superiors.get(each), frozenset(duties.get(each, ()))
            )
            for each in some
        }
    return found


async def _offices(
    db: AsyncConnection, region: str, people: Collection[UUID]
) -> dict[UUID, tuple[date, str]]:
    c = posting.c
    names = sa.and_(office.c.region == c.region, office.c.office == c.office)
    rows = sa.select(c.employee, c.since, office.c.name).join(office, names)
    theirs = rows.where(c.region == region, c.employee.in_(people)).order_by(c.since)
    return {row.employee: (row.since, row.name) for row in await db.execute(theirs)}


async def _superiors(
    db: AsyncConnection, region: str, people: Collection[UUID]
) -> dict[UUID, Superior]:
    c, above = supervision.c, employee.alias("above")
    who = sa.and_(above.c.region == c.region, above.c.employee == c.supervisor)
    rows = sa.select(c.employee, c.since, c.supervisor, above.c.name).join(above, who)
    theirs = rows.where(c.region == region, c.employee.in_(people)).order_by(c.since)
    return {
        row.employee: Superior(row.since, row.supervisor, row.name)
        for row in await db.execute(theirs)
    }


async def _duties(
    db: AsyncConnection, region: str, people: Collection[UUID]
) -> dict[UUID, set[tuple[date, date | None, str | None]]]:
    c = employee_duty.c
    names = sa.and_(schedule.c.region == c.region, schedule.c.schedule == c.schedule)
    rows = sa.select(c.employee, c.since, c.until, schedule.c.name).outerjoin(schedule, names)
    found: dict[UUID, set[tuple[date, date | None, str | None]]] = {}
    for row in await db.execute(rows.where(c.region == region, c.employee.in_(people))):
        found.setdefault(row.employee, set()).add((row.since, row.until, row.name))
    return found
