"""Who handed in which content, and when: facts, written once, by which a picture is known again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key, within_region

file = sa.Table(
    "file",
    metadata,
    region_key(),
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("at", Instant, primary_key=True),
    within_region("employee", to="employee"),
)


@dataclass(frozen=True, slots=True)
class Before:
    """Whether a content was handed in earlier: by the same person, by anybody else."""

    by_the_same: bool
    by_others: bool


async def handed_in_before(db: AsyncConnection, region: str, hash_: str, employee: UUID) -> Before:
    """Ask before `hand_in`. A signal for the verifier, which proves nothing by itself."""
    same = (file.c.region == region, file.c.hash == hash_)
    mine = sa.exists().where(*same, file.c.employee == employee)
    others = sa.exists().where(*same, file.c.employee != employee)
    return Before(*(await db.execute(sa.select(mine, others))).one())


async def hand_in(
    db: AsyncConnection, region: str, hash_: str, employee: UUID, at: datetime
) -> None:
    """Write down that an employee handed in a content; the same fact twice is one."""
    fact = {"region": region, "hash": hash_, "employee": employee, "at": at}
    await db.execute(insert(db, file).values(fact).on_conflict_do_nothing())
