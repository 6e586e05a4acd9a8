"""Roles and office of an administrator on a day, on which their rights depend."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import Held
from db.people.employee import employee, role
from db.people.status import members


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a role for an office, or with None for the whole region."""

    employee: UUID
    name: str
    office: str | None


@dataclass(frozen=True, slots=True)
class EmployeeRoles:
    """An office and the roles that somebody has on a date; None before the first posting."""

    office: str | None
    held: tuple[Held, ...]


async def read(db: AsyncConnection, region: str, nip: str, day: date) -> EmployeeRoles | None:
    """None: nobody who is employed on that day has this NIP."""
    found = await members(db, region, day, nips=[nip])
    if not found:
        return None
    return EmployeeRoles(found[0].office, tuple(await roles(db, region, found[0].employee, day)))


async def roles(db: AsyncConnection, region: str, person: UUID, day: date) -> list[Held]:
    """The roles somebody holds on a day."""
    return (await roles_of(db, region, [person], day))[person]


async def roles_of(
    db: AsyncConnection, region: str, people: Collection[UUID], day: date
) -> dict[UUID, list[Held]]:
    """The roles that each of these people holds on a day; none of who holds none."""
    c, found = role.c, {each: list[Held]() for each in people}
    ends = sa.or_(c.until.is_(None), c.until >= day)
    these = (c.region == region, c.employee.in_(people), c.since <= day, ends)
    query = sa.select(c.employee, c.role, c.office, c.decree).where(*these)
    for who, name, where, decree in await db.execute(query):
        found[who].append(Held(Role(name), where, decree))
    return found


async def holders(
    db: AsyncConnection, region: str, kind: Role, offices: Collection[str] | None, day: date
) -> list[Holder]:
    """Who holds a role for one of these offices on a day, by name; None: for whatever it is."""
    ends = sa.or_(role.c.until.is_(None), role.c.until >= day)
    these = [role.c.role == kind.value, role.c.since <= day, ends]
    if offices is not None:
        these.append(role.c.office.in_(offices))
    theirs = sa.and_(role.c.region == employee.c.region, role.c.employee == employee.c.employee)
    query = sa.select(role.c.employee, employee.c.name, role.c.office).distinct()
    query = query.join_from(role, employee, theirs)
    query = query.where(role.c.region == region, *these).order_by(employee.c.name)
    return [Holder(*row) for row in await db.execute(query)]
