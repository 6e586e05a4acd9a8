"""Without a mouse: the keyboard alone is enough, and so is a finger on a phone."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import phone
from tests.browser.deeds import KRISTINA, MARIA, YOHANES, Person
from tests.browser.seen import VIEWS, World

FAR = 200  # keys; more than the page has
# What scrolls sideways, and what one should reach but that lies beside the screen.
TOO_WIDE = """() => [...document.querySelectorAll("html, html *")].filter((each) => {
  const scrolls = each.matches("html") || /auto|scroll/.test(getComputedStyle(each).overflowX);
  const reached = each.matches("button, input, select, textarea, a, [role=application]");
  return (scrolls && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
    || (reached && each.getBoundingClientRect().right > screen.width + 1);
}).map((each) => each.outerHTML.slice(0, 200))"""
PHONES = {"390x844": phone(390, 844), "360x640": phone(360, 640)}


def test_a_check_in_takes_only_tab_enter_and_the_arrows(world: World) -> None:
    keyboard = world.page.keyboard
    world.clock.at("07.24")
    world.page.reload()
    _tab_to(world.person(YOHANES.name))
    keyboard.press("Enter")
    yohanes = world.chat(YOHANES.name)
    _tab_to(yohanes.keys.get_by_role("button", name="Masuk", exact=True))
    keyboard.press("Enter")
    yohanes.hears("lokasi langsung")
    _tab_to(world.map.choice)
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    expect(world.map.section).to_contain_text("400 m di luar")
    _tab_to(world.map.button("Bagikan lokasi langsung"))
    keyboard.press("Enter")
    yohanes.hears("di luar Kantor Dinas Kesehatan")
    _tab_to(world.map.marker(YOHANES.name), "Shift+Tab")
    for _ in range(9):
        keyboard.press("Shift+ArrowRight")
    yohanes.hears("Tercatat masuk 07.24 WITA, tepat waktu")


@pytest.mark.parametrize("screen", PHONES.values(), ids=PHONES, indirect=True)
def test_each_view_has_a_tab_and_none_is_wider_than_the_screen(world: World) -> None:
    expect(world.page.get_by_role("tab")).to_have_text([*VIEWS])
    world.tab("Orang").tap()
    world.person(MARIA.name).tap()
    expect(world.chat(MARIA.name).composer).to_be_visible()
    for view in VIEWS:
        world.tab(view).tap()
        expect(world.tab(view)).to_have_attribute("aria-selected", "true")
        assert world.page.evaluate(TOO_WIDE) == [], view


@pytest.mark.parametrize(
    ("screen", "who"),
    [*zip(PHONES.values(), (MARIA, KRISTINA), strict=True)],
    ids=PHONES,
    indirect=["screen"],
)
def test_a_check_in_takes_some_touches(world: World, who: Person) -> None:
    world.clock.at("07.24")
    world.tab("Orang").tap()
    world.person(who.name).tap()
    chat = world.chat(who.name)
    chat.keys.get_by_role("button", name="Masuk", exact=True).tap()
    chat.hears("lokasi langsung")
    world.tab("Peta").tap()
    world.map.go(who.place)
    world.map.button("Bagikan lokasi langsung").tap()
    expect(world.map.button("Hentikan")).to_be_visible()
    world.tab("Obrolan").tap()
    chat.hears("Tercatat masuk 07.24 WITA")
    expect(chat.told.last).to_be_in_viewport()


def _tab_to(goal: Locator, key: str = "Tab") -> None:
    expect(goal).to_be_visible()
    for _ in range(FAR):
        if goal.evaluate("element => element === document.activeElement"):
            return
        goal.page.keyboard.press(key)
    raise AssertionError(f"{goal} cannot be reached with {key}")
