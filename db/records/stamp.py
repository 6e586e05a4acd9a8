"""Stamps: written once, never updated; the key itself makes a double impossible.

A further stamp of a leg whose earlier one does not count (`core.attendance.counts`) is the next
`nth`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Leg, Stamp
from core.organisation.address import Address
from core.organisation.fence import Point
from db.base import Instant, Json, metadata, region_key, within_region

stamp = sa.Table(
    "stamp",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("leg", sa.Text, primary_key=True),
    sa.Column("duty", sa.SmallInteger, primary_key=True, server_default="1"),
    sa.Column("nth", sa.SmallInteger, primary_key=True, server_default="0"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("review", sa.Boolean, nullable=False),
    # Null where it was stamped elsewhere, without a fence.
    sa.Column("place", sa.Text),
    # Metres from the middle of the place, or of the nearest one that is the person's.
    sa.Column("distance", sa.Double),
    # The one point that is kept, until the time that /privasi promises.
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("accuracy", sa.Double),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    # Kind of share, age, signals: for a human to look at.
    sa.Column("evidence", Json, nullable=False),
    # The articles behind the verdict, as they can be told to the person.
    sa.Column("grounds", Json, nullable=False),
    within_region("employee", to="employee"),
    # Finds the same point used by others or on other days.
    sa.Index(None, "latitude", "longitude", "region", "employee"),
)


@dataclass(frozen=True, slots=True)
class NewStamp:
    """A stamp and all that is kept with it; `point` is the one point that is ever stored.

    `distance` in metres, to the nearest place of theirs; None where they have none.
    """

    employee: UUID
    stamp: Stamp
    received_at: datetime
    address: Address
    message: str
    point: Point
    accuracy: float | None
    distance: float | None
    evidence: dict[str, Any]
    grounds: list[list[str | None]]


_WRITTEN = sa.insert(stamp)


async def write(db: AsyncConnection, stamps: Sequence[NewStamp]) -> None:
    """Write stamps. Raises IntegrityError where a leg of a date was stamped meanwhile."""
    if stamps:
        await db.execute(_WRITTEN, [_row(new) for new in stamps])


def _row(new: NewStamp) -> dict[str, Any]:
    fact = new.stamp
    return {
        "region": new.address.region,
        "employee": new.employee,
        "date": fact.date,
        "leg": fact.leg.value,
        "duty": fact.duty,
        "nth": fact.nth,
        "at": fact.at,
        "received_at": new.received_at,
        "review": fact.review,
        "place": fact.place,
        "distance": new.distance,
        "latitude": new.point.latitude,
        "longitude": new.point.longitude,
        "accuracy": new.accuracy,
        "channel": new.address.channel,
        "message": new.message,
        "evidence": new.evidence,
        "grounds": new.grounds,
    }


async def last_grounds(
    db: AsyncConnection, region: str, employee: UUID
) -> tuple[Stamp, list[list[str | None]]] | None:
    """The newest stamp of a person with the articles behind it."""
    mine = (stamp.c.region == region, stamp.c.employee == employee)
    columns = (stamp.c.date, stamp.c.leg, stamp.c.at, stamp.c.place, stamp.c.review)
    newest = (
        sa.select(*columns, stamp.c.duty, stamp.c.nth, stamp.c.grounds)
        .where(*mine)
        .order_by(stamp.c.date.desc())
    )
    row = (await db.execute(newest.order_by(stamp.c.at.desc()).limit(1))).one_or_none()
    if row is None:
        return None
    newest_ = Stamp(row.date, Leg(row.leg), row.at, row.place, row.review, row.duty, row.nth)
    return newest_, row.grounds


async def forget_points(db: AsyncConnection, region: str, before: date) -> int:
    """Drop the coordinates of old stamps; time, place and distance stay (UU 27/2022)."""
    old = (stamp.c.region == region, stamp.c.date < before, stamp.c.latitude.is_not(None))
    forgotten = sa.update(stamp).where(*old).values(latitude=None, longitude=None)
    return (await db.execute(forgotten)).rowcount
