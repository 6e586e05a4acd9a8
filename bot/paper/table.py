"""A table on paper: widths of columns, rows as high as their words, one piece a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TypeAlias

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from bot.paper.flow import Piece
from bot.paper.type import BOLD, LEADING, MM, REGULAR, cut, width_of, wrapped
from core.reports.form import Align, Cell, Column, Group, Table

SHADE = 0.87  # of days off: light enough for a photocopy, and no word depends on it
RULE = 0.5
_SIDE = 1.0 * MM  # air beside the words of a cell
_TIGHT = 0.3 * MM
_AIR = 1.0 * MM  # above and below them


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type of a table in points: of words, and of the columns whose words never wrap."""

    words: float
    tight: float


Lines: TypeAlias = tuple[Sequence[str], ...]  # of each cell of a group, as they are printed


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and where its group has it."""

    cell: Cell
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is printed: where its columns begin and end, and the highest a group may get.

    All in points; `edges` is one more than there are columns.
    """

    table: Table
    edges: tuple[float, ...]
    sizes: Sizes
    most: float

    def pieces(self) -> Iterator[Piece]:
        """One for each group, each with the head of the table."""
        head = self._piece(self.table.head, BOLD, None)
        for group in self.table.groups:
            yield self._piece(group, REGULAR, head)

    def head_only(self) -> Piece:
        """The head of a table in which nobody stands."""
        return self._piece(self.table.head, BOLD, None)

    def _piece(self, group: Group, name: str, head: Piece | None) -> Piece:
        least = self.table.row_mm * MM if name == REGULAR else 0
        most = self.most - (head.height if head else 0)
        # Nothing but the lines is kept until it is drawn: there may be ten thousand people.
        lines = tuple(self._lines(e.cell, e.column, name, most) for e in _placed(group))
        heights = self._heights(group, lines, least)
        draw = partial(self._draw, group, lines, heights, name)
        return Piece(sum(heights), draw, head, rules=self.edges if _is_plain(group) else ())

    def _size(self, column: int, name: str) -> float:
        if self.table.columns[column].tight:
            return self.sizes.tight
        return self.sizes.words if name == REGULAR else self.sizes.words * 0.98

    def _lines(self, cell: Cell, column: int, name: str, most: float) -> Sequence[str]:
        if not cell.lines:
            return ()
        size = self._size(column, name)
        room = self._width(column, cell.across) - 2 * self._side(column)
        if len(cell.lines) == 1:
            lines = wrapped(cell.lines[0], name, size, room)
        else:
            lines = tuple(part for each in cell.lines for part in wrapped(each, name, size, room))
        return cut(lines, max(1, int((most - 2 * _AIR) / (size * LEADING))))

    def _side(self, column: int) -> float:
        return _TIGHT if self.table.columns[column].tight else _SIDE

    def _width(self, column: int, across: int) -> float:
        return self.edges[column + across] - self.edges[column]

    def _heights(self, group: Group, lines: Lines, least: float) -> list[float]:
        """Of each row: what stands in one alone first, then room for what stands over several."""
        heights = [least] * len(group)
        filled = ((e, len(own)) for e, own in zip(_placed(group), lines, strict=True) if own)
        for each, count in sorted(filled, key=lambda one: one[0].cell.down):
            wanted = count * self._size(each.column, REGULAR) * LEADING + 2 * _AIR
            over = range(each.row, each.row + each.cell.down)
            missing = wanted - sum(heights[n] for n in over)
            for n in over:
                heights[n] += max(0, missing) / len(over)
        return heights

    def _draw(
        self,
        group: Group,
        lines: Lines,
        heights: Sequence[float],
        name: str,
        canvas: Canvas,
        left: float,
        top: float,
    ) -> None:
        """The frames first, then all words as one text: a text for each costs the most."""
        canvas.setLineWidth(RULE)
        words, plain = canvas.beginText(), _is_plain(group)
        for each, own in zip(_placed(group), lines, strict=True):
            x = left + self.edges[each.column]
            width = self._width(each.column, each.cell.across)
            y = top - sum(heights[: each.row])
            height = sum(heights[each.row : each.row + each.cell.down])
            if each.cell.shaded:
                canvas.setFillGray(SHADE)
                canvas.rect(x, y - height, width, height, stroke=0, fill=1)
                canvas.setFillGray(0)
            if not plain:
                canvas.rect(x, y - height, width, height)
            if own:
                self._write(words, each, own, name, (x, y, width, height))
        if plain:
            right = left + self.edges[-1]
            canvas.lines([(left, y, right, y) for y in (top, top - heights[0])])
        canvas.drawText(words)

    def _write(
        self,
        words: PDFTextObject,
        each: Placed,
        lines: Sequence[str],
        name: str,
        box: tuple[float, float, float, float],
    ) -> None:
        x, y, width, height = box
        column = self.table.columns[each.column]
        size, side = self._size(each.column, name), self._side(each.column)
        align = Align.CENTRE if name == BOLD else each.cell.align or column.align
        words.setFont(name, size)
        down = y - (height - len(lines) * size * LEADING) / 2 - size * 0.95
        for text in lines:
            across = x + side
            if align is not Align.LEFT:
                free = width - 2 * side - width_of(text, name, size)
                across += free / 2 if align is Align.CENTRE else free
            words.setTextOrigin(across, down)
            words.textOut(text)
            down -= size * LEADING


def _is_plain(group: Group) -> bool:
    """A row of cells of one column each: their frames are lines from edge to edge."""
    return len(group) == 1 and all(each and each.across == 1 for each in group[0])


def _placed(group: Group) -> Iterator[Placed]:
    for r, row in enumerate(group):
        for c, each in enumerate(row):
            if each is not None:
                yield Placed(each, c, r)


def widths(columns: Sequence[Column], room: float) -> tuple[float, ...]:
    """Of each column in points: its least width, and its share of what is left or missing."""
    least = [column.least * MM for column in columns]
    spare, shares = room - sum(least), sum(column.stretch for column in columns)
    if spare < 0 or not shares:
        return tuple(each * room / sum(least) for each in least)
    return tuple(
        each + spare * column.stretch / shares for each, column in zip(least, columns, strict=True)
    )


def tight_size(table: Table, fitted: Sequence[float], size: float, least: float) -> float:
    """The largest type, in steps of a quarter, in which no word of a tight column wraps."""
    words: set[tuple[str, float]] = {
        (line, fitted[c])
        for row in table.rows
        for c, each in enumerate(row)
        if each is not None and table.columns[c].tight and each.across == 1
        for line in each.lines
    }
    while size > least and any(_too_wide(*each, size) for each in words):
        size -= 0.25
    return max(size, least)


def _too_wide(text: str, width: float, size: float) -> bool:
    return width_of(text, BOLD, size) > width - 2 * _TIGHT


def grid(table: Table, room: float, height: float, size: float, least: float) -> Grid:
    """The table as it fits a page: `room` wide and `height` high, in points."""
    fitted = widths(table.columns, room)
    tight = tight_size(table, fitted, size, least)
    return Grid(table, tuple(accumulate(fitted, initial=0)), Sizes(size, tight), height)
