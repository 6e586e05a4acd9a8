"""Papers as a reader of PDF and LibreOffice see them."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import which
from subprocess import run

import pypdfium2 as pdfium

from bot.paper.pdf import to_pdf
from core.reports.form import Form

MM = 72 / 25.4
MISSING = "no LibreOffice: install Debian's libreoffice-calc (as root: `make browser`)"


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page in the order in which they were printed, with single blanks."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def words_of(form: Form) -> str:
    return " ".join(pages_of(to_pdf(form)))


def boxes_of(pdf: bytes) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Page and box in mm of all that is written: left, right, top, bottom from the upper left."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        for number, page in enumerate(document):
            text, height = page.get_textpage(), page.get_height()
            for each in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(each)
                down = (height - top) / MM, (height - bottom) / MM
                yield number, (left / MM, right / MM, *down)


def letters_of(pdf: bytes) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Page and box in mm of each letter that has one, as `boxes_of` has them of words."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        for number, page in enumerate(document):
            text, height = page.get_textpage(), page.get_height()
            for each in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(each)
                if right > left:
                    down = (height - top) / MM, (height - bottom) / MM
                    yield number, (left / MM, right / MM, *down)


def size_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in mm."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in document]


def stand_in_order(words: str, expected: list[str]) -> None:
    """Each of these stands in the words, after the one before it."""
    at = 0
    for each in expected:
        found = words.find(each, at)
        assert found >= 0, f"{each!r} does not follow in {words[max(0, at - 80) : at + 200]!r}"
        at = found + len(each)


def nips(words: str) -> list[str]:
    return re.findall(r"\b\d{18}\b", words)


def office() -> str | None:
    """LibreOffice, where it is installed."""
    return which("soffice")


def converted(folder: Path, *files: tuple[str, bytes]) -> dict[str, bytes]:
    """What LibreOffice prints of workbooks, all in one start of it."""
    soffice = office()
    assert soffice, MISSING
    paths = [folder / name for name, _ in files]
    for path, (_, content) in zip(paths, files, strict=True):
        path.write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return {path.stem: path.with_suffix(".pdf").read_bytes() for path in paths}
