"""The sheet of a workbook that prints as its form does: block by block, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice
from typing import assert_never

from xlsxwriter.worksheet import Worksheet

from bot.paper.blocks import Look
from bot.paper.flow import Piece, pages, tied_to_foot
from bot.paper.kop import BESIDE, LOGO_MM, lines_of
from bot.paper.sheet_foot import GAP, Beside, beside
from bot.paper.sheet_logo import PIXEL_MM, insert_logo
from bot.paper.sheet_table import SheetTable
from bot.paper.table import tight_size, widths
from bot.paper.type import BOLD, MM, REGULAR, width_of, wrapped
from bot.paper.values import Style, Styles, text
from core.reports.form import (
    BLANK,
    Align,
    Block,
    Column,
    Field,
    Fields,
    Foot,
    Form,
    Head,
    Heading,
    NewPage,
    Paragraph,
    Table,
)
from core.reports.letterhead import Letterhead

_LINE = 1.3  # of the size of type
# Of a letter without a table: labels, and what stands at the left and at the right below.
_PLAIN = (Column(44), Column(36, 1), Column(40, 1), Column(40, 1))
_INDENT = " " * 8
_ABOVE_FOOT = 8  # points
_UNDER_KOP = 6  # points from the address to its rule
_RULE_PT = 4  # type of the empty row that ends with it
_LABELS_MOST = 0.5  # of the width
_CELL_AIR = 0.94  # of a width is left beside the frame
_PAGE = 0.97  # of a page is filled: Excel's rows are a little higher than they say


@dataclass(slots=True)
class Sheet:
    """Writes a form from above; `row` is the next free one.

    `spans` are the rows that stay on one page, by the first of each.
    """

    page: Worksheet
    styles: Styles
    form: Form
    row: int = 0
    fitted: tuple[float, ...] = field(init=False)
    heights: dict[int, float] = field(default_factory=dict, init=False)
    spans: list[tuple[int, Piece]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        tables = [block for block in self.form.blocks if isinstance(block, Table)]
        room = self.form.measures.room(wide=self.form.wide) * MM
        self.fitted = widths(tables[0].columns if tables else _PLAIN, room)

    @property
    def size(self) -> float:
        """Type of what is no table, in points."""
        measures = self.form.measures
        return measures.table_pt if self.form.wide else measures.text_pt

    @property
    def last(self) -> int:
        return len(self.fitted) - 1

    def write(self) -> None:
        """The whole sheet, then where its pages end."""
        for number, width in enumerate(self.fitted):
            self.page.set_column_pixels(number, number, round(width / MM / PIXEL_MM))
        fresh = False
        for block in self.form.blocks:
            first = self.row
            if isinstance(block, Foot):
                tied = tied_to_foot([piece for _, piece in self.spans])
                rows = [row for row, _ in self.spans]
                self.spans = list(zip(rows, tied, strict=True))
            self._block(block)
            if not isinstance(block, Table | NewPage):
                self._span(first, tied=not isinstance(block, Foot), fresh=fresh)
            fresh = isinstance(block, NewPage)
        self.page.print_area(0, 0, self.row - 1, self.last)
        self.page.set_h_pagebreaks(list(self._breaks()))

    def _block(self, block: Block) -> None:
        match block:
            case Head():
                self._head(block.letterhead)
            case Heading():
                self._heading(block)
            case Fields():
                split = self._labels(block)
                for each in block.fields:
                    self._field(each, split)
                self._empty()
            case Paragraph():
                self._line(f"{_INDENT * block.indented}{block.text}", Style(self.size))
            case Table():
                self._table(block)
            case Foot():
                self._foot(block)
            case NewPage():
                return
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> None:
        style = Style(self.form.measures.text_pt, align=Align.CENTRE)
        for line in block.lines:
            self._line(line, replace(style, bold=True))
        for line in block.under:
            self._line(line, style)
        self._empty()

    def _head(self, kop: Letterhead | None) -> None:
        if kop is None:
            self._empty(self.form.measures.letterhead_band_mm * MM)
            return
        first, room = self.row, sum(self.fitted)
        if kop.logo:  # words are centred on the page, so that both their sides stay free of it
            insert_logo(self.page, self.row, kop.logo)
            room -= 2 * BESIDE
        for line, name, size in lines_of(kop, room):
            self._line(line, Style(size, bold=name == BOLD, align=Align.CENTRE))
        used = sum(self.heights[row] for row in range(first, self.row))
        self._at_least(max(_UNDER_KOP, (LOGO_MM[1] + 1) * MM - used if kop.logo else 0))
        self._line("", Style(_RULE_PT, ruled=True))
        self._empty()

    def _table(self, table: Table) -> None:
        measures = self.form.measures
        size = measures.sheet_pt if self.form.wide else measures.table_pt
        tight = tight_size(table, self.fitted, size, measures.least_pt)
        first = self.row
        writes = SheetTable(self.page, self.styles, table, self.fitted, (size, tight))
        head = Piece(writes.write(table.head, self.row, head=True), _nothing)
        self.row += len(table.head)
        self.page.repeat_rows(first, self.row - 1)
        if self.form.wide:
            self.page.freeze_panes(self.row, 2)
        if not table.groups:
            self.spans.append((first, head))
        for group in table.groups:
            # A page that begins with the first of them begins with the head.
            begin = self.row if self.spans and self.spans[-1][1].head is head else first
            height = writes.write(group, self.row, head=False)
            self.row += len(group)
            self.spans.append((begin, Piece(height, _nothing, head)))
        self._empty()

    def _labels(self, block: Fields) -> int:
        """The last column of the labels: the first one behind which all of them end."""
        longest = max(width_of(f"{each.label} :", REGULAR, self.size) for each in block.fields)
        most = self._until(_LABELS_MOST)
        ends = accumulate(self.fitted)
        return next((n for n, end in enumerate(ends) if end * _CELL_AIR > longest), most)

    def _field(self, each: Field, split: int) -> None:
        """The label with its colon, and its value as text in the columns beside it."""
        label = f"{each.label} :" if each.colon else each.label
        self._across(label, Style(self.size), (0, split))
        value = f"{each.value} {each.after}".strip()
        self._across(value, Style(self.size), (split + 1, self.last))
        self.row += 1

    def _foot(self, block: Foot) -> None:
        """Left and right side by side, the names of both in one row."""
        self._empty(_ABOVE_FOOT)
        middle = self._until(0.6 if self.form.wide else 0.5)
        fitted, look = self.fitted, Look(sum(self.fitted), self.form.wide, self.form.measures)
        sides = sum(fitted[: middle + 1]) * _CELL_AIR, sum(fitted[middle + 1 :]) * _CELL_AIR
        for left, right, height in beside(block, look, sides):
            self._side(left, (0, middle))
            self._side(right, (middle + 1, self.last))
            if height:
                self._at_least(height)
            self.row += 1

    def _side(self, line: Beside | None, place: tuple[int, int]) -> None:
        if line is not None:
            self._across(line.words, line.style, place)

    def _line(self, words: str, style: Style) -> None:
        self._across(words, style, (0, self.last))
        self.row += 1

    def _empty(self, height: float | None = None) -> None:
        if height is not None:
            self._at_least(height)
        self.row += 1

    def _across(self, words: str, style: Style, place: tuple[int, int]) -> None:
        """Words over some columns of this row, which gets as high as they need."""
        first, last = place
        shown = text(words.replace(BLANK, GAP))
        room = sum(self.fitted[first : last + 1]) * _CELL_AIR
        lines = wrapped(shown, BOLD if style.bold else REGULAR, style.size, room)
        self._at_least(len(lines) * style.size * _LINE)
        look = self.styles.of(style)
        if first < last:  # with no words: it would take `=` for the beginning of a formula
            self.page.merge_range(self.row, first, self.row, last, "", look)
        self.page.write_string(self.row, first, shown, look)

    def _at_least(self, height: float) -> None:
        self.heights[self.row] = max(height, self.heights.get(self.row, 0))
        self.page.set_row(self.row, self.heights[self.row])

    def _until(self, share: float) -> int:
        """The column that ends the nearest to a share of the width; one is always left."""
        room, ends = sum(self.fitted) * share, list(accumulate(self.fitted))[:-1]
        return min(range(len(ends)), key=lambda n: abs(ends[n] - room))

    def _span(self, first: int, *, tied: bool, fresh: bool) -> None:
        height = sum(self.heights.get(row, 15) for row in range(first, self.row))
        self.spans.append((first, Piece(height, _nothing, None, tied, fresh)))

    def _breaks(self) -> Iterator[int]:
        """The rows with which a page begins, but for the first."""
        measures, margins = self.form.measures, self.form.measures.margins(wide=self.form.wide)
        room = measures.size(wide=self.form.wide)[1] - margins.top - margins.bottom
        begins = {id(piece): first for first, piece in self.spans}
        made = pages([piece for _, piece in self.spans], room * MM * _PAGE)
        for page in islice(made, 1, None):
            yield next(begins[id(piece)] for _, piece in page.placed if id(piece) in begins)


def _nothing(_canvas: object, _left: float, _top: float) -> None:
    """A workbook is not drawn: only where its pages end is asked for."""
