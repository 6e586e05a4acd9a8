"""One row per chat: the answers of a running conversation and what was last told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import (
    CHAT_KEY,
    Instant,
    Json,
    Spelling,
    key_of,
    metadata,
    of,
    per_database,
    region_key,
)
from db.json_functions import JsonWithout

conversation = sa.Table(
    "conversation",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("state", Json, nullable=False),
    sa.Column("touched_at", Instant, nullable=False),
)


def _save(spelling: Spelling) -> sa.Executable:
    row = spelling.insert(conversation)
    new = {"state": row.excluded.state, "touched_at": row.excluded.touched_at}
    return row.on_conflict_do_update(index_elements=CHAT_KEY, set_=new)


_SAVED = per_database(_save)


async def save(
    db: AsyncConnection, states: Mapping[Address, dict[str, Any]], now: datetime
) -> None:
    """Write the states of chats, whether or not they had one."""
    rows = [key_of(to) | {"state": state, "touched_at": now} for to, state in states.items()]
    if rows:
        await db.execute(_SAVED(db), rows)


_OPENED = per_database(lambda spelling: spelling.insert(conversation).on_conflict_do_nothing())


async def open_chats(db: AsyncConnection, chats: Sequence[Address], now: datetime) -> None:
    """Give chats their rows; of two at once the second waits for the first."""
    await db.execute(_OPENED(db), [key_of(to) | {"state": {}, "touched_at": now} for to in chats])


async def clear(db: AsyncConnection, chat: Address) -> None:
    """Forget what a chat's row holds; waits for whatever the chat is saying at this moment."""
    await db.execute(sa.update(conversation).where(*of(conversation, chat)).values(state={}))


async def forget_talks(db: AsyncConnection, before: datetime) -> int:
    """Drop the answers of conversations that ran out before an instant; the rest of a row stays.

    Somebody who only looks at pages never leaves a chat silent, nor takes up what is half filled.
    """
    dropped = 0
    for name in ("talk", "form"):  # the open one, and one that waits for what came between
        until = conversation.c.state[name]["until"].as_string()
        old = until < before.astimezone(UTC).isoformat()  # as text: they all stand there in UTC
        without = JsonWithout(conversation.c.state, name)
        left = sa.update(conversation).where(old).values(state=without)
        dropped += (await db.execute(left)).rowcount
    return dropped
