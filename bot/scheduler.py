"""Ticks: APScheduler only says "now", the truth of what is due stands in the database."""

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.envelope import pack
from db import outbox
from db.engine import is_unavailable
from handlers import deadlines

log = structlog.get_logger()

OFTEN = 15  # seconds
NIGHT = 18  # o'clock in UTC: one, two or three at night in Indonesia


def start(app: App) -> AsyncIOScheduler:
    """Start ticking; a tick that was missed or is still at work is simply caught up."""
    scheduler = AsyncIOScheduler(
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(_calmly, "interval", [expire_shares, app], seconds=OFTEN, jitter=3)
    scheduler.add_job(_calmly, "cron", [forget, app], hour=NIGHT, timezone="UTC", jitter=600)
    scheduler.start()
    return scheduler


async def expire_shares(app: App) -> None:
    """Claim shares that ran out and write the messages about them, in one transaction."""
    async with app.engine.begin() as db:
        now = app.clock.now()
        outgoing = await deadlines.expire_shares(db, now)
        if outgoing:
            rows = [pack(out.to, out.reply, out.priority, out.dedupe) for out in outgoing]
            await outbox.put(db, rows, now)
    if outgoing:
        app.wake.set()


async def forget(app: App) -> None:
    async with app.engine.begin() as db:
        await deadlines.forget(db, app.clock.now())
        for region in app.regions.values():
            await deadlines.forget_points(db, region, app.clock.now())


async def _calmly(work: Callable[[App], Awaitable[None]], app: App) -> None:
    try:
        await work(app)
    except Exception as error:
        if not is_unavailable(error):
            log.exception("tick failed", work=getattr(work, "__name__", ""))
