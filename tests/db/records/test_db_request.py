"""Requests in the tables: written once; the paper may follow; decided once."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from db.approvals import open_cards, overdue
from db.records import request
from db.records.attachment import Page
from db.records.request import NewRequest, Request
from tests.builders.chats import MONDAY
from tests.db import decisions
from tests.harness.database import ON_POSTGRESQL, rows, second_process, until_blocked
from tests.office import BUDI, CITRA, SARI

TODAY = date(2026, 4, 6)
DUE = MONDAY + timedelta(hours=48)
SECOND = timedelta(seconds=1)
PAPER = (Page("ab" * 32, 1234, "image/jpeg"), Page("cd" * 32, 9, "application/pdf", "Hal. 2"))
NEW = NewRequest(
    UUID(int=1), BUDI.id, "cuti.tahunan", TODAY, TODAY, "Menikah <b>adik</b>", MONDAY, DUE
)


def another(which: int, /, **more: Any) -> NewRequest:
    return replace(NEW, id=UUID(int=which), **more)


async def file(engine: AsyncEngine, *new: NewRequest) -> None:
    async with engine.begin() as db:
        for each in new:
            await request.file(db, "bulungan", each)


async def found(engine: AsyncEngine, number: int = 1) -> Request:
    async with engine.begin() as db:
        one = await request.find(db, "bulungan", UUID(int=number))
    assert one is not None
    return one


async def decide(engine: AsyncEngine, state: State = State.APPROVED, number: int = 1) -> bool:
    async with engine.begin() as db:
        return await decisions.decide(
            db,
            request.CASES,
            "bulungan",
            UUID(int=number),
            state,
            by=SARI.id,
            now=MONDAY,
            remark="sebab",
        )


async def withdraw(engine: AsyncEngine, who: UUID = BUDI.id) -> bool:
    async with engine.begin() as db:
        return await decisions.withdraw(db, request.CASES, "bulungan", UUID(int=1), who, MONDAY)


async def attach(engine: AsyncEngine, who: UUID = BUDI.id) -> bool:
    async with engine.begin() as db:
        return await request.attach(db, "bulungan", UUID(int=1), who, PAPER, "orang lain")


@pytest.mark.parametrize(
    "more", [{}, {"number": "800/1", "paper": PAPER, "substitute": CITRA.id}], ids=["bare", "whole"]
)
async def test_what_is_filed_is_found_as_it_was_filed(
    furnished: AsyncEngine, more: dict[str, Any]
) -> None:
    new = another(1, **more)
    await file(furnished, new)
    one = await found(furnished)
    assert {name: getattr(one, name) for name in NewRequest.__dataclass_fields__} == {
        name: getattr(new, name) for name in NewRequest.__dataclass_fields__
    }
    assert (one.state, one.decided_at, one.escalated_at) == (None, None, None)
    async with furnished.begin() as db:
        assert await request.find(db, "karanganyar", UUID(int=1)) is None


async def test_a_letter_of_an_older_release_is_one_page(furnished: AsyncEngine) -> None:
    """It was one content, unlisted, and is not rewritten."""
    await file(furnished, NEW)
    async with furnished.begin() as db:
        old = sa.update(request.request).values(paper=["ab" * 32, 1234, "image/jpeg"])
        await db.execute(old)
    assert (await found(furnished)).paper == PAPER[:1]
    assert not await attach(furnished), "there is one"


async def test_of_two_decisions_the_first_one_holds(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    assert await decide(furnished, State.REJECTED)
    assert not await decide(furnished)
    assert not await withdraw(furnished)
    assert not await attach(furnished)
    one = await found(furnished)
    assert (one.state, one.decided_by, one.remark) == (State.REJECTED, SARI.id, "sebab")


async def test_only_the_person_takes_it_back_or_adds_the_paper(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    assert not await withdraw(furnished, SARI.id)
    assert not await attach(furnished, SARI.id)
    assert await attach(furnished)
    assert not await attach(furnished)
    one = await found(furnished)
    assert (one.paper, one.paper_before) == (PAPER, "orang lain")
    assert await withdraw(furnished)
    assert (await found(furnished)).state is State.WITHDRAWN


@pytest.mark.parametrize(
    "broken",
    [{"last": TODAY - timedelta(days=1)}, {"substitute": BUDI.id}],
    ids=["ends before it begins", "stands in for themselves"],
)
async def test_nonsense_is_not_written(furnished: AsyncEngine, broken: dict[str, Any]) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        await file(furnished, another(1, **broken))


async def test_nobody_decides_for_themselves(furnished: AsyncEngine) -> None:
    """AMB-39: not even where a handler should forget to ask."""
    await file(furnished, another(1, employee=SARI.id))
    with pytest.raises(sa.exc.IntegrityError):
        await decide(furnished)


@pytest.mark.parametrize(
    ("since", "until", "numbers"),
    [
        ((2026, 4, 5), (2026, 4, 5), [3]),
        ((2026, 4, 6), (2026, 4, 6), [1, 3]),
        ((2026, 4, 7), (2026, 4, 9), [2, 3]),
        ((2026, 4, 10), (2026, 4, 10), [3]),
    ],
    ids=["before", "first", "last", "after"],
)
async def test_somebodys_requests_are_those_that_touch_the_dates_and_all_that_waits(
    furnished: AsyncEngine,
    since: tuple[int, int, int],
    until: tuple[int, int, int],
    numbers: list[int],
) -> None:
    nine = date(2026, 4, 9)
    await file(
        furnished,
        NEW,
        another(2, first=nine, last=nine, filed_at=MONDAY + SECOND),
        another(3, first=date(2026, 5, 1), last=date(2026, 5, 2), filed_at=MONDAY + 2 * SECOND),
        another(4, employee=CITRA.id),
    )
    for number in (1, 2):
        assert await decide(furnished, State.APPROVED, number)
    async with furnished.begin() as db:
        mine = await request.of_person(db, "bulungan", BUDI.id, date(*since), date(*until))
        many = await request.of_people(db, "bulungan", [BUDI.id], date(*since), date(*until))
    assert [each.id.int for each in mine] == numbers
    assert [each.id.int for each in many] == [number for number in numbers if number != 3]


async def test_what_waits_comes_in_the_order_of_its_deadlines(furnished: AsyncEngine) -> None:
    await file(
        furnished, *(another(number, due_at=DUE - number * SECOND) for number in range(1, 8))
    )
    assert await decide(furnished, State.APPROVED, 5)
    async with furnished.begin() as db:
        theirs = await request.waiting(db, "bulungan", [BUDI.id])
        soon = await open_cards(db, request.CASES, "bulungan", due_by=DUE - 3 * SECOND)
    assert [each.id.int for each in theirs] == [7, 6, 4, 3, 2, 1]
    assert [each.int for each in soon] == [7, 6, 4, 3]


@pytest.mark.parametrize(
    ("now", "numbers"),
    [(DUE - SECOND, []), (DUE, [1]), (DUE + SECOND, [1, 2])],
    ids=["the last second", "48 hours", "both"],
)
async def test_what_is_overdue_goes_up_once(
    furnished: AsyncEngine, now: datetime, numbers: list[int]
) -> None:
    """KAM-01, AMB-35: written down at the moment it fell due, whenever somebody looked."""
    await file(furnished, NEW, another(2, due_at=DUE + SECOND))
    async with furnished.begin() as db:
        page = [each.id for each in await overdue(db, request.CASES, "bulungan", now, 10)]
        late = await decisions.escalate(db, request.CASES, "bulungan", page, now)
    assert sorted(each.int for each in late) == numbers
    async with furnished.begin() as db:
        assert await overdue(db, request.CASES, "bulungan", now, 10) == []
    for number in numbers:
        one = await found(furnished, number)
        assert (one.escalated_at, one.state) == (one.due_at, None)
    assert await decide(furnished)


async def test_silence_may_also_decide(furnished: AsyncEngine) -> None:
    """KAM-01: what silence does is data; decided before, it stays as it was."""
    await file(furnished, NEW, another(2))
    assert await decide(furnished, State.REJECTED, 2)
    async with furnished.begin() as db:
        both = [UUID(int=1), UUID(int=2)]
        article = "keputusan KAM-01"
        await decisions.lapse(db, request.CASES, "bulungan", both, State.LAPSED, article, DUE)
    first, second = await found(furnished), await found(furnished, 2)
    assert (first.state, first.article, first.decided_at) == (State.LAPSED, "keputusan KAM-01", DUE)
    assert (second.state, second.article) == (State.REJECTED, None)


async def test_two_sweeps_share_what_is_overdue(furnished: AsyncEngine) -> None:
    await file(furnished, *(another(number) for number in range(1, 5)))
    taken: list[int] = []

    async def sweep() -> None:
        async with furnished.begin() as db:
            page = await overdue(db, request.CASES, "bulungan", DUE + SECOND, 10)
            these, now = [each.id for each in page], DUE + SECOND
            late = await decisions.escalate(db, request.CASES, "bulungan", these, now)
            taken.extend(each.int for each in late)

    await asyncio.gather(sweep(), sweep())
    assert sorted(taken) == [1, 2, 3, 4]


@ON_POSTGRESQL
async def test_a_tap_waits_for_another_and_then_loses(
    furnished: AsyncEngine, database_url: str
) -> None:
    await file(furnished, NEW)
    async with second_process(database_url) as other:
        async with furnished.begin() as db:
            one = UUID(int=1)
            assert await decisions.decide(
                db, request.CASES, "bulungan", one, State.APPROVED, by=SARI.id, now=MONDAY
            )
            late = asyncio.create_task(decide(other, State.REJECTED))
            await until_blocked(furnished)
        assert not await late
    assert (await found(furnished)).state is State.APPROVED
    assert len(await rows(furnished, request.request)) == 1
