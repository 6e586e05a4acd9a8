"""Offices with their places and schedules: what an administrator imports."""

from collections import defaultdict
from datetime import time, tzinfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.calendar import Calendar, Duty, Edition, Schedule, Span
from core.organisation.fence import Fence, Point
from core.organisation.office import Office, Organisation, inherited
from db.base import Json, metadata, region_key, within_region
from db.people import ceremony, holiday

region = sa.Table(
    "region",
    metadata,
    region_key(),
    # Raised by every import, so that each process knows when what it remembers is stale.
    sa.Column("version", sa.BigInteger, nullable=False, server_default="0"),
    # From when on days count, whoever could stamp before (AMB-52); null: no date of its own.
    sa.Column("used_since", sa.Date),
)

office = sa.Table(
    "office",
    metadata,
    region_key(),
    sa.Column("office", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
    sa.Column("used_since", sa.Date),  # null: that of the office it is a part of
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
    within_region("parent", to="office", names=("office",)),
)

place = sa.Table(
    "place",
    metadata,
    region_key(),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("latitude", sa.Double, nullable=False),
    sa.Column("longitude", sa.Double, nullable=False),
    sa.Column("radius", sa.Double, nullable=False),
    sa.Column("corners", Json, nullable=False),
    within_region("office", to="office"),
)

schedule = sa.Table(
    "schedule",
    metadata,
    region_key(),
    sa.Column("schedule", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("shift", sa.Boolean, nullable=False),
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
)

edition = sa.Table(
    "edition",
    metadata,
    region_key(),
    sa.Column("schedule", sa.Text, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("until", sa.Date),
    # Monday to Sunday: null, or [start, end, minutes of rest] with times as HH:MM.
    sa.Column("week", Json, nullable=False),
    sa.Column("opens", sa.Time),
    sa.Column("closes", sa.Time),
    within_region("schedule", to="schedule"),
)

office_duty = sa.Table(
    "office_duty",
    metadata,
    region_key(),
    sa.Column("office", sa.Text, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("until", sa.Date),
    sa.Column("schedule", sa.Text),
    within_region("office", to="office"),
    within_region("schedule", to="schedule"),
)


async def alone(db: AsyncConnection, code: str) -> bool:
    """Whether no other transaction has asked the same of this region and is still under way.

    Nobody waits for it but an import.
    """
    mine = sa.select(region.c.region).where(region.c.region == code)
    free = mine.with_for_update(skip_locked=True, key_share=True)
    return (await db.execute(free)).scalar_one_or_none() is not None


async def load(db: AsyncConnection, code: str, zone: tzinfo) -> Organisation:
    """Read a region's offices whole; some thousand offices take a few milliseconds."""
    mine = sa.select(region.c.version, region.c.used_since).where(region.c.region == code)
    row = (await db.execute(mine)).one_or_none()
    offices, parents = await _offices(db, code)
    fences = {fence.code: fence for each in offices.values() for fence in each.fences}
    return Organisation(
        version=row.version if row else 0,
        calendar=Calendar(zone, await _schedules(db, code), *await holiday.load(db, code)),
        offices=offices,
        used_since=row.used_since if row else None,
        announcements=await ceremony.load(db, code, fences, parents),
    )


async def _offices(
    db: AsyncConnection, code: str
) -> tuple[dict[str, Office], dict[str, str | None]]:
    """The offices by code, and what each is a part of."""
    fences, duties = await _fences(db, code), await duties_of(db, code)
    columns = (office.c.office, office.c.name, office.c.parent, office.c.used_since)
    rows = (await db.execute(sa.select(*columns).where(office.c.region == code))).all()
    parents, own = ({row.office: row[at] for row in rows} for at in (2, 3))
    return {
        key: Office(key, name, tuple(fences[key]), tuple(duties[key]), inherited(key, parents, own))
        for key, name, *_ in rows
    }, parents


async def _fences(db: AsyncConnection, code: str) -> defaultdict[str, list[Fence]]:
    found: defaultdict[str, list[Fence]] = defaultdict(list)
    for row in await db.execute(sa.select(place).where(place.c.region == code)):
        corners = tuple(Point(*corner) for corner in row.corners)
        centre = Point(row.latitude, row.longitude)
        found[row.office].append(Fence(row.place, row.name, centre, row.radius, corners))
    return found


async def duties_of(db: AsyncConnection, code: str) -> defaultdict[str, list[Duty]]:
    """Which schedule holds in each office, by its code."""
    found: defaultdict[str, list[Duty]] = defaultdict(list)
    for row in await db.execute(sa.select(office_duty).where(office_duty.c.region == code)):
        found[row.office].append(Duty(row.since, row.schedule, row.until))
    return found


async def _schedules(db: AsyncConnection, code: str) -> dict[str, Schedule]:
    editions: defaultdict[str, list[Edition]] = defaultdict(list)
    for row in await db.execute(sa.select(edition).where(edition.c.region == code)):
        week = tuple(_span(day) for day in row.week)
        editions[row.schedule].append(Edition(row.since, week, row.until, row.opens, row.closes))
    rows = await db.execute(sa.select(schedule).where(schedule.c.region == code))
    return {
        row.schedule: Schedule(row.schedule, row.name, row.shift, tuple(editions[row.schedule]))
        for row in rows
    }


def _span(day: tuple[str, str, int] | None) -> Span | None:
    return Span(time.fromisoformat(day[0]), time.fromisoformat(day[1]), day[2]) if day else None
