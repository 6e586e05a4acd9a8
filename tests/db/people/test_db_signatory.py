"""Who heads an office on a date, on both databases."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.signatory import Head
from db.people import signatory
from db.people.departure import departure
from db.people.employee import role
from tests.office import BUDI, CITRA, EKO, SARI, Actor

TODAY = date(2026, 4, 6)


async def heads(engine: AsyncEngine, who: Actor, office: str, **more: object) -> None:
    row = {"region": "bulungan", "employee": who.id, "role": "kepala", "office": office}
    dates = {"since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    async with engine.begin() as db:
        await db.execute(sa.insert(role), {**row, **dates, **more})


async def found(engine: AsyncEngine, day: date = TODAY) -> dict[str, list[Head]]:
    async with engine.begin() as db:
        return await signatory.heads(db, "bulungan", ["setda", "rsud"], day)


async def test_the_heads_of_some_offices_the_newest_first(furnished: AsyncEngine) -> None:
    await heads(furnished, EKO, "setda")
    await heads(furnished, SARI, "setda", since=date(2025, 6, 1))
    await heads(furnished, CITRA, "dinkes")
    await heads(furnished, BUDI, "setda", role="operator")
    assert await found(furnished) == {"setda": [Head(SARI.id), Head(EKO.id)]}


@pytest.mark.parametrize(
    ("day", "there"),
    [((2026, 4, 5), False), ((2026, 4, 6), True), ((2026, 4, 8), True), ((2026, 4, 9), False)],
    ids=["before", "first", "last", "after"],
)
async def test_a_head_has_dates(
    furnished: AsyncEngine, day: tuple[int, int, int], there: object
) -> None:
    await heads(furnished, EKO, "rsud", since=date(2026, 4, 6), until=date(2026, 4, 8))
    assert bool(await found(furnished, date(*day))) is there


async def test_whoever_has_left_is_told_so(furnished: AsyncEngine) -> None:
    """AMB-66: their post is vacant, and whoever acts for them is a Plt."""
    await heads(furnished, EKO, "setda")
    row = {"region": "bulungan", "employee": EKO.id, "last": date(2026, 4, 5)}
    async with furnished.begin() as db:
        await db.execute(sa.insert(departure), row | {"kind": "pensiun", "decree": "SK 9"})
    assert await found(furnished, date(2026, 4, 5)) == {"setda": [Head(EKO.id)]}
    assert await found(furnished) == {"setda": [Head(EKO.id, gone=True)]}


async def test_people_are_named_as_papers_name_them(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        named = await signatory.named(db, "bulungan", {BUDI.id})
    (budi,) = named.values()
    assert (budi.nip, budi.name, budi.rank, budi.title) == (BUDI.nip, "Budi", "III/a", "Analis")
