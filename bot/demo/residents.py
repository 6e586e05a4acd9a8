"""Who lives in the demo's towns and where its places lie, read from what was imported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import shapely
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.fence import Fence
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import authority, status
from db.people.employee import employee, supervision

EMPLOYEE, SUPERIOR = "asn", "atasan"
ROUND = 24  # corners of a quarter of a circle


@dataclass(frozen=True, slots=True)
class Resident:
    """An employee as the page shows one; `superior` and `office` are None where there is none."""

    region: str
    nip: str
    name: str
    phone: str
    kind: str
    title: str
    office: str | None
    superior: str | None
    roles: tuple[str, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and the outline of what counts as inside it; (latitude, longitude) in degrees."""

    region: str
    code: str
    name: str
    office: str
    radius: float
    centre: tuple[float, float]
    ring: tuple[tuple[float, float], ...]


async def residents(db: AsyncConnection, region: Region, day: date) -> list[Resident]:
    """Everybody of a region on a day, by name."""
    columns = (employee.c.nip, employee.c.phone, employee.c.kind, employee.c.title)
    rows = await db.execute(sa.select(*columns).where(employee.c.region == region.code))
    papers = {row.nip: row for row in rows}
    members = await status.members(db, region.code, day)
    names = {member.employee: member.name for member in members}
    above = await _superiors(db, region, day)
    return [
        Resident(
            region.code,
            member.nip,
            member.name,
            papers[member.nip].phone,
            papers[member.nip].kind,
            papers[member.nip].title,
            member.office,
            # A superior who has left is not among the names.
            names.get(above[member.employee]) if member.employee in above else None,
            await _roles(db, region, member, day, leads=member.employee in above.values()),
            member.bound,
        )
        for member in members
    ]


async def _superiors(db: AsyncConnection, region: Region, day: date) -> dict[UUID, UUID]:
    """Who is above whom on a day: of several the newest, and nobody who comes later."""
    c = supervision.c
    query = sa.select(c.employee, c.supervisor).where(c.region == region.code, c.since <= day)
    rows = await db.execute(query.order_by(c.since))
    return {row.employee: row.supervisor for row in rows}


async def _roles(
    db: AsyncConnection, region: Region, member: status.Member, day: date, *, leads: bool
) -> tuple[str, ...]:
    held = await authority.roles(db, region.code, member.employee, day)
    roles = [EMPLOYEE, *([SUPERIOR] if leads else []), *(each.role.value for each in held)]
    return tuple(dict.fromkeys(roles))


def spots(region: Region, organisation: Organisation) -> Iterable[Spot]:
    for office in organisation.offices.values():
        for fence in office.fences:
            centre = (fence.centre.latitude, fence.centre.longitude)
            yield Spot(
                region.code, fence.code, fence.name, office.code, fence.radius, centre, ring(fence)
            )


def ring(fence: Fence) -> tuple[tuple[float, float], ...]:
    """The border of what counts as inside, as (latitude, longitude)."""
    shape = fence.polygon or shapely.Point(0, 0)
    border = shape.buffer(fence.radius, quad_segs=ROUND).exterior.coords
    plane = fence.plane
    return tuple(
        (plane.origin.latitude + north / plane.north, plane.origin.longitude + east / plane.east)
        for east, north in border
    )
