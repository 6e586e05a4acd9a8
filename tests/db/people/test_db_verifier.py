"""Who verifies whom, out of the tables: superiors of the date, stand-ins, the region's official."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.organisation.region import Region
from core.organisation.verifier import StandIn, StandInReason
from db.people import delegation, verifier
from db.people.employee import employee, supervision
from db.people.office import region
from tests.harness.database import statements
from tests.office import BUDI, DEWI, SARI, a_region

TODAY = date(2026, 4, 6)
DAY = timedelta(days=1)
LONG_AGO = date(2024, 1, 1)

SEKDA, HEAD, CHIEF, STAFF, OTHER, LONER = PEOPLE = [UUID(int=number) for number in range(1, 7)]
ABOVE = {STAFF: CHIEF, OTHER: CHIEF, CHIEF: HEAD}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the supervision."""

    employee: UUID
    superior: UUID
    since: date = LONG_AGO


def lines(above: Mapping[UUID, UUID]) -> list[Line]:
    return [Line(*pair) for pair in above.items()]


def acts(of: UUID, by: UUID, why: StandInReason = StandInReason.ACTING, days: int = 4) -> StandIn:
    return StandIn(of, by, why, TODAY, TODAY + days * DAY)


async def hire(engine: AsyncEngine, code: str = "bulungan") -> None:
    facts = {"name": "A", "kind": "PNS", "title": "Analis", "rank": "III/a", "phone": "+62"}
    rows = [facts | {"region": code, "employee": one, "nip": one.hex[-18:]} for one in PEOPLE]
    async with engine.begin() as db:
        await db.execute(sa.insert(region), {"region": code})
        await db.execute(sa.insert(employee), rows)


@pytest.fixture
async def hired(engine: AsyncEngine) -> AsyncEngine:
    await hire(engine)
    return engine


async def draw(
    db: AsyncConnection, chart: Iterable[Line], stand_ins: Iterable[StandIn] = ()
) -> None:
    for line in chart:
        row = {"region": "bulungan", "employee": line.employee, "since": line.since}
        await db.execute(sa.insert(supervision), row | {"supervisor": line.superior})
    for each in stand_ins:
        await delegation.add(db, "bulungan", each)


async def who(
    engine: AsyncEngine,
    person: UUID,
    chart: Iterable[Line],
    stand_ins: Iterable[StandIn] = (),
    day: date = TODAY,
) -> UUID | None:
    async with engine.begin() as db:
        await draw(db, chart, stand_ins)
        return (await verifier.find(db, "bulungan", [person], day, SEKDA))[person]


@pytest.mark.parametrize(
    ("rule", "person", "stand_ins", "expected"),
    [
        ("BLG-9-8 the direct superior", STAFF, [], CHIEF),
        ("AMB-39 the head of an office", HEAD, [], SEKDA),
        ("AMB-39 the official has nobody", SEKDA, [], None),
        ("AMB-39 a Plh", STAFF, [acts(CHIEF, OTHER)], OTHER),
        (
            "AMB-39 a Plh before a substitute",
            STAFF,
            [acts(CHIEF, OTHER), acts(CHIEF, LONER, StandInReason.SUBSTITUTE)],
            OTHER,
        ),
        ("AMB-39 a Plh who is away", STAFF, [acts(CHIEF, OTHER), acts(OTHER, LONER)], LONER),
        ("AMB-39 a Plh of the official", HEAD, [acts(SEKDA, LONER)], LONER),
        ("AMB-39 one's own superior's Plh", STAFF, [acts(CHIEF, STAFF)], HEAD),
        ("AMB-39 the later entry", STAFF, [acts(CHIEF, OTHER), acts(CHIEF, LONER)], LONER),
    ],
)
async def test_one_verifies(
    hired: AsyncEngine, rule: str, person: UUID, stand_ins: list[StandIn], expected: UUID | None
) -> None:
    assert await who(hired, person, lines(ABOVE), stand_ins) == expected, rule


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, CHIEF), (0, OTHER)], ids=["the day before", "from that day"]
)
async def test_after_a_transfer_the_new_superior_verifies(
    hired: AsyncEngine, days: int, expected: UUID
) -> None:
    """BLG-9-8: the superior of the day, also of what waits from before."""
    chart = [Line(STAFF, LONER, LONG_AGO), Line(STAFF, CHIEF, LONG_AGO + DAY)]
    chart.append(Line(STAFF, OTHER, TODAY))
    assert await who(hired, STAFF, chart, day=TODAY + days * DAY) == expected


async def test_before_the_first_superior_it_is_the_official(hired: AsyncEngine) -> None:
    """AMB-39."""
    assert await who(hired, STAFF, [Line(STAFF, CHIEF, TODAY + DAY)]) == SEKDA


async def test_a_ring_of_superiors_ends(hired: AsyncEngine) -> None:
    ring = lines({STAFF: CHIEF, CHIEF: HEAD, HEAD: STAFF})
    assert await who(hired, STAFF, ring) == CHIEF


