"""Who lives in the demo's towns on which day, and where their places end."""

from dataclasses import asdict
from datetime import date
from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.demo.residents import Resident, residents, ring, spots
from bot.demo.scenes import BULUNGAN, KARANGANYAR
from bot.demo.session import Session
from core.organisation.fence import Fence, Point, beyond, distance
from db.people import office
from db.people.employee import employee, supervision
from tests.builders.story import point

IN_ONE_LOOP = pytest.mark.asyncio(loop_scope="module")
TODAY = date(2026, 4, 6)
HEAD, SECRETARY = "Rahmawati Lestari", "Drs. Syarifuddin Anwar"

CIRCLE = Fence("A", "Kantor", Point(2.84, 117.36), 100)
CORNERS = (Point(2.84, 117.36), Point(2.84, 117.362), Point(2.8415, 117.3612))
BAR = (Point(-7.5, 110.9), Point(-7.5, 110.95), Point(-7.4999, 110.95), Point(-7.4999, 110.9))
FENCES = [
    pytest.param(CIRCLE, id="circle"),
    pytest.param(Fence("B", "Alun-alun", Point(-7.6, 110.95), 20_000), id="a wide circle"),
    pytest.param(Fence("C", "Halaman", CORNERS[0], 15, CORNERS), id="polygon with a margin"),
    pytest.param(Fence("D", "Halaman", CORNERS[0], 0, CORNERS), id="polygon alone"),
    pytest.param(Fence("E", "Jalan", BAR[0], 50, BAR), id="a long one"),
]


def off_the_border(fence: Fence, at: tuple[float, float]) -> float:
    """Metres, inwards or outwards."""
    return abs(distance(fence, point(at)) - fence.radius)


@pytest.mark.parametrize("fence", FENCES)
def test_a_ring_is_the_border_that_the_fence_measures(fence: Fence) -> None:
    found = ring(fence)
    assert len(found) >= (3 if fence.corners else 90)
    assert found[0] == found[-1]
    within = 0.005 * fence.radius + 0.001
    assert all(off_the_border(fence, at) < within for at in found)
    assert all(beyond(fence, point(at)) < within for at in found)


@pytest.mark.parametrize("fence", FENCES)
def test_the_lines_between_the_corners_of_a_ring_are_on_the_border_too(fence: Fence) -> None:
    found = ring(fence)
    for one, other in pairwise(found):
        halfway = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        assert off_the_border(fence, halfway) < 0.005 * fence.radius + 0.001


@IN_ONE_LOOP
@pytest.mark.parametrize("town", ["bulungan", "karanganyar"])
async def test_every_place_of_a_town_is_shown_as_it_is_measured(
    session: Session, town: str
) -> None:
    region = session.env.service.app.regions[town]
    async with session.env.service.app.engine.connect() as db:
        organisation = await office.load(db, town, region.zone)
    found = {spot.code: spot for spot in spots(region, organisation)}
    fences = {
        fence.code: (fence, works_here.code)
        for works_here in organisation.offices.values()
        for fence in works_here.fences
    }
    assert len(found) == len(fences) == 6
    for code, (fence, where) in fences.items():
        spot = found[code]
        assert (spot.region, spot.office, spot.name) == (town, where, fence.name)
        assert (Point(*spot.centre), spot.radius) == (fence.centre, fence.radius)
        assert all(off_the_border(fence, at) < 0.005 * fence.radius for at in spot.ring)
    assert [spot for spot in session.spots if spot.region == town] == list(found.values())


async def people(
    session: Session, town: str, day: date, db: AsyncConnection | None = None
) -> dict[str, Resident]:
    """By the name of the demo's cast."""
    region = session.env.service.app.regions[town]
    if db is None:
        async with session.env.service.app.engine.connect() as own:
            return await people(session, town, day, own)
    found = {each.nip: each for each in await residents(db, region, day)}
    cast = BULUNGAN | KARANGANYAR
    names = {nip: name for name, (nip, _) in cast.items()}
    return {names[nip]: each for nip, each in found.items()}


@IN_ONE_LOOP
async def test_everybody_of_a_town_is_shown_as_imported(session: Session) -> None:
    town = await people(session, "bulungan", TODAY)
    assert town.keys() == BULUNGAN.keys()
    assert asdict(town["Maria"]) == {
        "region": "bulungan",
        "nip": "198511232010012015",
        "name": "Maria Ulfah",
        "phone": "+6281250010003",
        "kind": "PNS",
        "title": "Analis SDM Aparatur",
        "office": "BKPSDM",
        "superior": SECRETARY,
        "roles": ("asn", "administrator"),
        "joined": True,
    }
    assert not town["Siti"].joined


@IN_ONE_LOOP
@pytest.mark.parametrize(
    ("town", "name", "day", "works", "superior", "roles"),
    [
        ("bulungan", "Yohanes", date(2026, 3, 31), "SETDA", SECRETARY, ("asn", "operator")),
        ("bulungan", "Yohanes", date(2026, 4, 1), "DINKES", HEAD, ("asn",)),
        ("bulungan", "Rahmawati", TODAY, "DINKES", SECRETARY, ("asn", "atasan", "kepala")),
        ("bulungan", "Syarifuddin", TODAY, "SETDA", None, ("asn", "atasan")),
        ("bulungan", "Siti", date(2026, 1, 1), "DINKES", HEAD, ("asn",)),
        ("bulungan", "Siti", date(2026, 1, 2), "DINKES", HEAD, ("asn", "operator")),
        ("bulungan", "Siti", date(2025, 3, 31), None, None, ("asn",)),
        ("bulungan", "Kristina", TODAY, "SMPN-1", SECRETARY, ("asn",)),
    ],
)
async def test_office_superior_and_roles_are_those_of_the_day(
    session: Session,
    town: str,
    name: str,
    day: date,
    works: str | None,
    superior: str | None,
    roles: tuple[str, ...],
) -> None:
    found = (await people(session, town, day))[name]
    assert (found.office, found.superior, found.roles) == (works, superior, roles)


@IN_ONE_LOOP
@pytest.mark.parametrize(
    ("day", "superior", "leads"),
    [
        (date(2026, 4, 6), SECRETARY, False),
        (date(2026, 5, 31), SECRETARY, False),
        (date(2026, 6, 1), "Kristina Lenjau", True),
    ],
)
async def test_the_newest_superior_counts_and_not_a_future_one(
    session: Session, day: date, superior: str, *, leads: bool
) -> None:
    c = employee.c
    async with session.env.service.app.engine.connect() as db:  # and nothing is committed
        rows = await db.execute(sa.select(c.nip, c.employee).where(c.region == "bulungan"))
        ids = {row.nip: row.employee for row in rows}
        change = {
            "region": "bulungan",
            "employee": ids[BULUNGAN["Maria"][0]],
            "supervisor": ids[BULUNGAN["Kristina"][0]],
            "since": date(2026, 6, 1),
        }
        await db.execute(sa.insert(supervision), change)
        found = await people(session, "bulungan", day, db)
    assert found["Maria"].superior == superior
    assert ("atasan" in found["Kristina"].roles) == leads
