"""Masuk from the map: on time, walking in, too early, and what is no live location."""

from playwright.sync_api import expect

from tests.browser.deeds import (
    ANDI,
    KRISTINA,
    MARIA,
    RAHMAWATI,
    SITI,
    SYARIFUDDIN,
    YOHANES,
    activated,
    check_in,
)
from tests.browser.seen import PHOTO, World

LOOKALIKES = {
    "Tempat dari daftar": "Itu nama tempat, bukan posisi Anda",
    "Titik lewat bot lain": "Lokasi lewat bot lain tidak bisa dipakai",
    "Titik terjadwal": "Lokasi terjadwal tidak bisa dipakai",
}


def test_whoever_shares_from_the_office_at_seven_twenty_four_is_on_time(world: World) -> None:
    siti = activated(world.open(SITI.name), SITI)
    world.clock.at("07.24")
    check_in(siti, SITI.place)
    siti.hears("Tercatat masuk 07.24 WITA, tepat waktu", "Dinas Kesehatan")
    siti.press("Hari ini")
    siti.hears("Masuk: 07.24 WITA", "Pulang: belum")


def test_whoever_drags_their_marker_into_the_circle_is_checked_in(world: World) -> None:
    maria = activated(world.open(MARIA.name), MARIA)
    world.clock.at("07.24")
    panel = maria.active()
    panel.go(MARIA.place)
    office = panel.box(MARIA.name)
    panel.go_outside()
    maria.press("Masuk")
    maria.hears("lokasi langsung")
    panel.share()
    maria.hears("di luar Kantor BKPSDM", "jalan terus")
    expect(maria.told.last.get_by_role("button", name=PHOTO)).to_be_visible()
    panel.drag(MARIA.name, office)
    maria.hears("Tercatat masuk 07.24 WITA, tepat waktu")
    panel.stop()


def test_whoever_walks_in_with_the_arrow_keys_is_checked_in(world: World) -> None:
    yohanes = activated(world.open(YOHANES.name), YOHANES)
    world.clock.at("07.24")
    panel = yohanes.active()
    panel.go_outside()
    yohanes.press("Masuk")
    yohanes.hears("lokasi langsung")
    panel.share()
    yohanes.hears("di luar", "Dinas Kesehatan")
    for _ in range(9):
        panel.marker(YOHANES.name).press("Shift+ArrowRight")
    yohanes.hears("Tercatat masuk 07.24 WITA, tepat waktu")


def test_whoever_comes_too_early_is_refused_and_in_time_after_the_clock_has_moved(
    world: World,
) -> None:
    head = activated(world.open(RAHMAWATI.name), RAHMAWATI)
    world.clock.at("06.29")
    check_in(head, RAHMAWATI.place)
    head.hears("Masih terlalu pagi", "06.30 WITA")
    head.say("/kenapa")
    head.hears("Pasal 8 ayat (2) huruf a")
    head.active().stop()
    world.clock.at("07.24")
    check_in(head, RAHMAWATI.place)
    head.hears("Tercatat masuk 07.24 WITA, tepat waktu")


def test_no_location_but_a_live_one_of_ones_own_counts(world: World) -> None:
    secretary = activated(world.open(SYARIFUDDIN.name), SYARIFUDDIN)
    world.clock.at("07.24")
    secretary.press("Masuk")
    secretary.hears("lokasi langsung")
    secretary.active().go(SYARIFUDDIN.place)
    secretary.map.pin()
    secretary.hears("Itu titik di peta, bukan lokasi langsung")
    secretary.own.last.get_by_role("button", name="Teruskan", exact=True).click()
    secretary.answer(SYARIFUDDIN.name)
    expect(secretary.own.last).to_contain_text(f"Diteruskan dari {SYARIFUDDIN.name}")
    secretary.hears("Lokasi yang diteruskan tidak bisa dipakai")
    for item, refusal in LOOKALIKES.items():
        secretary.attach(item)
        secretary.hears(refusal)


def test_a_phone_that_is_unsure_where_it_is_is_no_silent_pass(world: World) -> None:
    kristina = activated(world.open(KRISTINA.name), KRISTINA)
    world.clock.at("07.24")
    kristina.active().go_outside()
    kristina.press("Masuk")
    kristina.hears("lokasi langsung")
    kristina.map.share()
    kristina.hears("di luar SMP Negeri 1")
    kristina.map.accuracy(900)
    kristina.hears("Sinyal GPS lemah", "ketelitian 900 m")


def test_a_blocked_bot_says_nothing_until_it_is_unblocked(world: World) -> None:
    andi = activated(world.open(ANDI.name), ANDI)
    andi.section.get_by_role("button", name=f"Tentang {ANDI.name}", exact=True).click()
    andi.section.get_by_role("button", name="Blokir bot", exact=True).click()
    expect(andi.section).to_contain_text("Bot diblokir, jadi tidak bisa menulis ke sini.")
    expect(andi.composer).to_be_hidden()
    andi.section.get_by_role("button", name="Buka blokir", exact=True).first.click()
    andi.press("Bantuan")
    andi.hears("Masuk")
