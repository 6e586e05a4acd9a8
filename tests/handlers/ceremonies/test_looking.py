"""Looking at the signed list of an apel: BKPSDM, to whom it goes, and the office that sent it."""

import pytest

from core.law.regulation import Role
from core.organisation.region import Region
from tests.handlers.calling import MONDAY, holds, operator, standing
from tests.handlers.dialogue import SILENCE, Line, at, employed, photo, say, tap
from tests.office import DEWI, EKO, PINS_UNASKED, a_region
from tests.world import World

SENT: list[Line] = [
    (say("/apel"), "1. Apel Senin, 6 April"),
    (tap("1. Senin, 6 April"), "Daftar Sekretariat Daerah belum ada"),
    (tap("Kirim daftar"), "Kirim foto atau PDF"),
    (photo, "Di daftar ada 4 nama."),
    (tap("Lewati"), "tidak dihitung"),
    (tap("Ya"), "diterima"),
]


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """Where Eko works is BKPSDM."""
    more = 'kantor_bkpsdm = "setda"\n' + (PINS_UNASKED if policy == "any" else "")
    return a_region(policy=policy, regulation=regulation, more=more)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_bkpsdm_looks_at_the_signed_list_and_no_other_office_does(world: World) -> None:
    """BLG-8-7, AMB-102: the list goes to BKPSDM, also on the days after and once it is closed."""
    sari, dewi = await operator(world), await operator(world, DEWI, "dinkes")
    await holds(world, EKO, Role.ADMINISTRATOR, None)
    eko = await employed(world, EKO)
    await standing(world, "setda", "dinkes")
    await sari.play((at("08.30", MONDAY), SILENCE), *SENT)
    looking: list[Line] = [
        (say("/apel"), "Daftar: 1 dari 2 kantor"),
        (tap("1. Senin, 6 April"), "Daftar Sekretariat Daerah diterima 08.30 WITA"),
        (tap("2. Sekretariat Daer…"), "diterima 08.30 WITA"),
    ]
    for day in (MONDAY, "2026-04-08", "2026-05-20"):
        await eko.play((at("10.00", day), SILENCE), *looking)
        assert "Kirim daftar" not in eko.phone.labels, "it is the business of the office"
        seen = len(eko.phone.told)
        await eko.hears(tap("Lihat daftar"))
        await world.quiet()
        assert [t for t in eko.phone.told[seen:] if "Sekretariat Daerah, diterima" in t]
    await dewi.play((say("/apel"), "1 dari 2"), (tap("1. Senin, 6 April"), "Dinas Kesehatan"))
    assert "Sekretariat Daerah" not in dewi.newest
    assert "Lihat daftar" not in dewi.phone.labels
