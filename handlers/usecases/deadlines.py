"""What falls due without anybody writing: called by the scheduler, idempotent."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import closes_at, open_since
from core.organisation.calendar import DAY
from core.organisation.region import Region
from core.requests.filing import UNDECIDED, State
from db import retention
from db.base import Due
from db.people import binding, mismatch, office
from db.records import activity as activities
from db.records import lifetime
from db.records import request as requests
from db.records.activity import DueWork
from db.records.request import Request
from handlers.approvals import deemed_approval, route, screens, sent, verifier
from handlers.chat.reply import Outgoing, Priority
from handlers.requests import request_decision
from handlers.texts import request_card, request_told
from handlers.usecases import reminders

SWEPT = 200  # in one transaction: a tap on one of them may have to wait for it


async def forget_points(db: AsyncConnection, region: Region, now: datetime) -> int:
    """Drop coordinates when the time that /privasi promises is over (KAM-18)."""
    today = _today(region, now)
    months = region.regulation.privasi.simpan_lokasi_bulan.on(today).value
    if not months:
        return 0
    return await retention.forget_points(db, region.code, months_before(today, months))


async def forget_mismatches(db: AsyncConnection, region: Region, now: datetime) -> int:
    """Drop what failed registrations left behind when it helps nobody any more (AMB-62)."""
    today = _today(region, now)
    days = region.regulation.akun.simpan_gagal_hari.on(today).value
    return await mismatch.forget(db, region.code, today - days * DAY) if days else 0


def months_before(day: date, months: int) -> date:
    """The same date so many months earlier, or the last day of that shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


async def overdue_work(
    db: AsyncConnection, region: Region, now: datetime, after: Due | None
) -> list[DueWork]:
    """A page of what silence has approved and nobody has written down."""
    return await activities.overdue(db, region.code, now, SWEPT, after)


async def overdue_requests(
    db: AsyncConnection, region: Region, now: datetime, after: Due | None
) -> list[Due]:
    """A page of the requests to which silence has done something; told while people are awake."""
    if not reminders.awake(region, now):
        return []
    return await requests.overdue(db, region.code, now, SWEPT, after)


async def deemed_approved(
    db: AsyncConnection, region: Region, now: datetime, these: Collection[UUID]
) -> deemed_approval.Batch | None:
    """What silence has approved (Pasal 9 ayat (10)) on these cards, to be written down.

    None: nothing any more, or another process is at it; two would take each other's rows.
    """
    if not await office.alone(db, region.code):
        return None
    return await deemed_approval.batch(db, region, now, these)


async def settle(
    db: AsyncConnection, region: Region, now: datetime, these: Collection[UUID]
) -> list[Outgoing]:
    """Write down what silence has done to these: gone up, or what else the law says of it.

    What its month has closed over is left to `close_over`.
    """
    since = open_since(region.regulation, now, region.zone)
    claimed = await requests.claim(db, region.code, now, these)
    found = [each for each in claimed if since is None or each.last >= since]
    up = [each for each in found if verifier.state_of(region, each, now) in UNDECIDED]
    await requests.escalate(db, region.code, [each.id for each in up])
    for each in found:
        state = verifier.state_of(region, each, now)
        if state not in UNDECIDED:
            article = request_card.article(region, each)
            await requests.lapse(db, region.code, [each.id], state, article)
    known = [e for e in found if verifier.state_of(region, e, now) is not State.PENDING]
    return await _told(db, region, known, now)


async def left_over(
    db: AsyncConnection, region: Region, now: datetime, after: Due | None
) -> list[Due]:
    """A page of what its month has closed over; told while people are awake."""
    since = open_since(region.regulation, now, region.zone)
    if since is None or not reminders.awake(region, now):
        return []
    return await lifetime.left_over(db, region.code, since, SWEPT, after)


async def close_over(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID]
) -> list[Outgoing]:
    """Write down how these ended with their month (KAM-24, AMB-49)."""
    since = open_since(region.regulation, now, region.zone)
    if since is None:
        return []
    found = await lifetime.claim_left_over(db, region.code, since, which)
    for each in found:
        state = verifier.state_of(region, each, now)
        article = request_card.closing(region, each)
        closes = closes_at(region.regulation, each.last, region.zone)
        await requests.lapse(db, region.code, [each.id], state, article, closes)
    over = await requests.read_all(db, region.code, [each.id for each in found])
    return await _told(db, region, over, now)


async def _told(
    db: AsyncConnection, region: Region, requests_: Sequence[Request], now: datetime
) -> list[Outgoing]:
    """To those who asked, onto every card, and at once to whoever decides now."""
    routes = await route.of(db, region, requests_, now)
    to = await binding.addresses_of(db, region.code, {each.employee for each in requests_})
    found = [
        Outgoing(
            to[each.employee],
            request_told.decided(region, each, {}, now, routes[each.id]),
            Priority.REMINDER,
        )
        for each in requests_
        if each.employee in to
    ]
    cards = await request_decision.of_requests(db, region, requests_, now)
    found += await screens.changed(db, region, cards)
    return found + await sent.first(db, region, cards)


def _today(region: Region, now: datetime) -> date:
    return now.astimezone(region.zone).date()
