"""Writing messages to the outbox, each for the instant from which it may be sent."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.message_codec import pack
from db.messages import outbox
from handlers.chat.outgoing import Outgoing


async def put(db: AsyncConnection, messages: Iterable[Outgoing], now: datetime) -> None:
    """Write them in this order, in the transaction that caused them."""
    for since, some in groupby(messages, key=lambda out: out.not_before):
        await outbox.put(db, [pack(out) for out in some], since or now)
