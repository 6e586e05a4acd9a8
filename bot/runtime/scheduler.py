"""Ticks: APScheduler only says "now", the truth of what is due stands in the database."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial, wraps
from typing import TypeVar
from uuid import UUID

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.runtime.app import App
from bot.runtime.reply_codec import pack
from core.organisation.region import Region
from db import retention
from db.base import Due
from db.engine import is_unavailable
from db.messages import outbox
from handlers.admin import year_ahead
from handlers.approvals import deemed_approval
from handlers.attendance import expiry, review, unjudged
from handlers.chat.reply import Outgoing
from handlers.usecases import deadlines, departures, reminders

log = structlog.get_logger()

D = TypeVar("D", bound=Due)

OFTEN = 15  # seconds
SELDOM = 15  # minutes
NIGHT = 18  # o'clock in UTC: one, two or three at night in Indonesia


def start(app: App) -> AsyncIOScheduler:
    """Start ticking; a tick that was missed or is still at work is simply caught up."""
    scheduler = AsyncIOScheduler(
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(_calmly, "interval", [expire_shares, app], seconds=OFTEN, jitter=3)
    scheduler.add_job(_calmly, "interval", [deem_approved, app], seconds=OFTEN, jitter=3)
    scheduler.add_job(_calmly, "interval", [remind, app], minutes=SELDOM, jitter=30)
    scheduler.add_job(_calmly, "cron", [forget, app], hour=NIGHT, timezone="UTC", jitter=600)
    scheduler.start()
    return scheduler


Sweep = Callable[[App], Awaitable[None]]


def _by_agreed_time(sweep: Sweep) -> Sweep:
    """What a sweep does stays done, so it stands still while clocks differ; its time comes."""

    @wraps(sweep)
    async def guarded(app: App) -> None:
        if await app.times.agree():
            await sweep(app)

    return guarded


@_by_agreed_time
async def expire_shares(app: App) -> None:
    """Claim shares that ran out and write the messages about them, in a transaction a region."""
    await _in_each_region(app, "lokasi", _expire_shares)


async def _expire_shares(app: App, region: Region) -> None:
    await _write(app, partial(expiry.expire_shares, region=region))


@_by_agreed_time
async def deem_approved(app: App) -> None:
    """Write down what silence has decided, in many short transactions that hold up nobody."""
    await _in_each_region(app, "aktivitas", _deem_approved)
    await _in_each_region(app, "izin yang bulannya ditutup", _close_over)
    await _in_each_region(app, "izin", _settle)


async def _deem_approved(app: App, region: Region) -> None:
    """Page by page, each row once a tick: what fails or is just being decided waits for the next.

    So nothing that stands in the way of itself stands in the way of what fell due later.
    """
    seen: set[UUID] = set()
    async for page in _pages(app, partial(deadlines.overdue_work, region=region)):
        cards = list(dict.fromkeys(each.card for each in page if each.card not in seen))
        seen.update(cards)
        await app.failures.apart("aktivitas", region.code, cards, partial(_deem, app, region))
    app.failures.left("aktivitas", region.code, seen)


async def _deem(app: App, region: Region, cards: Sequence[UUID]) -> None:
    """Some cards; those on which somebody decides at this moment are left to the next tick.

    A tap in time waits for these rows until the commit, so they are written last.
    """
    left = set(cards)
    while left:
        async with app.engine.connect() as db:
            now = app.clock.now()
            batch = await deadlines.deemed_approved(db, region, now, left)
            if batch is None:
                return
            await outbox.put(db, [pack(out) for out in batch.messages], now)
            decided = await deemed_approval.write(db, region, batch, now)
            if not decided:
                await db.commit()
                app.wake.set()
                return
        left -= decided


async def _settle(app: App, region: Region) -> None:
    work = partial(_settle_these, app, region)
    await _each_due(app, region, "izin", deadlines.overdue_requests, work)


async def _settle_these(app: App, region: Region, these: Sequence[UUID]) -> None:
    await _write(app, partial(deadlines.settle, region=region, these=these))


async def _close_over(app: App, region: Region) -> None:
    """Before what falls due: what its month has closed over does not go up any more."""
    work = partial(_close_over_these, app, region)
    await _each_due(app, region, "izin yang bulannya ditutup", deadlines.left_over, work)


async def _close_over_these(app: App, region: Region, which: Sequence[UUID]) -> None:
    await _write(app, partial(deadlines.close_over, region=region, which=which))


async def _each_due(
    app: App,
    region: Region,
    name: str,
    read: Callable[..., Awaitable[list[Due]]],
    work: Callable[[Sequence[UUID]], Awaitable[None]],
) -> None:
    """Page by page; the trouble of one row is not that of another."""
    seen: list[UUID] = []
    async for page in _pages(app, partial(read, region=region)):
        which = [each.id for each in page]
        seen += which
        await app.failures.apart(name, region.code, which, work)
    app.failures.left(name, region.code, seen)


async def _pages(app: App, read: Callable[..., Awaitable[list[D]]]) -> AsyncIterator[list[D]]:
    """All that is due by now, in order; a row that stays as it is comes up once."""
    after: Due | None = None
    while True:
        async with app.engine.connect() as db:
            page = await read(db, now=app.clock.now(), after=after)
        if not page:
            return
        yield page
        after = page[-1]


@_by_agreed_time
async def remind(app: App) -> None:
    """Send the cards that somebody must see: never sent to them, changed since, or soon due.

    Before that, whoever's last day is over is let go, so that nothing is sent to them.
    """
    await _in_each_region(app, "pegawai yang berhenti", _release)
    await _in_each_region(app, "presensi tertunda", _judge_again)
    await _in_each_region(app, "presensi yang dicek", _go_up)
    await _in_each_region(app, "pengingat", _remind)
    await _in_each_region(app, "data menjelang tahun baru", _look_ahead)


async def _release(app: App, region: Region) -> None:
    await _write(app, partial(departures.release, region=region))


async def _judge_again(app: App, region: Region) -> None:
    await _write(app, partial(unjudged.judge_again, region=region))


async def _go_up(app: App, region: Region) -> None:
    await _write(app, partial(review.go_up, region=region))


async def _look_ahead(app: App, region: Region) -> None:
    await _write(app, partial(year_ahead.told, region=region))


async def _remind(app: App, region: Region) -> None:
    seen: list[reminders.Waiting] = []
    for kind in reminders.ROUNDS:
        async with app.engine.connect() as db:
            waiting = await reminders.waiting(db, region, app.clock.now(), kind)
        tell = partial(_remind_of, app, region, kind)
        seen += waiting
        for first in range(0, len(waiting), reminders.PAGE):
            page = waiting[first : first + reminders.PAGE]
            await app.failures.apart("pengingat", region.code, page, tell)
    app.failures.left("pengingat", region.code, seen)


async def _remind_of(
    app: App, region: Region, kind: reminders.Round, rows: Sequence[reminders.Waiting]
) -> None:
    await _write(app, partial(reminders.tell, region=region, kind=kind, rows=rows))


async def _write(app: App, work: Callable[..., Awaitable[list[Outgoing]]]) -> None:
    """Let a deadline decide, and put what it says into the outbox."""
    async with app.engine.begin() as db:
        now = app.clock.now()
        outgoing = await work(db, now=now)
        await outbox.put(db, [pack(out) for out in outgoing], now)
    if outgoing:
        app.wake.set()


@_by_agreed_time
async def forget(app: App) -> None:
    """Drop what has done its work, and what /privasi promises not to keep any longer."""
    await _in_each_region(app, "titik lokasi", _forget_points)
    async with app.engine.begin() as db:
        await retention.forget(db, app.clock.now())


async def _forget_points(app: App, region: Region) -> None:
    async with app.engine.begin() as db:
        await deadlines.forget_points(db, region, app.clock.now())
        await deadlines.forget_mismatches(db, region, app.clock.now())


async def _in_each_region(
    app: App, work: str, do: Callable[[App, Region], Awaitable[None]]
) -> None:
    """The trouble of one region is not that of another."""

    async def alone(regions: Sequence[str]) -> None:
        for code in regions:
            await do(app, app.regions[code])

    for code in app.regions:
        await app.failures.apart(f"{work} seluruhnya", code, [code], alone)


async def _calmly(work: Sweep, app: App) -> None:
    if app.tables.unfit:  # /readyz and every update look again
        return
    try:
        await work(app)
    except Exception as error:
        if not is_unavailable(error):
            log.exception("tick failed", work=getattr(work, "__name__", ""))