async def test_many_people_take_two_statements(hired: AsyncEngine) -> None:
    async with hired.begin() as db:
        await draw(db, lines(ABOVE), [acts(CHIEF, LONER)])
        with statements(hired) as sent:
            found = await verifier.find(db, "bulungan", PEOPLE, TODAY, SEKDA)
        assert await verifier.find(db, "bulungan", [], TODAY, SEKDA) == {}
    assert len(sent) == 2
    assert found == {
        SEKDA: None,
        HEAD: SEKDA,
        CHIEF: HEAD,
        STAFF: LONER,
        OTHER: LONER,
        LONER: SEKDA,
    }


async def test_other_regions_do_not_count(hired: AsyncEngine) -> None:
    await hire(hired, "karanganyar")
    async with hired.begin() as db:
        await draw(db, lines(ABOVE), [acts(CHIEF, OTHER)])
        there = await verifier.find(db, "karanganyar", PEOPLE, TODAY, SEKDA)
        assert there == dict.fromkeys(PEOPLE, SEKDA) | {SEKDA: None}
        assert await verifier.subordinates(db, "karanganyar", CHIEF, TODAY, SEKDA) == []


@pytest.mark.parametrize(
    ("rule", "superior", "stand_ins", "expected"),
    [
        ("BLG-9-8 the direct superior", CHIEF, [], [STAFF, OTHER]),
        ("AMB-39 the official", SEKDA, [], [HEAD, LONER]),
        ("AMB-39 whoever is away", CHIEF, [acts(CHIEF, OTHER)], []),
        ("AMB-39 a Plh has the others", OTHER, [acts(CHIEF, OTHER)], [STAFF]),
        ("AMB-39 and the Plh a step up", HEAD, [acts(CHIEF, OTHER)], [CHIEF, OTHER]),
        ("AMB-39 a Plh of a Plh", LONER, [acts(CHIEF, OTHER), acts(OTHER, LONER)], [STAFF, OTHER]),
        ("AMB-39 a Plh of the official", STAFF, [acts(SEKDA, STAFF)], [SEKDA, HEAD, LONER]),
    ],
)
async def test_one_has_people_to_verify(
    hired: AsyncEngine, rule: str, superior: UUID, stand_ins: list[StandIn], expected: list[UUID]
) -> None:
    async with hired.begin() as db:
        await draw(db, lines(ABOVE), stand_ins)
        found = await verifier.subordinates(db, "bulungan", superior, TODAY, SEKDA)
    assert found == expected, rule


def chart_of(found: Mapping[tuple[UUID, date], UUID]) -> list[Line]:
    rows = [Line(who, superior, since) for (who, since), superior in found.items()]
    return [row for row in rows if row.employee != row.superior]


def stand_in(pair: tuple[UUID, UUID], why: StandInReason, since: date, length: int) -> StandIn:
    return StandIn(*pair, why, since, since + length * DAY)


people = st.sampled_from(PEOPLE)
days = st.integers(-2, 2).map(lambda number: TODAY + number * DAY)
charts = st.dictionaries(st.tuples(people, days), people, max_size=10).map(chart_of)
two = st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])
covers = st.builds(stand_in, two, st.sampled_from(StandInReason), days, st.integers(0, 3))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chart=charts,
    stand_ins=st.lists(covers, max_size=6),
    official=st.none() | people,
    above_on=st.none() | days,
)
async def test_whom_somebody_verifies_and_who_verifies_them_always_agree(
    hired: AsyncEngine,
    chart: list[Line],
    stand_ins: list[StandIn],
    official: UUID | None,
    above_on: date | None,
) -> None:
    """AMB-39: any chart, rings, stand-ins of stand-ins, superiors of another date."""
    async with hired.connect() as db:
        await draw(db, chart, stand_ins)
        when = (TODAY, official, above_on)
        found = await verifier.find(db, "bulungan", PEOPLE, *when)
        for one in PEOPLE:
            theirs = [person for person, by in found.items() if by == one]
            assert await verifier.subordinates(db, "bulungan", one, *when) == theirs
        assert all(person != by for person, by in found.items())
        await db.rollback()


def named(nip: str | None) -> Region:
    return replace(a_region(), official=nip)


async def test_the_official_is_whom_the_region_names(furnished: AsyncEngine) -> None:
    """AMB-39."""
    async with furnished.begin() as db:
        assert await verifier.official(db, named(SARI.nip)) == SARI.id
        assert await verifier.official(db, named(None)) is None
        assert await verifier.official(db, named("196501011990031001")) is None
        elsewhere = replace(named(SARI.nip), code="karanganyar")
        assert await verifier.official(db, elsewhere) is None


async def test_without_an_official_heads_have_nobody(furnished: AsyncEngine) -> None:
    """AMB-39: nobody is made up, and nobody's list grows."""
    async with furnished.begin() as db:
        found = await verifier.find(db, "bulungan", [SARI.id, BUDI.id], TODAY, None)
        theirs = await verifier.subordinates(db, "bulungan", SARI.id, TODAY, None)
    assert found == {SARI.id: None, BUDI.id: SARI.id}
    assert SARI.id not in theirs
    assert DEWI.id in theirs
