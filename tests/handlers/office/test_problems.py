"""The kinds of open problems of an office: all that an office has to see to, each with its list."""

from datetime import date
from uuid import uuid4

import pytest

from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.records.review import review
from db.records.ticket import ticket
from handlers.kinds import KINDS
from handlers.office.problems import problems
from tests.handlers.dialogue import SILENCE, at, employed, insert, say, tap
from tests.handlers.manual.paper import entering, opening
from tests.handlers.office.people import MONDAY, YET, asked, holds, stamped, worked
from tests.handlers.worker import superior
from tests.office import BUDI, CITRA, EKO, region_file, wita
from tests.world import World

TUESDAY, WEDNESDAY = "2026-04-07", "2026-04-08"
LABEL_CHARACTERS_MAX = 20

# What the operator's month is made of, as it is counted, and the label that opens its list.
NAMED = {
    "Presensi satu kali": "1 hari satu kali presensi",
    "Tanpa presensi": "hari tanpa presensi",
    "Presensi menunggu": "1 presensi menunggu atasan",
    "Aktivitas menunggu": "1 aktivitas menunggu atasan",
    "Izin menunggu": "1 izin menunggu atasan",
    "Surat belum ada": "1 hari tanpa surat keterangan",
    "Belum terhubung": "1 pegawai belum terhubung",
    "Masalah terbuka": "1 masalah belum selesai",
}


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    text = region_file(policy=policy, regulation=regulation)
    return load_region(text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak ='), "b.toml")


async def test_every_kind_of_problem_is_counted_and_opens_its_list(world: World) -> None:
    """BLG-7-3a, BLG-7-3c: one of each at once."""
    eko, budi = await holds(world, EKO, Role.OPERATOR), await employed(world, BUDI)
    await superior(world)
    await eko.play((at("07.30", TUESDAY), SILENCE))
    await budi.play(*opening())
    await eko.play((at("17.00", TUESDAY), SILENCE), *entering(day="7 April 2026", pulang="16.02"))
    await stamped(world, CITRA, "masuk", "07.20")
    await worked(world, BUDI)
    await asked(world, BUDI, "cuti.tahunan")
    day = {"date": date(2026, 4, 6), "leg": "masuk", "duty": 1, "nth": 0}
    seen = {"reasons": [], "asked_at": wita(MONDAY, "08.00"), "due_at": YET}
    await insert(world, review, id=uuid4(), employee=CITRA.id, **day, **seen)
    told = {"words": "Lokasi tidak terbaca", "filed_at": wita(TUESDAY, "09.00")}
    await insert(
        world, ticket, id=uuid4(), employee=BUDI.id, office="setda", desk="operator", **told
    )
    await eko.play((at("08.00", WEDNESDAY), SILENCE), (say("/kantor"), "Masih terbuka:"))
    for label, counted in NAMED.items():
        assert counted in eko.newest
        await eko.play((tap("Lihat daftarnya"), counted), (tap(label), counted))
        await eko.play((tap("Kembali"), counted), (tap("Kembali"), counted))


def test_each_kind_has_a_short_label_and_a_code_of_its_own() -> None:
    found = problems(KINDS)
    assert {each.short for each in found} >= NAMED.keys()
    assert all(len(each.short) <= LABEL_CHARACTERS_MAX for each in found)
    assert len({each.code for each in found}) == len({each.short for each in found}) == len(found)
