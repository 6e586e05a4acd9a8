"""What falls due without anybody writing: called by the scheduler, idempotent."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from db import conversation, inbox, outbox, share
from handlers import verdict
from handlers.reply import Outgoing, Priority

# Telegram keeps an update for 24 hours, WhatsApp for seven days.
MARKS_ARE_KEPT = timedelta(days=8)
SENT_IS_KEPT = timedelta(days=7)
SILENT_CHATS_ARE_KEPT = timedelta(days=90)
BATCH = 500


async def expire_shares(db: AsyncConnection, now: datetime) -> list[Outgoing]:
    """Tell whoever's live location ran out before it reached the office.

    The platform says nothing when that happens. Of two processes each share goes to one.
    """
    addresses = await share.take_expired(db, now, BATCH)
    return [Outgoing(address, verdict.expired(), Priority.ANSWER) for address in addresses]


async def forget(db: AsyncConnection, now: datetime) -> int:
    """Drop what has done its work: marks, sent messages, silent chats. No fact is touched."""
    dropped = await inbox.forget_marks(db, now - MARKS_ARE_KEPT)
    dropped += await outbox.forget_sent(db, now - SENT_IS_KEPT)
    return dropped + await conversation.forget(db, now - SILENT_CHATS_ARE_KEPT)
