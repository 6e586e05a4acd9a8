"""What comes as a file: opened beside the page, or saved under its own name and then opened."""

import io
from dataclasses import dataclass
from zipfile import ZipFile

import openpyxl
from playwright.sync_api import Locator, expect

from tests.bot.paper.printed import pages_of
from tests.browser.seen import Chat


@dataclass(frozen=True, slots=True)
class Saved:
    """A file in somebody's download folder."""

    name: str
    data: bytes

    def rows(self) -> list[str]:
        """The rows of a workbook's first sheet, their cells side by side."""
        sheet = openpyxl.load_workbook(io.BytesIO(self.data)).worksheets[0]
        return [
            " | ".join(str(cell) for cell in row if cell is not None)
            for row in sheet.iter_rows(values_only=True)
        ]

    def members(self) -> list[str]:
        """The names of what an archive holds; each is whole."""
        with ZipFile(io.BytesIO(self.data)) as archive:
            assert archive.testzip() is None
            return archive.namelist()


def link(chat: Chat, name: str) -> Locator:
    """The newest file of the bot in whose name these words stand."""
    found = chat.told.get_by_role("link").filter(has_text=name).last
    expect(found).to_be_visible()
    return found


def read(chat: Chat, name: str) -> str:
    """The words of a PDF, which a tap opens beside the page; what was open there stays."""
    page = chat.section.page
    with page.context.expect_page() as opened:
        link(chat, name).click()
    beside = opened.value
    answer = page.request.get(beside.url)
    beside.close()
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(pages_of(answer.body()))


def save(chat: Chat, name: str) -> Saved:
    """What a browser does not show it saves; so do we."""
    with chat.section.page.expect_download() as downloaded:
        link(chat, name).click()
    file = downloaded.value
    return Saved(file.suggested_filename, file.path().read_bytes())
