"""One row per chat: the answers of a running conversation and what was last told."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from db.base import Instant, Json, insert, key_of, metadata, region_key

conversation = sa.Table(
    "conversation",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("state", Json, nullable=False),
    sa.Column("touched_at", Instant, nullable=False),
)


async def save(db: AsyncConnection, address: Address, state: dict[str, Any], now: datetime) -> None:
    """Write a chat's state, whether or not it had one."""
    values = {"state": state, "touched_at": now}
    key = key_of(address)
    upsert = insert(db, conversation).values(**key, **values)
    await db.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))


async def forget(db: AsyncConnection, before: datetime) -> int:
    """Drop the rows of chats that have been silent for long; nothing in them is a fact."""
    old = conversation.c.touched_at < before
    return (await db.execute(sa.delete(conversation).where(old))).rowcount
