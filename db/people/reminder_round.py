"""Rounds of reminders that went to everybody they concern, so that none is gone twice."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key

reminder_round = sa.Table(
    "reminder_round",
    metadata,
    region_key(),
    # What was told of which month or date, in our own words.
    sa.Column("round", sa.Text, primary_key=True),
    sa.Column("done_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
)


async def done(db: AsyncConnection, region: str, rounds: Collection[str]) -> set[str]:
    """Which of these rounds were gone to their end."""
    c = reminder_round.c
    these = sa.select(c.round).where(c.region == region, c.round.in_(rounds))
    return set((await db.execute(these)).scalars()) if rounds else set()


async def finish(db: AsyncConnection, region: str, round_: str, now: datetime) -> None:
    """Note that it was; a second time changes nothing."""
    new = insert(db, reminder_round).values(region=region, round=round_, done_at=now)
    await db.execute(new.on_conflict_do_nothing())


async def forget(db: AsyncConnection, before: datetime) -> int:
    """Drop what was noted before an instant: its day has long passed."""
    old = sa.delete(reminder_round).where(reminder_round.c.done_at < before)
    return (await db.execute(old)).rowcount
