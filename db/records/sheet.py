"""Signed sheets of paper: who handed in which pages; what they say is written from them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, Json, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of

sheet = sa.Table(
    "sheet",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("pages", Json, nullable=False),
    # Who had handed any of them in before, if anybody.
    sa.Column("pages_before", sa.Text),
    sa.Column("entered_by", sa.Uuid, nullable=False),
    sa.Column("entered_at", Instant, nullable=False),
    within_region("entered_by", to="employee", names=("employee",)),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A signed list (Presensi Manual) or sheet of work, as its photos or its PDF."""

    id: UUID
    pages: tuple[Page, ...]
    pages_before: str | None
    entered_by: UUID
    entered_at: datetime


async def write(db: AsyncConnection, region: str, new: Sheet) -> None:
    """Write one down, with what is kept of it."""
    values = {name: getattr(new, name) for name in Sheet.__dataclass_fields__}
    await db.execute(sa.insert(sheet), values | {"region": region, "pages": listed(new.pages)})


async def find(db: AsyncConnection, region: str, id_: UUID) -> Sheet | None:
    """One by its id."""
    return next(iter(await read(db, region, [id_])), None)


async def read(db: AsyncConnection, region: str, ids: Collection[UUID]) -> list[Sheet]:
    """These, in the order in which they were entered."""
    columns = [sheet.c[name] for name in Sheet.__dataclass_fields__]
    these = sa.select(*columns).where(sheet.c.region == region, sheet.c.id.in_(ids))
    ordered = these.order_by(sheet.c.entered_at, sheet.c.id)
    return [
        Sheet(**row._asdict() | {"pages": pages_of(row.pages)}) for row in await db.execute(ordered)
    ]
