"""Daily work in the tables: written once; decided once, by a tap, the person or the clock."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.law.regulation import ActivityKind
from db.approvals import overdue
from db.records import activity
from db.records.activity import Activity, NewActivity
from db.records.attachment import Page
from tests.builders.chats import MONDAY
from tests.db import decisions
from tests.harness.database import ON_POSTGRESQL, rows, second_process, until_blocked
from tests.office import BUDI, CITRA, SARI
from tests.patience import PATIENCE

TODAY = date(2026, 4, 6)
DUE = MONDAY + timedelta(hours=48)
SECOND = timedelta(seconds=1)
CARD = UUID(int=7)
ARTICLE = "Pasal 9 ayat (10) Perbup Bulungan 32/2023"
NEW = NewActivity(
    UUID(int=1),
    BUDI.id,
    TODAY,
    ActivityKind.DUTY,
    90,
    "Menyusun laporan <b>bulanan</b>",
    "Laporan",
    2,
    MONDAY,
    DUE,
    0,
    CARD,
)


def another(number: int, **more: Any) -> NewActivity:
    return replace(NEW, id=UUID(int=number), **more)


async def file(engine: AsyncEngine, *new: NewActivity, region: str = "bulungan") -> None:
    async with engine.begin() as db:
        for each in new:
            await activity.file(db, region, each)


async def found(engine: AsyncEngine, number: int = 1) -> Activity:
    async with engine.begin() as db:
        one = await activity.find(db, "bulungan", UUID(int=number))
    assert one is not None
    return one


async def decide(
    engine: AsyncEngine,
    state: State = State.APPROVED,
    now: datetime = DUE - SECOND,
    reason: str | None = None,
    region: str = "bulungan",
) -> bool:
    async with engine.begin() as db:
        return await decisions.decide(
            db, activity.CASES, region, NEW.id, state, by=SARI.id, now=now, remark=reason
        )


async def withdraw(engine: AsyncEngine, who: UUID = BUDI.id, now: datetime = DUE - SECOND) -> bool:
    async with engine.begin() as db:
        return await decisions.withdraw(db, activity.CASES, "bulungan", NEW.id, who, now)


async def lapse(engine: AsyncEngine, now: datetime, limit: int = 100) -> list[int]:
    async with engine.begin() as db:
        return await sweep(db, now, limit)


async def sweep(
    db: AsyncConnection, now: datetime, limit: int = 100, region: str = "bulungan"
) -> list[int]:
    due = [each.id for each in await overdue(db, activity.CASES, region, now, limit)]
    lapsed = await deem(db, region, due, now, skip_locked=True)
    return [each.int for each in due if each in lapsed]


async def deem(
    db: AsyncConnection,
    region: str,
    which: Collection[UUID],
    now: datetime,
    *,
    skip_locked: bool = False,
) -> set[UUID]:
    deemed = (State.DEEMED_APPROVED, ARTICLE, now)
    return await decisions.lapse(
        db, activity.CASES, region, which, *deemed, skip_locked=skip_locked
    )


async def test_what_was_filed_comes_back_whole(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    one = await found(furnished)
    fields = NewActivity.__dataclass_fields__
    assert {name: getattr(one, name) for name in fields} == {
        name: getattr(NEW, name) for name in fields
    }
    assert (one.state, one.decided_at, one.decided_by, one.article, one.remark) == (None,) * 5


async def test_somebodys_dates_are_theirs_alone_and_in_order(furnished: AsyncEngine) -> None:
    await file(
        furnished,
        another(5, date=TODAY, filed_at=MONDAY + SECOND),
        another(2),
        another(3, date=TODAY - timedelta(days=1)),
        another(4, date=TODAY + timedelta(days=1)),
        another(6, employee=CITRA.id),
    )
    async with furnished.begin() as db:
        mine = await activity.of_person(db, "bulungan", BUDI.id, TODAY - timedelta(days=1), TODAY)
        assert await activity.of_person(db, "karanganyar", BUDI.id, TODAY, TODAY) == []
    assert [each.id.int for each in mine] == [3, 2, 5]


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED])
async def test_the_first_decision_stands(furnished: AsyncEngine, state: State) -> None:
    """BLG-9-9."""
    await file(furnished, NEW)
    assert await decide(furnished, state, MONDAY, "kurang jelas")
    before = await rows(furnished, activity.activity)
    for later in (State.APPROVED, State.REJECTED):
        assert not await decide(furnished, later, MONDAY + SECOND)
    assert not await withdraw(furnished, now=MONDAY)
    assert await lapse(furnished, DUE + SECOND) == []
    assert await rows(furnished, activity.activity) == before
    one = await found(furnished)
    assert (one.state, one.decided_by, one.decided_at) == (state, SARI.id, MONDAY)
    assert (one.article, one.remark) == (None, "kurang jelas")


@pytest.mark.parametrize(
    ("now", "possible"), [(DUE - SECOND, True), (DUE, False)], ids=["the last second", "48 hours"]
)
async def test_after_the_deadline_silence_has_decided_swept_or_not(
    furnished: AsyncEngine, now: datetime, *, possible: bool
) -> None:
    """BLG-9-10: a rejection that comes a second late changes nothing."""
    await file(furnished, NEW)
    assert await decide(furnished, State.REJECTED, now, "x") is possible


async def test_a_sweep_takes_exactly_what_is_due_and_says_by_which_article(
    furnished: AsyncEngine,
) -> None:
    """BLG-9-10: decided at the moment it fell due, however late the sweep came."""
    await file(furnished, NEW, another(2, due_at=DUE - SECOND))
    assert await lapse(furnished, DUE - 2 * SECOND) == []
    assert await lapse(furnished, DUE - SECOND) == [2]
    assert await lapse(furnished, DUE + timedelta(days=3)) == [1]
    assert await lapse(furnished, DUE + timedelta(days=3)) == []
    one = await found(furnished)
    assert (one.state, one.decided_at) == (State.DEEMED_APPROVED, DUE)
    assert (one.article, one.decided_by) == (ARTICLE, None)


async def test_a_sweep_takes_the_oldest_first_and_no_more_than_it_may(
    furnished: AsyncEngine,
) -> None:
    await file(furnished, *(another(n, due_at=DUE - n * SECOND) for n in range(1, 8)))
    assert await lapse(furnished, DUE - SECOND, limit=3) == [7, 6, 5]
    assert await lapse(furnished, DUE - SECOND, limit=9) == [4, 3, 2, 1]


async def test_a_region_sweeps_its_own(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    async with furnished.begin() as db:
        assert await sweep(db, DUE + SECOND, region="karanganyar") == []
        elsewhere = await deem(db, "karanganyar", [NEW.id], DUE + SECOND)
        assert elsewhere == set()
    assert not await decide(furnished, now=MONDAY, region="karanganyar")
    assert (await found(furnished)).state is None


async def test_only_ones_own_can_be_taken_back(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    assert not await withdraw(furnished, CITRA.id)
    assert not await withdraw(furnished, now=DUE)
    assert await withdraw(furnished)
    assert (await found(furnished)).state is State.WITHDRAWN
    assert not await decide(furnished)


async def test_a_rejected_one_is_replaced_once(furnished: AsyncEngine) -> None:
    """AMB-18."""
    await file(furnished, NEW, another(2, replaces=NEW.id))
    with pytest.raises(sa.exc.IntegrityError):
        await file(furnished, another(3, replaces=NEW.id))
    assert len(await rows(furnished, activity.activity)) == 2


@pytest.mark.parametrize(
    "row",
    [{"minutes": 0}, {"decided_by": BUDI.id}, {"employee": UUID(int=99)}],
    ids=["no time", "decided by the person", "nobody"],
)
async def test_the_tables_refuse_what_cannot_be(
    furnished: AsyncEngine, row: dict[str, object]
) -> None:
    values = {name: getattr(NEW, name) for name in NewActivity.__dataclass_fields__}
    values |= {"region": "bulungan", "kind": "umum"} | row
    with pytest.raises(sa.exc.IntegrityError):
        async with furnished.begin() as db:
            await db.execute(sa.insert(activity.activity), values)


async def test_of_all_who_decide_at_once_exactly_one_wins(
    furnished: AsyncEngine, database_url: str
) -> None:
    """Two taps, the person and the clock: whatever the order, one decision and one only."""
    for number in range(1, 6):
        await file(furnished, another(number))
        async with second_process(database_url) as other:
            won = await asyncio.gather(
                _one(furnished, number, State.APPROVED),
                _one(other, number, State.REJECTED),
                _taken_back(other, number),
                _swept(furnished),
            )
        assert sum(won) == 1


async def _one(engine: AsyncEngine, number: int, state: State) -> bool:
    async with engine.begin() as db:
        id_ = UUID(int=number)
        return await decisions.decide(
            db, activity.CASES, "bulungan", id_, state, by=SARI.id, now=DUE - SECOND
        )


async def _taken_back(engine: AsyncEngine, number: int) -> bool:
    async with engine.begin() as db:
        return await decisions.withdraw(
            db, activity.CASES, "bulungan", UUID(int=number), BUDI.id, DUE - SECOND
        )


async def _swept(engine: AsyncEngine) -> bool:
    return bool(await lapse(engine, DUE + SECOND))


@ON_POSTGRESQL
async def test_a_tap_waits_for_the_other_and_is_told_it_lost(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    async with furnished.begin() as first:
        assert await decisions.decide(
            first, activity.CASES, "bulungan", NEW.id, State.APPROVED, by=SARI.id, now=DUE - SECOND
        )
        second = asyncio.create_task(decide(furnished, State.REJECTED))
        await until_blocked(furnished)
    assert not await second
    assert (await found(furnished)).state is State.APPROVED


@ON_POSTGRESQL
async def test_two_sweeps_share_the_work_and_neither_waits(furnished: AsyncEngine) -> None:
    await file(furnished, *(another(n) for n in range(1, 5)))
    async with furnished.begin() as first:
        mine = await sweep(first, DUE + SECOND, limit=2)
        theirs = await asyncio.wait_for(lapse(furnished, DUE + SECOND), PATIENCE)
    assert sorted(mine + theirs) == [1, 2, 3, 4]


@ON_POSTGRESQL
async def test_a_reader_waits_for_the_tap_that_decides_at_this_moment(
    furnished: AsyncEngine,
) -> None:
    """BLG-9-10: nobody reads that silence has approved what was refused in time."""
    await file(furnished, NEW)
    async with furnished.begin() as first:
        assert await decisions.decide(
            first, activity.CASES, "bulungan", NEW.id, State.REJECTED, by=SARI.id, now=DUE - SECOND
        )
        reader = asyncio.create_task(_read(furnished))
        await until_blocked(furnished)
    assert await reader == set()
    assert (await found(furnished)).state is State.REJECTED


async def _read(engine: AsyncEngine) -> set[UUID]:
    async with engine.begin() as db:
        return await deem(db, "bulungan", [NEW.id], DUE + SECOND)


async def test_a_photo_of_an_older_release_is_one_page(furnished: AsyncEngine) -> None:
    """It was one content, unlisted, and is not rewritten; what is filed now is a list."""
    pages = (Page("ab" * 32, 9, "image/jpeg"), Page("cd" * 32, 8, "application/pdf", "Hal. 2"))
    await file(furnished, NEW, another(2, photo=pages))
    async with furnished.begin() as db:
        first = activity.activity.c.id == UUID(int=1)
        old = sa.update(activity.activity).where(first)
        await db.execute(old.values(photo=["ab" * 32, 9, "image/jpeg"]))
    assert (await found(furnished)).photo == pages[:1]
    assert (await found(furnished, 2)).photo == pages
