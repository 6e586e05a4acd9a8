"""/kantor: days on paper without a signed letter, by whoever has the next step."""

import pytest

from bot.runtime import scheduler
from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.records.audit import audit
from tests.handlers.dialogue import SILENCE, Line, Speaker, at, say, tap
from tests.handlers.manual.paper import (
    REGENCIES,
    SIGN,
    broken_phone,
    entering,
    head,
    holding,
    preparing,
    receiver,
)
from tests.handlers.worker import newest
from tests.office import DEWI, region_file
from tests.world import World

COUNTED = "1 hari tanpa surat keterangan"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The regional secretariat stands for the agency of personnel."""
    text = region_file(policy=policy, regulation=regulation)
    return load_region(text.replace("kontak =", 'kantor_bkpsdm = "setda"\nkontak ='), "b.toml")


def opening_the_list(words: str) -> list[Line]:
    return [
        (say("/kantor"), COUNTED),
        (tap("Lihat daftarnya"), COUNTED),
        (tap("Surat belum ada"), words),
    ]


async def test_a_day_on_paper_without_a_letter_is_the_operators(world: World) -> None:
    """BLG-11-2: the head sees it in her list, and one tap reminds the operator once a day."""
    sari = await head(world)
    citra, _budi = await broken_phone(world)
    await sari.play((say("/kantor"), "Sekretariat Daerah, April 2026"))
    assert "surat keterangan" not in sari.newest
    await citra.play(*entering(pulang="16.02"))
    await sari.play(
        *opening_the_list(f"{COUNTED}, Sekretariat Daerah 1. Citra: 1 hari perlu surat")
    )
    await sari.play((tap("1. Citra"), "1 hari perlu surat, sudah diingatkan 17.00"))
    told = await newest(citra)
    assert "1 hari presensi manual belum punya surat keterangan." in told
    assert "Dihitung setelah suratnya ditandatangani." in told
    assert "1. Citra" not in sari.phone.labels
    await citra.play((tap("Unggah surat"), "⏳ 1 hari belum punya surat keterangan."))
    (row,) = [r for r in await world.rows(audit) if r.action == "pegawai diingatkan"]
    assert row.detail == {"kantor": "setda", "hal": "sk", "jumlah": 1}


@REGENCIES
async def test_once_it_is_prepared_it_waits_for_the_head_whom_a_tap_brings_the_card_again(
    world: World, regulation: str
) -> None:
    """BLG-11-2, KRA-9-2: and signed from that card it is missing no more."""
    sari = await head(world)
    await receiver(world, regulation)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    await citra.play(*opening_the_list("1. Sari: 1 hari menunggu tanda tangan"))
    told = len(sari.phone.told)
    await citra.play((tap("1. Sari"), "menunggu tanda tangan, sudah diingatkan 17.00"))
    assert "Surat keterangan menunggu Anda" in await newest(sari)
    assert len(sari.phone.told) == told + 1
    await sari.play((tap(SIGN), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."))
    await citra.play((say("/kantor"), "Sekretariat Daerah, April 2026"))
    assert "surat keterangan" not in citra.newest


async def test_one_that_was_sent_back_is_the_operators_again(world: World) -> None:
    sari, eko = await head(world), await receiver(world, "bulungan")
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    await eko.play(
        (tap("Kembalikan"), "Apa yang perlu diperbaiki pada surat ini?"),
        (say("Nomornya keliru"), "Dikembalikan."),
    )
    await sari.play(*opening_the_list("1. Citra: 1 hari perlu surat"))


async def test_the_other_offices_letters_and_those_of_a_closed_month_are_not_listed(
    world: World,
) -> None:
    """BLG-13-4: after the fourth nobody can prepare one, so nobody is reminded of it."""
    dewi = await holding(world, DEWI, Role.OPERATOR, "rsud")
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"))
    await dewi.play((say("/kantor"), "RSUD, April 2026"))
    assert "surat keterangan" not in dewi.newest
    await citra.play((at("23.59", "2026-05-04"), SILENCE), (say("/kantor"), "Mei 2026"))
    await citra.play((tap("Bulan lalu"), COUNTED))
    await citra.play((at("00.01", "2026-05-05"), SILENCE), (say("/kantor"), "Mei 2026"))
    await citra.play((tap("Bulan lalu"), "Sekretariat Daerah, April 2026"))
    assert "surat keterangan" not in citra.newest


async def test_it_is_a_thing_to_do_in_the_reminders_at_the_end_of_the_month(world: World) -> None:
    """The same kinds stand in the page and in what operators are told."""
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), (at("08.05", "2026-04-27"), SILENCE))

    async def sweep(_: Speaker) -> None:
        await scheduler.remind(world.service.app)

    (told,) = [each for each in await citra.hears(sweep) if "3 hari kerja lagi" in each]
    assert COUNTED in " ".join(told.split())
