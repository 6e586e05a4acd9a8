"""Who one is: an account is bound by the page alone, never by a claim."""

from playwright.sync_api import expect

from tests.browser.deeds import BAGUS, SHARE_NUMBER, SITI, STRANGER, YOHANES, begin
from tests.browser.seen import World


def test_a_newcomer_activates_their_account_with_what_the_page_shows(world: World) -> None:
    chat = world.open(SITI.name)
    chat.start_button.click()
    chat.hears("Apa status pegawai Anda?")
    chat.section.get_by_role("button", name=f"Tentang {SITI.name}", exact=True).click()
    chat.tap(SITI.kind)
    chat.hears("Berapa NIP Anda?")
    chat.section.get_by_role("button", name=SITI.nip).click()
    expect(chat.composer).to_have_value(SITI.nip)
    chat.composer.press("Enter")
    chat.hears("bagikan nomor telepon Anda sendiri")
    chat.press(SHARE_NUMBER)
    chat.answer("Bagikan")
    expect(chat.own.last).to_contain_text("nomor sendiri")
    chat.hears("Hubungkan akun ini dengan Siti Nurhaliza")
    chat.tap("Ya")
    chat.hears("Selamat datang, Siti Nurhaliza")
    expect(chat.keys.get_by_role("button")).to_have_text(["Masuk", "Pulang", "Hari ini", "Bantuan"])


def test_a_forged_contact_is_refused_and_the_own_one_is_shared_only_after_a_yes(
    world: World,
) -> None:
    chat = world.open(BAGUS.name)
    begin(chat, BAGUS)
    chat.attach("Kontak palsu")
    chat.hears("Itu bukan kontak Anda sendiri")
    sent = chat.own.count()
    chat.press(SHARE_NUMBER)
    chat.answer("Batal")
    chat.press(SHARE_NUMBER)
    chat.answer("Bagikan")
    chat.hears("Hubungkan akun ini dengan")
    expect(chat.own).to_have_count(sent + 1)


def test_a_stranger_gets_one_polite_answer(world: World) -> None:
    chat = world.open(STRANGER)
    chat.start_button.click()
    expect(chat.own).to_have_count(1)
    chat.hears("kode aktivasi")
    chat.say("batal")
    chat.hears("Dibatalkan")
    told = chat.told.count()
    chat.say("halo")
    chat.hears("hanya untuk ASN")
    expect(chat.told).to_have_count(told + 1)


def test_a_nip_claimed_by_a_stranger_is_in_the_list_and_no_alarm(world: World) -> None:
    thief = world.open(STRANGER)
    thief.say("/start kode-tebakan")
    thief.hears("Apa status pegawai Anda?")
    thief.tap(YOHANES.kind)
    thief.hears("Berapa NIP Anda?")
    thief.say(YOHANES.nip)
    thief.hears("bagikan nomor telepon")
    thief.press(SHARE_NUMBER)
    thief.answer("Bagikan")
    thief.hears("belum cocok")
    world.terminal.run("registrasi-gagal bulungan")
    expect(world.terminal.output).to_contain_text(YOHANES.name)
    world.terminal.run("audit bulungan --alarm")
    expect(world.terminal.output).to_contain_text("Tidak ada alarm.")


def test_the_terminal_shows_what_a_wrong_command_answers(world: World) -> None:
    world.terminal.run("audit antah-berantah")
    expect(world.terminal.output).to_contain_text("antah-berantah")
    expect(world.terminal.output).to_contain_text("kode keluar")
