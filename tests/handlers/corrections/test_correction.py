"""/koreksi as dialogues: proposed by one, agreed to by another, told to whose day it is."""

import pytest

from core.organisation.region import Region
from db.records.audit import audit
from db.records.correction import correction
from db.records.stamp import stamp
from tests.handlers.correcting import (
    MONDAY,
    TUESDAY,
    proposing,
    region_with_agency,
    the_office,
)
from tests.handlers.dialogue import (
    SILENCE,
    act,
    again,
    at,
    tap,
)
from tests.handlers.worker import newest
from tests.office import CITRA, SARI, WITA
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(correction)]


@BOTH
async def test_blg_13_4_a_day_is_corrected_by_two_and_both_values_are_told(world: World) -> None:
    """BLG-13-4, BLG-12-1: the operator proposes, the head agrees; the stamp itself stays."""
    who = await the_office(world)
    budi, citra, sari = who["budi"], who["citra"], who["sari"]
    await budi.play(*act(MONDAY, "08.10", "Masuk", "08.10 WITA"))
    await citra.play(
        (at("09.00", TUESDAY), SILENCE),
        *proposing(),
    )
    assert "masuk 07.24 WITA, semula 08.10 WITA" in citra.newest
    assert await states(world) == []
    await citra.play((tap("Ya"), "⏳ Terkirim. Menunggu Sari."), (again, SILENCE))
    assert "Koreksi Senin, 6 April 2026 diusulkan." in await newest(budi)
    assert "Belum berlaku" in await newest(budi)
    card = await newest(sari)
    assert "Masuk 07.24 WITA, semula 08.10 WITA" in card
    assert "Pengusul: Citra" in card
    assert await states(world) == [None]
    await sari.play((tap("Setujui"), "Disetujui Sari"), (again, SILENCE))
    assert "disetujui" in await newest(budi)
    assert "Masuk 07.24 WITA, semula 08.10 WITA" in await newest(budi)
    assert "Koreksi Budi Senin, 6 April 2026 disetujui." in await newest(citra)
    assert await states(world) == ["disetujui"]
    (fact,) = await world.rows(stamp)
    assert fact.at.astimezone(WITA).strftime("%H.%M") == "08.10"
    rows = sorted(await world.rows(audit), key=lambda each: each.id)
    noted = [(each.action, each.actor) for each in rows if each.action.startswith("koreksi")]
    assert noted == [("koreksi diusulkan", CITRA.nip), ("koreksi disetujui", SARI.nip)]
