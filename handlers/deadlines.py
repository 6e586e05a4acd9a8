"""What falls due without anybody writing: called by the scheduler, idempotent."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core import activity as law
from core.region import Region
from db import activity as activities
from db import binding, conversation, inbox, outbox, share, stamp
from db.activity import Activity
from handlers import card as cards
from handlers import verdict
from handlers.reply import Outgoing, Priority
from handlers.verification import drawn, key_of, verifiers_of

# Telegram keeps an update for 24 hours, WhatsApp for seven days.
MARKS_ARE_KEPT = timedelta(days=8)
SENT_IS_KEPT = timedelta(days=7)
STRANGERS_ARE_KEPT = timedelta(days=1)
SILENT_CHATS_ARE_KEPT = timedelta(days=90)
BATCH = 500
SWEPT = 200  # in one transaction: a tap on one of them may have to wait for it
AHEAD = timedelta(hours=12)  # whatever falls due at night is told in the evening before
AWAKE = (time(7), time(20))
SOON = "Hampir habis waktunya:"


async def expire_shares(db: AsyncConnection, now: datetime) -> list[Outgoing]:
    """Tell whoever's live location ran out before it reached the office.

    The platform says nothing when that happens. Of two processes each share goes to one.
    """
    addresses = await share.take_expired(db, now, BATCH)
    return [Outgoing(address, verdict.expired(), Priority.ANSWER) for address in addresses]


async def forget_points(db: AsyncConnection, region: Region, now: datetime) -> int:
    """Drop coordinates when the time that /privasi promises is over (KAM-18)."""
    today = _today(region, now)
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


async def deem_approved(
    db: AsyncConnection, region: Region, now: datetime
) -> list[Outgoing] | None:
    """Write down what silence has approved (Pasal 9 ayat (10)), and tell both.

    Of two processes each activity goes to one; None: nothing is due any more.
    """
    today = _today(region, now)
    if today < region.regulation.peraturan.berlaku_sejak or not law.kept(region.regulation, today):
        return None
    article = region.regulation.kinerja.jika_lewat.on(today).citation
    lapsed = await activities.lapse(db, region.code, article, now, SWEPT)
    if not lapsed:
        return None
    told = [
        out for items in _cards(lapsed) if (out := await _told(db, region, items, now)) is not None
    ]
    return told + await _changed(db, region, lapsed, now)


async def remind(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Cards that fall due within half a day, once each and only while people are awake."""
    if not _awake(region, now):
        return []
    return await _to_verifiers(db, region, now, now + AHEAD, _reminder)


async def hand_over(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Cards that whoever verifies today was never sent: after a transfer, under a new Plh."""
    return await _to_verifiers(db, region, now, None, _first) if _awake(region, now) else []


def _awake(region: Region, now: datetime) -> bool:
    return AWAKE[0] <= now.astimezone(region.zone).time() < AWAKE[1]


def _first(card: UUID, verifier: UUID) -> tuple[str, Priority, str]:
    return key_of(card, verifier), Priority.CARD, ""


def _reminder(card: UUID, _verifier: UUID) -> tuple[str, Priority, str]:
    return f"ingat:{card.hex}", Priority.REMINDER, SOON


async def _to_verifiers(
    db: AsyncConnection,
    region: Region,
    now: datetime,
    until: datetime | None,
    message: Callable[[UUID, UUID], tuple[str, Priority, str]],
) -> list[Outgoing]:
    """A message about each waiting card to whoever verifies today, if its key is not known yet."""
    found: list[Outgoing] = []
    async for page in activities.falling_due(db, region.code, now, until, SWEPT):
        whose = {each.card: each.employee for each in page}
        by = await verifiers_of(db, region, whose.values(), _today(region, now))
        wanted = {
            message(card, verifier)[0]: (card, verifier)
            for card, person in whose.items()
            if (verifier := by[person]) is not None
        }
        known = await outbox.known(db, region.code, wanted)
        for key, (card, verifier) in wanted.items():
            to = None if key in known else await binding.address_of(db, region.code, verifier)
            if to is not None:
                _, priority, note = message(card, verifier)
                reply = await drawn(db, region, card, now, note)
                found.append(Outgoing(to, reply, priority, key))
    return found


async def _told(
    db: AsyncConnection, region: Region, items: Sequence[Activity], now: datetime
) -> Outgoing | None:
    to = await binding.address_of(db, region.code, items[0].employee)
    return Outgoing(to, cards.decided(region, items, {}, now), Priority.REMINDER) if to else None


async def _changed(
    db: AsyncConnection, region: Region, lapsed: Sequence[Activity], now: datetime
) -> list[Outgoing]:
    """The cards on the screens of the verifiers say so, too."""
    by = await verifiers_of(db, region, [each.employee for each in lapsed], _today(region, now))
    keys = {
        each.card: key_of(each.card, verifier)
        for each in lapsed
        if (verifier := by[each.employee]) is not None
    }
    found = []
    known = await outbox.known(db, region.code, keys.values())
    for items in _cards(lapsed):
        card = items[0].card
        verifier = by[items[0].employee]
        to = await binding.address_of(db, region.code, verifier) if verifier else None
        if to and keys[card] in known:
            reply = await drawn(db, region, card, now)
            found.append(Outgoing(to, reply, Priority.REMINDER, joins=keys[card]))
    return found


def _cards(items: Iterable[Activity]) -> list[list[Activity]]:
    by_card: dict[UUID, list[Activity]] = {}
    for each in items:
        by_card.setdefault(each.card, []).append(each)
    return list(by_card.values())


def _today(region: Region, now: datetime) -> date:
    return now.astimezone(region.zone).date()
