"""Bindings: one account, one employee; codes that work once, for one person, until they expire."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from core.organisation.mismatch import Candidate
from db import chat_accounts
from db.people import binding
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.harness.database import rows
from tests.office import BUDI, CITRA, Actor, furnish

CODE, OTHER_CODE = "c" * 64, "d" * 64
WEEK = timedelta(days=7)
TODAY = date(2026, 4, 6)


async def issue(engine: AsyncEngine, actor: Actor, code: str = CODE) -> None:
    async with engine.begin() as db:
        until = MONDAY + WEEK
        await binding.issue(db, "bulungan", actor.id, code, now=MONDAY, expires_at=until)


async def bind(
    engine: AsyncEngine, address: Address, actor: Actor, code: str = CODE, *, late: timedelta
) -> bool:
    """As the handler does it: what comes to nothing is rolled back."""
    async with engine.connect() as db:
        bound = await chat_accounts.bind(db, address, actor.id, code, MONDAY + late)
        await (db.commit() if bound else db.rollback())
        return bound


SOON = timedelta(minutes=5)


async def test_a_code_binds_its_owner(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    assert await bind(furnished, BUDIS, BUDI, late=SOON)
    found = [(row.address, row.employee) for row in await rows(furnished, binding.binding)]
    assert found == [("5001", BUDI.id)]


async def test_a_code_works_once(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    await bind(furnished, BUDIS, BUDI, late=SOON)
    async with furnished.begin() as db:
        assert await chat_accounts.unbind(db, "bulungan", BUDI.id)
    assert not await bind(furnished, BUDIS, BUDI, late=SOON)


@pytest.mark.parametrize(
    ("late", "works"),
    [(WEEK - timedelta(seconds=1), True), (WEEK, False), (WEEK + timedelta(days=1), False)],
    ids=["a second before it expires", "the second it expires", "a day later"],
)
async def test_a_code_expires(furnished: AsyncEngine, late: timedelta, *, works: bool) -> None:
    await issue(furnished, BUDI)
    async with furnished.begin() as db:
        owner = await binding.invited(db, "bulungan", CODE, MONDAY + late)
    assert (owner.employee if owner else None) == (BUDI.id if works else None)
    assert await bind(furnished, BUDIS, BUDI, late=late) is works


async def test_nobody_binds_with_the_code_of_another(furnished: AsyncEngine) -> None:
    await issue(furnished, CITRA)
    assert not await bind(furnished, BUDIS, BUDI, late=SOON)
    assert await bind(furnished, CITRAS, CITRA, late=SOON), "the attempt did not use it up"


async def test_a_code_of_another_region_opens_nothing(furnished: AsyncEngine) -> None:
    await furnish(furnished, "karanganyar")
    await issue(furnished, BUDI)
    there = Address("karanganyar", "telegram", "5001")
    assert not await bind(furnished, there, BUDI, late=SOON)


async def test_a_new_code_ends_the_older_one(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    await issue(furnished, BUDI, OTHER_CODE)
    assert not await bind(furnished, BUDIS, BUDI, late=SOON)
    assert await bind(furnished, BUDIS, BUDI, OTHER_CODE, late=SOON)


async def test_of_two_accounts_that_claim_one_code_at_once_one_loses(
    furnished: AsyncEngine,
) -> None:
    await issue(furnished, BUDI)
    claims = (bind(furnished, chat, BUDI, late=SOON) for chat in (BUDIS, CITRAS))
    assert sorted(await asyncio.gather(*claims)) == [False, True]
    assert len(await rows(furnished, binding.binding)) == 1


async def test_an_account_is_one_employee_only(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    await issue(furnished, CITRA, OTHER_CODE)
    assert await bind(furnished, BUDIS, BUDI, late=SOON)
    assert not await bind(furnished, BUDIS, CITRA, OTHER_CODE, late=SOON)
    assert await bind(furnished, CITRAS, CITRA, OTHER_CODE, late=SOON), "the code is not lost"


async def test_an_employee_has_one_account_only(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    await bind(furnished, BUDIS, BUDI, late=SOON)
    await issue(furnished, BUDI, OTHER_CODE)
    assert not await bind(furnished, CITRAS, BUDI, OTHER_CODE, late=SOON)


async def test_a_candidate_is_told_from_the_records(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        found = await binding.candidate(db, "bulungan", CITRA.nip)
        assert found == Candidate(CITRA.id, "Citra", "PPPK", CITRA.phone, bound=False)
        assert await binding.candidate(db, "bulungan", "0" * 18) is None
        assert await binding.candidate(db, "karanganyar", CITRA.nip) is None


async def test_a_candidate_who_is_bound_already_is_known_as_such(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    await bind(furnished, BUDIS, BUDI, late=SOON)
    async with furnished.begin() as db:
        budi = await binding.candidate(db, "bulungan", BUDI.nip)
        citra = await binding.candidate(db, "bulungan", CITRA.nip)
    assert (budi and budi.bound, citra and citra.bound) == (True, False)


async def test_failures_count_per_account_and_day(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        for _ in range(3):
            await binding.count_failure(db, BUDIS, TODAY)
        await binding.count_failure(db, BUDIS, TODAY + timedelta(days=1))
        assert await binding.failures(db, BUDIS, TODAY) == 3
        assert await binding.failures(db, BUDIS, TODAY + timedelta(days=1)) == 1
        assert await binding.failures(db, CITRAS, TODAY) == 0


async def test_blocking_the_bot_is_noted_and_taken_back(furnished: AsyncEngine) -> None:
    await issue(furnished, BUDI)
    await bind(furnished, BUDIS, BUDI, late=SOON)
    for reachable, since in ((False, MONDAY), (True, None)):
        async with furnished.begin() as db:
            await binding.set_reachable(db, BUDIS, reachable=reachable, now=MONDAY)
        assert [row.unreachable_since for row in await rows(furnished, binding.binding)] == [since]
