"""What was shared and is no stamp yet: one row a leg, taken once when it runs out or ends."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.attendance.claim import Claim
from core.organisation.address import Address
from db.records import claim as claims
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.builders.claims import tries
from tests.harness.database import ON_POSTGRESQL, rows, second_process
from tests.office import BUDI, CITRA, DEWI, EKO, SARI
from tests.patience import PATIENCE

CAST = (BUDI, CITRA, SARI, EKO, DEWI)


async def listens(engine: AsyncEngine, address: Address = BUDIS, minutes: int = 15) -> Claim:
    actor = CITRA if address == CITRAS else BUDI
    return await tries(engine, address, actor, until=MONDAY + timedelta(minutes=minutes))


async def take(engine: AsyncEngine, minutes: int, limit: int = 500) -> list[Address]:
    """What is over by then, each dropped as whoever tells of it does."""
    async with engine.begin() as db:
        then = MONDAY + timedelta(minutes=minutes)
        over = await claims.overdue(db, "bulungan", then, limit)
        for kept in over:
            await claims.drop(db, "bulungan", kept.employee, kept.claim)
    return [kept.address for kept in over]


@pytest.mark.parametrize(
    ("minutes", "due"), [(14, False), (15, True), (16, True)], ids=["before", "at", "after"]
)
async def test_a_share_is_taken_when_it_has_run_out(
    furnished: AsyncEngine, minutes: int, *, due: bool
) -> None:
    await listens(furnished)
    assert await take(furnished, minutes) == [BUDIS] * due


@pytest.mark.parametrize(("minutes", "due"), [(24 * 60 - 1, False), (24 * 60, True)])
async def test_a_try_without_a_share_is_taken_when_its_window_ends(
    furnished: AsyncEngine, minutes: int, *, due: bool
) -> None:
    """AMB-45: its end is told, too."""
    claim = await listens(furnished)
    tried = claims.Kept(BUDI.id, BUDIS, replace(claim, message=None), MONDAY + timedelta(days=1))
    async with furnished.begin() as db:
        await claims.keep(db, [tried])
    assert await take(furnished, minutes) == [BUDIS] * due


async def test_each_is_taken_once(furnished: AsyncEngine) -> None:
    for number, chat in enumerate((BUDIS, CITRAS), 1):
        await listens(furnished, chat, minutes=20 - number)
    first = await take(furnished, 30, limit=1)
    assert first + await take(furnished, 30) in ([BUDIS, CITRAS], [CITRAS, BUDIS])
    assert await take(furnished, 30) == []


async def test_what_is_tried_for_a_leg_is_one_row(furnished: AsyncEngine) -> None:
    await listens(furnished)
    claim = await listens(furnished, minutes=45)
    (row,) = await rows(furnished, claims.share)
    assert row.listens_until == MONDAY + timedelta(minutes=45)
    async with furnished.begin() as db:
        await claims.drop(db, "bulungan", BUDI.id, replace(claim, duty=2))
        await claims.drop(db, "bulungan", CITRA.id, claim)
    assert len(await rows(furnished, claims.share)) == 1
    async with furnished.begin() as db:
        await claims.drop(db, "bulungan", BUDI.id, claim)
    assert await rows(furnished, claims.share) == []


async def test_a_claim_comes_back_as_it_was_kept(furnished: AsyncEngine) -> None:
    claim = await tries(furnished, BUDIS, BUDI, until=MONDAY, unsure_since=MONDAY, unsure_in="11")
    async with furnished.begin() as db:
        (kept,) = await claims.overdue(db, "bulungan", MONDAY, 5)
        assert await claims.overdue(db, "karanganyar", MONDAY, 5) == []
    assert (kept.employee, kept.address, kept.claim) == (BUDI.id, BUDIS, claim)


async def test_of_two_processes_each_goes_to_one(furnished: AsyncEngine, database_url: str) -> None:
    chats = [Address("bulungan", "telegram", str(number)) for number in range(len(CAST))]
    for chat, actor in zip(chats, CAST, strict=True):
        await tries(furnished, chat, actor, until=MONDAY)
    async with second_process(database_url) as other:
        found = await asyncio.gather(*(take(where, 20, 1) for where in (furnished, other) * 4))
    taken = [address for some in found for address in some]
    assert len(taken) == len(set(taken))
    taken += await take(furnished, 20)
    assert sorted(address.id for address in taken) == sorted(chat.id for chat in chats)


@ON_POSTGRESQL
async def test_the_second_process_passes_over_what_the_first_holds(
    furnished: AsyncEngine,
) -> None:
    for chat in (BUDIS, CITRAS):
        await listens(furnished, chat)
    async with furnished.begin() as first:
        held = await claims.overdue(first, "bulungan", MONDAY + timedelta(hours=1), 1)
        free = await asyncio.wait_for(take(furnished, 60), PATIENCE)
    assert sorted([held[0].address.id, *(each.id for each in free)]) == ["5001", "5002"]
