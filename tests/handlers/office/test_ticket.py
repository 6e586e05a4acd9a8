"""/masalah as dialogues: a problem reaches whoever has it, moves on, and its writer hears of it."""

from datetime import date
from uuid import UUID

import pytest

from core.law.regulation import Role
from core.organisation.region import Region, load_region
from db.people.employee import role
from db.records.audit import audit
from db.records.ticket import ticket
from handlers.office.ticket import LOST, NOT_YOURS
from tests.handlers.dialogue import (
    SILENCE,
    Gesture,
    Line,
    Speaker,
    a_stranger,
    again,
    at,
    forged_tap,
    insert,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.office.people import MONDAY, holds, opened
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, region_file
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KRA = pytest.mark.parametrize("regulation", ["karanganyar"])
OPERATOR, ADMIN = Role.OPERATOR, Role.ADMINISTRATOR
BKPSDM, KOMINFO = Role.BKPSDM_MANAGER, Role.KOMINFO_MANAGER
WORDS = "Lokasi tidak terbaca di lantai dua"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The secretariat stands for the agency of personnel, the hospital for communication."""
    text = region_file(policy=policy, regulation=regulation)
    keys = 'kantor_bkpsdm = "setda"\nkantor_kominfo = "rsud"\n'
    return load_region(text.replace("kontak =", keys + "kontak ="), "b.toml")


def reporting(answered: str = "Terkirim ke operator", *, proof: bool = False) -> list[Line]:
    shown = (photo, "Tangkapan layar: ada") if proof else (tap("Lewati"), "layar: tidak ada")
    return [
        (say("/masalah"), "Apa masalahnya?"),
        (say(WORDS), "Ada tangkapan layar?"),
        shown,
        (tap("Ya"), answered),
    ]


async def at_eight(world: World) -> None:
    await at("08.00", MONDAY)(a_stranger(world, BUDI))


@BOTH
@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_the_operator_of_the_office_answers_and_whoever_wrote_reads_it(world: World) -> None:
    """BLG-7-3c, KRA-6-4a."""
    await at_eight(world)
    eko, budi = await holds(world, EKO, OPERATOR), await opened(world, BUDI)
    await budi.play(*reporting("✅ Terkirim ke operator. Jawabannya dikirim ke sini."))
    card = await newest(eko)
    assert "Masalah dari Budi, Sekretariat Daerah Senin, 6 April, 08.00 WI" in card
    assert WORDS in card
    await eko.play(
        (tap("Jawab"), "Apa jawabannya? Pelapor membacanya."),
        (say("Pindah ke dekat jendela"), "Dijawab Eko, Senin, 6 April, 08.00"),
    )
    told = await newest(budi)
    assert told.startswith(f"✅ Masalah Anda dijawab Eko {WORDS} Jawaban: Pindah ke dekat jendela")
    assert told.endswith("Laporkan lagi: /masalah")
    actions = [row.action for row in await world.rows(audit)]
    assert actions == ["masalah dilaporkan", "masalah dijawab"]


async def test_a_screenshot_comes_with_it(world: World) -> None:
    eko, budi = await holds(world, EKO, OPERATOR), await opened(world, BUDI)
    await budi.play(*reporting(proof=True))
    assert WORDS in await newest(eko)
    (row,) = await world.rows(ticket)
    assert len(row.photo) == 1


async def test_it_is_passed_on_to_the_administrator_who_closes_it(world: World) -> None:
    """BLG-7-3c: each step is told."""
    eko, sari = await holds(world, EKO, OPERATOR), await holds(world, SARI, ADMIN, None)
    budi = await opened(world, BUDI)
    await budi.play(*reporting())
    assert not any(WORDS in each for each in sari.phone.told)
    await newest(eko)
    await eko.play((tap("Ke Administrator"), "Menunggu Administrator (diteruskan Eko)."))
    assert "Masalah Anda diteruskan ke Administrator." in await newest(budi)
    assert WORDS in await newest(sari)
    assert sari.phone.labels == ["Jawab", "Selesai"]
    await sari.play((tap("Selesai"), "Ditutup Sari"))
    assert "Masalah Anda ditandai selesai oleh Sari" in await newest(budi)


@KRA
async def test_in_karanganyar_it_goes_to_bkpsdm_and_from_there_to_kominfo(world: World) -> None:
    """KRA-6-3e, KRA-6-4a: passed on twice, and the last one answers."""
    eko, sari = await holds(world, EKO, OPERATOR), await holds(world, SARI, BKPSDM, None)
    dewi, budi = await holds(world, DEWI, KOMINFO, None), await opened(world, BUDI)
    await budi.play(*reporting())
    await newest(eko)
    assert eko.phone.labels == ["Jawab", "Selesai", "Ke BKPSDM", "Ke Kominfo"]
    stale = old_button("Ke Kominfo")(eko)
    await eko.play((tap("Ke BKPSDM"), "Menunggu BKPSDM (diteruskan Eko)."))
    await newest(sari)
    await sari.play((tap("Ke Kominfo"), "Menunggu Kominfo (diteruskan Sari)."))
    await newest(dewi)
    await eko.play((stale, str(NOT_YOURS.text)[:30]))
    await dewi.play(
        (tap("Jawab"), "Apa jawabannya?"), (say("Sudah diperbaiki"), "Dijawab Dewi, Senin")
    )
    assert "Jawaban: Sudah diperbaiki" in await newest(budi)
    steps = [e for e in budi.phone.told if "diteruskan ke" in e]
    assert len(steps) == 2


async def test_an_office_without_an_operator_reaches_the_administrator(world: World) -> None:
    """AMB-87."""
    sari, dewi = await holds(world, SARI, ADMIN, None), await opened(world, DEWI)
    await holds(world, EKO, OPERATOR)  # of another office
    await dewi.play(*reporting("Terkirim ke Administrator."))
    assert "Masalah dari Dewi, RSUD" in await newest(sari)


async def test_an_operator_who_is_not_connected_does_not_swallow_it(world: World) -> None:
    held = {"role": OPERATOR.value, "since": date(2024, 1, 1), "until": None, "decree": None}
    await insert(world, role, employee=CITRA.id, office="setda", **held)
    sari, budi = await holds(world, SARI, ADMIN, None), await opened(world, BUDI)
    await budi.play(*reporting("Terkirim ke Administrator."))
    assert WORDS in await newest(sari)


async def test_where_nobody_is_named_that_is_said_plainly(world: World) -> None:
    """It is kept all the same, and stands in the inventory."""
    budi = await opened(world, BUDI)
    await budi.play(*reporting("Tersimpan, tetapi belum ada yang menerimanya."))
    assert "Hubungi operator kantor." in budi.newest
    assert len(await world.rows(ticket)) == 1


async def test_nobody_reads_it_but_those_who_have_it(world: World) -> None:
    """An operator of another office, a colleague: neither card, nor list, nor button."""
    await holds(world, EKO, OPERATOR)
    dewi, citra = await holds(world, DEWI, OPERATOR, "rsud"), await opened(world, CITRA)
    budi = await opened(world, BUDI)
    await budi.play(*reporting())
    (row,) = await world.rows(ticket)
    key = UUID(str(row.id)).hex
    await dewi.play((say("/masalah"), "Tidak ada masalah yang menunggu Anda."))
    await dewi.play((say("batal"), "Dibatalkan."), (say("/kantor"), "RSUD"))
    for who in (citra, budi):
        await who.play((say("/kantor"), "Halaman ini untuk operator"))
    for who in (dewi, citra, budi):
        for verb in ("jawab", "tutup", "ke"):
            tail = f":{ADMIN.value}" if verb == "ke" else ""
            await who.hears(forging(f"ms:{verb}:{key}{tail}"))
        assert not any("Masalah dari" in each for each in who.phone.told)
    (row,) = await world.rows(ticket)
    assert (row.desk, row.state) == (OPERATOR.value, None)


def forging(data: str) -> Gesture:
    async def press(who: Speaker) -> None:
        await forged_tap(who, data)

    return press


async def test_of_two_operators_the_first_answers_and_the_other_reads_that(world: World) -> None:
    eko, sari = await holds(world, EKO, OPERATOR), await holds(world, SARI, OPERATOR)
    budi = await opened(world, BUDI)
    await budi.play(*reporting())
    await newest(eko)
    await newest(sari)
    await sari.play((tap("Jawab"), "Apa jawabannya?"))
    await eko.play((tap("Selesai"), "Ditutup Eko"))
    await sari.play((say("Coba lagi"), LOST))
    assert "Ditutup Eko" in sari.newest
    told = [each for each in budi.phone.told if "Masalah Anda" in each]
    assert len(told) == 1


async def test_a_second_delivery_closes_it_once(world: World) -> None:
    eko, budi = await holds(world, EKO, OPERATOR), await opened(world, BUDI)
    await budi.play(*reporting())
    await budi.hears(again)
    assert len(await world.rows(ticket)) == 1
    await newest(eko)
    await eko.play((tap("Selesai"), "Ditutup Eko"))
    await eko.hears(again)
    assert len([each for each in budi.phone.told if "ditandai selesai" in each]) == 1


async def test_those_who_have_some_see_the_list_and_the_inventory_of_the_month(
    world: World,
) -> None:
    """BLG-7-3c: counts by state, and the list."""
    await at_eight(world)
    eko, budi = await holds(world, EKO, OPERATOR), await opened(world, BUDI)
    await budi.play(*reporting())
    await budi.play(*reporting())
    await newest(eko)
    await eko.play(
        (say("/masalah"), "2 masalah menunggu Anda 1. Budi, Senin, 6 April, 08.00 WITA: Lokasi"),
        (tap("Buka 1"), "Masalah dari Budi, Sekretariat Daerah"),
        (tap("Selesai"), "Ditutup Eko"),
        (say("/masalah"), "1 masalah menunggu Anda"),
        (tap("Bulan ini"), "Masalah April 2026: 2 laporan terbuka 1, ditutup 1"),
        (say("/masalah"), "1 masalah menunggu Anda"),
        (tap("Lapor masalah"), "Apa masalahnya?"),
        (say("batal"), "Dibatalkan. Tidak ada yang disimpan."),
    )


async def test_wrong_answers_and_a_change_of_mind(world: World) -> None:
    await holds(world, EKO, OPERATOR)
    budi = await opened(world, BUDI)
    await budi.play(
        (say("/masalah"), "Apa masalahnya?"),
        (say("x" * 701), "Terlalu panjang: 701 huruf. Paling banyak 700 huruf."),
        (say(WORDS), "Ada tangkapan layar?"),
        (say("tidak tahu"), "Silakan kirim fotonya, atau berkas PDF."),
        (tap("Lewati"), "Kirim?"),
        (tap("Ubah uraian"), "Apa masalahnya?"),
        (say("Tombol tidak muncul"), "Tombol tidak muncul"),
        (tap("Batal"), "Dibatalkan. Tidak ada yang disimpan."),
        (at("08.00", MONDAY), SILENCE),
    )
    assert await world.rows(ticket) == []
