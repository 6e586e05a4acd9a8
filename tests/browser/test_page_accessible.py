"""axe-core finds nothing serious: on a wide screen and on a phone, light and dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import WIDE, phone
from tests.browser.deeds import KRISTINA, RAHMAWATI
from tests.browser.seen import PHOTO, VIEWS, World

GRAVE = {"serious", "critical"}
ALL: dict[str, object] = {"resultTypes": ["violations"]}
COLOURS = ALL | {"runOnly": ["color-contrast"]}  # all that the dark changes
SCREENS = {"wide": WIDE, "phone": phone(390, 844)}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS, indirect=True)
def test_a_page_full_of_everything_has_no_serious_violation(page: Page) -> None:
    world = World(page)
    chat = world.open(KRISTINA.name)
    for item in ("Contoh foto", "Contoh surat (PDF)", "Kontak saya"):
        sent = chat.own.count()
        chat.attach(item)
        expect(chat.own).to_have_count(sent + 1)
    chat.say("/aktivitas")
    chat.hears("Aktivitas tanggal berapa?")
    chat.section.get_by_role("button", name=f"Tentang {KRISTINA.name}", exact=True).click()
    for view in VIEWS:
        if world.tab(view).is_visible():
            world.tab(view).click()
        assert _violations(page) == []


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS, indirect=True)
def test_what_opens_over_the_page_has_no_serious_violation(page: Page) -> None:
    chat = World(page).open(RAHMAWATI.name)
    chat.section.get_by_role("button", name="Lampirkan", exact=True).click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert _violations(page) == []
    page.get_by_role("menuitem", name="Contoh foto", exact=True).click()
    chat.own.last.get_by_role("button", name=PHOTO, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert _violations(page) == []


def _violations(page: Page) -> list[dict[str, Any]]:
    """What axe calls serious or critical, light and dark: the rule, and where."""
    page.emulate_media(color_scheme="light")
    found = Axe().run(page, options=ALL).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options=COLOURS).response["violations"]
    return [
        {each["id"]: [node["target"] for node in each["nodes"]]}
        for each in found
        if each["impact"] in GRAVE
    ]
