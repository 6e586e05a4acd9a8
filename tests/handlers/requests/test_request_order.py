"""Two on one date, as dialogues: what really happens goes before what was planned (AMB-50)."""

import pytest

from db.records.request import request
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, photo, say, share, tap
from tests.handlers.requests.test_duty import special, trip
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import STREET
from tests.world import World

TUESDAY = "2026-04-07"
GIVES_WAY = "mengalah pada tanggal yang sama bila ini disetujui."


async def granted(world: World, kind: str) -> tuple[Speaker, Speaker]:
    """Monday to Wednesday."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking(kind, last="8 April"))
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    return sari, budi


@pytest.mark.parametrize("planned", ["Cuti tahunan", "Perjalanan dinas"])
async def test_whoever_falls_ill_on_leave_or_on_a_trip_is_ill(world: World, planned: str) -> None:
    """BLG-11-3: the letter of the day is S once it is granted, and the rest stays as it was."""
    sari, budi = await granted(world, planned)
    await budi.play(
        (at("08.00", TUESDAY), SILENCE),
        *asking("Sakit", "Selasa, 7 April", paper=None)[:-2],
        (say("Demam"), "Boleh menyusul"),
        (photo, GIVES_WAY),
        (tap("Ya"), "Terkirim: Sakit"),
        (say("/rekap_saya"), "2 hari"),
    )
    card = await newest(sari)
    assert f"⚠️ {planned}, Senin, 6 April 2026 sampai Rabu, 8 April 2026 (disetujui), menga" in card
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    await budi.play((say("/rekap_saya"), "akit 1 hari"))
    assert {row.code for row in await world.rows(request)} >= {"sakit"}


async def test_recalled_from_leave_to_special_duty_is_on_duty(world: World) -> None:
    """AMB-50, KRA-9A-1: also while nobody has decided yet, and the stamp lifts the fence."""
    _, budi = await granted(world, "Cuti tahunan")
    await budi.play(
        (at("06.40", TUESDAY), SILENCE),
        *asking("Tugas khusus", "Selasa, 7 April", paper=None)[:-2],
        (say("Dipanggil"), "Boleh dilewati."),
        (tap("Lewati"), GIVES_WAY),
        (tap("Ya"), "Terkirim: Tugas khusus"),
        (say("Masuk"), "bagikan"),
        (share(STREET), "Tercatat masuk 06.40 WITA, tepat waktu Tugas khusus"),
        (at("16.02"), SILENCE),
        (say("Pulang"), "bagikan"),
        (share(STREET), "Tercatat pulang 16.02 WITA"),
        (say("/rekap_saya"), "tugas khusus 1 hari"),
    )


async def test_leave_over_a_trip_is_refused_with_what_to_do(world: World) -> None:
    _, budi = await granted(world, "Perjalanan dinas")
    await budi.play(
        (at("08.00", TUESDAY), SILENCE),
        *asking("Cuti tahunan", "Selasa, 7 April")[:3],
        (tap("Hari itu saja"), "Akhiri atau tarik dulu: /izin_saya."),
    )


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_in_karanganyar_a_trip_is_filed_over_special_duty(world: World) -> None:
    """KAM-08: the order came after all; the superior sees both."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("06.50", MONDAY), SILENCE), *special(), *trip("7 April")[:-1])
    assert GIVES_WAY in budi.newest
    await budi.play((tap("Ya"), "Terkirim"))
    assert "Tugas khusus, Senin, 6 April 2026 (menunggu), mengalah" in await newest(sari)
