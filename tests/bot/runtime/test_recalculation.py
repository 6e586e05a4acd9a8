"""Deadlines that an act moves are moved before silence decides by them, whoever acted and where."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from bot.runtime import scheduler
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from core.approvals.case import State
from core.law.regulation import ActivityKind
from core.organisation.deadline import Outage
from db.records import activity, deadline_recalculation, outage, recalculation
from db.records.activity import NewActivity
from tests.builders.chats import MONDAY
from tests.db.outages import HALF_PAST_NINE, REPORT, SEVEN
from tests.harness.database import rows
from tests.office import BUDI, a_region

DUE = MONDAY + timedelta(hours=48)
WORK = NewActivity(
    id=UUID(int=1),
    employee=BUDI.id,
    date=date(2026, 4, 6),
    kind=ActivityKind.DUTY,
    minutes=1,
    description="Rapat",
    output=None,
    quantity=None,
    filed_at=MONDAY,
    due_at=DUE,
    beyond=0,
    card=UUID(int=1),
)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MONDAY)


@pytest.fixture
async def app(furnished: AsyncEngine, clock: VirtualClock) -> App:
    async with furnished.begin() as db:
        # Filed while the outage lasts, which stops its clock until the end.
        await activity.file(db, "bulungan", replace(WORK, filed_at=SEVEN))
        await outage.register(db, "bulungan", REPORT)
    return App(furnished, {"bulungan": a_region()}, clock)


async def state(app: App) -> State | None:
    (row,) = await rows(app.engine, activity.activity)
    return None if row.state is None else State(row.state)


async def ask(app: App) -> None:
    async with app.engine.begin() as db:
        changed = Outage(SEVEN, HALF_PAST_NINE)
        await recalculation.ask(db, "bulungan", MONDAY, changed)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(True, None), (False, State.DEEMED_APPROVED)],
    ids=["asked for", "control: not asked for"],
)
async def test_silence_decides_by_the_moved_deadline(
    app: App, clock: VirtualClock, *, asked: bool, expected: State | None
) -> None:
    """Whoever acted has died since, or wrote in a chat: the service does it, and first."""
    if asked:
        await ask(app)
    clock.travel(DUE - timedelta(seconds=1))
    await scheduler.settle_cases(app)
    clock.travel(DUE)
    await scheduler.settle_cases(app)
    assert await state(app) == expected


async def test_what_cannot_be_reckoned_stays_as_it_is_and_is_logged(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise LookupError("no limit")

    monkeypatch.setattr(deadline_recalculation, "_of_work", fails)
    await ask(app)
    with capture_logs() as logs:
        await scheduler.settle_cases(app)
    (said,) = [each for each in logs if each["event"] == "deadline kept as it was"]
    assert (said["row"], said["error"]) == (str(WORK.id), "no limit")
    async with app.engine.begin() as db:
        assert await recalculation.pending(db, "bulungan") == []
