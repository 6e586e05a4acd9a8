"""Daily work as dialogues: entering, copying, proving, on both sides of every border."""

from datetime import date

import pytest

from bot.channels.base import Capability
from db.people.employee import exemption
from db.records.activity import activity
from tests.handlers.dialogue import (
    SILENCE,
    again,
    at,
    contact,
    employed,
    insert,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, entry, newest, superior
from tests.office import BUDI, CITRA
from tests.world import World

EXEMPT = "Anda dikecualikan dari pengisian kinerja, jadi tidak perlu mengisi."
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
SUMMARY = "Senin, 6 April 2026 Jabatan, 1 jam 30 menit Menyusun laporan Simpan?"
FILED = "Tersimpan: 1 jam 30 menit, Senin, 6 April 2026."
DUE = "Diteruskan kepada Sari, batas verifikasi Rabu, 8 April 2026, 14.00 WITA."


async def states(world: World) -> list[tuple[int, str | None]]:
    return sorted(((row.minutes, row.state) for row in await world.rows(activity)), key=str)


@BOTH
async def test_an_activity_is_asked_for_confirmed_and_shown_to_the_superior(world: World) -> None:
    """BLG-L-A4a-g, BLG-9-1, BLG-9-3, BLG-9-4: and a second delivery adds nothing."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry()[:-1])
    assert budi.newest == SUMMARY
    await budi.play((tap("Ya"), FILED), (again, SILENCE))
    assert DUE in budi.newest
    card = await newest(sari)
    for words in (
        "Budi Aktivitas Senin, 6 April 2026",
        "1. Jabatan, 1 jam 30 menit: Menyusun laporan",
        "Menunggu sampai Rabu, 8 April 2026, 14.00 WITA",
        "dianggap disetujui (Pasal 9 ayat (10) Perbup Bulungan 32/2023)",
    ):
        assert words in card
    assert sari.phone.labels == ["Setujui", "Tolak"]
    assert await states(world) == [(90, None)]


async def test_an_unfit_answer_is_asked_again_with_the_reason(world: World) -> None:
    """AMB-20: not more than a day holds."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry()[:1],
        (say("lusa"), "Rabu, 8 April 2026 terlalu jauh; paling akhir Senin, 6 April 2026."),
        (say("3 April"), "terlalu awal; paling awal Sabtu, 4 April 2026."),
        (photo, "Tulis tanggalnya"),
        (tap("Minggu, 5 April"), "Jenis aktivitas?"),
        (tap("Kembali"), "tanggal berapa?"),
        (say("senin, 6 april"), "Jenis aktivitas?"),
        (say("umum"), "Berapa lama?"),
        (say("banyak"), "Tulis lamanya"),
        (say("0"), "Tulis lamanya"),
        (say("1441"), "paling lama 1.440 menit"),
        (say("24 jam 1 menit"), "paling lama 1.440 menit"),
        (say("1 jam 30 menit"), "Uraian kegiatannya?"),
        (say("x" * 501), "Terlalu panjang: 501 huruf. Paling banyak 500 huruf."),
        (contact(), "Silakan tulis dengan kata-kata."),
        (say("Rapat & apel"), "Hasil atau output-nya?"),
        (say("Notula"), "Berapa jumlahnya?"),
        (say("nol"), "Silakan tulis angka 1 sampai 9999."),
        (say("2"), "Foto pendukung?"),
        (say("nanti"), "Silakan kirim fotonya, atau berkas PDF."),
        (tap("Lewati"), "Rapat & apel Hasil: Notula (2)"),
        (say("batal"), "Dibatalkan."),
    )
    assert await states(world) == []


async def test_every_answer_can_be_changed_before_it_is_saved(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry()[:-1],
        (tap("Ubah lama"), "Berapa lama?"),
        (say("30"), "Jabatan, 30 menit"),
        (tap("Ubah tanggal"), "tanggal berapa?"),
        (tap("Minggu, 5 April"), "Minggu, 5 April 2026 Jabatan, 30 menit"),
        (tap("Ubah hasil"), "Hasil atau output-nya?"),
        (say("Laporan"), "Berapa jumlahnya?"),
        (tap("Lewati"), "Hasil: Laporan "),
        (tap("Ya"), "Tersimpan: 30 menit, Minggu, 5 April 2026."),
    )


