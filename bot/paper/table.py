"""A table on paper: widths of columns, rows as high as their words, one piece a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

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


@dataclass(frozen=True, slots=True)
class Laid:
    """A cell with its lines as they are printed, and the box it fills within its group."""

    cell: Cell
    lines: Sequence[str]
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is printed: widths in points, and the highest a group may get."""

    table: Table
    widths: tuple[float, ...]
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
        laid = list(self._laid(group, name, most))
        heights = self._heights(laid, len(group), least)
        return Piece(sum(heights), partial(self._draw, laid, heights, name), head)

    def _laid(self, group: Group, name: str, most: float) -> Iterator[Laid]:
        for r, row in enumerate(group):
            for c, each in enumerate(row):
                if each is not None:
                    yield Laid(each, self._lines(each, c, name, most), c, r)

    def _size(self, column: int, name: str) -> float:
        if self.table.columns[column].tight:
            return self.sizes.tight
        return self.sizes.words if name == REGULAR else self.sizes.words * 0.98

    def _lines(self, cell: Cell, column: int, name: str, most: float) -> Sequence[str]:
        if not cell.lines:
            return ()
        size = self._size(column, name)
        room = self._width(column, cell.across) - 2 * self._side(column)
        lines = [part for line in cell.lines for part in wrapped(line, name, size, room)]
        return cut(lines, max(1, int((most - 2 * _AIR) / (size * LEADING))))

    def _side(self, column: int) -> float:
        return _TIGHT if self.table.columns[column].tight else _SIDE

    def _width(self, column: int, across: int) -> float:
        return sum(self.widths[column : column + across])

    def _heights(self, laid: Sequence[Laid], rows: int, least: float) -> list[float]:
        """Of each row: what stands in one alone first, then room for what stands over several."""
        heights = [least] * rows
        for each in sorted(laid, key=lambda each: each.cell.down):
            size = self._size(each.column, REGULAR)
            wanted = len(each.lines) * size * LEADING + 2 * _AIR if each.lines else 0
            over = range(each.row, each.row + each.cell.down)
            missing = wanted - sum(heights[n] for n in over)
            for n in over:
                heights[n] += max(0, missing) / len(over)
        return heights

    def _draw(
        self,
        laid: Sequence[Laid],
        heights: Sequence[float],
        name: str,
        canvas: Canvas,
        left: float,
        top: float,
    ) -> None:
        canvas.setLineWidth(RULE)
        for each in laid:
            x, width = (
                left + self._width(0, each.column),
                self._width(each.column, each.cell.across),
            )
            y = top - sum(heights[: each.row])
            height = sum(heights[each.row : each.row + each.cell.down])
            if each.cell.shaded:
                canvas.setFillGray(SHADE)
                canvas.rect(x, y - height, width, height, stroke=1, fill=1)
                canvas.setFillGray(0)
            else:
                canvas.rect(x, y - height, width, height, stroke=1, fill=0)
            if each.lines:
                self._words(canvas, each, name, (x, y, width, height))

    def _words(
        self, canvas: Canvas, each: Laid, name: str, box: tuple[float, float, float, float]
    ) -> None:
        x, y, width, height = box
        column = self.table.columns[each.column]
        size, side = self._size(each.column, name), self._side(each.column)
        align = Align.CENTRE if name == BOLD else each.cell.align or column.align
        canvas.setFont(name, size)
        line = y - (height - len(each.lines) * size * LEADING) / 2 - size * 0.95
        for text in each.lines:
            match align:
                case Align.LEFT:
                    canvas.drawString(x + side, line, text)
                case Align.CENTRE:
                    canvas.drawCentredString(x + width / 2, line, text)
                case Align.RIGHT:
                    canvas.drawRightString(x + width - side, line, text)
            line -= size * LEADING


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
    return Grid(table, fitted, Sizes(size, tight), height)
