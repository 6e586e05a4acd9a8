"""Which calls to an apel have gone out: each once, whatever process sends them."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key, within_region

ceremony_call = sa.Table(
    "ceremony_call",
    metadata,
    region_key(),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("call", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    within_region("ceremony", to="ceremony"),
)


async def claim(
    db: AsyncConnection, region: str, id_: UUID, day: date, call: str, at: datetime
) -> bool:
    """Whether this transaction sends it: of several at once exactly one does."""
    row = {"region": region, "ceremony": id_, "date": day, "call": call, "at": at}
    new = insert(db, ceremony_call).values(row).on_conflict_do_nothing()
    return (await db.execute(new)).rowcount > 0


async def sent(
    db: AsyncConnection, region: str, first: date, last: date
) -> set[tuple[UUID, date, str]]:
    """What has gone out for the dates between two, both included."""
    c = ceremony_call.c
    mine = (c.region == region, c.date.between(first, last))
    rows = await db.execute(sa.select(c.ceremony, c.date, c.call).where(*mine))
    return {(row.ceremony, row.date, row.call) for row in rows}
