"""Special duty on a night shift: it is judged once that night is over, not at midnight."""

import pytest

from tests.handlers.dialogue import SILENCE, Line, Speaker, at, employed, later, say, share, tap
from tests.handlers.requests.test_duty import KARANGANYAR, LOOK, NOT_YET
from tests.handlers.worker import MONDAY, newest, superior
from tests.office import DEWI, STREET
from tests.world import World

TUESDAY = "2026-04-07"
DONE = "Sudah dilaksanakan, mohon diputuskan: Dewi Tugas khusus: Senin, 6 April 2026"


def special(said: str) -> list[Line]:
    return [
        (say("/izin"), "2. Tugas khusus"),
        (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
        (say(said), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), "Apa alasannya?"),
        (say("Jaga posko"), "Kirim"),
        (tap("Lewati"), "Senin, 6 April 2026"),
        (tap("Ya"), "Terkirim"),
    ]


def stamping(day: str, clock: str, word: str) -> list[Line]:
    return [(at(clock, day), SILENCE), (say(word), "bagikan"), (share(STREET), "Tercatat")]


async def at_the_post(world: World, filed: tuple[str, str]) -> tuple[Speaker, Speaker]:
    """Dewi is on special duty for the night, asked for in the evening or during it."""
    sari, dewi = await superior(world), await employed(world, DEWI)
    clock, day = filed
    evening = [] if day == TUESDAY else stamping(MONDAY, "20.45", "Masuk")
    await dewi.play((at(clock, day), SILENCE), *special("hari ini"), *evening)
    return sari, dewi


@KARANGANYAR
@pytest.mark.parametrize("filed", [("20.30", MONDAY), ("02.00", TUESDAY)], ids=["before", "during"])
async def test_it_is_judged_from_its_pulang_on(world: World, filed: tuple[str, str]) -> None:
    """KRA-9A-4, AMB-56."""
    sari, dewi = await at_the_post(world, filed)
    await dewi.play((at("03.00", TUESDAY), SILENCE))
    assert NOT_YET in await newest(sari)
    await sari.play((say("/verifikasi"), "1. Dewi: 1 izin"), (tap("1. Dewi"), NOT_YET))
    assert LOOK in sari.phone.labels
    assert "Setujui" not in sari.phone.labels
    await dewi.play(*stamping(TUESDAY, "07.05", "Pulang"))
    await sari.play((later(seconds=0), DONE), (later(seconds=0), SILENCE))
    assert sari.phone.labels == ["Setujui", "Tolak", "Lihat peta"]


@KARANGANYAR
async def test_without_a_pulang_it_is_judged_once_its_window_is_closed(world: World) -> None:
    """KRA-9A-4, AMB-56, AMB-41."""
    sari, _ = await at_the_post(world, ("20.30", MONDAY))
    await sari.play(
        (at("09.00", TUESDAY), SILENCE),
        (later(seconds=0), SILENCE),
        (later(seconds=1), DONE),
    )
