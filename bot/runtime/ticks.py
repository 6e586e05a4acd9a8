"""What every tick of the clock shares: the agreed time, a region at a time, one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial, wraps

from bot.runtime.app import App
from bot.runtime.message_codec import pack
from core.organisation.region import Region
from db.messages import outbox
from handlers.chat.outgoing import Outgoing

Sweep = Callable[[App], Awaitable[None]]
InRegion = Callable[[App, Region], Awaitable[None]]


def by_agreed_time(sweep: Sweep) -> Sweep:
    """What a sweep does stays done, so it stands still while clocks differ; its time comes."""

    @wraps(sweep)
    async def guarded(app: App) -> None:
        if await app.times.agree():
            await sweep(app)

    return guarded


async def write(app: App, work: Callable[..., Awaitable[list[Outgoing]]]) -> None:
    """Let a deadline decide, and put what it says into the outbox."""
    async with app.engine.begin() as db:
        now = app.clock.now()
        outgoing = await work(db, now=now)
        await outbox.put(db, [pack(out) for out in outgoing], now)
    if outgoing:
        app.wake.set()


def writing(work: Callable[..., Awaitable[list[Outgoing]]]) -> InRegion:
    """The same of a region, in a transaction of its own."""

    async def do(app: App, region: Region) -> None:
        await write(app, partial(work, region=region))

    return do


async def in_each_region(app: App, work: str, do: InRegion) -> None:
    """The trouble of one region is not that of another."""

    async def alone(regions: Sequence[str]) -> None:
        for code in regions:
            await do(app, app.regions[code])

    for code in app.regions:
        await app.failures.apart(f"{work} seluruhnya", code, [code], alone)
