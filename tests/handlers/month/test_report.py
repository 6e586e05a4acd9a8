"""The month is handed in, agreed to by the head, and received by BKPSDM (Pasal 13 and 15)."""

import pytest

from core.organisation.region import Region
from tests.handlers.dialogue import tap
from tests.handlers.month.reporting import cast, handing_in, region_more
from tests.handlers.worker import newest
from tests.office import a_region
from tests.world import World


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def test_it_is_handed_in_agreed_to_and_received_under_a_number(world: World) -> None:
    """BLG-13-1, BLG-15: one tap each, and all three hear what became of it."""
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    assert "Menunggu persetujuan Sari." in budi.newest
    assert "Laporan April 2026, Sekretariat Daerah" in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    assert "Laporan April 2026 disetujui Sari" in await newest(budi)
    assert "⏳ Menunggu BKPSDM." in await newest(eko)
    await eko.play(
        (tap("Terima"), "✅ Diterima Eko, Selasa, 5 Mei 2026, 09.41 WITA. Nomor 0001/2026.")
    )
    assert "BKPSDM menerima laporan April 2026" in await newest(budi)
    assert "Nomor 0001/2026." in await newest(sari)
