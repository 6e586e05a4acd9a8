"""Live locations that are still listened to, because nothing was stamped from them yet."""

from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from core.evidence import Trace
from db.base import Instant, Json, insert, key_of, metadata, of, region_key

share = sa.Table(
    "share",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("message", sa.Text, primary_key=True),
    sa.Column("leg", sa.Text),
    # A natural expiry sends no update at all, so the end has to be known in advance.
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("unsure_since", Instant),
    sa.Column("trace", Json, nullable=False),
)

_TRACE = TypeAdapter(Trace)


def read_trace(raw: object) -> Trace:
    """The trace out of JSON, whether the driver has parsed it (PostgreSQL) or not (SQLite)."""
    return _TRACE.validate_json(raw) if isinstance(raw, str) else _TRACE.validate_python(raw)


async def listen(
    db: AsyncConnection,
    address: Address,
    message: str,
    *,
    leg: str | None,
    expires_at: datetime,
    unsure_since: datetime | None,
    trace: Trace,
) -> None:
    """Go on listening to a share, or remember what its newest point told."""
    key = key_of(address) | {"message": message}
    values = {"leg": leg, "expires_at": expires_at, "unsure_since": unsure_since}
    values["trace"] = _TRACE.dump_python(trace, mode="json")
    upsert = insert(db, share).values(**key, **values)
    await db.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))


async def stop_listening(db: AsyncConnection, address: Address, message: str) -> None:
    mine = (*of(share, address), share.c.message == message)
    await db.execute(sa.delete(share).where(*mine))


async def take_expired(db: AsyncConnection, now: datetime, limit: int) -> list[Address]:
    """Remove shares that ran out, oldest first; of two processes each row goes to one."""
    key = (share.c.region, share.c.channel, share.c.address, share.c.message)
    due = (
        sa.select(*key)
        .where(share.c.expires_at <= now)
        .order_by(share.c.expires_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # A CTE runs once; a bare subquery may run again for each row and then overruns its limit.
    chosen = sa.select(*due.cte("due").c)
    taken = sa.delete(share).where(sa.tuple_(*key).in_(chosen)).returning(*key[:3])
    return [Address(*row) for row in await db.execute(taken)]