@pytest.mark.parametrize(
    ("clock", "day", "heard"),
    [
        ("23.59.59", "2026-04-08", "Senin, 6 April"),
        (
            "00.00.00",
            "2026-04-09",
            "Senin, 6 April 2026 terlalu awal; paling awal Selasa, 7 April 2026.",
        ),
    ],
    ids=["BLG-9-7 the last second", "BLG-9-7 a second later"],
)
async def test_a_date_is_open_for_two_days_after_it(
    world: World, clock: str, day: str, heard: str
) -> None:
    """BLG-9-7, AMB-16: until 23.59.59 of the second day after."""
    budi = await employed(world)
    chosen = "Jenis aktivitas?" if clock.startswith("23") else heard
    await budi.play((at(clock, day), SILENCE), *entry()[:1], (say("Senin, 6 April"), chosen))


async def test_what_was_entered_in_time_but_saved_too_late_is_refused_with_the_article(
    world: World,
) -> None:
    """BLG-9-7: the confirmed entry counts, and nothing is written."""
    budi = await employed(world)
    await budi.play(
        (at("23.50", "2026-04-08"), SILENCE),
        *entry()[:1],
        (tap("Senin, 6 April"), "Jenis aktivitas?"),
        *entry()[2:-1],
        (at("00.05", "2026-04-09"), SILENCE),
        (tap("Ya"), "Batas waktu mengisi tanggal itu sudah lewat. Bila perlu, hubungi operator."),
    )
    assert "Pasal 9 ayat (7)" in budi.newest
    assert await states(world) == []


