"""A form as a workbook: the sheet as it prints, and its facts as a plain list on a second one."""

import io
from datetime import UTC, datetime
from functools import lru_cache

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.paper.sheet import Sheet
from bot.paper.values import ARIAL, Ready, Style, Styles, ready
from core.reports.form import Form, Value
from core.reports.measures import PaperSize

PAPER_CODES = {PaperSize.A4: 9, PaperSize.F4: 14}  # 14 is Folio, as Windows calls F4
SHEET_NAME_CHARACTERS_MAX = 31
DATA = "Data"
FLAT_CHARACTERS_MAX = 60  # of a column of the plain list
VALUES_REMEMBERED = 1_024  # letters of days come again and again
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
# The same workbook has the same bytes: no file says when it was made.
_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
_INCH_MM = 25.4


def to_xlsx(form: Form) -> bytes:
    """The workbook, without macros, links or hidden sheets; what a person wrote is always text."""
    buffer = io.BytesIO()
    # In memory, 41 MB for a thousand people: rows that go out at once would lose what stands over
    # several of them, without a word, and leave names in temporary files.
    options: dict[str, object] = {"in_memory": True}
    options |= {"strings_to_formulas": False, "strings_to_urls": False}
    options |= {"strings_to_numbers": False}
    # Columns are counted in digits of this font, and whoever opens it has one of its widths.
    options |= {"default_format_properties": {"font_name": ARIAL, "font_size": 10}}
    with Workbook(buffer, options) as book:
        book.set_properties({"title": form.title, "created": _MADE_AT})
        styles = Styles(book)
        page = book.add_worksheet(_name(form.sheet))
        _printed(page, form)
        Sheet(page, styles, form).write()
        _flat(book.add_worksheet(DATA), styles, form)
    return buffer.getvalue()


def _name(wanted: str) -> str:
    """What Excel takes as the name of a sheet."""
    return wanted.translate(_NOT_IN_NAMES)[:SHEET_NAME_CHARACTERS_MAX]


def _printed(page: Worksheet, form: Form) -> None:
    """As wide as one page, and as long as it gets; XlsxWriter knows no other first page."""
    measures = form.measures
    margins = measures.margins(wide=form.wide)
    page.set_paper(PAPER_CODES[measures.wide if form.wide else measures.upright])
    (page.set_landscape if form.wide else page.set_portrait)()
    sides = (margins.left, margins.right, margins.top, margins.bottom)
    page.set_margins(*(each / _INCH_MM for each in sides))
    page.fit_to_pages(1, 0)
    page.set_footer("&C&8Halaman &P dari &N")


def _flat(page: Worksheet, styles: Styles, form: Form) -> None:
    """A list that a spreadsheet filters and counts: one fact a row, dates and clocks real ones."""
    flat, style = form.flat, Style(broken=False)

    @lru_cache(VALUES_REMEMBERED)
    def known(value: Value) -> Ready:
        return ready(page, value, styles.of_value(value, style))

    longest = [len(title) for title in flat.columns]
    for column, title in enumerate(flat.columns):
        page.write_string(0, column, title, styles.of(Style(bold=True)))
    for number, row in enumerate(flat.rows, 1):
        longest = list(map(max, longest, map(len, map(str, row))))
        for column, value in enumerate(row):
            if value is not None:
                known(value).put(number, column)
    for column, most in enumerate(longest):
        page.set_column(column, column, min(FLAT_CHARACTERS_MAX, most + 3))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(flat.rows), len(flat.columns) - 1)
    page.set_landscape()
    page.set_paper(PAPER_CODES[form.measures.wide])
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
