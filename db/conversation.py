"""One row per chat: the answers of a running conversation and what was last told."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from db.base import Insert, Instant, Json, key_of, metadata, per_database, region_key

conversation = sa.Table(
    "conversation",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("state", Json, nullable=False),
    sa.Column("touched_at", Instant, nullable=False),
)


def _save(insert: Insert) -> sa.Executable:
    row = insert(conversation)
    new = {"state": row.excluded.state, "touched_at": row.excluded.touched_at}
    return row.on_conflict_do_update(index_elements=["region", "channel", "address"], set_=new)


_SAVED = per_database(_save)


async def save(db: AsyncConnection, address: Address, state: dict[str, Any], now: datetime) -> None:
    """Write a chat's state, whether or not it had one."""
    await db.execute(_SAVED(db), key_of(address) | {"state": state, "touched_at": now})


async def forget(db: AsyncConnection, before: datetime) -> int:
    """Drop the rows of chats that have been silent for long; nothing in them is a fact."""
    old = conversation.c.touched_at < before
    return (await db.execute(sa.delete(conversation).where(old))).rowcount
