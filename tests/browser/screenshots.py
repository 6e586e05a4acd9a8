"""`make screenshots`: the pictures of the README, as people of the demo see them in two stories.

One is played on the page; the other is a month of an office, with its recap and its form.
"""

import asyncio
import io
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

import pypdfium2 as pdfium
from PIL import ImageOps
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import month
from tests.browser.chromium import MISSING, PATIENCE, WIDE, chromium, opened, phone
from tests.browser.deeds import MARIA, RAHMAWATI, SYARIFUDDIN, confirm, enter_work
from tests.browser.demo import Demo
from tests.browser.seen import PHOTO, Chat, World

DOCS = Path(__file__).parents[2] / "docs"
LARGEST = 400_000  # bytes
PAPER_WIDTH = 1400  # pixels
PAPER_EDGE, SHADES = (170, 170, 170), 16
ON_TIME = "Tercatat masuk 07.24 WITA, tepat waktu"
WORK = "Rekapitulasi presensi kecamatan"


def main() -> int:
    """Play it and write the pictures; whatever does not appear raises."""
    path = chromium()
    if path is None:
        print(MISSING, file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        _keep_month(asyncio.run(month.play(Path(folder))))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo.start(Path(folder))
        try:
            with opened(playwright, path) as browser:
                _play(browser, demo.url)
        finally:
            demo.end()
    return 0


def _keep_month(played: month.Month) -> None:
    """The recap as it is sent, and the first page of its form as a PDF viewer shows it."""
    _keep(played.picture, "rekap.png")
    with closing(pdfium.PdfDocument(played.paper)) as document:
        page = document[0]
        image = page.render(scale=PAPER_WIDTH / page.get_width()).to_pil()
    encoded = io.BytesIO()
    ImageOps.expand(image, border=2, fill=PAPER_EDGE).quantize(SHADES).save(
        encoded, "PNG", optimize=True
    )
    _keep(encoded.getvalue(), "formulir.png")


def _play(browser: Browser, url: str) -> None:
    wide = _page(browser, url, WIDE)
    world = World(wide)
    world.clock.pause()
    maria, secretary = world.open(MARIA.name), world.beside(SYARIFUDDIN.name)
    world.chat(RAHMAWATI.name).close()  # who is open at first
    _at_work(world, maria, secretary)
    maria.say("/poin")
    maria.hears("April 2026")
    _keep(_picture(maria.told.last), "poin.png")
    _at_the_gate(world, maria)
    _keep(_picture(maria.told.last), "peta.jpg")
    _shoot(wide, "halaman.png")
    maria.map.go(MARIA.place)
    maria.hears(ON_TIME)
    small = _page(browser, url, phone(390, 844))
    World(small).open(MARIA.name).hears(ON_TIME)
    _shoot(small, "telepon.png")


def _at_work(world: World, maria: Chat, secretary: Chat) -> None:
    world.clock.at("16.00")
    enter_work(maria, WORK)
    maria.attach("Contoh foto")
    confirm(maria)
    card = secretary.card(MARIA.name, WORK)
    _picture(card)
    secretary.tap("Setujui")
    expect(card).to_contain_text("Disetujui oleh Drs. Syarifuddin Anwar")
    maria.hears("Disetujui oleh Drs. Syarifuddin Anwar")


def _at_the_gate(world: World, maria: Chat) -> None:
    world.clock.at("07.24")
    maria.active().go_outside()
    maria.press("Masuk")
    maria.hears("lokasi langsung")
    maria.map.share()
    maria.hears("di luar Kantor BKPSDM")


def _page(browser: Browser, url: str, screen: dict[str, object]) -> Page:
    page = browser.new_page(**screen)  # type: ignore[arg-type]  # one dict of many kinds
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    return page


def _picture(message: Locator) -> bytes:
    """The picture of a message as it was sent, once the page shows it."""
    shown = message.get_by_role("button", name=PHOTO, exact=True).locator("img")
    expect(shown).to_have_js_property("complete", value=True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    address = shown.get_attribute("src") or ""
    return message.page.request.get(urljoin(message.page.url, address)).body()


def _shoot(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    _keep(page.screenshot(animations="disabled"), name)


def _keep(picture: bytes, name: str) -> None:
    png = picture.startswith(b"\x89PNG")
    assert png == name.endswith(".png"), f"{name} is of another kind"
    assert len(picture) <= LARGEST, f"{name} has {len(picture)} bytes"
    (DOCS / name).write_bytes(picture)
    print(f"docs/{name}: {len(picture)} bytes")


if __name__ == "__main__":
    sys.exit(main())
