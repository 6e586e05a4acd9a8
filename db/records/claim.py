"""Claims (`core.attendance.claim`): one row for each leg that is tried and not stamped yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.claim import Claim
from core.attendance.evidence import Trace
from core.attendance.stamp import Leg
from core.organisation.address import Address
from db.base import Instant, Json, Spelling, metadata, per_database, region_key, within_region

share = sa.Table(
    "share",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("duty", sa.SmallInteger, primary_key=True),
    sa.Column("leg", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    # The live location that is listened to, and when it runs out: its natural end sends no
    # update at all. Both null where none is.
    sa.Column("message", sa.Text),
    sa.Column("listens_until", Instant),
    # The first fix that was too poor to tell, and the live location it came from.
    sa.Column("unsure_since", Instant),
    sa.Column("unsure_in", sa.Text, nullable=False),
    # The leg is stamped, and waits for a point that says how sure it is.
    sa.Column("stamped", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("trace", Json, nullable=False),
    # The end of the window: what nobody confirmed by then is told as not recorded.
    sa.Column("ends_at", Instant, nullable=False),
    within_region("employee", to="employee"),
    sa.Index(None, "ends_at"),
    sa.Index(None, "listens_until"),
)

_TRACE = TypeAdapter(Trace)


def read_trace(raw: object) -> Trace:
    """The trace out of JSON, whether the driver has parsed it (PostgreSQL) or not (SQLite)."""
    return _TRACE.validate_json(raw) if isinstance(raw, str) else _TRACE.validate_python(raw)


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim as it is kept: whose chat it is told in, and until when it is listened to."""

    employee: UUID
    address: Address
    claim: Claim
    ends_at: datetime
    listens_until: datetime | None = None


def _keep(spelling: Spelling) -> sa.Executable:
    row = spelling.insert(share)
    key = [column.name for column in share.primary_key]
    new = {column.name: row.excluded[column.name] for column in share.c if column.name not in key}
    return row.on_conflict_do_update(index_elements=key, set_=new)


_KEPT = per_database(_keep)


async def keep(db: AsyncConnection, kept: Sequence[Kept]) -> None:
    """Keep claims, or what their newest fixes told."""
    if kept:
        await db.execute(_KEPT(db), [_row(each) for each in kept])


def _row(kept: Kept) -> dict[str, Any]:
    mine = kept.claim
    return {
        "region": kept.address.region,
        "employee": kept.employee,
        "date": mine.date,
        "duty": mine.duty,
        "leg": mine.leg.value,
        "channel": kept.address.channel,
        "address": kept.address.id,
        "message": mine.message,
        "listens_until": kept.listens_until,
        "unsure_since": mine.unsure_since,
        "unsure_in": mine.unsure_in,
        "stamped": mine.stamped,
        "trace": _TRACE.dump_python(mine.trace, mode="json"),
        "ends_at": kept.ends_at,
    }


async def drop(db: AsyncConnection, region: str, employee: UUID, done: Claim) -> None:
    """A claim has done its work: the leg is stamped, or nothing is awaited of it any more."""
    c = share.c
    this = (c.region == region, c.employee == employee, c.date == done.date, c.duty == done.duty)
    await db.execute(sa.delete(share).where(*this, c.leg == done.leg.value))


async def drop_all(db: AsyncConnection, region: str, employee: UUID) -> None:
    """Nothing of an account that is given back goes on."""
    mine = (share.c.region == region, share.c.employee == employee)
    await db.execute(sa.delete(share).where(*mine))


async def overdue(db: AsyncConnection, region: str, now: datetime, limit: int) -> list[Kept]:
    """Claims whose live location ran out or whose window ended, locked; the oldest first.

    Of two processes each claim goes to one.
    """
    c = share.c
    over = sa.or_(c.ends_at <= now, c.listens_until <= now)
    due = sa.select(share).where(c.region == region, over).order_by(c.ends_at).limit(limit)
    rows = await db.execute(due.with_for_update(skip_locked=True))
    return [_kept(row) for row in rows]


def _kept(row: sa.Row[Any]) -> Kept:
    address = Address(row.region, row.channel, row.address)
    return Kept(row.employee, address, _claim(row), row.ends_at, row.listens_until)


def _claim(row: sa.Row[Any]) -> Claim:
    return Claim(
        date=row.date,
        duty=row.duty,
        leg=Leg(row.leg),
        message=row.message,
        unsure_since=row.unsure_since,
        unsure_in=row.unsure_in,
        stamped=row.stamped,
        trace=read_trace(row.trace),
    )


async def forget(db: AsyncConnection, before: datetime) -> int:
    """Drop claims whose window ended before an instant, should nobody have been told."""
    return (await db.execute(sa.delete(share).where(share.c.ends_at < before))).rowcount
