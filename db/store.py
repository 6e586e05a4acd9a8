"""Marks of file stores: which place the files of a region are in."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key
from db.records.activity import activity
from db.records.attachment import pages_of
from db.records.request import request

store = sa.Table(
    "store",
    metadata,
    region_key(),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("marked_at", Instant, nullable=False),
)


async def claim(db: AsyncConnection, region: str, mark: str, now: datetime) -> str:
    """The region's mark: this one, if there was none; of two at once the second waits."""
    row = {"region": region, "mark": mark, "marked_at": now}
    await db.execute(insert(db, store).values(row).on_conflict_do_nothing())
    known = sa.select(store.c.mark).where(store.c.region == region)
    return str((await db.execute(known)).scalar_one())


async def newest(db: AsyncConnection, region: str, count: int) -> list[str]:
    """The content hashes of what was handed in last, of each kind."""
    found: list[str] = []
    for table, column in ((request, request.c.paper), (activity, activity.c.photo)):
        there = sa.select(column).where(table.c.region == region, column.is_not(None))
        rows = await db.execute(there.order_by(table.c.id.desc()).limit(count))
        found += [page.hash for kept in rows.scalars() for page in pages_of(kept)]
    return found
