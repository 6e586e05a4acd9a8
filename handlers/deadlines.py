"""What falls due without anybody writing: called by the scheduler, idempotent."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.calendar import DAY
from core.region import Region
from core.request import UNDECIDED, State
from db import activity as activities
from db import (
    binding,
    mismatch,
    office,
    outbox,
    retention,
    standing,
)
from db import request as requests
from db.activity import DueWork
from db.base import Due
from db.request import Request
from handlers import (
    lapse,
    reminders,
    request_card,
    request_decision,
    sent,
    verifier,
)
from handlers.reply import Outgoing, Priority

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
) -> lapse.Batch | None:
    """What silence has approved (Pasal 9 ayat (10)) on these cards, to be written down.

    None: nothing any more, or another process is at it; two would take each other's rows.
    """
    if not await office.alone(db, region.code):
        return None
    return await lapse.batch(db, region, now, these)


async def settle(
    db: AsyncConnection, region: Region, now: datetime, these: Collection[UUID]
) -> list[Outgoing]:
    """Write down what silence has done to these: gone up, or what else the law says of it."""
    found = await requests.claim(db, region.code, now, these)
    up = [each for each in found if verifier.state_of(region, each, now) in UNDECIDED]
    await requests.escalate(db, region.code, [each.id for each in up])
    for each in found:
        state = verifier.state_of(region, each, now)
        if state not in UNDECIDED:
            article = request_card.article(region, each)
            await requests.lapse(db, region.code, [each.id], state, article)
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
    key = sent.key_of(request.id, silent) if silent else ""
    theirs = await binding.address_of(db, region.code, silent) if silent else None
    if theirs and await outbox.known(db, region.code, [key]):
        reply = await request_decision.drawn(db, region, request, now)
        found.append(Outgoing(theirs, reply, Priority.REMINDER, joins=key))
    return found


def _today(region: Region, now: datetime) -> date:
    return now.astimezone(region.zone).date()
