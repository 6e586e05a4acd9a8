"""Leaving early as dialogues: it is the going-home stamp, excused once the superior says so."""

import pytest

from bot.channels.base import Capability
from core.attendance.stamp import Leg
from db.records.request import request
from db.records.stamp import stamp
from tests.handlers.dialogue import SILENCE, Line, act, at, employed, say, share, tap
from tests.handlers.worker import MONDAY, newest, superior
from tests.office import BUDI, GATE, STREET
from tests.world import World

EARLY = "Dispensasi pulang"


def leaving(name: str = EARLY) -> list[Line]:
    """The whole of it up to the location."""
    return [
        (say("/izin"), "Mengajukan apa?"),
        (say(name), "Apa alasannya?"),
        (say("Anak sakit"), "Kirim foto pendukung? Boleh dilewati."),
        (tap("Lewati"), "itulah presensi pulang Anda hari ini."),
        (tap("Ya"), "bagikan"),
    ]


@pytest.mark.parametrize(
    ("place", "where"), [(GATE, "kantor-bupati"), (STREET, None)], ids=["inside", "outside"]
)
async def test_leaving_early_is_the_going_home_stamp(
    world: World, place: tuple[float, float], where: str | None
) -> None:
    """BLG-11-5, AMB-25: at its own time, in the office or with a reason; the superior decides."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk 07.24 WITA"),
        (at("14.30"), SILENCE),
        *leaving(),
        (share(place), "Tercatat pulang 14.30 WITA, 1 jam 30 menit lebih cepat"),
    )
    assert "Diteruskan kepada Sari. Lihat /izin_saya." in (" ".join(budi.newest.split()))
    pulang = next(row for row in await world.rows(stamp) if row.leg == Leg.PULANG.value)
    assert pulang.place == where
    (row,) = await world.rows(request)
    assert (row.code, row.filed_at) == ("pulang_cepat", pulang.at)
    assert "Dispensasi pulang: Senin, 6 April 2026, 14.30 WITA Alasan: Anak sakit" in (
        await newest(sari)
    )
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, 14.30 WITA"))
    await budi.play(
        (at("16.00"), SILENCE),
        (say("Pulang"), "bagikan"),
        (share(GATE), "Presensi pulang sudah tercatat pukul 14.30 WITA."),
    )


async def test_it_cannot_be_taken_back_for_it_is_a_stamp(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.30", MONDAY), SILENCE), *leaving(), (share(GATE), "Tercatat pulang"))
    await budi.play((say("/izin_saya"), "1. Dispensasi pulang"))
    await budi.play((tap("1. Dispensasi pulang"), "Dispensasi pulang"))
    assert [label for label in budi.phone.labels if "Tarik" in label] == []
    await sari.play((tap("Tolak"), "Apa alasannya?"), (tap("Masih ada tugas"), "❌ Ditolak"))
    assert len(await world.rows(stamp)) == 1


@pytest.mark.parametrize(
    ("clock", "heard"),
    [
        ("07.29.59", "Itu hanya di dalam jam kerja."),
        ("07.30", "Apa alasannya?"),
        ("15.59.59", "Apa alasannya?"),
        ("16.00", "Itu hanya di dalam jam kerja. Bila sudah jam pulang, tekan Pulang."),
    ],
)
async def test_it_is_for_the_working_hours_only(world: World, clock: str, heard: str) -> None:
    """BLG-11-5: before the hours end; at the end it is simply going home."""
    budi = await employed(world)
    await budi.play((at(clock, MONDAY), SILENCE), (say("/izin"), "Mengajukan"), (say(EARLY), heard))


async def test_on_a_day_off_there_is_nothing_to_leave(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("10.00", "2026-04-05"), SILENCE), (say("/izin"), "Mengajukan apa?"))
    await budi.play((say(EARLY), "Hari itu libur bagi Anda, jadi tidak perlu izin."))


async def test_who_dallies_until_the_end_goes_home_as_always(world: World) -> None:
    """Nothing is filed for a stamp that was not made."""
    budi = await employed(world)
    await budi.play(
        (at("15.55", MONDAY), SILENCE),
        *leaving(),
        (at("16.00"), SILENCE),
        (share(GATE), "Pulang"),
    )
    assert await world.rows(stamp) == []
    assert await world.rows(request) == []


async def test_a_location_of_the_wrong_kind_is_asked_for_again(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("14.30", MONDAY), SILENCE), *leaving())
    if not world.can(Capability.LIVE_LOCATION):
        await budi.play((share(GATE, forwarded=True), "Lokasi yang diteruskan tidak bisa dipakai."))
    else:
        await budi.play((say("sudah"), "Yang saya tunggu adalah lokasi Anda."))
    await budi.play((share(GATE), "Tercatat pulang 14.30 WITA"))
    assert len(await world.rows(request)) == 1


async def test_whoever_presses_pulang_too_early_is_shown_the_way(world: World) -> None:
    """BLG-11-5, AMB-06: a refusal says what to do next."""
    budi = await employed(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),
        (at("14.30"), SILENCE),
        (share(GATE), "Apakah Anda mau presensi pulang?"),
        (tap("Ya, pulang"), "Bila harus pulang lebih cepat, ajukan lewat /izin."),
    )


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_in_karanganyar_it_waits_five_working_days(world: World) -> None:
    """KRA-9-5, KRA-9-6, KAM-15: Monday is day 0."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("14.30", MONDAY), SILENCE),
        *leaving("Izin pulang cepat"),
        (share(STREET), "Diteruskan kepada Sari. Lihat /izin_saya."),
    )
    assert "Pasal 9 ayat (6) Perbup Karanganyar 33/2023" in await newest(sari)
    assert sari.phone.labels == ["Setujui", "Tolak", "Lihat peta"]
    assert BUDI.name in await newest(sari)
