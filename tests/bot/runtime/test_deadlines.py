"""The sweep of daily work: all that is due, once, by one of two processes, told or not."""

import asyncio
import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime import scheduler
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from core.law.regulation import ActivityKind
from db.messages import outbox
from db.records import activity
from db.records.activity import NewActivity
from handlers.approvals import sweep
from tests.builders.chats import BUDIS, MONDAY, bind
from tests.harness.database import rows, second_process
from tests.harness.outbox_words import text_of
from tests.office import BUDI, CITRA, a_region

TODAY = date(2026, 4, 6)
DUE = MONDAY + timedelta(hours=48)
SECOND = timedelta(seconds=1)
MANY = 2 * sweep.PAGE_CASES + 1


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MONDAY)


@pytest.fixture
async def app(furnished: AsyncEngine, clock: VirtualClock) -> App:
    """Budi has a chat, Citra has none; of each so many activities wait."""
    await bind(furnished, BUDIS, BUDI)
    async with furnished.begin() as db:
        for number in range(MANY):
            who = (BUDI, CITRA)[number % 2]
            await activity.file(db, "bulungan", _new(number, who.id))
    return App(furnished, {"bulungan": a_region()}, clock)


def _new(number: int, who: UUID) -> NewActivity:
    return NewActivity(
        id=UUID(int=number + 1),
        employee=who,
        date=TODAY,
        kind=ActivityKind.DUTY,
        minutes=1,
        description="Rapat",
        output=None,
        quantity=None,
        filed_at=MONDAY,
        due_at=DUE,
        beyond=0,
        card=who,
    )


async def approved(app: App) -> int:
    return sum(row.state is not None for row in await rows(app.engine, activity.activity))


async def test_nothing_lapses_before_48_hours_are_over_and_then_all_of_it(
    app: App, clock: VirtualClock
) -> None:
    """BLG-9-10: batch after batch, whether or not anybody can be told."""
    clock.travel(DUE - SECOND)
    await scheduler.settle_cases(app)
    assert await approved(app) == 0
    clock.advance(SECOND)
    await scheduler.settle_cases(app)
    assert await approved(app) == MANY
    assert {row.address for row in await rows(app.engine, outbox.outbox)} == {BUDIS.id}


async def test_two_processes_sweep_and_each_activity_is_told_once(
    app: App, clock: VirtualClock, database_url: str
) -> None:
    clock.travel(DUE)
    async with second_process(database_url) as engine:
        other = App(engine, app.regions, clock)
        await asyncio.gather(*(scheduler.settle_cases(each) for each in (app, other) * 2))
    assert await approved(app) == MANY
    told = [text_of(row) for row in await rows(app.engine, outbox.outbox)]
    unnamed = [int(found) for text in told for found in re.findall(r"… dan (\d+) lagi", text)]
    assert sum(text.count("Rapat") for text in told) + sum(unnamed) == (MANY + 1) // 2


async def test_before_the_regulation_nothing_can_be_due(app: App) -> None:
    early = VirtualClock(MONDAY.replace(year=2023, month=1))
    await scheduler.settle_cases(App(app.engine, app.regions, early))
    assert await approved(app) == 0
