"""One's own daily work as dialogues: changed, taken back, mended once, and nobody else's."""

import pytest

from core.approvals.case import State
from db.records.activity import activity
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Gesture,
    Speaker,
    a_stranger,
    at,
    employed,
    forged_tap,
    old_button,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, entry, newest, superior
from tests.office import CITRA
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


async def states(world: World) -> list[tuple[int, str | None]]:
    return sorted(((row.minutes, row.state) for row in await world.rows(activity)), key=str)


@BOTH
async def test_an_undecided_one_is_changed_or_taken_back(world: World) -> None:
    """AMB-17: a change restarts the clock of its verification."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        (say("/aktivitas_saya"), "Belum ada aktivitas seminggu ini."),
        *entry(),
        (at("15.00"), SILENCE),
        (say("/aktivitas_saya"), "1. Senin, 6 April 2026 Jabatan, 1 jam 30 menit"),
        (tap("1. Menyusun laporan"), "Menunggu sampai Rabu, 8 April 2026, 14.00 WITA"),
    )
    change = old_button("Ubah")(budi)
    await budi.play(
        (tap("Ubah"), "Simpan?"),
        (tap("Ubah lama"), "Berapa lama?"),
        (say("60"), "Jabatan, 1 jam"),
        (tap("Ya"), "batas verifikasi Rabu, 8 April 2026, 15.00 WITA"),
        (change, "Simpan?"),
        (tap("Ya"), "sudah diputuskan, jadi tidak dapat diubah lagi"),
    )
    assert await states(world) == [(60, None), (90, "ditarik")]
    card = await newest(sari)
    assert "1. Jabatan, 1 jam 30 menit: Menyusun laporan ↩️ Ditarik kembali, 15.00 WITA" in card
    assert "2. Jabatan, 1 jam: Menyusun laporan ⏳ Menunggu" in card
    await budi.play(
        (say("/aktivitas_saya"), "Aktivitas saya"),
        (tap("1. Menyusun laporan"), "Menunggu"),
        (tap("Tarik kembali"), "Ditarik kembali: Menyusun laporan"),
    )
    assert await states(world) == [(60, "ditarik"), (90, "ditarik")]


async def test_nobody_finds_anothers_activity(world: World) -> None:
    budi, citra = await employed(world), await employed(world, CITRA)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry())
    (row,) = await world.rows(activity)
    await citra.play((say("menu"), "Silakan pilih."))
    for verb in ("lihat", "ubah", "tarik", "perbaiki", "apa", ""):
        for key in (row.id.hex, "0" * 32, "bukan"):
            await citra.play((_pressing(f"a:{verb}:{key}"), STALE))
    await citra.play((_pressing("a:"), STALE), (_pressing(f"a:x:{row.id.hex}:1"), STALE))
    assert await states(world) == [(90, None)]


async def test_a_stranger_gets_nothing(world: World) -> None:
    stranger = a_stranger(world, CITRA)
    await stranger.play((at("14.00", MONDAY), SILENCE), (say("/aktivitas"), "hanya untuk ASN"))
    for word in ("/aktivitas_saya", "/verifikasi"):
        await stranger.play((say(word), SILENCE))
    await stranger.play((_pressing(f"a:tarik:{'0' * 32}"), STALE))


def _pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)


async def test_a_rejected_one_may_be_mended_once_and_only_for_48_hours(world: World) -> None:
    """AMB-18: even when the first limit has passed, from the rejection on."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry())
    await _rejected(sari, "13.59", "2026-04-08")
    assert "Dapat diperbaiki satu kali dalam 48 jam." in await newest(budi)
    mend = old_button("Perbaiki")(budi)
    await budi.play(
        (at("13.59.00", "2026-04-10"), SILENCE),
        (mend, "Simpan?"),
        (tap("Ubah uraian"), "Uraian kegiatannya?"),
        (say("Menyusun laporan kinerja triwulan"), "triwulan"),
        (tap("Ya"), "Tersimpan"),
        (mend, "Simpan?"),
        (tap("Ya"), "Aktivitas itu sudah diperbaiki satu kali."),
    )
    assert await states(world) == [(90, State.REJECTED.value), (90, None)]
    await _rejected(sari, "14.01", "2026-04-10")
    assert "Dapat diperbaiki" not in await newest(budi)


async def test_48_hours_after_the_rejection_it_is_too_late(world: World) -> None:
    """AMB-18: a second later."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry())
    await _rejected(sari, "13.59", "2026-04-08")
    mend = old_button("Perbaiki")(budi)
    await budi.play(
        (at("13.59.01", "2026-04-10"), SILENCE),
        (mend, "Batas waktu mengisi tanggal itu sudah lewat."),
    )


async def _rejected(sari: Speaker, clock: str, day: str) -> None:
    await sari.play(
        (at(clock, day), SILENCE),
        (tap("Tolak"), "Apa alasannya?"),
        (tap("Menit tidak wajar"), "Ditolak oleh Sari"),
    )