async def test_a_date_holds_no_more_than_its_own_minutes(world: World) -> None:
    """AMB-20: 1,440 together, and beyond the net hours the verifier is told."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry("Rapat", "450"),
        *entry("Monev", "990", again=True)[:-1],
    )
    assert "16 jam 30 menit di atas jam kerja bersih" in budi.newest
    await budi.play(
        (tap("Ubah lama"), "Berapa lama?"),
        (say("991"), "Jumlah hari itu melewati batas sehari."),
        (say("990"), "Simpan?"),
        (tap("Ya"), "Tersimpan"),
    )
    assert "16 jam 30 menit lebih banyak daripada jam kerja bersih" in await newest(sari)


@pytest.mark.parametrize("kind", ["diberhentikan_sementara", "tugas_belajar", "ditahan"])
async def test_exempt_people_have_nothing_to_enter(world: World, kind: str) -> None:
    """BLG-9-11a-c."""
    budi = await employed(world)
    row = {"since": date(2026, 4, 1), "until": None, "kind": kind, "decree": "SK 1"}
    await insert(world, exemption, employee=BUDI.id, **row)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry()[:1],
        (
            tap("Senin, 6 April"),
            EXEMPT,
        ),
    )
    assert "Pasal 9 ayat (11)" in budi.newest


async def test_what_was_entered_before_is_one_tap_away(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry("Menyusun laporan bulanan", "90"),
        (say("/aktivitas"), "Aktivitas apa?"),
        (tap("1. Menyusun laporan…"), "tanggal berapa?"),
        (tap("Senin, 6 April"), "Jabatan, 1 jam 30 menit Menyusun laporan bulanan"),
        (tap("Ubah uraian"), "Uraian kegiatannya?"),
        (say("Menyusun laporan triwulan"), "Menyusun laporan triwulan"),
        (tap("Ya"), "Tersimpan"),
    )
    assert [row.description for row in await world.rows(activity)] == [
        "Menyusun laporan bulanan",
        "Menyusun laporan triwulan",
    ]


@BOTH
async def test_a_photo_stands_on_the_card_and_a_second_time_it_is_told(world: World) -> None:
    """BLG-L-A4d: optional; the same picture again is a signal for the verifier, no verdict."""
    sari, budi, citra = await superior(world), await employed(world), await employed(world, CITRA)
    proven = [*entry()[:-2], (photo, "Foto: ada"), (tap("Ya"), "Tersimpan")]
    await budi.play((at("14.00", MONDAY), SILENCE), *proven)
    assert "Menyusun laporan 📎 ⏳" in await newest(sari)
    approve = old_button("Setujui")(sari)
    await citra.play(*proven)
    assert "Foto yang sama pernah dikirim orang lain" in await newest(sari)
    await sari.play((approve, "✅ Disetujui oleh Sari, 14.00 WITA"))
    again_ = [*entry(again=True)[:-2], (photo, "Foto: ada"), (tap("Ya"), "Tersimpan")]
    await budi.play(*again_)
    assert "Foto yang sama pernah dikirim orang lain" in await newest(sari)
    if world.can(Capability.EDIT):
        pictures = world.sandbox.journal.accepted("sendPhoto", chat_id=sari.chat.user.id)
        assert len(pictures) == 3
        (changed,) = world.sandbox.journal.accepted("editMessageCaption")
        assert "Disetujui oleh Sari" in changed.params["caption"]


async def test_a_photo_of_ones_own_that_comes_again_is_told_as_such(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    proven = [(photo, "Foto: ada"), (tap("Ya"), "Tersimpan")]
    await budi.play((at("14.00", MONDAY), SILENCE), *entry()[:-2], *proven)
    await budi.play(*entry("Rapat", again=True)[:-2], *proven)
    assert "Foto yang sama pernah dikirim orang yang sama" in await newest(sari)
    await sari.play((tap("Satu per satu"), "1 dari 2"), (tap("Berikutnya"), "2 dari 2"))
    await tap("Lihat foto")(sari)
    assert "2. Jabatan, 1 jam 30 menit: Rapat" in await newest(sari)


async def test_the_work_of_yesterday_is_copied_whole_and_each_is_decided_by_itself(
    world: World,
) -> None:
    """BLG-9-9: one card with each of them; rejected and withdrawn work is not copied."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry("Menyusun laporan", "90"),
        *entry("Rapat", "60", again=True),
        (at("08.00", "2026-04-07"), SILENCE),
        (say("/aktivitas"), "Aktivitas apa?"),
        (tap("Salin kemarin"), "1 jam 30 menit: Menyusun laporan 1 jam: Rapat Salin ke Selasa, 7"),
        (tap("Ya"), "Tersimpan: 2 jam 30 menit, Selasa, 7 April 2026."),
        (say("/aktivitas"), "Aktivitas apa?"),
        (tap("Salin kemarin"), "Salin ke Selasa, 7 April 2026?"),
        (say("batal"), "Dibatalkan."),
    )
    card = await newest(sari)
    assert "Aktivitas Selasa, 7 April 2026 1. Jabatan, 1 jam 30 menit: Menyusun laporan" in card
    assert "2. Jabatan, 1 jam: Rapat" in card
    assert sari.phone.labels == ["Setujui semua (2)", "Satu per satu"]


async def test_a_day_cannot_be_copied_over_its_own_limit_nor_after_midnight(world: World) -> None:
    """AMB-20."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry("Siaga banjir", "800"),
        (at("08.00", "2026-04-07"), SILENCE),
        *[
            (say("/aktivitas"), "Aktivitas apa?"),
            (tap("Salin kemarin"), "Salin ke Selasa"),
            (tap("Ya"), "Tersimpan: 13 jam 20 menit"),
        ],
        (say("/aktivitas"), "Aktivitas apa?"),
        (tap("Salin kemarin"), "Jumlah hari itu melewati batas sehari."),
        (at("23.55", "2026-04-08"), SILENCE),
        (say("/aktivitas"), "Aktivitas apa?"),
        (tap("Salin kemarin"), "Salin ke Rabu, 8 April 2026?"),
        (at("00.05", "2026-04-09"), SILENCE),
        (tap("Ya"), "Kemarin belum ada aktivitas."),
    )
    assert await states(world) == [(800, None), (800, None)]
