"""Requests that wait too long, as dialogues: up to the next superior, or to the head."""

from datetime import date

import pytest

from db.people.delegation import delegation
from db.people.employee import role, supervision
from tests.builders.requests import NOT_YOURS, connected, filed, states
from tests.handlers.dialogue import SILENCE, at, employed, insert, later, old_button, say, tap
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import BUDI, EKO, SARI
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
UP = "⏳ Belum diputuskan sampai Rabu, 8 April 2026, 08.00 WITA"
DUE = "2026-04-08"  # what is filed on Monday at eight waits until Wednesday at eight


@BOTH
async def test_what_waits_too_long_goes_up_to_the_next_superior(world: World) -> None:
    """AMB-35: the next one decides, the first one may not any more, and all three are told."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    sari, budi = await filed(world)
    eko = await connected(world, EKO)
    button = old_button("Setujui")(sari)
    await budi.play((at("07.59.59", DUE), SILENCE), (later(seconds=0), SILENCE))
    assert "Hampir habis waktunya:" in await newest(sari)
    await budi.play((later(seconds=1), f"{UP}, jadi diteruskan ke Eko"))
    assert f"{UP}, jadi diteruskan ke Eko" in await newest(eko)
    assert "Sekarang diputuskan oleh Eko." in await newest(sari)
    assert sari.phone.labels == []
    await sari.play((button, NOT_YOURS), (say("/verifikasi"), "Tidak ada yang menunggu"))
    await eko.play(
        (say("/verifikasi"), "1. Budi: 1 izin, lewat batas Rabu, 8 April 2026, 08.00 WITA"),
        (tap("1. Budi"), UP),
        (tap("Setujui"), "✅ Disetujui oleh Eko, Rabu, 8 April 2026, 08.00 WITA"),
    )
    assert "✅ Disetujui oleh Eko" in await newest(budi)
    await budi.play((later(hours=1), SILENCE))


async def test_the_last_second_is_still_the_superiors(world: World) -> None:
    """AMB-35: on this side of the border."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    sari, _ = await filed(world)
    await sari.play((at("07.59.59", DUE), SILENCE), (tap("Setujui"), "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


async def test_with_nobody_above_it_stays_where_it_is(world: World) -> None:
    sari, _ = await filed(world)
    await sari.play((at("08.00.00", DUE), SILENCE), (tap("Setujui"), "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


@KARANGANYAR
async def test_after_five_working_days_it_goes_up_to_the_head(world: World) -> None:
    """KRA-9A-4, KAM-01, KAM-02: Monday is day 0, so until the end of the next Monday."""
    head = {"employee": EKO.id, "role": "kepala", "since": date(2024, 1, 1), "office": "setda"}
    await insert(world, role, until=None, decree="SK 1", **head)
    sari, budi = await superior(world), await employed(world)
    eko = await connected(world, EKO)
    begun = asking("Tugas khusus", paper=None)
    await budi.play(
        (at("06.50", MONDAY), SILENCE),
        begun[0],
        (say("Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
        *begun[2:-2],
        (say("Rapat di provinsi"), "Kirim undangan atau foto? Boleh dilewati."),
        (tap("Lewati"), "Batas keputusan: Senin, 13 April 2026, 23.59 WIB."),
        (tap("Ya"), "Presensi masuk dan pulang tetap dua kali, dari tempat tugas."),
    )
    assert "Pasal 9A ayat (4) Perbup Karanganyar 33/2023" in await newest(sari)
    assert "Lewat itu diteruskan ke Eko." in await newest(sari)
    assert sari.phone.labels == ["Sudah saya lihat", "Tolak"]
    await sari.play(
        (at("07.00", "2026-04-07"), SILENCE),
        (later(seconds=0), "Sudah dilaksanakan, mohon diputuskan: Budi Tugas khusus"),
        (at("12.00", "2026-04-13"), SILENCE),
        (later(seconds=0), "Hampir habis"),
    )
    await eko.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    await budi.play((at("00.00.01", "2026-04-14"), SILENCE), (later(seconds=0), SILENCE))
    await sari.play((old_button("Setujui")(sari), NOT_YOURS))
    await budi.play((at("07.00"), SILENCE), (later(seconds=0), "jadi diteruskan ke Eko"))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, Selasa, 14 April 2026, 07.00 WIB"))
    assert await states(world) == ["disetujui"]


async def test_whoever_stands_in_decides_and_the_superior_may_not(world: World) -> None:
    """AMB-39: a Plh of today; the card comes to them."""
    sari, _ = await filed(world)
    eko = await connected(world, EKO)
    day = date(2026, 4, 7)
    await insert(
        world,
        delegation,
        id=BUDI.id,
        of=SARI.id,
        by=EKO.id,
        why="plt_plh",
        since=day,
        until=day,
        decree="SK 1",
    )
    button = old_button("Setujui")(sari)
    await eko.play((at("09.00", "2026-04-07"), SILENCE), (later(seconds=0), "Cuti tahunan"))
    await sari.play((button, NOT_YOURS))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, Selasa, 7 April 2026, 09.00 WITA"))
