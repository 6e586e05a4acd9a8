"""Relocation: all rows of one database into another, counted and compared."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.engine import NUL, REPLACEMENT
from db.tables import metadata

ROWS_PER_BATCH = 500
_VERSION_TABLE = "alembic_version"

Row = dict[str, Any]


class InUse(Exception):
    """Somebody else has the database open, or holds one of its tables."""


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and a hash of all of them, whatever their order."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A table and its rows, as they are in the old database and in the new one."""

    table: str
    source: Digest
    target: Digest


async def contents(db: AsyncConnection) -> dict[str, int]:
    """What a database holds: the rows of each table that has any, and tables that are not ours."""
    names: list[str] = await db.run_sync(
        lambda connection: sa.inspect(connection).get_table_names()
    )
    found = {}
    for name in names:
        rows = sa.select(sa.func.count()).select_from(sa.table(name))
        count = (await db.execute(rows)).scalar_one()
        ours = name in metadata.tables or name == _VERSION_TABLE
        if not ours or (count and name != _VERSION_TABLE):
            found[name] = count
    return found


async def hold(db: AsyncConnection) -> None:
    """Keep everybody else from writing until this transaction ends. Raises `InUse`.

    On SQLite `db` has to be the first connection, opened in exclusive mode.
    """
    if db.dialect.name == "sqlite":
        return
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'hadir' AND pid <> pg_backend_pid()"
    )
    if (await db.execute(others)).scalar_one():
        raise InUse
    tables = ", ".join(f'"{name}"' for name in metadata.tables)
    try:
        await db.exec_driver_sql(f"LOCK TABLE {tables} IN EXCLUSIVE MODE NOWAIT")
    except sa.exc.DBAPIError as held:
        raise InUse from held


async def copy(source: AsyncConnection, target: AsyncConnection) -> AsyncIterator[Moved]:
    """Table by table, each with what was read there and what is read back here."""
    for table in metadata.sorted_tables:
        there = _Summing()
        await _copy(table, source, target, there)
        here = _Summing()
        async for rows in _read(table, target):
            here.add(table, rows)
        yield Moved(table.name, there.digest, here.digest)


async def _copy(
    table: sa.Table, source: AsyncConnection, target: AsyncConnection, summing: "_Summing"
) -> None:
    later: dict[object, Row] = {}
    up = _own_parent(table)
    async for rows in _read(table, source):
        summing.add(table, rows)
        now = [row for row in rows if up is None or row[up[0]] is None]
        if up is not None:
            later |= {row[up[1]]: row for row in rows if row[up[0]] is not None}
        await _write(table, target, now)
    if up is not None:
        for rows in _parents_first(later, up[0]):
            await _write(table, target, rows)


def _own_parent(table: sa.Table) -> tuple[str, str] | None:
    """The column that points to another row of the same table, and the one that it points to."""
    for foreign in table.foreign_key_constraints:
        if foreign.referred_table is table:
            element = foreign.elements[-1]
            return element.parent.name, element.column.name
    return None


def _parents_first(rows: dict[object, Row], up: str) -> Iterator[list[Row]]:
    """Rows that wait for others, in rounds; a circle comes last, and the key refuses it."""
    while rows:
        ready = [key for key, row in rows.items() if row[up] not in rows] or list(rows)
        yield [rows.pop(key) for key in ready]


async def _read(table: sa.Table, db: AsyncConnection) -> AsyncIterator[list[Row]]:
    result = await db.stream(sa.select(table))
    async for part in result.mappings().partitions(ROWS_PER_BATCH):
        yield [{name: _storable(value) for name, value in row.items()} for row in part]


async def _write(table: sa.Table, db: AsyncConnection, rows: Sequence[Row]) -> None:
    for at in range(0, len(rows), ROWS_PER_BATCH):
        await db.execute(sa.insert(table), rows[at : at + ROWS_PER_BATCH])


def _storable(value: object) -> object:
    """PostgreSQL keeps no null character, which a text of SQLite may hold."""
    return value.replace(NUL, REPLACEMENT) if isinstance(value, str) else value


class _Summing:
    """The sum of the hashes of all rows: two databases give them in different orders."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def add(self, table: sa.Table, rows: Sequence[Row]) -> None:
        for row in rows:
            values = [_canonical(row[column.name]) for column in table.columns]
            raw = orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
            self._sum += int.from_bytes(sha256(raw).digest())
        self._rows += len(rows)

    @property
    def digest(self) -> Digest:
        return Digest(self._rows, f"{self._sum % 2**256:064x}")


def _canonical(value: object) -> object:
    """One spelling of what both databases mean: instants in UTC, no negative zero."""
    match value:
        case datetime():
            return value.astimezone(UTC)
        case UUID():  # PostgreSQL's driver has a class of its own
            return value.hex
        case float():
            return value + 0.0
        case dict():
            return {key: _canonical(each) for key, each in value.items()}
        case list():
            return [_canonical(each) for each in value]
    return value
