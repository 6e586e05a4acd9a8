"""What falls due without anybody writing: called by the scheduler, idempotent."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.region import Region
from db import conversation, inbox, outbox, share, stamp
from handlers import verdict
from handlers.reply import Outgoing, Priority

# Telegram keeps an update for 24 hours, WhatsApp for seven days.
MARKS_ARE_KEPT = timedelta(days=8)
SENT_IS_KEPT = timedelta(days=7)
STRANGERS_ARE_KEPT = timedelta(days=1)
SILENT_CHATS_ARE_KEPT = timedelta(days=90)
BATCH = 500


async def expire_shares(db: AsyncConnection, now: datetime) -> list[Outgoing]:
    """Tell whoever's live location ran out before it reached the office.

    The platform says nothing when that happens. Of two processes each share goes to one.
    """
    addresses = await share.take_expired(db, now, BATCH)
    return [Outgoing(address, verdict.expired(), Priority.ANSWER) for address in addresses]


async def forget_points(db: AsyncConnection, region: Region, now: datetime) -> int:
    """Drop coordinates when the time that /privasi promises is over (KAM-18)."""
    today = now.astimezone(region.zone).date()
    months = region.regulation.privasi.simpan_lokasi_bulan.on(today).value
    return await stamp.forget_points(db, region.code, months_before(today, months)) if months else 0


def months_before(day: date, months: int) -> date:
    """The same date so many months earlier, or the last day of that shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


async def forget(db: AsyncConnection, now: datetime) -> int:
    """Drop what has done its work: marks, sent messages, silent chats. No fact is touched."""
    dropped = await inbox.forget_marks(db, now - MARKS_ARE_KEPT)
    dropped += await outbox.forget_sent(db, now - SENT_IS_KEPT)
    return dropped + await conversation.forget(
        db, now - SILENT_CHATS_ARE_KEPT, now - STRANGERS_ARE_KEPT
    )
