"""Which place a region's files are in: its mark, which every process must find there."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.activity import activity
from db.base import Instant, insert, metadata, region_key
from db.request import request

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


async def newest(db: AsyncConnection, region: str, count: int) -> list[tuple[str, int, str]]:
    """Content hash, bytes and media type of what was handed in last."""
    found: list[tuple[str, int, str]] = []
    for table, column in ((request, request.c.paper), (activity, activity.c.photo)):
        there = sa.select(column).where(table.c.region == region, column.is_not(None))
        rows = await db.execute(there.order_by(table.c.id.desc()).limit(count))
        found += [(kept[0], kept[1], kept[2]) for kept in rows.scalars()]
    return found
