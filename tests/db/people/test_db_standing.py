"""Finding employees: by NIP, by a part of the name, by office; only in one's own region."""

from collections.abc import Collection
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.people import status
from db.people.employee import employee, posting
from tests.office import BUDI, CAST, CITRA, DEWI, EKO, SARI, Actor, furnish

TODAY = date(2026, 4, 6)


async def called(
    engine: AsyncEngine, words: str, limit: int = 9, day: date = TODAY, region: str = "bulungan"
) -> list[str]:
    async with engine.begin() as db:
        return [each.name for each in await status.search_members(db, region, day, words, limit)]


async def rename(engine: AsyncEngine, actor: Actor, name: str) -> None:
    async with engine.begin() as db:
        mine = employee.c.employee == actor.id
        await db.execute(sa.update(employee).where(mine).values(name=name))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Budi", ["Budi Santoso"]),
        ("budi", ["Budi Santoso"]),
        ("SANTO", ["Budi Santoso", "Citra Santoso"]),
        ("santoso budi", ["Budi Santoso"]),
        ("budi citra", []),
        (BUDI.nip, ["Budi Santoso"]),
        ("19900315 201503 1 002", ["Budi Santoso"]),
        (BUDI.nip[:-1], []),
        ("%", []),
        ("_", ["Eko 100_"]),
        ("' OR 1 = 1 --", []),
    ],
)
async def test_a_name_is_found_by_each_of_its_parts_and_a_nip_as_a_whole(
    furnished: AsyncEngine, words: str, found: list[str]
) -> None:
    await rename(furnished, BUDI, "Budi Santoso")
    await rename(furnished, CITRA, "Citra Santoso")
    await rename(furnished, EKO, "Eko 100_")
    assert await called(furnished, words) == found


async def test_no_more_are_found_than_asked_for_by_name(furnished: AsyncEngine) -> None:
    assert await called(furnished, "i", 2) == ["Budi", "Citra"]
    assert await called(furnished, "i") == ["Budi", "Citra", "Dewi", "Sari"]


async def test_nobody_is_found_before_their_first_office_nor_in_another_region(
    furnished: AsyncEngine,
) -> None:
    assert await called(furnished, "Budi", day=date(2023, 12, 31)) == []
    assert await called(furnished, "Budi", day=date(2024, 1, 1)) == ["Budi"]
    assert await called(furnished, "Budi", region="karanganyar") == []
    assert await called(furnished, BUDI.nip, region="karanganyar") == []


async def test_whoever_is_found_comes_with_the_office_of_the_day(furnished: AsyncEngine) -> None:
    moved = {"region": "bulungan", "employee": BUDI.id, "since": TODAY, "office": "dinkes"}
    async with furnished.begin() as db:
        await db.execute(sa.insert(posting), moved)
        (before,) = await status.search_members(db, "bulungan", date(2026, 4, 5), "Budi", 9)
        (after,) = await status.search_members(db, "bulungan", TODAY, "Budi", 9)
    assert (before.office, after.office) == ("setda", "dinkes")
    assert (after.employee, after.nip, after.bound) == (BUDI.id, BUDI.nip, False)


@pytest.mark.parametrize(
    ("people", "offices", "limit", "found"),
    [
        (None, None, None, ["Budi", "Citra", "Dewi", "Eko", "Sari"]),
        ((DEWI, SARI), None, None, ["Dewi", "Sari"]),
        ((DEWI, SARI), None, 1, ["Dewi"]),
        ((), None, None, []),
        (None, ["setda"], 2, ["Budi", "Citra"]),
        ((DEWI, SARI), ["setda"], None, ["Sari"]),
        (None, [], None, []),
    ],
)
async def test_members_are_those_that_fit_all_that_is_given(
    furnished: AsyncEngine,
    people: Collection[Actor] | None,
    offices: list[str] | None,
    limit: int | None,
    found: list[str],
) -> None:
    ids = None if people is None else [each.id for each in people]
    async with furnished.begin() as db:
        members = await status.members(
            db, "bulungan", TODAY, people=ids, offices=offices, limit=limit
        )
    assert [each.name for each in members] == found


async def test_members_of_another_region_are_none_of_ours(furnished: AsyncEngine) -> None:
    await furnish(furnished, "karanganyar")
    async with furnished.begin() as db:
        ours = await status.members(db, "bulungan", TODAY, people=[each.id for each in CAST])
        nobody = await status.members(db, "kudus", TODAY, people=[each.id for each in CAST])
    assert (len(ours), nobody) == (len(CAST), [])
