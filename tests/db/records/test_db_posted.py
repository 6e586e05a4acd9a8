"""Who was in an office within a month, on both databases (AMB-65)."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.people.employee import posting
from db.records import reader
from tests.office import BUDI, CAST, CITRA, DEWI, EKO, SARI, Actor

APRIL = (date(2026, 4, 1), date(2026, 4, 30))


async def moves(engine: AsyncEngine, who: Actor, since: date, office: str) -> None:
    row = {"region": "bulungan", "employee": who.id, "since": since, "office": office}
    async with engine.begin() as db:
        await db.execute(sa.insert(posting), row)


async def posted(engine: AsyncEngine, *offices: str) -> set[str]:
    async with engine.begin() as db:
        found = await reader.posted(db, "bulungan", offices, *APRIL)
    return {each.name for each in CAST if each.id in found}


async def test_everybody_of_some_offices(furnished: AsyncEngine) -> None:
    assert await posted(furnished, "rsud") == {"Dewi"}
    assert await posted(furnished, "setda", "rsud") == {each.name for each in CAST}
    assert await posted(furnished, "dinkes") == set()


@pytest.mark.parametrize(
    ("since", "leaves", "joins"),
    [
        (date(2026, 4, 1), False, True),
        (date(2026, 4, 2), True, True),
        (date(2026, 4, 30), True, True),
        (date(2026, 5, 1), True, False),
    ],
    ids=["on the first", "on the second", "on the last", "on the first of the next"],
)
async def test_whoever_moves_is_in_both_offices_of_the_month(
    furnished: AsyncEngine, since: date, leaves: object, joins: object
) -> None:
    await moves(furnished, EKO, since, "dinkes")
    assert ("Eko" in await posted(furnished, "setda")) is leaves
    assert ("Eko" in await posted(furnished, "dinkes")) is joins


async def test_of_another_region_nobody_is_found(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        assert await reader.posted(db, "karanganyar", ["setda"], *APRIL) == []
    assert {BUDI, CITRA, DEWI, SARI} <= set(CAST)
