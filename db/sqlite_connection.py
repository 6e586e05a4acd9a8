"""SQLite's connection: a statement brings what it found, and visits a thread only if it may wait.

aiosqlite goes to the connection's thread for a cursor, for the statement, for its rows and to
close the cursor, and each way costs more than most statements themselves.
"""

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Self

import aiosqlite
from aiosqlite.context import contextmanager

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
FIRST_ROWS = 1_000  # so many come back at once, the others when somebody asks for them


async def connect(
    database: str,
    *,
    at_once: bool = False,
    **options: Any,  # noqa: ANN401 - sqlite3's own
) -> aiosqlite.Connection:
    """Open a database, or make it; who is cancelled meanwhile leaves nothing open.

    `at_once` is `Connection`'s, `options` are those of `sqlite3.connect`.
    """
    opening = asyncio.ensure_future(Connection(database, options, at_once=at_once))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with suppress(sqlite3.Error):
            await (await opening).close()
        raise


class Connection(aiosqlite.Connection):
    """A connection as SQLAlchemy's dialect for aiosqlite uses one.

    `at_once` is for the one writer. The database is its own from BEGIN to COMMIT, so that nothing
    in between waits for another process or for the disk, and everybody else waits for it: its
    statements run where they are called. Both ends are waited for in the connection's thread.
    """

    def __init__(self, database: str, options: dict[str, Any], *, at_once: bool) -> None:
        # SQLite is built to be called by any thread, and here by one at a time.
        options = options | {"check_same_thread": False}
        self._at_once = at_once
        super().__init__(partial(_opened, database, options), FIRST_ROWS)
        self._thread.daemon = True  # a process ends though somebody forgot to close it

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        """A cursor that knows what its statement found as soon as that was executed."""
        return _Cursor(self, self._conn.cursor(_Statement))

    @property
    def runs_at_once(self) -> bool:
        """Whether what is executed now has nothing to wait for."""
        return self._at_once and self.in_transaction

    async def rollback(self) -> None:
        """Undo what is not committed; the pool asks for it after each commit as well."""
        if self.in_transaction:
            await super().rollback()


def _opened(database: str, options: dict[str, Any]) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(database, **options)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class _Statement(sqlite3.Cursor):
    """The driver's cursor; `found` are the first rows, and with `more` there may be others."""

    found: list[Any]
    more = False

    def execute(self, sql: str, parameters: Any = (), /) -> Self:  # noqa: ANN401 - sqlite3's own
        super().execute(sql, parameters)
        self.found = self.fetchmany(FIRST_ROWS) if self.description else []
        self.more = len(self.found) == FIRST_ROWS
        return self


class _Cursor(aiosqlite.Cursor):
    _conn: Connection
    _cursor: _Statement

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> aiosqlite.Cursor:
        if self._conn.runs_at_once:
            self._cursor.execute(sql, parameters or ())
            return self
        return await super().execute(sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> aiosqlite.Cursor:
        if self._conn.runs_at_once:
            self._cursor.executemany(sql, parameters)
            return self
        return await super().executemany(sql, parameters)

    async def fetchone(self) -> Any:  # noqa: ANN401 - a row, or None
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        at = self._cursor
        size = self.arraysize if size is None else size
        if at.more and len(at.found) < size:
            at.found += await super().fetchmany(size - len(at.found))
        taken, at.found = at.found[:size], at.found[size:]
        return taken

    async def fetchall(self) -> Iterable[Any]:
        at = self._cursor
        if at.more:
            at.found += await super().fetchall()
        taken, at.found = at.found, []
        return taken

    async def close(self) -> None:
        if self._cursor.more:  # else the driver's holds nothing any more
            await super().close()
