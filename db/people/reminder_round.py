"""Rounds of reminders that went to everybody they concern, so that none is gone twice."""

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


async def done(db: AsyncConnection, region: str, round_: str) -> bool:
    """Whether a round was gone to its end."""
    c = reminder_round.c
    this = sa.select(c.done_at).where(c.region == region, c.round == round_)
    return (await db.execute(this)).first() is not None


async def finish(db: AsyncConnection, region: str, round_: str, now: datetime) -> None:
    """Note that it was; a second time changes nothing."""
    new = insert(db, reminder_round).values(region=region, round=round_, done_at=now)
    await db.execute(new.on_conflict_do_nothing())


async def forget(db: AsyncConnection, before: datetime) -> int:
    """Drop what was noted before an instant: its day has long passed."""
    old = sa.delete(reminder_round).where(reminder_round.c.done_at < before)
    return (await db.execute(old)).rowcount
