"""Unjudged locations: shared while hours or places were unknown, kept as evidence.

A missing schedule, or a holiday that is taken back, must not make absent who stood at the gate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.evidence import ShareKind
from core.attendance.stamp import Leg, Why
from core.organisation.address import Address
from core.organisation.fence import Point
from db.base import Instant, Json, insert, metadata, region_key, within_region

unjudged = sa.Table(
    "unjudged",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("at", Instant, primary_key=True),
    sa.Column("date", sa.Date, nullable=False),
    # What was pressed, if anything.
    sa.Column("leg", sa.Text),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    # The one point that is kept, until the time that /privasi promises.
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("accuracy", sa.Double),
    sa.Column("evidence", Json, nullable=False),
    sa.Column("settled_at", Instant),
    within_region("employee", to="employee"),
)

_OPEN = unjudged.c.settled_at.is_(None)
sa.Index(
    "ix_unjudged_open",
    *(unjudged.c.date, unjudged.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """One such location; `date` is the local one, `why` what was missing then."""

    employee: UUID
    address: Address
    at: datetime
    date: date
    leg: Leg | None
    why: Why
    received_at: datetime
    message: str
    kind: ShareKind
    point: Point
    accuracy: float | None
    evidence: dict[str, Any]


async def keep(db: AsyncConnection, new: Unjudged) -> None:
    """Write one down; the same moment twice is one."""
    values = {
        "region": new.address.region,
        "employee": new.employee,
        "at": new.at,
        "date": new.date,
        "leg": new.leg.value if new.leg else None,
        "why": new.why.name,
        "received_at": new.received_at,
        "channel": new.address.channel,
        "address": new.address.id,
        "message": new.message,
        "kind": new.kind.value,
        "latitude": new.point.latitude,
        "longitude": new.point.longitude,
        "accuracy": new.accuracy,
        "evidence": new.evidence,
    }
    await db.execute(insert(db, unjudged).values(values).on_conflict_do_nothing())


async def waiting(db: AsyncConnection, region: str, since: date, limit: int) -> list[Unjudged]:
    """Those of dates from `since` on that nobody could judge yet, locked; the oldest first."""
    c = unjudged.c
    open_ = (c.region == region, _OPEN, c.date >= since, c.latitude.is_not(None))
    rows = sa.select(unjudged).where(*open_).order_by(c.date, c.at).limit(limit)
    return [_read(row) for row in await db.execute(rows.with_for_update(skip_locked=True))]


async def settle(
    db: AsyncConnection, region: str, judged: Sequence[Unjudged], now: datetime
) -> None:
    """These are judged by now, whatever came of it."""
    c = unjudged.c
    for each in judged:
        this = (c.region == region, c.employee == each.employee, c.at == each.at)
        await db.execute(sa.update(unjudged).where(*this).values(settled_at=now))


async def forget_points(db: AsyncConnection, region: str, before: date) -> int:
    """Drop the coordinates of old ones, as those of stamps (UU 27/2022)."""
    c = unjudged.c
    old = (c.region == region, c.date < before, c.latitude.is_not(None))
    forgotten = sa.update(unjudged).where(*old).values(latitude=None, longitude=None)
    return (await db.execute(forgotten)).rowcount


def _read(row: sa.Row[Any]) -> Unjudged:
    return Unjudged(
        row.employee,
        Address(row.region, row.channel, row.address),
        row.at,
        row.date,
        Leg(row.leg) if row.leg else None,
        Why[row.why],
        row.received_at,
        row.message,
        ShareKind(row.kind),
        Point(row.latitude, row.longitude),
        row.accuracy,
        row.evidence,
    )
