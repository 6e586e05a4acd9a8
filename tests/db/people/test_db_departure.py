"""Who has left by the tables: nobody in lists, nobody's superior, nobody's account, on both."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.employment import Departure, Leaving
from core.organisation.verifier import StandIn, StandInReason
from db.people import authority, delegation, departure, status, verifier
from db.people.departure import Line
from db.people.employee import role
from db.records import reader
from tests.builders.chats import BUDIS, MONDAY
from tests.db.bound import budi, find
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, Actor

LAST, TODAY = date(2026, 4, 5), date(2026, 4, 6)
DAY = timedelta(days=1)
RETIRED = Line(LAST, Leaving.RETIRED, "SK 1")


async def leave(engine: AsyncEngine, actor: Actor, line: Line = RETIRED) -> None:
    async with engine.begin() as db:
        await departure.write(db, "bulungan", actor.id, line)


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        pytest.param(RETIRED, True, id="yesterday was the last"),
        pytest.param(replace(RETIRED, last=TODAY), False, id="today is the last"),
        pytest.param(replace(RETIRED, back=TODAY, back_decree="SK 2"), False, id="back today"),
        pytest.param(replace(RETIRED, back=TODAY + DAY, back_decree="SK"), True, id="back soon"),
        pytest.param(replace(RETIRED, revoked_at=MONDAY), False, id="entered by mistake"),
    ],
)
async def test_every_reader_knows_who_has_left(
    bound: AsyncEngine,
    line: Line,
    gone: bool,  # noqa: FBT001 - a fact
) -> None:
    await leave(bound, BUDI, line)
    async with bound.begin() as db:
        names = [each.name for each in await status.members(db, "bulungan", TODAY)]
        found = await status.search_members(db, "bulungan", TODAY, "Budi", 9)
        rights = await authority.read(db, "bulungan", BUDI.nip, TODAY)
        accounts = await departure.bound(db, "bulungan", TODAY)
        everybody = await status.members(db, "bulungan", TODAY, gone=True)
    assert ("Budi" in names, bool(found), rights is not None) == (not gone,) * 3
    assert "Budi" in [each.name for each in everybody]
    assert accounts == ([(BUDI.id, BUDIS, Leaving.RETIRED)] if gone else [])


async def test_an_account_of_somebody_who_left_is_nobodys(bound: AsyncEngine) -> None:
    """Of whoever left yesterday it is told when: that night's shift may still go on (AMB-56)."""
    assert (await budi(bound)).departures == ()
    await leave(bound, BUDI)
    assert (await budi(bound)).departures == (Departure(LAST),)
    assert await find(bound, day=TODAY + DAY) is None


async def test_what_is_known_of_somebody_tells_when_they_left(furnished: AsyncEngine) -> None:
    await leave(furnished, BUDI)
    await leave(furnished, BUDI, Line(date(2025, 1, 1), Leaving.MOVED, "x", revoked_at=MONDAY))
    async with furnished.begin() as db:
        found = await reader.read(db, "bulungan", [BUDI.id, CITRA.id], TODAY, TODAY)
    assert found[BUDI.id].departures == (Departure(LAST),)
    assert found[CITRA.id].departures == ()


async def test_whoever_left_verifies_nobody_any_more(furnished: AsyncEngine) -> None:
    """AMB-39: Sari is above all four; Dewi is the region's official."""
    await leave(furnished, SARI)
    async with furnished.begin() as db:
        before = await verifier.find(db, "bulungan", [BUDI.id], LAST, DEWI.id)
        after = await verifier.find(db, "bulungan", [BUDI.id], TODAY, DEWI.id)
        nobody = await verifier.find(db, "bulungan", [BUDI.id], TODAY, None)
        below = await verifier.subordinates(db, "bulungan", SARI.id, TODAY, None)
        theirs = await verifier.subordinates(db, "bulungan", DEWI.id, TODAY, DEWI.id)
    assert (before, after, nobody) == (
        {BUDI.id: SARI.id},
        {BUDI.id: DEWI.id},
        {BUDI.id: None},
    )
    assert below == []
    assert {BUDI.id, CITRA.id, EKO.id} <= set(theirs)


async def test_an_official_who_left_verifies_nobody(furnished: AsyncEngine) -> None:
    """AMB-39."""
    await leave(furnished, DEWI)
    async with furnished.begin() as db:
        assert await verifier.find(db, "bulungan", [SARI.id], TODAY, DEWI.id) == {SARI.id: None}


async def test_nobody_who_left_stands_in_and_a_post_that_was_left_has_a_plt(
    furnished: AsyncEngine,
) -> None:
    """AMB-39."""
    async with furnished.begin() as db:
        acting = StandIn(SARI.id, CITRA.id, StandInReason.ACTING, LAST, TODAY + DAY)
        await delegation.add(db, "bulungan", acting)
    await leave(furnished, SARI)
    async with furnished.begin() as db:
        assert await verifier.find(db, "bulungan", [BUDI.id], TODAY, None) == {BUDI.id: CITRA.id}
    await leave(furnished, CITRA)
    async with furnished.begin() as db:
        assert await verifier.find(db, "bulungan", [BUDI.id], TODAY, None) == {BUDI.id: None}


async def test_a_head_who_left_heads_nothing(furnished: AsyncEngine) -> None:
    """KAM-01."""
    key = {"region": "bulungan", "role": "kepala", "since": date(2024, 1, 1), "office": "setda"}
    async with furnished.begin() as db:
        await db.execute(sa.insert(role), key | {"employee": CITRA.id})
    await leave(furnished, CITRA)
    async with furnished.begin() as db:
        before = await verifier.heads(db, "bulungan", [BUDI.id], LAST)
        after = await verifier.heads(db, "bulungan", [BUDI.id], TODAY)
    assert (before, after) == ({BUDI.id: [CITRA.id]}, {BUDI.id: []})


async def test_nobody_leaves_in_another_region(furnished: AsyncEngine) -> None:
    await leave(furnished, BUDI)
    async with furnished.begin() as db:
        assert await departure.of_all(db, "karanganyar") == {}
        assert await departure.bound(db, "karanganyar", TODAY) == []
        assert await departure.of_all(db, "bulungan") == {BUDI.nip: [Departure(LAST)]}
