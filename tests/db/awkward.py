"""Rows that are hard to carry over, for every table there is or ever was."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import sqlalchemy as sa

ROWS = 3
REGION = "bulungan"

_DAY, _MOMENT = date(2024, 2, 28), datetime(2026, 3, 31, 15, 59, 59, 999_999, UTC)
_WORDS = ("", 'O\'Brien "50 %" \\ ;--\r\n\t$1 :x', "Jāwa أحمد 🙂 ﷽ \u200d" + "x" * 70_000)
_DOCUMENTS: tuple[Any, ...] = (
    {},
    {"z": [None, True, 0.1, 1e-7, -0.5, 2**53 + 1], "a": {"": "'\"\\", "🙂": []}, "b": "null"},
    [[], {"jam": "2026-04-06T07:24:00+08:00"}, "\u202e", "y" * 20_000],
)
_NUMBERS = (0.1 + 0.2, -117.36550000000001, 1e-300)

# What a rule of the table allows, where the kind of a column does not say it.
GIVEN: Mapping[tuple[str, str], Sequence[object]] = {
    ("departure", "back"): (None, date(9999, 12, 31), date(2028, 2, 29)),
}

Row = dict[str, Any]


def rows_of(tables: Sequence[sa.Table]) -> Iterator[tuple[sa.Table, list[Row]]]:
    """Each table with its rows, parents first; what may be empty is so in the first of them."""
    made: dict[str, list[Row]] = {}
    for table in tables:
        most = 1 if table.primary_key.columns.keys() == ["region"] else ROWS
        made[table.name] = []
        for number in range(most):
            made[table.name].append(_row(table, number, made))
        yield table, made[table.name]


def _row(table: sa.Table, number: int, made: Mapping[str, list[Row]]) -> Row:
    names = sorted(column.name for column in table.columns)
    row = {
        column.name: _value(column, number, names.index(column.name)) for column in table.columns
    }
    for foreign, parent in _parents(table, number, made):
        for element in foreign.elements:
            mine = element.parent.name
            row[mine] = parent[element.column.name] if parent else None
    return row | {"region": REGION}


def _parents(
    table: sa.Table, number: int, made: Mapping[str, list[Row]]
) -> Iterator[tuple[sa.ForeignKeyConstraint, Row | None]]:
    """Two columns that point to the same table point to different rows of it."""
    used: dict[str, Iterator[int]] = {}
    if not _names_its_employee(table):  # theirs comes with another row, whose number is the same
        next(used.setdefault("employee", count()))
    for foreign in sorted(table.foreign_key_constraints, key=_own_name_first):
        target = foreign.referred_table.name
        if target == "region":
            continue
        step = next(used.setdefault(target, count()))
        optional = all(c.nullable for c in foreign.columns if c.name != "region")
        if optional and number == 0:
            yield foreign, None
        elif target == table.name:  # a chain: each follows the one before it
            yield foreign, made[target][number - 1]
        else:
            yield foreign, made[target][(number + step) % len(made[target])]


def _names_its_employee(table: sa.Table) -> bool:
    """Whether a column of the table itself points to whom its row is about."""
    if "employee" not in table.columns:
        return True
    targets = (key.target_fullname for key in table.columns["employee"].foreign_keys)
    return "employee.employee" in targets


def _own_name_first(foreign: sa.ForeignKeyConstraint) -> tuple[bool, list[str]]:
    names = [element.parent.name for element in foreign.elements]
    return names != [element.column.name for element in foreign.elements], names


def _value(column: sa.Column[Any], number: int, position: int) -> object:
    """`position` is that of the name: so `first` lies before `last`, and `since` before `until`."""
    kind, place = column.type, (column.table.name, column.name)
    if place in GIVEN:
        return GIVEN[place][number]
    if column.nullable and number == 0:
        return None
    if isinstance(kind, sa.String):
        return _text(column, kind.length, number, position)
    # An `Instant` is none of SQLAlchemy's own kinds.
    made = next((make for known, make in _KINDS if isinstance(kind, known)), _moment)
    return made(number, position, kind)


def _text(column: sa.Column[Any], length: int | None, number: int, position: int) -> str:
    if length == 32:  # how SQLite keeps a UUID
        return _uuid(number, position).hex
    if length:
        return str(number) * length
    return f"{number}{column.name}" if _is_key(column) else _WORDS[number]


def _integer(number: int, _position: int, kind: sa.Integer) -> int:
    widths = ((sa.SmallInteger, 2**15), (sa.BigInteger, 2**63), (sa.Integer, 2**31))
    return next(most for each, most in widths if isinstance(kind, each)) - 1 - number


def _moment(number: int, position: int, kind: Any) -> datetime:
    moment = _MOMENT + timedelta(days=400 * number + position, microseconds=-number)
    return moment if getattr(kind, "timezone", True) else moment.replace(tzinfo=None)


def _uuid(number: int, position: int, _kind: object = None) -> UUID:
    return UUID(int=(2**128 - 1 if number == 1 else number) - position * (number == 1))


def _is_key(column: sa.Column[Any]) -> bool:
    constraints = column.table.constraints
    keys = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
    unique = [each.columns for each in constraints if isinstance(each, keys)]
    unique += [each.columns for each in column.table.indexes if each.unique]
    return any(column.name in columns for columns in unique)


_KINDS: Sequence[tuple[Any, Callable[..., object]]] = (
    (sa.JSON, lambda number, *_: _DOCUMENTS[number]),
    (sa.Boolean, lambda number, *_: number % 2 == 0),
    (sa.Integer, _integer),
    (sa.Numeric, lambda number, position, _: _NUMBERS[number] + position),
    (sa.Float, lambda number, position, _: _NUMBERS[number] + position),
    (sa.Date, lambda number, position, _: _DAY + timedelta(days=366 * number + position)),
    (sa.Time, lambda number, *_: time(23, 59, 59, 999_999 - number)),
    (sa.Uuid, _uuid),
)
