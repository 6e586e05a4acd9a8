"""The table of a form in a workbook: framed cells, real values, rows as high as their words."""

from collections.abc import Sequence
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from bot.paper.type import BOLD, MM, REGULAR, wrapped
from bot.paper.values import Style, Styles, put
from core.reports.form import Align, Cell, Group, Table, Value

_LINE = 1.3  # of the size of type
_AIR = 3  # points above and below together
_CELL_AIR = 4  # points beside the words together
_LEAST = 12


def write_group(
    page: Worksheet,
    styles: Styles,
    table: Table,
    group: Group,
    row: int,
    sizes: tuple[float, float],
    *,
    head: bool,
) -> None:
    """Write the rows of one person or of the head, the first of them at `row`."""
    for r, cells in enumerate(group, row):
        for c, each in enumerate(cells):
            if each is not None:
                style = _style(table, each, c, sizes, head=head)
                _merge(page, styles, each, (r, c), style)
                put(page, styles, (r, c), _value(each), style)


def _merge(
    page: Worksheet, styles: Styles, cell: Cell, spot: tuple[int, int], style: Style
) -> None:
    row, column = spot
    if cell.across > 1 or cell.down > 1:
        last = row + cell.down - 1, column + cell.across - 1
        page.merge_range(row, column, *last, "", styles.of(style))


def _value(cell: Cell) -> Value:
    if cell.value is not None:
        return cell.value
    return "\n".join(cell.lines) if cell.lines else None


def _style(
    table: Table, cell: Cell, column: int, sizes: tuple[float, float], *, head: bool
) -> Style:
    own = table.columns[column]
    style = Style(sizes[own.tight], bold=head, framed=True, shaded=cell.shaded)
    return replace(style, align=Align.CENTRE if head else cell.align or own.align)


def group_heights(
    table: Table,
    group: Group,
    fitted: Sequence[float],
    sizes: tuple[float, float],
    *,
    head: bool,
) -> list[float]:
    """The heights of the rows in points; what stands over several rows adds to all of them."""
    heights = [_LEAST if head else max(_LEAST, table.row_mm * MM)] * len(group)
    found = [(each, r, c) for r, row in enumerate(group) for c, each in enumerate(row) if each]
    for each, r, c in sorted(found, key=lambda one: one[0].down):
        size = sizes[table.columns[c].tight]
        room = sum(fitted[c : c + each.across]) - (0 if table.columns[c].tight else _CELL_AIR)
        name = BOLD if head else REGULAR
        lines = sum(len(wrapped(line, name, size, room)) for line in each.lines)
        over = range(r, r + each.down)
        missing = lines * size * _LINE + _AIR - sum(heights[n] for n in over)
        for n in over:
            heights[n] += max(0, missing) / each.down
    return heights
