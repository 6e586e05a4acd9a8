"""Who came to an apel or upacara on a day off, on which nothing is stamped (AMB-73)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.ceremony import Presence
from db.base import Instant, insert, metadata, region_key, within_region

ceremony_presence = sa.Table(
    "ceremony_presence",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    # Metres from the middle of the place; the point itself is not kept.
    sa.Column("distance", sa.Double, nullable=False),
    within_region("employee", to="employee"),
    within_region("ceremony", to="ceremony"),
)


async def note(
    db: AsyncConnection, region: str, employee: UUID, presence: Presence, distance: float
) -> bool:
    """Write it down once; False: it is known already."""
    row = {
        "region": region,
        "employee": employee,
        "date": presence.date,
        "ceremony": presence.ceremony,
        "at": presence.at,
        "distance": distance,
    }
    new = insert(db, ceremony_presence).values(row).on_conflict_do_nothing()
    return (await db.execute(new)).rowcount > 0


async def of_people(
    db: AsyncConnection, region: str, people: Collection[UUID], first: date, last: date
) -> Mapping[UUID, list[Presence]]:
    """Where some people came from one date to another, both included; nobody is missing."""
    found: defaultdict[UUID, list[Presence]] = defaultdict(list)
    c = ceremony_presence.c
    query = sa.select(c.employee, c.ceremony, c.date, c.at).where(
        c.region == region, c.employee.in_(people), c.date.between(first, last)
    )
    for who, *facts in await db.execute(query):
        found[who].append(Presence(*facts))
    return found
