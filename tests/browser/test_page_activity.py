"""Daily work with two chats side by side: handed in, decided, told; and what silence approves."""

from playwright.sync_api import expect

from tests.browser.deeds import (
    ANDI,
    KRISTINA,
    MARIA,
    RAHMAWATI,
    SITI,
    SYARIFUDDIN,
    activated,
    confirm,
    enter_work,
    file_work,
)
from tests.browser.pictures import photo
from tests.browser.seen import PHOTO, World

SILENT = "Dianggap disetujui"


def test_the_superior_beside_sees_the_card_with_its_photo_and_approves(world: World) -> None:
    siti = activated(world.open(SITI.name), SITI)
    head = activated(world.beside(RAHMAWATI.name), RAHMAWATI)
    world.clock.at("16.00")
    enter_work(siti, "Menyusun laporan imunisasi")
    with siti.while_typing():
        siti.photo([photo("kegiatan.jpg")])
        expect(siti.own.last.get_by_role("button", name=PHOTO)).to_be_visible()
        siti.hears("Simpan?")
    confirm(siti)
    card = head.card(SITI.name, "Menyusun laporan imunisasi")
    expect(card.get_by_role("button", name=PHOTO)).to_be_visible()
    count = head.told.count()
    head.tap("Setujui")
    expect(card).to_contain_text("Disetujui oleh Rahmawati Lestari")
    expect(card).to_contain_text("diedit")
    expect(card.get_by_role("button", name="Setujui", exact=True)).to_have_count(0)
    expect(head.told).to_have_count(count)
    siti.hears("Disetujui oleh Rahmawati Lestari")


def test_the_superior_opens_the_photo_of_a_card_and_escape_closes_it(world: World) -> None:
    andi = activated(world.open(ANDI.name), ANDI)
    head = activated(world.beside(RAHMAWATI.name), RAHMAWATI)
    world.clock.at("16.00")
    enter_work(andi, "Penyuluhan gizi")
    andi.attach("Contoh foto")
    confirm(andi)
    head.card(ANDI.name, "Penyuluhan gizi").get_by_role("button", name=PHOTO).click()
    large = world.page.get_by_role("dialog").get_by_role("img")
    expect(large).to_be_visible()
    assert large.evaluate("image => image.complete && image.naturalWidth") > 0
    world.page.keyboard.press("Escape")
    expect(large).to_be_hidden()


def test_work_that_nobody_decides_is_approved_after_48_hours(world: World) -> None:
    maria = activated(world.open(MARIA.name), MARIA)
    secretary = activated(world.beside(SYARIFUDDIN.name), SYARIFUDDIN)
    world.clock.at("16.00")
    file_work(maria, "Rekapitulasi presensi kecamatan")
    card = secretary.card(MARIA.name, "Rekapitulasi presensi kecamatan")
    expect(card).not_to_contain_text(SILENT)
    expect(maria.with_words(SILENT)).to_have_count(0)
    world.clock.ahead("+48 jam")
    maria.hears(SILENT, "Pasal 9 ayat (10)")
    expect(card).to_contain_text(SILENT)


def test_a_button_of_an_old_question_is_answered_by_a_note_that_goes_away(world: World) -> None:
    kristina = activated(world.open(KRISTINA.name), KRISTINA)
    for asked in (1, 2):
        kristina.say("/aktivitas")
        expect(kristina.with_words("Aktivitas tanggal berapa?")).to_have_count(asked)
    old = kristina.with_words("Aktivitas tanggal berapa?").first
    old.get_by_role("button").first.click()
    expect(kristina.toast).to_have_text("Tombol itu sudah tidak berlaku.")
    expect(kristina.toast).to_be_empty()
