"""The table of a form in a workbook: framed cells, real values, rows as high as their words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from bot.paper.type import BOLD, MM, REGULAR, wrapped
from bot.paper.values import Ready, Style, Styles, ready
from core.reports.form import Align, Cell, Group, Row, Table, Value

_LINE = 1.3  # of the size of type
_AIR = 3  # points above and below together
_CELL_AIR = 4  # points beside the words together
_LEAST = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as a workbook shows it; `need` is its height in points."""

    cell: Cell
    ready: Ready
    need: float


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Writes the rows of one table; `fitted` are the widths of its columns in points.

    `sizes` of type: of words, and of tight columns. `known` are the cells of those by column, each
    made ready once: there are thousands of some letters and numbers.
    """

    page: Worksheet
    styles: Styles
    table: Table
    fitted: Sequence[float]
    sizes: tuple[float, float]
    known: tuple[dict[Cell, Shown], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", tuple({} for _ in self.table.columns))

    def write(self, group: Group, first: int, *, head: bool) -> float:
        """The rows of one person, or the head, from this row on; returns how high they are."""
        rows = [self._row(row, head=head) for row in group]
        heights = _heights(rows, _LEAST if head else max(_LEAST, self.table.row_mm * MM))
        for number, (row, height) in enumerate(zip(rows, heights, strict=True), first):
            self.page.set_row(number, height)
            for column, each in row:
                self._put(number, column, each)
        return sum(heights)

    def _row(self, row: Row, *, head: bool) -> list[tuple[int, Shown]]:
        return [
            (c, self._shown(each, c, head=True) if head else self._again(each, c))
            for c, each in enumerate(row)
            if each is not None
        ]

    def _again(self, cell: Cell, column: int) -> Shown:
        if not self.table.columns[column].tight:
            return self._shown(cell, column, head=False)
        known = self.known[column]
        if (shown := known.get(cell)) is None:
            known[cell] = shown = self._shown(cell, column, head=False)
        return shown

    def _shown(self, cell: Cell, column: int, *, head: bool) -> Shown:
        own = self.table.columns[column]
        size, name = self.sizes[own.tight], BOLD if head else REGULAR
        align = Align.CENTRE if head else cell.align or own.align
        style = Style(size, bold=head, framed=True, shaded=cell.shaded, align=align)
        room = sum(self.fitted[column : column + cell.across]) - (0 if own.tight else _CELL_AIR)
        lines = sum(len(wrapped(line, name, size, room)) for line in cell.lines)
        value = _value(cell)
        look = self.styles.of_value(value, style)
        return Shown(cell, ready(self.page, value, look), lines * size * _LINE + _AIR)

    def _put(self, row: int, column: int, each: Shown) -> None:
        across, down = each.cell.across, each.cell.down
        if across > 1 or down > 1:  # with no words: it would take `=` for one of a formula
            last = row + down - 1, column + across - 1
            self.page.merge_range(row, column, *last, "", each.ready.look)
        each.ready.put(row, column)


def _value(cell: Cell) -> Value:
    if cell.value is not None:
        return cell.value
    return "\n".join(cell.lines) if cell.lines else None


def _heights(rows: Sequence[Sequence[tuple[int, Shown]]], least: float) -> list[float]:
    """Of the rows in points; what stands over several rows adds to all of them."""
    if len(rows) == 1:
        return [max([least, *[each.need for _, each in rows[0]]])]
    heights = [least] * len(rows)
    found = [(each, r) for r, row in enumerate(rows) for _, each in row]
    for each, r in sorted(found, key=lambda one: one[0].cell.down):
        over = range(r, r + each.cell.down)
        missing = each.need - sum(heights[n] for n in over)
        for n in over:
            heights[n] += max(0, missing) / len(over)
    return heights
