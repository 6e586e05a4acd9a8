"""The table of a form: the words of its columns and the records that fill them."""

from collections.abc import Sequence
from datetime import date, time
from functools import partial

from core.reports.dates import calendar_date, clock
from core.reports.filled import Filled
from core.reports.form import Cell, Column, Group, Lazy, Row, Table, Value
from core.reports.layout import ColumnWords, Part, Repeated
from core.writing import plain


def table(part: Part, filled: Filled) -> Table:
    """The table of a part; its lines are made when they are read."""
    words = part.tabel
    columns: list[Column] = []
    heads: list[Cell | None] = []
    for each in words:
        titles = [each.judul] if each.berulang is None else _titles(each.berulang, filled)
        tight = each.berulang is not None
        columns += [Column(each.lebar, each.lentur, each.rata, tight)] * len(titles)
        heads += [Cell(tuple(title)) for title in titles]
    size = len(filled.records)
    groups = Lazy(partial(_group, words, filled), size)
    squares = Lazy(partial(_squares, words, filled), size) if filled.squares else None
    return Table(tuple(columns), (tuple(heads),), groups, part.tinggi_baris, squares)


def _titles(repeated: Repeated, filled: Filled) -> list[tuple[str, ...]]:
    return [(each,) for each in filled.repeated[repeated]]


def _group(words: Sequence[ColumnWords], filled: Filled, number: int) -> Group:
    """One line, of the record with this number from 0."""
    found: list[Cell | None] = []
    record = {"nomor": number + 1, **filled.records[number]}
    squares = filled.squares[number] if filled.squares else {}
    for each in words:
        if each.berulang is not None:
            found += squares[each.berulang]
        else:
            found.append(cell(*[record[name] for name in each.isi]))
    return (tuple(found),)


def _squares(words: Sequence[ColumnWords], filled: Filled, number: int) -> Row:
    """The same line with nothing but what is repeated."""
    found: list[Cell | None] = []
    squares = filled.squares[number]
    for each in words:
        found += squares[each.berulang] if each.berulang is not None else (None,)
    return tuple(found)


def cell(*values: Value) -> Cell:
    """One value as it is, or several below one another; what is empty takes no line."""
    kept = [each for each in values if each not in (None, "")]
    lines = tuple(line for each in kept for line in _printed(each).split("\n"))
    only = kept[0] if len(kept) == 1 and not isinstance(kept[0], str) else None
    return Cell(lines, only)


def _printed(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return plain(value)
        case int():
            return f"{value:,}".replace(",", ".")
        case time():
            return clock(value)
        case date():
            return calendar_date(value)
