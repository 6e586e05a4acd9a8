"""A month end in Bulungan, by the people on the page (Pasal 7, 8, 11 and 13 to 15)."""

import re

from playwright.sync_api import expect

from tests.browser import papers
from tests.browser.deeds import MARIA, RAHMAWATI, SITI, YOHANES, activated, check_in
from tests.browser.seen import PHOTO, Chat, World


def test_a_month_ends_by_the_hands_of_operator_head_and_bkpsdm(world: World) -> None:
    """From a broken phone and its letter to a receipt, and to what a closed month refuses."""
    activated(world.beside(SITI.name), SITI)
    _phone_breaks(world)
    _list_is_entered(world)
    _letter_is_vouched_for(world)
    _apel_is_announced_and_attended(world)
    _last_day_reminds(world)
    _head_nudges(world)
    _recap_is_seen_and_saved(world)
    _forgotten_stamp_is_corrected(world)
    _report_is_received(world)
    _closed_month_takes_nothing(world)


def _phone_breaks(world: World) -> None:
    """Seven days on paper, from Monday on (Pasal 11)."""
    world.clock.at("07.24")
    yohanes = world.beside(YOHANES.name)
    yohanes.say("/kendala")
    yohanes.talk(("Pilih sebabnya", "Ponsel rusak"), ("Mulai tanggal berapa", "Hari ini"))
    yohanes.hears("Ponsel rusak sejak Senin, 6 April 2026", "Buka presensi manual?")
    yohanes.tap("Ya")
    yohanes.hears("Presensi manual dibuka", "Tanda tangani daftar hadir")
    world.beside(SITI.name).has_heard("Presensi manual Yohanes Lawing", "ponsel rusak")


def _list_is_entered(world: World) -> None:
    """On Tuesday the operator enters what the list of Monday says, with its photo."""
    world.clock.at("16.00")
    world.clock.at("07.24")
    siti = world.beside(SITI.name)
    siti.say("/manual")
    siti.hears("Presensi manual kantor Anda", "Tidak ada hari yang menunggu")
    siti.tap("Catat daftar hadir")
    siti.talk(
        ("Tanggal berapa?", "Kemarin"),
        ("Siapa?", "1. Yohanes Lawing"),
        ("Masuk pukul berapa menurut daftar?", "> 07.25"),
        ("pulang pukul berapa menurut daftar?", "> 16.05"),
        ("1 pegawai dicatat", "Selesai"),
    )
    siti.hears("Kirim foto atau PDF daftar hadir")
    siti.attach("Contoh foto")
    siti.hears("masuk 07.25 WITA, pulang 16.05 WITA", "Simpan?")
    siti.tap("Ya")
    siti.hears("Presensi manual tercatat", "1 pegawai")
    yohanes = world.beside(YOHANES.name)
    yohanes.has_heard("Senin, 6 April 2026 tercatat manual", "masuk 07.25 WITA")


def _letter_is_vouched_for(world: World) -> None:
    """Lampiran C as a PDF; the head stands by it with one tap, and BKPSDM takes it in."""
    siti, head, maria = (world.beside(each.name) for each in (SITI, RAHMAWATI, MARIA))
    siti.tap("Siapkan surat")
    siti.talk(
        ("Surat untuk hari yang mana?", "1. April 2026"), ("Nomor suratnya?", "Isi di kertas")
    )
    siti.hears("Yohanes Lawing: 6 April (ponsel rusak)", "Siapkan?")
    siti.tap("Ya")
    siti.has_heard("Surat keterangan siap")
    siti.tap("Unduh surat")
    printed = papers.read(siti, "Surat-Keterangan")
    assert "SURAT KETERANGAN" in printed
    assert "Yohanes Lawing" in printed
    head.has_heard("Surat keterangan menunggu Anda", "Yohanes Lawing: 6 April")
    head.tap("Ya, saya menyatakan")
    head.has_heard("Surat terkirim ke BKPSDM", "1 hari dihitung")
    maria.has_heard("Surat keterangan presensi manual", "Dinyatakan lewat chat")
    maria.tap("Terima")
    maria.has_heard("Diterima", "1 hari dihitung")
    siti.has_heard("diterima", "1 hari dihitung")


