"""A table on paper: widths of columns, rows as high as their words, one piece a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import TypeAlias

from bot.paper.flow import Piece
from bot.paper.ink import InkedCanvas, Words
from bot.paper.type import BOLD, LEADING, MM, REGULAR, cut, width_of, wrapped
from core.reports.form import Align, Cell, Column, Group, Row, Table

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
    """A cell as it is printed: its lines, and how far each begins from the table's left edge.

    `x`, `width` and `need`, the height of the lines with their air, in points.
    """

    cell: Cell
    x: float
    width: float
    size: float
    lines: tuple[tuple[str, float], ...] = ()
    need: float = 0


Rows: TypeAlias = tuple[tuple[Laid, ...], ...]  # of a group from above, without what is covered


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is printed: where its columns begin and end, and the highest a group may get.

    All in points; `edges` is one more than there are columns. `known` are the cells of the tight
    columns by column, each laid once: there are thousands of some letters and numbers.
    """

    table: Table
    edges: tuple[float, ...]
    sizes: Sizes
    most: float
    known: tuple[dict[Cell, Laid], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", tuple({} for _ in self.table.columns))

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
        rows = tuple(self._row(row, name, most) for row in group)
        heights, plain = _heights(rows, least), _is_plain(group)
        draw = partial(self._draw, rows, heights, name, plain)
        return Piece(sum(heights), draw, head, rules=self.edges if plain else ())

    def _row(self, row: Row, name: str, most: float) -> tuple[Laid, ...]:
        if name == BOLD:
            return tuple(self._laid(e, c, name, most) for c, e in enumerate(row) if e is not None)
        columns = self.table.columns
        return tuple(
            [
                self._again(each, c, most) if columns[c].tight else self._laid(each, c, name, most)
                for c, each in enumerate(row)
                if each is not None
            ]
        )

    def _again(self, cell: Cell, column: int, most: float) -> Laid:
        known = self.known[column]
        if (laid := known.get(cell)) is None:
            known[cell] = laid = self._laid(cell, column, REGULAR, most)
        return laid

    def _laid(self, cell: Cell, column: int, name: str, most: float) -> Laid:
        own = self.table.columns[column]
        size, side = self._size(own, name), _TIGHT if own.tight else _SIDE
        x, width = self.edges[column], self.edges[column + cell.across] - self.edges[column]
        lines = _lines(cell, name, size, width - 2 * side, most)
        if not lines:
            return Laid(cell, x, width, size)
        align = Align.CENTRE if name == BOLD else cell.align or own.align
        begins = [x + side + _free(each, name, size, width - 2 * side, align) for each in lines]
        need = len(lines) * self._size(own, REGULAR) * LEADING + 2 * _AIR
        return Laid(cell, x, width, size, tuple(zip(lines, begins, strict=True)), need)

    def _size(self, column: Column, name: str) -> float:
        if column.tight:
            return self.sizes.tight
        return self.sizes.words if name == REGULAR else self.sizes.words * 0.98

    def _draw(
        self,
        rows: Rows,
        heights: Sequence[float],
        name: str,
        plain: bool,  # noqa: FBT001 - of a partial
        canvas: InkedCanvas,
        left: float,
        top: float,
    ) -> None:
        """The shades first, then the frames, then all words as one text."""
        boxes = list(_boxes(rows, heights, left, top))
        _shade(canvas, [box for each, *box in boxes if each.cell.shaded])
        canvas.setLineWidth(RULE)
        if plain:
            right, bottom = left + self.edges[-1], top - heights[0]
            canvas.lines([(left, top, right, top), (left, bottom, right, bottom)])
        else:
            for _, *box in boxes:
                canvas.rect(*box)
        words = Words(canvas)
        for each, _, bottom, _, height in boxes:
            size = each.size
            down = bottom + (height + len(each.lines) * size * LEADING) / 2 - size * 0.95
            for line, across in each.lines:
                words.write(line, name, size, left + across, down)
                down -= size * LEADING
        canvas.drawText(words)


def _lines(cell: Cell, name: str, size: float, room: float, most: float) -> Sequence[str]:
    """As they are printed: wrapped, and no more of them than a page has room for."""
    if not cell.lines:
        return ()
    if len(cell.lines) == 1:
        lines = wrapped(cell.lines[0], name, size, room)
    else:
        lines = tuple(part for each in cell.lines for part in wrapped(each, name, size, room))
    return cut(lines, max(1, int((most - 2 * _AIR) / (size * LEADING))))


def _free(line: str, name: str, size: float, room: float, align: Align) -> float:
    """What is left free before a line."""
    if align is Align.LEFT:
        return 0
    free = room - width_of(line, name, size)
    return free / 2 if align is Align.CENTRE else free


def _heights(rows: Rows, least: float) -> Sequence[float]:
    """Of each row: what stands in one alone first, then room for what stands over several."""
    if len(rows) == 1:
        return (max(least, *[each.need for each in rows[0]]),)
    heights = [least] * len(rows)
    filled = [(each, r) for r, row in enumerate(rows) for each in row if each.lines]
    for each, r in sorted(filled, key=lambda one: one[0].cell.down):
        over = range(r, r + each.cell.down)
        missing = each.need - sum(heights[n] for n in over)
        for n in over:
            heights[n] += max(0, missing) / len(over)
    return heights


def _boxes(
    rows: Rows, heights: Sequence[float], left: float, top: float
) -> Iterator[tuple[Laid, float, float, float, float]]:
    """Each cell with its left and lower edge, its width and its height."""
    for r, row in enumerate(rows):
        for each in row:
            height = sum(heights[r : r + each.cell.down]) if len(rows) > 1 else heights[0]
            yield each, left + each.x, top - height, each.width, height
        top -= heights[r]


def _shade(canvas: InkedCanvas, boxes: Sequence[Sequence[float]]) -> None:
    """Grey, all of them as one figure."""
    if not boxes:
        return
    figure = canvas.beginPath()
    for box in boxes:
        figure.rect(*box)
    canvas.setFillGray(SHADE)
    canvas.drawPath(figure, stroke=0, fill=1)
    canvas.setFillGray(0)


def _is_plain(group: Group) -> bool:
    """A row of cells of one column each: their frames are lines from edge to edge."""
    return len(group) == 1 and all(each and each.across == 1 for each in group[0])


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
