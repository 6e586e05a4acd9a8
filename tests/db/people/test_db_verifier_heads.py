"""The heads to whom a request goes up: of the office, then of the office above it (KAM-01)."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.verifier import StandIn, StandInReason
from db.people import delegation, verifier
from db.people.employee import role
from db.people.office import office
from tests.office import BUDI, CAST, CITRA, DEWI, EKO, SARI, Actor

TODAY = date(2026, 4, 6)


async def _head(engine: AsyncEngine, who: Actor, where: str | None, **dates: date | None) -> None:
    since = {"since": date(2024, 1, 1), "until": None} | dates
    row = {"region": "bulungan", "employee": who.id, "role": "kepala", "office": where}
    async with engine.begin() as db:
        await db.execute(sa.insert(role), row | since | {"decree": "SK 1"})


async def _heads(engine: AsyncEngine, day: date = TODAY) -> list[str]:
    async with engine.begin() as db:
        found = await verifier.heads(db, "bulungan", [BUDI.id, DEWI.id], day)
    names = {each.id: each.name for each in CAST}
    return [names[each] for each in found[DEWI.id]]


async def test_the_heads_of_somebody_are_those_of_the_office_and_above_it(
    furnished: AsyncEngine,
) -> None:
    """KAM-01: the nearest first; heads of other offices, and other roles, are nobody's here."""
    async with furnished.begin() as db:
        part = sa.update(office).where(office.c.office == "rsud").values(parent="dinkes")
        await db.execute(part)
    await _head(furnished, EKO, "dinkes")
    await _head(furnished, SARI, "rsud")
    await _head(furnished, CITRA, "setda")
    assert await _heads(furnished) == ["Sari", "Eko"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2026, 4, 5), []), ((2026, 4, 6), ["Eko"]), ((2026, 4, 8), ["Eko"]), ((2026, 4, 9), [])],
    ids=["before", "first", "last", "after"],
)
async def test_a_head_has_dates(
    furnished: AsyncEngine, day: tuple[int, int, int], expected: list[str]
) -> None:
    await _head(furnished, EKO, "rsud", since=date(2026, 4, 6), until=date(2026, 4, 8))
    assert await _heads(furnished, date(*day)) == expected


async def test_whoever_stands_in_for_the_head_is_in_their_place(furnished: AsyncEngine) -> None:
    """AMB-39."""
    await _head(furnished, EKO, "rsud")
    async with furnished.begin() as db:
        stand_in = StandIn(EKO.id, CITRA.id, StandInReason.ACTING, TODAY, TODAY)
        await delegation.add(db, "bulungan", stand_in)
    assert await _heads(furnished) == ["Citra"]


async def test_offices_within_each_other_end(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        for one, other in (("rsud", "dinkes"), ("dinkes", "rsud")):
            await db.execute(sa.update(office).where(office.c.office == one).values(parent=other))
    await _head(furnished, EKO, "dinkes")
    assert set(await _heads(furnished)) == {"Eko"}
