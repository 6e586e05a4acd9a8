"""Ticks: APScheduler only says "now", the truth of what is due stands in the database."""

from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.envelope import pack
from core.region import Region
from db import outbox
from db.engine import is_unavailable
from handlers import deadlines, expiry, lapse, reminders, review, unjudged
from handlers.reply import Outgoing

log = structlog.get_logger()

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


async def expire_shares(app: App) -> None:
    """Claim shares that ran out and write the messages about them, in one transaction."""
    for region in app.regions.values():
        await _write(app, partial(expiry.expire_shares, region=region))


async def deem_approved(app: App) -> None:
    """Write down what silence has decided, in many short transactions that hold up nobody."""
    for region in app.regions.values():
        held: set[UUID] = set()
        while await _deem_approved(app, region, held):
            pass
        while await _write(app, partial(deadlines.settle, region=region)):
            pass


async def _deem_approved(app: App, region: Region, held: set[UUID]) -> bool:
    """One batch; cards on which somebody decides at this moment are `held` for the next tick.

    A tap in time waits for these rows until the commit, so they are written last.
    """
    async with app.engine.connect() as db:
        now = app.clock.now()
        batch = await deadlines.deemed_approved(db, region, now, held)
        if batch is None:
            return False
        await outbox.put(db, [pack(out) for out in batch.messages], now)
        if decided := await lapse.write(db, region, batch, now):
            held |= decided
        else:
            await db.commit()
            app.wake.set()
    return True


async def remind(app: App) -> None:
    """Send the cards that somebody must see: never sent to them, or soon due."""
    for region in app.regions.values():
        await _write(app, partial(unjudged.judge_again, region=region))
        await _write(app, partial(review.go_up, region=region))
        await _write(app, partial(reminders.hand_over, region=region))
        await _write(app, partial(reminders.remind, region=region))


async def _write(app: App, work: Callable[..., Awaitable[list[Outgoing] | None]]) -> bool:
    """Let a deadline decide and put what it says into the outbox; whether anything was due."""
    async with app.engine.begin() as db:
        now = app.clock.now()
        outgoing = await work(db, now=now)
        await outbox.put(db, [pack(out) for out in outgoing or ()], now)
    if outgoing:
        app.wake.set()
    return outgoing is not None


async def forget(app: App) -> None:
    async with app.engine.begin() as db:
        await deadlines.forget(db, app.clock.now())
        for region in app.regions.values():
            await deadlines.forget_points(db, region, app.clock.now())
            await deadlines.forget_mismatches(db, region, app.clock.now())


async def _calmly(work: Callable[[App], Awaitable[None]], app: App) -> None:
    try:
        await work(app)
    except Exception as error:
        if not is_unavailable(error):
            log.exception("tick failed", work=getattr(work, "__name__", ""))