def _apel_is_announced_and_attended(world: World) -> None:
    """Called out on the afternoon before and in the morning; its list is late, and taken."""
    siti = world.beside(SITI.name)
    siti.say("/apel")
    siti.talk(
        ("Apel atau upacara?", "Apel"),
        ("Siapa yang ikut?", "Semuanya"),
        ("Tanggal berapa?", "Rabu, 8 April"),
        ("Mulai pukul berapa?", "07.30"),
        ("Sekali saja", "Sekali"),
        ("Di mana?", "> Dinas Kesehatan"),
        ("Apel Rabu, 8 April 2026, 07.30 W", "Ya"),
    )
    siti.hears("Apel Rabu, 8 April diumumkan")
    world.clock.at("16.00")
    world.beside(RAHMAWATI.name).has_heard("Apel besok, Rabu, 8 April, 07.30 WITA")
    world.clock.at("07.24")
    siti = world.beside(SITI.name)
    siti.has_heard("Hari ini apel di Kantor Dinas Kesehatan", "07.30 WITA")
    siti.active().accuracy(9)  # metres
    check_in(siti, SITI.place)
    siti.hears("Masuk tercatat 07.24 WITA di apel")
    siti.active().stop()
    world.clock.at("16.00")
    siti.has_heard("Daftar hadir apel", "ditunggu sampai 09.00 WITA")
    siti.tap("Unduh daftar")
    printed = papers.read(siti, "Daftar-Apel")
    assert "ABSENSI APEL ASN" in printed
    assert "Siti Nurhaliza" in printed
    siti.tap("Kirim foto")
    siti.has_heard("Kirim foto atau PDF daftar hadir apel")  # in the place of the reminder
    siti.attach("Contoh foto")
    siti.talk(("Siapa yang tidak bertanda tangan?", "Lewati"), ("Kirim?", "Ya"))
    siti.hears("Daftar apel diterima 16.00 WITA")


def _last_day_reminds(world: World) -> None:
    """`Akhir bulan` brings what operators, and those whose month has holes, are told by then."""
    world.clock.ahead("Akhir bulan")
    expect(world.clock.time).to_have_text("Kamis, 30 April 2026 16.00.00 WITA")
    siti = world.beside(SITI.name)
    expect(siti.with_words("3 hari kerja lagi", "Dinas Kesehatan")).to_have_count(1)
    expect(siti.with_words("Hari kerja terakhir April", "hari tanpa presensi")).to_have_count(1)
    world.beside(YOHANES.name).has_heard("Presensi", "hari belum lengkap")


def _head_nudges(world: World) -> None:
    """From the page of the office, by one tap (Pasal 15)."""
    head, yohanes = world.beside(RAHMAWATI.name), world.beside(YOHANES.name)
    told = yohanes.told.count()
    head.say("/kantor")
    head.hears("Dinas Kesehatan, April 2026", "Masih terbuka")
    head.tap("Lihat daftarnya")
    head.hears("hari tanpa presensi")
    head.tap("Tanpa presensi")
    head.hears("Tekan nama untuk mengingatkan")
    head.told.last.get_by_role("button", name=re.compile("Yohanes Lawing$")).click()
    head.hears("Yohanes Lawing", "sudah diingatkan 16.00 WITA")
    expect(yohanes.told).to_have_count(told + 1)
    yohanes.hears("belum lengkap", "sampaikan ke operator di kantor Anda")


def _recap_is_seen_and_saved(world: World) -> None:
    """The month as a picture, and as files that open (Pasal 7 ayat (3) huruf a)."""
    siti = world.beside(SITI.name)
    siti.say("/rekap")
    siti.hears("Rekap kantor mana?")
    siti.tap("Dinas Kesehatan")
    siti.hears("Rekap April 2026, Dinas Kesehatan")
    picture = siti.told.last.get_by_role("button", name=PHOTO, exact=True)
    expect(picture.locator("img")).to_have_js_property("complete", value=True)
    siti.tap("Kirim PDF")
    printed = papers.read(siti, "Rekap-Presensi_2026-04")
    assert "Yohanes Lawing" in printed
    siti.tap("Kirim Excel")
    workbook = papers.save(siti, "Rekap-Presensi_2026-04_DINKES.xlsx")
    assert workbook.name == "Rekap-Presensi_2026-04_DINKES.xlsx"
    assert any("Yohanes Lawing" in row for row in workbook.rows())


