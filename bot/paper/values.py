"""Values in a workbook: words as text whatever they look like, dates and clocks as real ones."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, assert_never

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.reports.form import Align, Value
from core.writing import plain

ARIAL = "Arial"
TEXT = "@"  # the format of what is text for ever
CELL_CHARACTERS_MAX = 32_767  # Excel's own limit
TEXTS_REMEMBERED = 1024  # letters of days come again and again
DOUBLE = 6  # of Excel's borders
_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; `broken`: long words go on in a further line, `ruled`: a rule below."""

    size: float = 10
    bold: bool = False
    underlined: bool = False
    align: Align = Align.LEFT
    framed: bool = False
    shaded: bool = False
    broken: bool = True
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook, each made once."""

    book: Workbook
    made: dict[tuple[Style, str], Format] = field(default_factory=dict)

    def of(self, style: Style, shape: str = TEXT) -> Format:
        """The format of cells of one look; `shape` is how a number is shown, `@` what is text."""
        key = style, shape
        if (found := self.made.get(key)) is None:
            options = {"font_name": ARIAL, "font_size": style.size, "num_format": shape}
            options |= {
                "align": _ALIGN[style.align],
                "valign": "vcenter" if style.framed else "top",
                "text_wrap": style.broken,
            }
            options |= {"bold": style.bold, "underline": int(style.underlined)}
            options |= {"border": 1} if style.framed else {}
            # A number must not touch the words of the next column.
            options |= {"indent": 1} if style.framed and style.align is Align.RIGHT else {}
            options |= {"bottom": DOUBLE} if style.ruled else {}
            options |= {"bg_color": "#DEDEDE"} if style.shaded else {}
            self.made[key] = found = self.book.add_format(options)
        return found

    def of_value(self, value: Value, style: Style) -> Format:
        """The format of cells that hold such a value."""
        return self.of(style, shape_of(value))


def shape_of(value: Value) -> str:
    """How a value of its kind is shown."""
    match value:
        case None | str():
            return TEXT
        case int():
            return "#,##0"
        case time():
            return "hh.mm"
        case date():
            return "dd/mm/yyyy"
        case _:
            assert_never(value)


@dataclass(frozen=True, slots=True)
class Ready:
    """A value as a page of a workbook takes it; written to any of its cells."""

    write: Callable[[int, int, Any, Format], object]
    value: Any
    look: Format

    def put(self, row: int, column: int) -> None:
        """Write it there."""
        self.write(row, column, self.value, self.look)


def ready(page: Worksheet, value: Value, look: Format) -> Ready:
    """One value made ready for a page; nothing that begins like a formula is one."""
    match value:
        case None:
            return Ready(page.write_blank, None, look)
        case str():
            return Ready(page.write_string, text(value), look)
        case int():
            return Ready(page.write_number, value, look)
        case time():
            return Ready(page.write_datetime, value, look)
        case date():
            return Ready(page.write_datetime, datetime.combine(value, time()), look)
        case _:
            assert_never(value)


@lru_cache(TEXTS_REMEMBERED)
def text(words: str) -> str:
    """What a cell can hold: no controls, and no more than Excel opens."""
    return plain(words)[:CELL_CHARACTERS_MAX]
