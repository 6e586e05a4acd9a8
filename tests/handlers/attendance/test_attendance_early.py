"""Leaving early as a dialogue: asked for in /izin, and the going-home stamp all the same."""

import pytest

from db.records.request import request
from db.records.stamp import stamp
from tests.handlers.dialogue import PLEASE, SILENCE, Line, act, at, employed, say, share, tap
from tests.office import GATE, STREET
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY = "2026-04-06"
INSTEAD = "Bila harus pulang lebih cepat, ajukan lewat /izin."


def leaving(kind: str, place: tuple[float, float], answer: str) -> list[Line]:
    """/izin, up to the location that is the going-home stamp."""
    return [
        (say("/izin"), "Mengajukan apa?"),
        (say(kind), "Apa alasannya?"),
        (say("Anak sakit"), "Boleh dilewati."),
        (tap("Lewati"), "Lanjut?"),
        (tap("Ya"), PLEASE),
        (share(place), answer),
    ]


@BOTH
@pytest.mark.parametrize(
    ("regulation", "kind", "zone", "article"),
    [
        pytest.param("bulungan", "Dispensasi pulang", "WITA", "Pasal 11 ayat (5)", id="BLG-11-5"),
        pytest.param("karanganyar", "Izin pulang cepat", "WIB", "Pasal 9 ayat (5)", id="KRA-9-5"),
    ],
)
async def test_leaving_early_is_the_going_home_stamp(
    world: World, kind: str, zone: str, article: str
) -> None:
    """KAM-15, AMB-25: anywhere, for there is a reason; the superior decides later."""
    budi = await employed(world)
    told = f"Tercatat pulang 14.30 {zone}, 1 jam 30 menit lebih cepat"
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),
        (at("14.30"), SILENCE),
        *leaving(kind, STREET, f"{told} Di luar tempat presensi · Senin, 6 April 2026"),
    )
    assert "Atasan akan memutuskan izin pulang cepat ini." in budi.newest
    await budi.play(
        (say("/kenapa"), f"Presensi pulang Senin, 6 April 2026, 14.30 {zone} {article}"),
        *act(MONDAY, "16.01", "Pulang", f"Presensi pulang sudah tercatat pukul 14.30 {zone}."),
        (say("Hari ini"), f"Pulang: 14.30 {zone}, 1 jam 30 menit lebih cepat Selesai"),
    )
    assert [s.place for s in await world.rows(stamp) if s.leg == "pulang"] == [None]


async def test_in_the_office_leaving_early_has_a_place(world: World) -> None:
    """AMB-25: inside the radius, or a reason."""
    budi = await employed(world)
    await budi.play(
        (at("15.59.30", MONDAY), SILENCE),
        *leaving(
            "Dispensasi pulang",
            GATE,
            "Tercatat pulang 15.59 WITA, 1 menit lebih cepat Kantor Bupati",
        ),
    )
    assert "Atasan akan memutuskan" in budi.newest


async def test_whoever_was_too_slow_to_leave_early_simply_goes_home(world: World) -> None:
    """BLG-11-5: before Jam Kerja ends; what was asked for then changes nothing."""
    budi = await employed(world)
    *asks, (sent, _) = leaving("Dispensasi pulang", GATE, "")
    await budi.play((at("15.58", MONDAY), SILENCE), *asks)
    await budi.play((at("16.00"), SILENCE), (sent, "tekan Pulang."))
    assert (await world.rows(stamp), await world.rows(request)) == ([], [])
    await budi.play(*act(MONDAY, "16.01", "Pulang", "Tercatat pulang 16.01 WITA"))


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
async def test_pulang_before_the_end_is_no_dead_end(world: World, regulation: str) -> None:
    """BLG-11-5, KRA-9-5: whoever has a reason is shown the way; before work there is nothing."""
    del regulation
    budi = await employed(world)
    await budi.play(
        *act(MONDAY, "07.29", "Pulang", "Presensi pulang dibuka pukul 16.00"),
        *act(MONDAY, "07.29.30", "Masuk", "Tercatat masuk"),
    )
    assert INSTEAD not in " ".join(budi.answers)
    await budi.play(
        *act(MONDAY, "07.30", "Pulang", INSTEAD),
        (at("12.00"), SILENCE),
        (share(GATE), "Apakah Anda mau presensi pulang?"),
        (tap("Ya, pulang"), f"Bagikan lokasi lagi sesudah itu. {INSTEAD}"),
    )
