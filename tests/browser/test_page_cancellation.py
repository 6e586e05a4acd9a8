"""A day in Karanganyar is cancelled with two witnesses, by the people on the page (Pasal 9C)."""

from playwright.sync_api import expect

from tests.browser import papers
from tests.browser.deeds import (
    AGUS,
    BAGUS,
    ENDAH,
    HENDRA,
    RATNA,
    TUTIK,
    WAHYU,
    Person,
    activated,
    check_in,
)
from tests.browser.seen import World

EMPTY = "Pukul 10.00 WIB sampai 14.00 WIB tidak berada di ruang kerja"


def test_a_presence_is_cancelled_by_two_witnesses_the_head_and_a_signed_letter(
    world: World,
) -> None:
    """One witness declines and is replaced; the person says nothing; the day changes last."""
    activated(world.beside(BAGUS.name), BAGUS)
    _whole_day(world)
    _proposed(world)
    _one_testifies_and_one_declines(world)
    _another_testifies(world)
    _head_takes_note_after_three_working_days(world)
    _letter_comes_back_signed(world)
    _bkpsdm_receives(world)


def _whole_day(world: World) -> None:
    """Both stamps of Monday are there."""
    hendra = world.beside(HENDRA.name)
    hendra.active().accuracy(9)  # metres
    world.clock.at("07.24")
    check_in(hendra, HENDRA.place)
    hendra.hears("Tercatat masuk 07.24 WIB")
    hendra.active().stop()
    world.clock.at("16.00")
    hendra.press("Pulang")
    hendra.hears("Untuk presensi pulang, bagikan lokasi langsung")
    hendra.share(HENDRA.place)
    hendra.hears("Tercatat pulang 16.00 WIB")
    hendra.active().stop()


def _proposed(world: World) -> None:
    """By the superior, who knows that the person was not there; nothing changes by it."""
    world.clock.at("07.24")
    ratna = world.beside(RATNA.name)
    ratna.say("/batalkan")
    ratna.talk(
        ("Batalkan kehadiran siapa?", "> Hendra"),
        ("Tanggal berapa?", "Senin, 6 April"),
        ("Apa yang Anda ketahui?", f"> {EMPTY}"),
        ("Siapa saksi 1?", "> Tutik"),
        ("Siapa saksi 2?", "> Wahyu"),
        ("Siapa saksi 3?", "Cukup"),
    )
    ratna.hears("dibatalkan?", "Saksi: Tutik Handayani, Wahyu Prasetyo", "Mengetahui: dr. Agus")
    ratna.tap("Ajukan")
    ratna.hears("Usulan terkirim", "2 saksi", "tetap hadir")
    hendra = world.beside(HENDRA.name)
    hendra.has_heard("diusulkan dibatalkan", EMPTY, "Ini belum keputusan")
    hendra.say("/rekap_saya")
    hendra.hears("Hadir 1 hari")


def _one_testifies_and_one_declines(world: World) -> None:
    """One is not enough, and whoever declines has to be replaced."""
    _testifies(world, TUTIK)
    wahyu = world.beside(WAHYU.name)
    wahyu.has_heard("Anda diminta menjadi saksi", EMPTY)
    wahyu.tap("Tidak bersedia")
    wahyu.talk(("Apa alasannya?", "> Hari itu saya di lapangan"))
    wahyu.hears("Tersimpan: tidak bersedia")
    ratna = world.beside(RATNA.name)
    ratna.has_heard("Seorang saksi tidak memberi keterangan", "Masih perlu 1 saksi")
    expect(ratna.with_words("Hari itu saya di lapangan")).to_have_count(0)


def _another_testifies(world: World) -> None:
    ratna = world.beside(RATNA.name)
    ratna.tap("Pilih saksi lain")
    ratna.talk(("Siapa saksi lain untuk Hendra Wijaya", "1. Bagus Setiawan"))
    ratna.has_heard("Bagus Setiawan sudah ditanya")
    _testifies(world, BAGUS)


def _testifies(world: World, who: Person) -> None:
    witness = world.beside(who.name)
    witness.has_heard("Anda diminta menjadi saksi", "Hendra Wijaya", EMPTY)
    witness.tap("Ya, saya melihat")
    witness.talk(("Tulis satu kalimat", "> Pukul 11.00 WIB meja kerjanya kosong"))
    witness.hears("Terkirim", "Bisa ditarik")


def _head_takes_note_after_three_working_days(world: World) -> None:
    """The person may explain until then, and says nothing (KAM-11)."""
    head = world.beside(AGUS.name)
    world.clock.ahead("+48 jam")
    expect(head.with_words("Mohon diketahui", "Hendra Wijaya")).to_have_count(0)
    world.clock.ahead("+5 hari kerja")
    card = head.card("Mohon diketahui", "Hendra Wijaya", "Kesaksian: 2", button="Mengetahui")
    head.tap("Mengetahui")
    expect(card).to_contain_text("Diketahui dr. Agus Widodo")
    world.beside(RATNA.name).has_heard("Diketahui dr. Agus Widodo", "hari itu tetap hadir")


def _letter_comes_back_signed(world: World) -> None:
    """Lampiran E names both who testified; with the signed one the day is absent."""
    ratna, hendra = world.beside(RATNA.name), world.beside(HENDRA.name)
    ratna.tap("Unduh surat")
    printed = papers.read(ratna, ".pdf")
    for name in ("Hendra Wijaya", "Tutik Handayani", "Bagus Setiawan", "Agus Widodo"):
        assert name in printed
    assert "Wahyu" not in printed
    ratna.tap("Kirim surat")
    ratna.has_heard("Kirim foto atau PDF surat pembatalan")
    ratna.attach("Contoh surat (PDF)")
    ratna.talk(("Semua sudah bertanda tangan?", "Kirim surat"))
    ratna.hears("Surat tersimpan", "dihitung alpa")
    hendra.has_heard("Kehadiran Senin, 6 April 2026 dibatalkan", "dihitung alpa")
    hendra.say("/rekap_saya")
    hendra.hears("Rekap April 2026", "Alpa 1 hari")
    expect(hendra.told.last).not_to_contain_text("Hadir 1 hari")


def _bkpsdm_receives(world: World) -> None:
    """And the superior has the receipt (ayat (3))."""
    endah = world.beside(ENDAH.name)
    endah.has_heard("Surat pembatalan Hendra Wijaya", "Mohon dicatat")
    endah.tap("Buka surat")
    expect(endah.told.get_by_role("link").filter(has_text=".pdf").last).to_be_visible()
    endah.tap("Sudah dicatat")
    endah.has_heard("Tercatat", "Tanda terima dikirim kepada atasannya")
    ratna = world.beside(RATNA.name)
    ratna.has_heard("BKPSDM menerima surat pembatalan", "Endah Kusumawati")