def _forgotten_stamp_is_corrected(world: World) -> None:
    """Until the 4th a day of April is corrected by two people (Pasal 13 ayat (4))."""
    world.clock.ahead("+48 jam")
    world.clock.ahead("+48 jam")
    expect(world.clock.time).to_have_text("Senin, 4 Mei 2026 16.00.00 WITA")
    siti, head = world.beside(SITI.name), world.beside(RAHMAWATI.name)
    siti.has_heard("Perbaikan April tutup malam ini, 24.00 WITA", "Dinas Kesehatan")
    siti.say("/laporan")
    siti.hears("Laporan April 2026 belum waktunya dikirim", "Selasa, 5 Mei 2026, 00.00 WITA")
    _begins_correction(siti)
    siti.talk(
        ("Apa yang keliru?", "Jam masuk"),
        ("Pukul berapa yang benar?", "> 07.20"),
        ("Mengapa?", "> Lupa presensi, ada di daftar hadir rapat"),
    )
    siti.hears("buktinya")
    siti.attach("Contoh foto")
    siti.talk(("Kirim?", "Ya"))
    siti.hears("Menunggu Rahmawati Lestari")
    card = head.card("Koreksi Yohanes Lawing", "07.20 WITA")
    head.tap("Setujui")
    expect(card).to_contain_text("Disetujui Rahmawati Lestari, Senin, 4 Mei 2026, 16.00 WITA")
    world.beside(YOHANES.name).has_heard("Rabu, 29 April", "07.20 WITA")


def _begins_correction(chat: Chat) -> None:
    """Of Yohanes' 29th of April, as far as what is wrong with it."""
    chat.say("/koreksi")
    chat.talk(
        ("Hari siapa yang perlu dikoreksi?", "Pegawai lain"),
        ("Hari siapa?", "> Yohanes"),
        ("Tanggal berapa?", "> 29 April 2026"),
    )


def _report_is_received(world: World) -> None:
    """Handed in on the 5th, agreed to, received under a number; all three have read of it."""
    world.clock.at("07.24")
    siti, head, maria = (world.beside(each.name) for each in (SITI, RAHMAWATI, MARIA))
    siti.say("/laporan")
    siti.hears("Laporan April 2026 siap dikirim", "Data sudah dikunci")
    siti.tap("Kirim")
    siti.hears("Laporan April 2026 terkirim", "Menunggu persetujuan Rahmawati Lestari")
    agreed = head.card("Laporan April 2026, Dinas Kesehatan", "Siti Nurhaliza")
    head.tap("Setujui")
    expect(agreed).to_contain_text("Disetujui Rahmawati Lestari, Selasa, 5 Mei 2026, 07.24 WITA")
    siti.has_heard("disetujui Rahmawati Lestari", "Menunggu BKPSDM")
    received = maria.card("Laporan April 2026, Dinas Kesehatan", button="Terima")
    expect(received).to_contain_text("Menunggu BKPSDM")
    maria.tap("Terima")
    expect(received).to_contain_text("Diterima Maria Ulfah")
    expect(received).to_contain_text("Nomor 0001/2026")
    for each in (siti, head):
        each.has_heard("BKPSDM menerima laporan April 2026", "Nomor 0001/2026")
    siti.say("/laporan")
    siti.hears("Diterima Maria Ulfah", "Nomor 0001/2026")
    siti.tap("Berkas")
    report = papers.save(siti, ".zip")
    assert any(name.endswith(".pdf") for name in report.members())
    assert any(name.endswith(".xlsx") for name in report.members())


def _closed_month_takes_nothing(world: World) -> None:
    """April is locked since the 5th began; only BKPSDM corrects it, by a decision."""
    siti, maria = world.beside(SITI.name), world.beside(MARIA.name)
    _begins_correction(siti)
    siti.hears("April 2026 sudah ditutup sejak Selasa, 5 Mei 2026, 00.00 WITA")
    _begins_correction(maria)
    maria.talk(
        ("Apa yang keliru?", "Jam masuk"),
        ("Pukul berapa yang benar?", "> 07.21"),
        ("Mengapa?", "> Salah dengar"),
    )
    maria.hears("buktinya")
    maria.attach("Contoh foto")
    maria.hears("Bulannya sudah ditutup. Nomor keputusannya?")
    maria.say("batal")
    maria.hears("Dibatalkan")
