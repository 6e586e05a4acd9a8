"""Requests and their letters: what nobody decides goes up after five working days (KAM-01)."""

from playwright.sync_api import expect

from tests.browser.deeds import AGUS, BAGUS, BAMBANG, activated
from tests.browser.seen import World


def test_a_request_in_karanganyar_goes_up_after_five_working_days(world: World) -> None:
    bagus = activated(world.open(BAGUS.name), BAGUS)
    agus = activated(world.beside(AGUS.name), AGUS)
    secretary = activated(world.beside(BAMBANG.name), BAMBANG)
    bagus.composer.click()
    bagus.say("/izin")
    bagus.hears("Mengajukan apa?")
    bagus.say("Tugas khusus")
    bagus.hears("Ada surat perintah tugas (SPT)?")
    bagus.tap("Tidak ada")
    bagus.hears("Mulai tanggal berapa?")
    bagus.tap("Senin, 6 April")
    bagus.hears("Sampai tanggal berapa?")
    bagus.tap("Hari itu saja")
    bagus.hears("Apa alasannya?")
    bagus.say("Rapat koordinasi di Surakarta")
    bagus.hears("Kirim undangan atau foto?")
    bagus.tap("Lewati")
    bagus.hears("Batas keputusan")
    bagus.tap("Ya")
    bagus.hears("Terkirim: Tugas khusus")
    agus.hears("Bagus Setiawan", "Pasal 9A ayat (4)")
    expect(secretary.with_words("Bagus Setiawan")).to_have_count(0)
    world.clock.ahead("+5 hari kerja")
    bagus.hears("Belum diputuskan sampai", "diteruskan ke Ir. Bambang Haryanto")
    secretary.hears("Bagus Setiawan", "Belum diputuskan sampai")
    secretary.tap("Setujui")
    bagus.hears("Disetujui oleh Ir. Bambang Haryanto")


def test_a_letter_opens_beside_the_page(world: World) -> None:
    agus = world.open(AGUS.name)
    agus.attach("Contoh surat (PDF)")
    with world.page.context.expect_page() as opened:
        agus.own.last.get_by_role("link").click()
    letter = world.page.request.get(opened.value.url)
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.body().startswith(b"%PDF-")
    expect(agus.section).to_be_visible()
