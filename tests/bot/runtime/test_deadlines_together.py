"""The sweep meets taps that came in time: whoever was first has decided, and only that is told."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime import scheduler
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from core.approvals.case import State
from core.law.regulation import ActivityKind
from db.messages import outbox
from db.records import activity
from db.records.activity import NewActivity
from tests.builders.chats import BUDIS, MONDAY, bind
from tests.db import decisions
from tests.harness.database import ON_POSTGRESQL, rows
from tests.harness.outbox_words import text_of
from tests.office import BUDI, SARI, a_region

DUE = MONDAY + timedelta(hours=48)
IN_TIME = DUE - timedelta(seconds=1)
WORK = {UUID(int=1): "Rapat", UUID(int=2): "Laporan"}  # both on one card


@pytest.fixture
async def app(furnished: AsyncEngine) -> App:
    await bind(furnished, BUDIS, BUDI)
    async with furnished.begin() as db:
        for id_, words in WORK.items():
            await activity.file(db, "bulungan", _new(id_, words))
    clock = VirtualClock(DUE)
    return App(furnished, {"bulungan": a_region()}, clock)


def _new(id_: UUID, words: str) -> NewActivity:
    return NewActivity(
        id=id_,
        employee=BUDI.id,
        date=date(2026, 4, 6),
        kind=ActivityKind.DUTY,
        minutes=60,
        description=words,
        output=None,
        quantity=None,
        filed_at=MONDAY,
        due_at=DUE,
        beyond=0,
        card=UUID(int=7),
    )


@ON_POSTGRESQL
@pytest.mark.parametrize("taken", [0, 1, 2], ids=["no tap", "one of two", "both"])
async def test_what_a_tap_decides_at_this_moment_is_not_told_as_silence(
    app: App, taken: int
) -> None:
    """BLG-9-10: the sweep waits for nobody, and tells of a card when the tap on it is through."""
    mine = list(WORK)[:taken]
    async with app.engine.begin() as tap:
        for id_ in mine:
            assert await decisions.decide(
                tap, activity.CASES, "bulungan", id_, State.APPROVED, by=SARI.id, now=IN_TIME
            )
        await scheduler.settle_cases(app)
        assert await _told(app) == ([] if mine else list(WORK))
    await scheduler.settle_cases(app)
    states = {row.id: row.state for row in await rows(app.engine, activity.activity)}
    deemed = State.DEEMED_APPROVED
    assert states == {id_: State.APPROVED if id_ in mine else deemed for id_ in WORK}
    assert await _told(app) == list(WORK)[taken:]


@ON_POSTGRESQL
async def test_what_nobody_taps_on_is_not_kept_waiting_by_a_tap(app: App) -> None:
    """BLG-9-10: only the card itself is left for the next time."""
    async with app.engine.begin() as db:
        await activity.file(db, "bulungan", replace(_new(UUID(int=3), "Monev"), card=UUID(int=8)))
    async with app.engine.begin() as tap:
        one = UUID(int=1)
        assert await decisions.decide(
            tap, activity.CASES, "bulungan", one, State.APPROVED, by=SARI.id, now=IN_TIME
        )
        await scheduler.settle_cases(app)
        states = {row.id.int: row.state for row in await rows(app.engine, activity.activity)}
    assert states == {1: None, 2: None, 3: State.DEEMED_APPROVED}


async def _told(app: App) -> list[UUID]:
    told = " ".join(text_of(row) for row in await rows(app.engine, outbox.outbox))
    return [id_ for id_, words in WORK.items() if words in told]
