"""A journey through time: everything that falls due on the way happens, in its order."""

import asyncio
from calendar import monthrange
from contextlib import suppress
from datetime import UTC, datetime, time, tzinfo
from functools import partial

from bot.demo import stops
from bot.demo.environment import Environment
from bot.demo.stops import NIGHT, next_at
from bot.runtime import scheduler
from core.organisation.calendar import DAY
from core.organisation.deadline import after_working_days
from core.organisation.region import Region
from db.messages import sending
from db.people import office
from db.records import document
from handlers.usecases.daytime import AWAKE

# Real seconds for what is said at one stop. Where faults are on it may never be said, and time
# goes on all the same.
PATIENCE_SECONDS, PATIENCE_WITH_FAULTS_SECONDS = 600.0, 5.0
GOING_HOME = time(16)


async def travel(env: Environment, goal: datetime) -> None:
    """Go to an instant; at every stop what is due is done and said before time goes on.

    ValueError for what is past. While the bot is off time simply passes.
    """
    clock, ran = env.clock, env.clock.running
    clock.pause()
    try:
        await settled(env)
        await _stop_at(env, clock.now())  # what is overdue: of a running clock, of a bot just on
        while env.up is not None and (stop := await _next_stop(env)) < goal:
            await _stop_at(env, stop)
        await _stop_at(env, goal)
    finally:
        if ran:
            clock.run()


async def settled(env: Environment) -> None:
    """Wait until all that people said is taken, all papers are printed, and all is sent."""
    faulty = env.sandbox.faults.on
    patience = PATIENCE_WITH_FAULTS_SECONDS if faulty else PATIENCE_SECONDS
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while env.up is not None and await _busy(env):  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(0.005)


async def working_days(env: Environment, region: Region, count: int) -> datetime:
    """The morning after so many working days, when people are told what silence has done."""
    async with env.service.app.engine.connect() as db:
        organisation = await office.load(db, region.code, region.zone)
    works = partial(organisation.works, region.regulation, ())
    local = env.clock.now().astimezone(region.zone)
    return next_at(after_working_days(local, count, works), AWAKE[0], region.zone)


def month_end(now: datetime, zone: tzinfo) -> datetime:
    """The end of work on the last day of a month, this one or, from then on, the next."""
    local = now.astimezone(zone)
    for day in (local, local.replace(day=1) + 31 * DAY):
        last = day.replace(day=monthrange(day.year, day.month)[1])
        if (goal := datetime.combine(last, GOING_HOME, zone)) > now:
            return goal
    raise AssertionError(now)


async def _stop_at(env: Environment, stop: datetime) -> None:
    env.clock.travel(stop)
    if env.up is None:
        return
    await env.falls_due()
    if stop.astimezone(UTC).time() == NIGHT:
        await scheduler.forget(env.service.app)
    await settled(env)


async def _busy(env: Environment) -> bool:
    if _at_work(env):
        return True
    service, now = env.service, env.clock.now()
    async with service.app.engine.connect() as db:
        if await document.is_due(db, tuple(service.stores), now):
            service.documents.bell.set()
            return True
        if await sending.channels_due(db, now):
            return True
    return _at_work(env)  # what was finished meanwhile has left something to send


def _at_work(env: Environment) -> bool:
    service, waits = env.service, (bot.updates.waiting for bot in env.bots.values())
    return service.sender.busy or service.documents.busy or any(waits)


async def _next_stop(env: Environment) -> datetime:
    app = env.service.app
    async with app.engine.connect() as db:
        return await stops.following(db, app.regions.values(), env.clock.now())
