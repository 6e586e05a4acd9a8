"""Ticks that remind: operators of a month that ends, people of a stamp, monitors of the morning."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.app import App
from bot.runtime.ticks import write
from core.organisation.region import Region
from db.people import office
from db.people.reminder import Watched
from db.records import reader
from handlers.attendance import stamp_reminder
from handlers.chat.outgoing import Outgoing
from handlers.kinds import KINDS
from handlers.office import monitoring, month_end, month_rounds


async def remind_of_months(app: App, region: Region) -> None:
    """An office at a time: what its people have to hear delays nobody's answer for long."""
    async with app.engine.connect() as db:
        rounds = await month_rounds.due(db, region, app.clock.now())

    async def tell(some: Sequence[month_rounds.Round]) -> None:
        for each in some:
            await tell_month(app, region, each)

    for each in rounds:
        await app.failures.apart("akhir bulan kantor", region.code, [each], tell)
    app.failures.left("akhir bulan kantor", region.code, rounds)


async def tell_month(app: App, region: Region, round_: month_rounds.Round) -> None:
    """One round, in a transaction of its own; a second time it tells nobody."""

    async def messages(db: AsyncConnection, now: datetime) -> list[Outgoing]:
        return await month_end.messages(db, region, KINDS, round_, now)

    await write(app, messages)


async def remind_to_stamp(app: App, region: Region) -> None:
    """Page by page, each person once a tick: whoever fails waits for the next one."""
    after = None
    seen: list[Watched] = []
    tell = partial(remind_of_stamps, app, region)
    while True:
        async with app.engine.connect() as db:
            found = await stamp_reminder.page(db, region, app.clock.now(), after)
        if not found:
            break
        await app.failures.apart("pengingat presensi", region.code, found, tell)
        seen += found
        after = found[-1]
    app.failures.left("pengingat presensi", region.code, seen)


async def remind_of_stamps(app: App, region: Region, rows: Sequence[Watched]) -> None:
    """Some of those who have to be looked at, in one transaction; a second time tells nobody."""

    async def messages(db: AsyncConnection, now: datetime) -> list[Outgoing]:
        return await stamp_reminder.tell(db, region, rows, now)

    await write(app, messages)


async def tell_monitors(app: App, region: Region) -> None:
    """Counts of all people, read some at a time in connections of their own: nobody waits long."""
    now = app.clock.now()
    async with app.engine.connect() as db:
        mornings = await monitoring.due(db, region, now)
        organisation = await office.load(db, region.code, region.zone) if mornings else None
    if organisation is None:
        return
    tallies = monitoring.Tallies(region, organisation, now)
    async for page in reader.pages(app.engine, region.code, *monitoring.span(region, now)):
        for each in page:
            tallies.add(each)

    async def tell(rows: Sequence[monitoring.Morning]) -> None:
        async def messages(db: AsyncConnection, now: datetime) -> list[Outgoing]:
            return await monitoring.messages(db, region, organisation, rows, tallies, now)

        await write(app, messages)

    await app.failures.apart("pantauan pagi", region.code, mornings, tell)
    app.failures.left("pantauan pagi", region.code, mornings)
