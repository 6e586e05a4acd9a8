"""A Plt or Plh has every right of the head in whose place they are, on those dates (AMB-39)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.law.questions.peran import Peran
from core.law.regulation import Role
from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from core.organisation.verifier import StandIn, StandInReason
from db.people import delegation
from db.people.employee import role
from db.records.cancellation import Cancellation
from handlers.usecases import authority
from handlers.usecases.cancellable import acknowledgers
from handlers.usecases.entitled import entitled
from tests.office import BUDI, CITRA, EKO, SARI, Actor, a_region, wita

MONDAY = date(2026, 4, 6)
DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY
CONDITIONS = {"sk_wajib", "pegawai_bkpsdm", "pegawai_kominfo"}  # of a role, and no rights
REGIONS = {law: a_region(regulation=law) for law in ("bulungan", "karanganyar")}


def right(region: Region, name: str) -> Right:
    found: Right = getattr(region.regulation.peran, name)
    return found


OF_HEADS = [
    (law, name)
    for law, region in REGIONS.items()
    for name in Peran.model_fields
    if name not in CONDITIONS and Role.HEAD in (right(region, name).on(MONDAY).value or ())
]
BULUNGAN = REGIONS["bulungan"]


def test_both_regulations_give_their_heads_something() -> None:
    assert {law for law, _ in OF_HEADS} == set(REGIONS)


@pytest.fixture
async def office(furnished: AsyncEngine) -> AsyncEngine:
    """Sari heads it, and Budi is her Plh from Monday to Friday."""
    await appoint(furnished, SARI, Role.HEAD)
    stand_in = StandIn(SARI.id, BUDI.id, StandInReason.ACTING, MONDAY, FRIDAY)
    async with furnished.begin() as db:
        await delegation.add(db, "bulungan", stand_in)
    return furnished


async def appoint(engine: AsyncEngine, who: Actor, held: Role) -> None:
    since = {"region": "bulungan", "employee": who.id, "since": date(2024, 1, 1), "until": None}
    async with engine.begin() as db:
        appointed = since | {"role": held.value, "office": "setda", "decree": "SK 1"}
        await db.execute(sa.insert(role), appointed)


async def acts(engine: AsyncEngine, region: Region, who: Actor, day: date = MONDAY) -> Authority:
    async with engine.begin() as db:
        return await authority.acting(db, region, day, who.nip)


@pytest.mark.parametrize(("law", "name"), OF_HEADS)
async def test_every_right_of_a_head(office: AsyncEngine, law: str, name: str) -> None:
    region = REGIONS[law]
    asked = right(region, name)
    assert (await acts(office, region, SARI)).denied(asked, "setda") is None
    assert (await acts(office, region, BUDI)).denied(asked, "setda") is None
    assert (await acts(office, region, BUDI)).denied(asked, "rsud")
    assert (await acts(office, region, CITRA)).denied(asked, "setda")


@pytest.mark.parametrize(
    ("day", "holds"),
    [(MONDAY - DAY, False), (MONDAY, True), (FRIDAY, True), (FRIDAY + DAY, False)],
    ids=["the day before", "the first", "the last", "the day after"],
)
async def test_on_its_dates(office: AsyncEngine, day: date, *, holds: bool) -> None:
    law = BULUNGAN.regulation.peran
    by = await acts(office, BULUNGAN, BUDI, day)
    assert (by.denied(law.setujui_laporan, "setda") is None) is holds


async def test_another_role_of_whom_they_stand_in_for_is_not_handed_on(
    furnished: AsyncEngine,
) -> None:
    """An operator is named by decree (Pasal 7), and by that alone."""
    await appoint(furnished, SARI, Role.OPERATOR)
    stand_in = StandIn(SARI.id, BUDI.id, StandInReason.ACTING, MONDAY, FRIDAY)
    async with furnished.begin() as db:
        await delegation.add(db, "bulungan", stand_in)
    law = BULUNGAN.regulation.peran
    assert (await acts(furnished, BULUNGAN, SARI)).denied(law.sampaikan_laporan, "setda") is None
    assert (await acts(furnished, BULUNGAN, BUDI)).denied(law.sampaikan_laporan, "setda")


async def test_a_substitute_verifies_and_is_no_head(furnished: AsyncEngine) -> None:
    """AMB-66: named by somebody in their own leave, without a decree."""
    await appoint(furnished, SARI, Role.HEAD)
    stand_in = StandIn(SARI.id, BUDI.id, StandInReason.SUBSTITUTE, MONDAY, FRIDAY)
    async with furnished.begin() as db:
        await delegation.add(db, "bulungan", stand_in)
    law = BULUNGAN.regulation.peran
    assert (await acts(furnished, BULUNGAN, BUDI)).denied(law.setujui_laporan, "setda")
    assert (await acts(furnished, BULUNGAN, SARI)).denied(law.setujui_laporan, "setda") is None
    assert await asked_to_agree(furnished) == [[SARI.id]]
    assert await asked_to_take_note(furnished) == SARI.id


async def test_what_waits_for_a_head_waits_for_the_plh(office: AsyncEngine) -> None:
    assert await asked_to_agree(office) == [[BUDI.id]]
    assert await asked_to_take_note(office) == BUDI.id


async def asked_to_agree(engine: AsyncEngine) -> list[list[UUID]]:
    law = BULUNGAN.regulation.peran
    async with engine.begin() as db:
        return await entitled(db, BULUNGAN, law.setujui_laporan, "setda", MONDAY)


async def asked_to_take_note(engine: AsyncEngine) -> UUID | None:
    """Of a cancellation (Pasal 9C ayat (2)) that Eko has filed about Citra."""
    at = wita("2026-04-06", "08.00")
    case = Cancellation(UUID(int=1), CITRA.id, MONDAY, EKO.id, "x", at, at, at)
    async with engine.begin() as db:
        return (await acknowledgers(db, REGIONS["karanganyar"], [case], MONDAY))[case.id]
