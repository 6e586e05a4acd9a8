"""What falls due without anybody writing: called by the scheduler, idempotent."""

import asyncio
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, groupby
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core import activity as law
from core.region import Region
from core.request import UNDECIDED, State
from db import activity as activities
from db import binding, conversation, inbox, outbox, share, stamp, standing
from db import request as requests
from db.activity import Activity
from db.request import Request
from handlers import card as cards
from handlers import decision, reminders, request_card, request_decision, verdict, verifier
from handlers.reply import Outgoing, Priority

T = TypeVar("T")

# Telegram keeps an update for 24 hours, WhatsApp for seven days.
MARKS_ARE_KEPT = timedelta(days=8)
SENT_IS_KEPT = timedelta(days=7)
# By its key a card is known to have been sent, and changed where it stands.
KEYS_ARE_KEPT = timedelta(days=92)
STRANGERS_ARE_KEPT = timedelta(days=1)
SILENT_CHATS_ARE_KEPT = timedelta(days=90)
BATCH = 500
SWEPT = 100  # in one transaction: a tap on one of them may have to wait for it
IN_A_ROW = 10  # cards drawn before whoever else waits has a turn


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
    dropped += await outbox.forget_sent(db, now - SENT_IS_KEPT, now - KEYS_ARE_KEPT)
    return dropped + await conversation.forget(
        db, now - SILENT_CHATS_ARE_KEPT, now - STRANGERS_ARE_KEPT
    )


async def deem_approved(
    db: AsyncConnection, region: Region, now: datetime
) -> list[Outgoing] | None:
    """Write down what silence has approved (Pasal 9 ayat (10)), and tell both.

    Of two processes each activity goes to one; None: nothing is due any more, or another process
    is at it.
    """
    today = _today(region, now)
    if today < region.regulation.peraturan.berlaku_sejak or not law.kept(region.regulation, today):
        return None
    due = await activities.overdue(db, region.code, now, SWEPT)
    if not due:
        return None
    article = region.regulation.kinerja.jika_lewat.on(today).citation
    # Drawn before it is written, so that a tap in time waits for a row no longer than that takes.
    told = await _told(db, region, [_deemed(each, article) for each in due], now)
    these = [each.id for each in due]
    lapsed = await activities.lapse(db, region.code, article, now, SWEPT, these)
    if len(lapsed) < len(due):
        told = await _told(db, region, lapsed, now)
    return told if lapsed else None


async def settle(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing] | None:
    """Write down what silence has done to requests: gone up, or what else the law says of it.

    Both are told, while people are awake. None: nothing is due any more.
    """
    if not reminders.awake(region, now):
        return None
    found = await requests.overdue(db, region.code, now, SWEPT)
    up = [each for each in found if verifier.state_of(region, each, now) in UNDECIDED]
    await requests.escalate(db, region.code, [each.id for each in up])
    for each in found:
        state = verifier.state_of(region, each, now)
        if state not in UNDECIDED:
            article = request_card.article(region, each)
            await requests.lapse(db, region.code, [each.id], state, article)
    if not found:
        return None
    known = [e for e in found if verifier.state_of(region, e, now) is not State.PENDING]
    return [out for each in known for out in await _requested(db, region, each, now)]


async def _requested(
    db: AsyncConnection, region: Region, request: Request, now: datetime
) -> list[Outgoing]:
    """To the person, and onto the card of the one who let the time pass."""
    names = await standing.names(db, region.code, [request.employee])
    silent = (await verifier.of_people(db, region, [request.employee], _today(region, now)))[
        request.employee
    ]
    found = []
    to = await binding.address_of(db, region.code, request.employee)
    if to is not None:
        reply = request_card.decided(region, request, names, now)
        found.append(Outgoing(to, reply, Priority.REMINDER))
    key = decision.key_of(request.id, silent) if silent else ""
    theirs = await binding.address_of(db, region.code, silent) if silent else None
    if theirs and await outbox.known(db, region.code, [key]):
        reply = await request_decision.drawn(db, region, request, now)
        found.append(Outgoing(theirs, reply, Priority.REMINDER, joins=key))
    return found


def _deemed(item: Activity, article: str) -> Activity:
    """An activity as it is once `lapse` has written it down."""
    deemed = law.State.DEEMED_APPROVED
    return replace(item, state=deemed, decided_at=item.due_at, actor=article)


async def _told(
    db: AsyncConnection, region: Region, lapsed: Sequence[Activity], now: datetime
) -> list[Outgoing]:
    """Who filed something learns what became of it, in one message for each card."""
    to = await binding.addresses_of(db, region.code, {each.employee for each in lapsed})

    def drawn(items: Sequence[Activity]) -> Outgoing:
        reply = cards.decided(region, items, {}, now)
        return Outgoing(to[items[0].employee], reply, Priority.REMINDER)

    reached = [items for items in _cards(lapsed) if items[0].employee in to]
    told = await _one_by_one(drawn, reached)
    return told + await _changed(db, region, lapsed, now)


async def _changed(
    db: AsyncConnection, region: Region, lapsed: Sequence[Activity], now: datetime
) -> list[Outgoing]:
    """The cards on the screens of the verifiers say so, too."""
    people = {each.card: each.employee for each in lapsed}
    found = await verifier.of_people(db, region, people.values(), _today(region, now))
    by = {card: whose for card, person in people.items() if (whose := found[person])}
    keys = {card: decision.key_of(card, whose) for card, whose in by.items()}
    known = await outbox.known(db, region.code, keys.values())
    to = await binding.addresses_of(db, region.code, set(by.values()))
    shown = [card for card, key in keys.items() if key in known and by[card] in to]
    whole = await _whole(db, region, shown, lapsed)
    names = await decision.named(db, region, chain.from_iterable(whole.values()))

    def drawn(card: UUID) -> Outgoing:
        reply = cards.card(region, whole[card], names, now)
        return Outgoing(to[by[card]], reply, Priority.REMINDER, joins=keys[card])

    return await _one_by_one(drawn, shown)


async def _whole(
    db: AsyncConnection, region: Region, which: Collection[UUID], lapsed: Iterable[Activity]
) -> dict[UUID, list[Activity]]:
    """All that stands on these cards, with what has just lapsed of it."""
    anew = {each.id: each for each in lapsed}
    found = await activities.of_cards(db, region.code, which)
    return {card: [anew.get(each.id, each) for each in items] for card, items in found.items()}


async def _one_by_one(drawn: Callable[[T], Outgoing], items: Iterable[T]) -> list[Outgoing]:
    """Draw very many messages; whoever comes to this process meanwhile is not kept waiting."""
    found = []
    for number, each in enumerate(items, 1):
        found.append(drawn(each))
        if number % IN_A_ROW == 0:
            await asyncio.sleep(0)
    return found


def _cards(items: Iterable[Activity]) -> list[list[Activity]]:
    by_card = sorted(items, key=_card)
    return [list(theirs) for _, theirs in groupby(by_card, key=_card)]


_card = attrgetter("card")


def _today(region: Region, now: datetime) -> date:
    return now.astimezone(region.zone).date()
