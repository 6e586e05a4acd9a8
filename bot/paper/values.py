"""Values in a workbook: words as text whatever they look like, dates and clocks as real ones."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import assert_never

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.reports.form import Align, Value
from core.writing import plain

ARIAL = "Arial"
CELL_CHARACTERS_MAX = 32_767  # Excel's own limit
_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; `broken`: long words go on in a further line.

    `shape` is how its number is shown, `@` what is text for ever.
    """

    size: float = 10
    bold: bool = False
    underlined: bool = False
    align: Align = Align.LEFT
    framed: bool = False
    shaded: bool = False
    broken: bool = True
    shape: str = "@"


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook, each made once."""

    book: Workbook
    made: dict[Style, Format] = field(default_factory=dict)

    def of(self, style: Style) -> Format:
        if style not in self.made:
            options = {"font_name": ARIAL, "font_size": style.size, "num_format": style.shape}
            options |= {
                "align": _ALIGN[style.align],
                "valign": "vcenter",
                "text_wrap": style.broken,
            }
            options |= {"bold": style.bold, "underline": int(style.underlined)}
            options |= {"border": 1} if style.framed else {}
            options |= {"bg_color": "#DEDEDE"} if style.shaded else {}
            self.made[style] = self.book.add_format(options)
        return self.made[style]


def put(page: Worksheet, styles: Styles, spot: tuple[int, int], value: Value, style: Style) -> None:
    """Write one value; nothing that begins like a formula is one."""

    def shaped(shape: str) -> Format:
        return styles.of(replace(style, shape=shape))

    match value:
        case None:
            page.write_blank(*spot, None, styles.of(style))
        case str():
            page.write_string(*spot, text(value), styles.of(style))
        case int():
            page.write_number(*spot, value, shaped("#,##0"))
        case time():
            page.write_datetime(*spot, value, shaped("hh.mm"))
        case date():
            page.write_datetime(*spot, datetime.combine(value, time()), shaped("dd/mm/yyyy"))
        case _:
            assert_never(value)


def text(words: str) -> str:
    """What a cell can hold: no controls, and no more than Excel opens."""
    return plain(words)[:CELL_CHARACTERS_MAX]
