"""What stays: nothing is lost by a reload, what was not read is counted, a language is kept."""

import re

from playwright.sync_api import expect

from tests.browser.deeds import KRISTINA, MARIA, RAHMAWATI, SITI, YOHANES, activated, file_work
from tests.browser.seen import World

DRAFT = "Belum selesai saya tulis"


def test_a_reload_loses_no_chat_no_message_and_no_draft(world: World) -> None:
    maria = activated(world.open(MARIA.name), MARIA)
    kristina = activated(world.beside(KRISTINA.name), KRISTINA)
    kristina.press("Hari ini")
    kristina.hears("Jam kerja")
    maria.composer.fill(DRAFT)
    before = [chat.messages.all_inner_texts() for chat in (maria, kristina)]
    world.page.reload()
    for chat, texts in zip((maria, kristina), before, strict=True):
        expect(chat.messages).to_have_count(len(texts))
        assert chat.messages.all_inner_texts() == texts
    expect(maria.composer).to_have_value(DRAFT)
    expect(maria.keys.get_by_role("button", name="Masuk", exact=True)).to_be_visible()


def test_what_was_not_read_is_counted_through_a_reload_until_the_chat_is_opened(
    world: World,
) -> None:
    world.clock.at("16.00")
    head = activated(world.open(RAHMAWATI.name), RAHMAWATI)
    siti = activated(world.beside(SITI.name), SITI)
    head.close()
    expect(world.person(RAHMAWATI.name)).not_to_have_accessible_name(re.compile("belum dibaca"))
    file_work(siti, "Menyusun laporan imunisasi")
    expect(world.person(RAHMAWATI.name)).to_have_accessible_name(re.compile("1 belum dibaca"))
    world.page.reload()
    expect(world.person(RAHMAWATI.name)).to_have_accessible_name(re.compile("1 belum dibaca"))
    world.open(RAHMAWATI.name)
    expect(world.person(RAHMAWATI.name)).not_to_have_accessible_name(re.compile("belum dibaca"))
    expect(world.person(RAHMAWATI.name)).to_have_attribute("aria-current", "true")
    expect(head.with_words("Menyusun laporan imunisasi")).to_have_count(1)


def test_english_changes_the_labels_of_the_page_and_nothing_that_the_bot_says(
    world: World,
) -> None:
    maria = activated(world.open(MARIA.name), MARIA)
    maria.has_heard("Selamat datang, Maria Ulfah")
    world.page.get_by_role("button", name="English", exact=True).click()
    people = world.page.get_by_role("navigation", name="People", exact=True)
    english = world.page.get_by_role("region", name=f"Chat {MARIA.name}", exact=True)
    for _ in ("switched", "reloaded"):
        expect(people).to_be_visible()
        expect(world.page.locator("html")).to_have_attribute("lang", "en")
        expect(english).to_contain_text("Selamat datang, Maria Ulfah. Akun ini sudah terhubung.")
        keys = english.get_by_role("group", name="Quick keys", exact=True).get_by_role("button")
        expect(keys).to_have_text(["Masuk", "Pulang", "Hari ini", "Bantuan"])
        world.page.reload()
    world.page.get_by_role("button", name="Bahasa Indonesia", exact=True).click()
    expect(world.person(MARIA.name)).to_be_visible()


def test_time_stands_still_while_paused_even_through_a_reload_and_then_goes_on(
    world: World,
) -> None:
    world.clock.run()
    world.clock.goes_on(seconds=2)
    world.clock.pause()
    stands = world.clock.time.inner_text()
    world.page.reload()
    expect(world.clock.time).to_have_text(stands)
    world.clock.run()
    expect(world.clock.time).not_to_have_text(stands)


def test_the_end_of_the_month_is_the_last_of_it_and_then_that_of_the_next(world: World) -> None:
    world.open(MARIA.name)
    world.clock.ahead("Akhir bulan")
    expect(world.clock.time).to_have_text("Kamis, 30 April 2026 16.00.00 WITA")
    world.clock.ahead("Akhir bulan")
    expect(world.clock.time).to_have_text("Minggu, 31 Mei 2026 16.00.00 WITA")


# The server's word about a chat comes 300 ms late, as on a machine that has much else to do.
LATE = """
const listen = EventSource.prototype.addEventListener;
EventSource.prototype.addEventListener = function (type, heard) {
  const late = (event) => setTimeout(() => heard(event), 300);
  return listen.call(this, type, type === "chat" ? late : heard);
};
"""


def test_no_step_is_lost_while_the_server_tells_late_where_a_phone_lies(world: World) -> None:
    world.page.add_init_script(LATE)
    world.page.reload()
    yohanes = activated(world.open(YOHANES.name), YOHANES)
    panel = yohanes.active()
    panel.go_outside()
    expect(panel.section).to_contain_text(f"{YOHANES.name} 400 m di luar")
    for _ in range(9):
        panel.marker(YOHANES.name).press("Shift+ArrowRight")
        world.page.wait_for_timeout(60)
    expect(panel.section).to_contain_text(f"{YOHANES.name} di dalam")
    world.page.reload()
    expect(panel.section).to_contain_text(f"{YOHANES.name} di dalam")
