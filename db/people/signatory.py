"""Heads of offices on a date, and how people are named on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.signatory import Head
from db.people.departure import left
from db.people.employee import employee, role


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a paper names them; what nobody has entered is empty."""

    employee: UUID
    nip: str
    name: str
    rank: str
    title: str


async def heads(
    db: AsyncConnection, region: str, offices: Collection[str], day: date
) -> dict[str, list[Head]]:
    """Who heads each of these offices on a date, the newest first."""
    c = role.c
    ends = sa.or_(c.until.is_(None), c.until >= day)
    held = (c.region == region, c.role == Role.HEAD.value, c.office.in_(offices))
    gone = left(c.region, c.employee, day).label("gone")
    query = sa.select(c.office, c.employee, gone).where(*held, c.since <= day, ends)
    found: dict[str, list[Head]] = {}
    for row in await db.execute(query.order_by(c.since.desc(), c.employee)):
        found.setdefault(row.office, []).append(Head(row.employee, bool(row.gone)))
    return found


async def named(db: AsyncConnection, region: str, people: Collection[UUID]) -> dict[UUID, Named]:
    """How these people are named, whether they are still employed or not."""
    c = employee.c
    columns = (c.employee, c.nip, c.name, c.rank, c.title)
    query = sa.select(*columns).where(c.region == region, c.employee.in_(people))
    return {row.employee: Named(*row) for row in await db.execute(query)}
