"""AMB-43 as dialogues: days of absence of a year beside the bands, for who monitors the region."""

from datetime import date
from functools import partial

import pytest

from core.law.regulation import Role
from core.organisation.calendar import DAY
from core.organisation.region import Region, load_region
from handlers.texts.office import data, key_of
from tests.handlers.dialogue import SILENCE, STALE, Speaker, at, forged_tap, say, tap, used_since
from tests.handlers.office.people import holds, stamped
from tests.office import BUDI, CITRA, EKO, SARI, Actor, region_file
from tests.world import World

# January is closed in both regencies by then, and February in neither.
TODAY = "2026-03-02"
FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
MONITOR = {"bulungan": Role.ADMINISTRATOR, "karanganyar": Role.BKPSDM_MANAGER}
BOTH = pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
PAGE = data("b", key_of("setda"), "202603", 0)


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The regional secretariat stands for the agency of personnel."""
    text = region_file(policy=policy, regulation=regulation)
    return load_region(text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak ='), "b.toml")


async def present(world: World, actor: Actor, *but: int) -> None:
    """Every working day of January, but those days of it."""
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5 and day.day not in but:
            await stamped(world, actor, "masuk", "07.20", day.isoformat())
            await stamped(world, actor, "pulang", "16.40", day.isoformat())
        day += DAY


async def looked(eko: Speaker) -> str:
    await eko.play(
        (at("09.00", TODAY), SILENCE),
        (say("/kantor"), "kantor, yang paling banyak terlambat"),
    )
    number = next(each for each in eko.phone.labels if "Sekretariat" in each)
    await eko.play((tap(number), "Sekretariat Daerah, Maret"), (tap("Alpa setahun"), "2026"))
    return eko.newest


@BOTH
async def test_who_monitors_reads_days_rows_and_what_the_law_provides_for(
    world: World, regulation: str
) -> None:
    """Two days reach no band, three the first; what can still be mended is not counted."""
    eko = await holds(world, EKO, MONITOR[regulation], None)
    for actor, but in ((BUDI, (6, 8)), (CITRA, (6, 8, 13)), (SARI, (*range(12, 25),))):
        await present(world, actor, *but)
    await present(world, EKO)
    said = await looked(eko)
    assert "Citra: 3 hari, " in said
    assert " masih bisa berubah. Ambang: teguran lisan" in said
    assert "Sari: 10 hari, 10 berturut-turut" in said
    assert "diberhentikan dengan hormat tidak atas permintaan sendiri" in said
    assert "Budi" not in said
    assert said.index("Sari") < said.index("Citra"), "most days first"
    assert "Ini hitungan, bukan keputusan." in said
    await eko.play((tap("Kembali"), "Sekretariat Daerah, Maret"))


async def test_where_nobody_reached_a_band_it_says_so(world: World) -> None:
    eko = await holds(world, EKO, Role.ADMINISTRATOR, None)
    for actor in (BUDI, CITRA, SARI, EKO):
        await present(world, actor)
    said = await looked(eko)
    assert "Tidak ada pegawai yang mencapai ambang pertama." in said
    assert "Ini hitungan, bukan keputusan." in said


@BOTH
async def test_december_is_counted_once_nobody_can_mend_it(world: World, regulation: str) -> None:
    """AMB-43: final on 5 January in Bulungan, on 1 February in Karanganyar; in the year before."""
    await used_since(world, date(2026, 12, 1))
    eko = await holds(world, EKO, MONITOR[regulation], None)
    final = "2027-01-05" if regulation == "bulungan" else "2027-02-01"
    eve = (date.fromisoformat(final) - DAY).isoformat()
    empty = "Tidak ada pegawai yang mencapai ambang pertama."
    for day, said in ((eve, empty), (final, "Budi: 23 hari, 23 berturut-turut. Ambang: diber")):
        await eko.play((at("09.00", day), SILENCE), (say("/kantor"), "kantor, yang paling"))
        number = next(each for each in eko.phone.labels if "Sekretariat" in each)
        await eko.play(
            (tap(number), "2027"),
            (tap("Alpa setahun"), "Alpa tahun 2027, Sekretariat Daerah"),
            (tap("Tahun lalu"), "Alpa tahun 2026, Sekretariat Daerah"),
        )
        assert said in eko.newest
    await eko.play((tap("Tahun ini"), "Alpa tahun 2027"), (tap("Kembali"), "2027"))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD])
async def test_an_office_of_its_own_does_not_read_them(world: World, role: Role) -> None:
    """AMB-43: for who monitors the region alone; the others have no button, nor a forged one."""
    eko = await holds(world, EKO, role)
    await eko.play((at("09.00", TODAY), SILENCE), (say("/kantor"), "Sekretariat Daerah, Maret"))
    assert "Alpa setahun" not in eko.phone.labels
    for page in (PAGE, PAGE.replace(":b:", ":y:")):
        await eko.play((partial(forged_tap, data=page), STALE))
