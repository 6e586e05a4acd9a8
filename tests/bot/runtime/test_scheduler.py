"""Ticks: what is due is done once, whoever ticks, and a tick that fails is only logged."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime import scheduler
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from core.organisation.mismatch import Part
from db.engine import open_engine
from db.messages import conversation, inbox, outbox
from db.messages.inbox import Arrival
from db.people import binding, mismatch
from tests.builders.chats import BUDIS, CITRAS, bind
from tests.builders.claims import tries
from tests.harness.bot_and_telegram import MONDAY
from tests.harness.database import rows, second_process
from tests.office import BUDI, CITRA, WITA, a_region, furnish
from tests.postgres import free_port

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MONDAY)


@pytest.fixture
def app(engine: AsyncEngine, clock: VirtualClock) -> App:
    return App(engine, {"bulungan": a_region()}, clock)


async def listen(app: App) -> None:
    await furnish(app.engine)
    for chat, actor in ((BUDIS, BUDI), (CITRAS, CITRA)):
        await bind(app.engine, chat, actor)
        await tries(app.engine, chat, actor, until=MONDAY + QUARTER)


async def told(app: App) -> list[str]:
    return sorted(row.address for row in await rows(app.engine, outbox.outbox))


@pytest.mark.parametrize(
    ("later", "heard"),
    [(QUARTER - timedelta(seconds=1), []), (QUARTER, ["5001", "5002"]), (DAY, ["5001", "5002"])],
    ids=["a second before", "at its end", "a day later, after a long outage"],
)
async def test_whose_share_ran_out_is_told(
    app: App, clock: VirtualClock, later: timedelta, heard: list[str]
) -> None:
    await listen(app)
    clock.advance(later)
    await scheduler.expire_shares(app)
    assert await told(app) == heard
    assert app.wake.is_set() is bool(heard)


async def test_a_second_tick_tells_nobody_again(app: App, clock: VirtualClock) -> None:
    await listen(app)
    clock.advance(QUARTER)
    for _ in range(3):
        await scheduler.expire_shares(app)
    assert await told(app) == ["5001", "5002"]


async def test_two_processes_tick_and_each_is_told_once(
    app: App, clock: VirtualClock, database_url: str
) -> None:
    await listen(app)
    clock.advance(QUARTER)
    async with second_process(database_url) as engine:
        other = App(engine, app.regions, clock)
        await asyncio.gather(*(scheduler.expire_shares(each) for each in (app, other) * 2))
    assert await told(app) == ["5001", "5002"]


@pytest.mark.usefixtures("furnished")
async def test_what_has_done_its_work_is_forgotten_in_time(app: App, clock: VirtualClock) -> None:
    """Marks after eight days, a stranger's chat after one, an employee's after ninety."""
    await bind(app.engine, BUDIS, BUDI)
    async with app.engine.begin() as db:
        await inbox.mark(db, [Arrival(BUDIS, "1")], MONDAY)
        for chat in (BUDIS, CITRAS):
            await conversation.save(db, {chat: {"told": True}}, MONDAY)
    left = []
    for days in (1, 1, 6, 1, 81, 1):
        clock.advance(days * DAY)
        await scheduler.forget(app)
        tables = (inbox.inbox, conversation.conversation)
        left.append([len(await rows(app.engine, table)) for table in tables])
    assert left == [[1, 2], [1, 1], [1, 1], [0, 1], [0, 1], [0, 0]]


async def test_the_wrong_codes_of_an_account_are_forgotten_with_its_marks(
    app: App, clock: VirtualClock
) -> None:
    async with app.engine.begin() as db:
        await binding.count_failure(db, BUDIS, MONDAY.date())
    left = []
    for days in (8, 2):  # by the date in UTC, which may be a day behind
        clock.advance(days * DAY)
        await scheduler.forget(app)
        left.append(len(await rows(app.engine, binding.attempt)))
    assert left == [1, 0]


@pytest.mark.usefixtures("furnished")
async def test_a_failed_registration_is_forgotten_after_thirty_days(
    app: App, clock: VirtualClock
) -> None:
    """AMB-62: the last day that the list shows it, and the day after."""
    async with app.engine.begin() as db:
        day, parts = MONDAY.astimezone(WITA).date(), [Part.PHONE]
        await mismatch.note(db, BUDIS, BUDI.nip, parts, employee=BUDI.id, at=MONDAY, day=day)
    left = []
    for days in (30, 1):
        clock.advance(days * DAY)
        await scheduler.forget(app)
        left.append(len(await rows(app.engine, mismatch.mismatch)))
    assert left == [1, 0]


async def test_a_tick_without_a_database_is_quiet_and_comes_again(clock: VirtualClock) -> None:
    nowhere = open_engine(f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir")
    await scheduler._calmly(scheduler.expire_shares, App(nowhere, {}, clock))
    await nowhere.dispose()


async def test_a_tick_with_a_bug_ends_nothing(app: App) -> None:
    async def broken(app: App) -> None:
        async with app.engine.begin() as db:
            await db.execute(sa.text("SELECT * FROM nothing"))

    await scheduler._calmly(broken, app)


async def test_a_missed_tick_is_caught_up_and_never_doubled(app: App) -> None:
    ticking = scheduler.start(app)
    jobs = ticking.get_jobs()
    ticking.shutdown(wait=False)
    settings = {(job.misfire_grace_time, job.coalesce, job.max_instances) for job in jobs}
    assert (len(jobs), settings) == (6, {(None, True, 1)})


async def test_a_tick_that_is_at_work_when_the_service_stops_is_no_error(
    app: App, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be logged with its traceback, and an operator would look for a fault."""
    began = asyncio.Event()

    async def hangs(_app: App) -> None:
        began.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(scheduler, "SWEEP_SECONDS", 1)
    monkeypatch.setattr(scheduler, "expire_shares", hangs)
    ticking = scheduler.start(app)
    await began.wait()
    ticking.shutdown(wait=False)
    await asyncio.sleep(0.05)
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == []
