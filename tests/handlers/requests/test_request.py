"""Requests as dialogues: asked for, confirmed, sent to the superior, or refused with a reason."""

from datetime import date
from typing import Any

import pytest

from db.records.activity import activity
from db.records.request import request
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, photo, say, tap
from tests.handlers.worker import MONDAY, asking, entry, newest, superior
from tests.office import CITRA
from tests.world import World

KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


async def asked(world: World) -> list[Any]:
    return list(await world.rows(request))


async def two(world: World) -> tuple[Speaker, Speaker]:
    """Sari and Budi at eight on Monday."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE))
    return sari, budi


@BOTH
async def test_a_request_is_asked_for_confirmed_and_shown_to_the_superior(world: World) -> None:
    """BLG-L-A5a, A5c, BLG-L-A5d, BLG-L-A5g: those fields, a confirmation, the superior is told."""
    sari, budi = await two(world)
    await budi.play(*asking("Cuti tahunan", last="8 April"))
    told = " ".join(budi.newest.split())
    assert told == (
        "Terkirim: Cuti tahunan, Senin, 6 April 2026 sampai Rabu, 8 April 2026. "
        "Diteruskan kepada Sari, batas keputusan Rabu, 8 April 2026, 08.00 WITA."
    )
    (row,) = await asked(world)
    assert (row.code, row.first, row.last) == ("cuti.tahunan", *_dates(6, 8))
    assert (row.reason, row.paper[0][2], row.state) == ("Keluarga", "image/jpeg", None)
    card = await newest(sari)
    assert "Budi Cuti tahunan: Senin, 6 April 2026 sampai Rabu, 8 April 2026 Alasan: Kel" in card
    assert "⏳ Menunggu sampai Rabu, 8 April 2026, 08.00 WITA" in card
    assert "Lewat itu tetap menunggu." in card
    assert sari.phone.labels == ["Setujui", "Tolak"]


@pytest.mark.parametrize("said", ["3", "cuti", "3. Cuti"])
async def test_the_sorts_are_numbered_then_the_kinds(world: World, said: str) -> None:
    """BLG-L-A5c, AMB-22: which kinds there are is data; a PPPK is offered those of a PPPK."""
    citra = await employed(world, CITRA)
    await citra.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/izin"), "1. Sakit 2. Izin 3. Cuti 4. Perjalanan dinas 5. Pendidikan dan pelatihan"),
        (say("99"), "Silakan pilih salah satu, atau tulis nomornya."),
        (tap(said) if said[1:2] == "." else say(said), "Yang mana? 1. Cuti tahunan 2. Cuti sakit"),
        (tap("4. Cuti bersama"), "Mulai tanggal berapa?"),
    )
    assert "Cuti besar" not in " ".join(citra.answers)


async def test_the_days_that_will_count_are_said_before(world: World) -> None:
    """AMB-21: only working dates: Friday the third is a holiday, then comes the weekend."""
    _, budi = await two(world)
    await budi.play(
        (say("/izin"), "Mengajukan apa?"),
        (say("Cuti tahunan"), "Mulai tanggal berapa?"),
        (say("2 April"), "Sampai tanggal berapa?"),
        (say("6 April"), "Apa alasannya?"),
        (say("Keluarga"), "Kirim foto atau PDF persetujuan cuti."),
        (photo, "Bila disetujui, 2 hari kerja dihitung hadir. Bila disetujui: Kamis, 2 April:"),
        (tap("Batal"), "Dibatalkan."),
    )
    assert await asked(world) == []


async def test_each_answer_may_be_changed_before_it_is_sent(world: World) -> None:
    _, budi = await two(world)
    await budi.play(
        *asking("Cuti tahunan")[:-1],
        (tap("Ubah alasan"), "Apa alasannya?"),
        (say("Menikah"), "Alasan: Menikah"),
        (tap("Ubah tanggal akhir"), "Sampai tanggal berapa?"),
        (say("7 April"), "Senin, 6 April 2026 sampai Selasa, 7 April 2026"),
        (tap("Kembali"), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), "Senin, 6 April 2026 Alasan: Menikah"),
        (tap("Ubah tanggal awal"), "Mulai tanggal berapa?"),
        (tap("Selasa, 7 April"), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), "Selasa, 7 April 2026 Alasan: Menikah"),
        (tap("Ya"), "Terkirim"),
    )
    (row,) = await asked(world)
    assert (row.first, row.last, row.reason) == (*_dates(7, 7), "Menikah")


async def test_without_its_letter_leave_cannot_be_asked_for(world: World) -> None:
    """BLG-11-4: the letter is part of the request, and words are none."""
    _, budi = await two(world)
    await budi.play(
        *asking("Cuti tahunan")[:-2],
        (say("nanti"), "Silakan kirim fotonya, atau berkas PDF."),
        (photo, "Surat: ada"),
    )
    assert await asked(world) == []


async def test_only_one_request_waits_at_a_time(world: World) -> None:
    """BLG-L-A6f, AMB-35: the next one when this one is decided or taken back."""
    _, budi = await two(world)
    await budi.play(
        *asking("Cuti tahunan"),
        *asking("Izin", "20 April")[:3],
        (tap("Hari itu saja"), "Permohonan Anda sebelumnya masih menunggu keputusan."),
    )
    assert "Ketentuan E-Presensi, karena Perbup Bulungan 32/2023 tidak" in budi.newest
    assert len(await asked(world)) == 1


async def test_whoever_falls_ill_need_not_wait_for_the_superior(world: World) -> None:
    """AMB-35: sickness joins what is pending, its letter may follow."""
    sari, budi = await two(world)
    await budi.play(
        *asking("Cuti tahunan", "20 April"),
        *asking("Sakit", paper=None)[:-2],
        (say("Demam"), "Kirim foto atau PDF surat keterangan sakit. Boleh menyusul"),
        (tap("Menyusul"), "Disusulkan pada permohonan Anda yang masih menunggu."),
        (tap("Ya"), "Susulkan surat keterangan sakit lewat /izin_saya."),
    )
    assert [row.code for row in await asked(world)] == ["cuti.tahunan", "sakit"]
    assert "Belum ada surat keterangan sakit, jadi belum dapat disetujui" in await newest(sari)


async def test_a_date_has_one_request(world: World) -> None:
    sari, budi = await two(world)
    await budi.play(*asking("Cuti tahunan", last="8 April"))
    await sari.play((tap("Setujui"), "Disetujui oleh Sari"))
    await budi.play(
        *asking("Izin", "8 April")[:3],
        (tap("Hari itu saja"), "Tanggal itu sudah terisi permohonan lain."),
        *asking("Izin", "9 April"),
    )
    assert len(await asked(world)) == 2


async def test_a_credited_day_has_no_own_work_and_a_day_of_work_no_credit(world: World) -> None:
    """BLG-11-3, AMB-21: exclusive both ways, also while it waits."""
    _, budi = await two(world)
    await budi.play(
        *entry(),
        *asking("Sakit", paper=None)[:3],
    )
    await budi.play(
        (tap("Hari itu saja"), "Ada aktivitas Anda di tanggal itu. Tarik dulu"),
        *asking("Cuti tahunan", "Selasa, 7 April", "8 April"),
        (at("08.00", "2026-04-07"), SILENCE),
    )
    await budi.play(
        *entry(again=True)[:2],
        (tap("Selasa, 7 April"), "Tanggal itu dihitung otomatis lewat izin Anda."),
    )
    assert len(await world.rows(activity)) == 1


async def test_plain_permit_leaves_room_for_own_work(world: World) -> None:
    """AMB-22: neither alpa nor points of its own."""
    _, budi = await two(world)
    await budi.play(*asking("Izin"), *entry())
    assert len(await world.rows(activity)) == 1


async def test_today_is_a_date_where_one_is_asked_for_and_a_page_elsewhere(world: World) -> None:
    _, budi = await two(world)
    await budi.play(
        (say("/izin"), "Mengajukan apa?"),
        (say("Izin"), "Mulai tanggal berapa?"),
        (say("Hari ini"), "Sampai tanggal berapa?"),
        (say("hari  ini"), "Apa alasannya?"),
        (say("Hari ini"), "Jam kerja"),
        (say("/izin"), "Mengajukan apa?"),
        (say("Izin"), "Mulai tanggal berapa?"),
        (say("/hari_ini"), "Jam kerja"),
        (say("/aktivitas"), "tanggal berapa?"),
        (say("kemarin"), "Jenis aktivitas?"),
    )


@pytest.mark.parametrize(
    ("said", "heard"),
    [("5 Maret 2026", "6 Maret 2026"), ("8 April 2027", "7 April 2027")],
    ids=["more than a month ago", "more than a year ahead"],
)
async def test_a_date_too_far_away_is_asked_again(world: World, said: str, heard: str) -> None:
    _, budi = await two(world)
    await budi.play(*asking("Cuti tahunan")[:2], (say(said), heard))


@KARANGANYAR
async def test_in_karanganyar_only_what_its_law_knows_may_be_asked_for(world: World) -> None:
    """KRA-9-5, 9A-1, 9B-2: both trips, special duty, leaving early; the rest is silent, KAM-13."""
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), (say("/izin"), "Mengajukan apa?"))
    kinds = "1. Dinas luar 2. Tugas khusus 3. Izin pulang cepat"
    assert " ".join(budi.newest.split()) == f"Mengajukan apa? {kinds}"


@KARANGANYAR
async def test_with_an_order_it_is_a_trip_and_not_special_duty(world: World) -> None:
    """KAM-08, KRA-9B-2: asked, for the two overlap."""
    budi = await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/izin"), "2. Tugas khusus"),
        (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Ada"), "1. Perjalanan dinas dalam Daerah 2. Perjalanan dinas luar Daerah"),
        (say("1"), "Mulai tanggal berapa?"),
        (tap("Kembali"), "Yang mana?"),
        (tap("Kembali"), "Mengajukan apa?"),
        (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
    )


@KARANGANYAR
async def test_a_trip_needs_the_number_of_its_order(world: World) -> None:
    """KRA-9B-1, KRA-9B-2a, KRA-9B-2b, KAM-22: a look within five working days of its first."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/izin"), "1. Dinas luar"),
        (tap("1. Dinas luar"), "1. Perjalanan dinas dalam Daerah 2. Perjalanan dinas luar Daerah"),
        (say("2"), "Mulai tanggal berapa?"),
        (tap("Senin, 6 April"), "Sampai tanggal berapa?"),
        (say("8 April"), "Apa alasannya?"),
        (say("Konsultasi"), "Nomor surat perintah tugas?"),
        (say("800/12/2026"), "Kirim foto atau PDF surat perintah tugas."),
        (photo, "Batas keputusan: Senin, 13 April 2026, 23.59 WIB."),
        (tap("Ya"), "Terkirim"),
    )
    assert "Nomor surat: 800/12/2026" in await newest(sari)


def _dates(first: int, last: int) -> tuple[date, date]:
    return date(2026, 4, first), date(2026, 4, last)
