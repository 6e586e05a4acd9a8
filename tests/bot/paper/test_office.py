"""The workbooks in a real office program: they open, and print as wide as a page."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from bot.paper.kop import LOGO_MM
from bot.paper.xlsx import to_xlsx
from core.reports.form import Form
from tests.bot.paper.printed import (
    boxes_of,
    converted,
    nips,
    pages_of,
    size_of,
    stand_in_order,
)
from tests.builders import reports


def logo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 250), "black").save(buffer, "PNG")
    return buffer.getvalue()


FILES: dict[str, Callable[[], Form]] = {
    **{name: made for name, made in reports.ALL.items() if name != "cancelled-5"},
    "cancelled-5": lambda: reports.cancelled(5),
    "recap-40": lambda: reports.recap(count=40),
    "manual-12": lambda: reports.manual(count=12),
    "letter-logo": lambda: reports.letter(kop=replace(reports.KOP, logo=logo())),
}
DATA_PAGE = re.compile(r"^(Nama|Tanggal|Sebagai|Nama berkas) ")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each workbook as LibreOffice prints it."""
    files = [(f"{name}.xlsx", to_xlsx(made())) for name, made in FILES.items()]
    return converted(tmp_path_factory.mktemp("office"), *files)


def sheets(pdf: bytes) -> list[str]:
    """The pages of the sheet that prints, without those of the plain list."""
    return [page for page in pages_of(pdf) if not DATA_PAGE.match(page)]


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_opens_and_is_one_page_wide(printed: dict[str, bytes], name: str) -> None:
    form = FILES[name]()
    width, height = (297, 210) if form.wide else (210, 297)
    assert size_of(printed[name])[0] == (width, height)
    assert "#" not in "".join(sheets(printed[name])), "a value does not fit its column"


@pytest.mark.parametrize("name", ["recap-40", "manual-12"])
def test_the_head_is_printed_on_every_page_and_nobody_is_split(
    printed: dict[str, bytes], name: str
) -> None:
    pages = sheets(printed[name])
    assert len(pages) > 2
    assert all("Nama/NIP/Pangkat/Gol./" in page for page in pages)
    *_, last = pages
    assert len(nips(last)) >= 3  # two people and who signs
    if name.startswith("manual"):
        for page in pages:
            assert page.count("Masuk") == page.count("Pulang")


def test_the_words_of_a_letterhead_stand_beside_its_logo(printed: dict[str, bytes]) -> None:
    """Point 8: 20 mm at the left margin are the logo's, and nothing is hidden below it."""
    first = [box for page, box in boxes_of(printed["letter-logo"]) if page == 0]
    title = min(box[2] for box in first) + LOGO_MM[1]
    assert all(box[0] >= 30 + LOGO_MM[0] for box in first if box[3] < title)
    words = sheets(printed["letter-logo"])[0]
    stand_in_order(words, ["BADAN KEPEGAWAIAN", "SUMBER DAYA MANUSIA", "SURAT KETERANGAN"])


def test_a_letter_is_printed_whole(printed: dict[str, bytes]) -> None:
    """In an order of LibreOffice's own, so only that it is there."""
    words = " ".join(sheets(printed["letter-blg"]))
    for each in ("SURAT KETERANGAN", "NOMOR :", "Nama :", "NIP :", "Kendala Presensi", "HP rusak"):
        assert each in words
    for each in ("Demikian surat keterangan ini", "Tanjung Selor, 2", "NIP. 199913322099139999"):
        assert each in words


def test_the_further_witnesses_stand_on_a_page_of_their_own(printed: dict[str, bytes]) -> None:
    first, annex = sheets(printed["cancelled-5"])
    assert "Saksi II" in first
    assert "Saksi III" not in first
    stand_in_order(annex, ["Lampiran", "Saksi III", "Saksi IV", "Saksi V"])
