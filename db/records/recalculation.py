"""Queue of recalculations: asked for with what moves deadlines, done after its commit.

Batch by batch, for a tap on one of them waits so long. Whoever asked may die meanwhile, so what
is asked for stays until it was done; a second time changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.organisation.deadline import Outage
from core.organisation.region import Region
from db.base import Instant, metadata, region_key
from db.records import deadline_recalculation, outage
from db.records.deadline_recalculation import Failed

recalculation = sa.Table(
    "recalculation",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    # The outage that was registered or taken back; none where working days have changed.
    sa.Column("since", Instant),
    sa.Column("until", Instant),
    sa.Column("asked_at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Recalculation:
    """What was asked for; without `changed` all that waits is reckoned anew."""

    id: UUID
    changed: Outage | None


async def ask(
    db: AsyncConnection, region: str, now: datetime, changed: Outage | None = None
) -> None:
    """Ask for it in the transaction that moves the deadlines."""
    row = {"region": region, "id": uuid.uuid7(), "asked_at": now}
    row |= {"since": changed.since, "until": changed.until} if changed else {}
    await db.execute(sa.insert(recalculation), row)


async def pending(db: AsyncConnection, region: str) -> list[Recalculation]:
    """What was asked for and is not done, the oldest first."""
    c = recalculation.c
    mine = sa.select(c.id, c.since, c.until).where(c.region == region).order_by(c.id)
    return [
        Recalculation(row.id, Outage(row.since, row.until) if row.since else None)
        for row in await db.execute(mine)
    ]


async def carry_out(
    engine: AsyncEngine, region: Region, now: datetime, failed: Failed | None = None
) -> int:
    """Do all that was asked for in a region; how many deadlines have moved.

    One that cannot be reckoned stays as it is, and `failed` is told.
    """
    async with engine.connect() as db:
        asked = await pending(db, region.code)
    moved = 0
    for each in asked:
        moved += await _reckon(engine, region, each.changed, now, failed)
        this = (recalculation.c.region == region.code, recalculation.c.id == each.id)
        async with engine.begin() as db:
            await db.execute(sa.delete(recalculation).where(*this))
    return moved


async def _reckon(
    engine: AsyncEngine,
    region: Region,
    changed: Outage | None,
    now: datetime,
    failed: Failed | None,
) -> int:
    if changed is not None:
        return await outage.extend(engine, region, changed, now, failed)
    return await deadline_recalculation.requests(
        engine, region, now, outage.stopping, failed=failed
    )
