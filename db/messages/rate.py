"""How fast each bot may send: one bucket for all processes, in the database that they share."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key

rate = sa.Table(
    "rate",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("tokens", sa.Double, nullable=False),
    sa.Column("at", Instant, nullable=False),
)


async def available(
    db: AsyncConnection, channel: tuple[str, str], now: datetime, per_second: float
) -> tuple[float, datetime]:
    """How many messages a bot may send, and as of when; its bucket is locked from here on.

    The bucket holds one second's worth; clocks that differ never turn it back.
    """
    most = max(1.0, per_second)  # below one per second it still has to hold one message
    first = {"region": channel[0], "channel": channel[1], "tokens": most, "at": now}
    await db.execute(insert(db, rate).on_conflict_do_nothing(), first)
    bucket = sa.select(rate.c.tokens, rate.c.at).where(*_bucket(channel)).with_for_update()
    row = (await db.execute(bucket)).one()
    passed = max(0.0, (now - row.at).total_seconds())
    return min(most, row.tokens + passed * per_second), max(now, row.at)


async def spend(db: AsyncConnection, channel: tuple[str, str], left: float, at: datetime) -> None:
    """Write how many tokens are left; the row is held since `available`."""
    await db.execute(sa.update(rate).where(*_bucket(channel)).values(tokens=left, at=at))


def _bucket(channel: tuple[str, str]) -> tuple[sa.ColumnElement[bool], ...]:
    return (rate.c.region == channel[0], rate.c.channel == channel[1])
