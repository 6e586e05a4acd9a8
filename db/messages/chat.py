"""The conversation of a chat, read together with its binding."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import CHAT_KEY, of
from db.messages.conversation import conversation
from db.people.binding import binding

_BOUND = sa.exists().where(*(binding.c[name] == conversation.c[name] for name in CHAT_KEY))


async def state_of_bound(db: AsyncConnection, chat: Address) -> dict[str, Any]:
    """What a chat's row holds, unlocked; nothing for one that is connected to nobody."""
    state = sa.select(conversation.c.state).where(*of(conversation, chat), _BOUND)
    return (await db.execute(state)).scalar_one_or_none() or {}


async def forget(db: AsyncConnection, before: datetime, strangers: datetime) -> int:
    """Drop the rows of chats silent for long; nothing in them is a fact.

    Those of strangers go earlier: they may hold the NIP and number of a broken-off registration.
    """
    silent = conversation.c.touched_at < before
    given_up = sa.and_(conversation.c.touched_at < strangers, ~_BOUND)
    old = sa.delete(conversation).where(sa.or_(silent, given_up))
    return (await db.execute(old)).rowcount
