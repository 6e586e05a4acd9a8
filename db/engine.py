"""Open SQLite (the default, one writer) or PostgreSQL behind one SQLAlchemy engine."""

import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

import aiosqlite
import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.private import keep_private
from db.sqlite_connection import connect

# SQLSTATE classes that say "not now": connection, resources, operator, system, rollback; and no
# such column, no such table: statements are built from db.tables, so what lacks one of these is
# not the database that this release was written for, and the update is wanted once it is mended.
UNAVAILABLE = ("08", "53", "57", "58", "40", "42703", "42P01")
_NOT_OURS = ("no such table", "no such column", "has no column named")  # SQLite's words for it

SQLITE_WAITS = 30.0  # seconds for the one connection
NUL, REPLACEMENT = "\0", "\ufffd"


def _dumps(value: object) -> str:
    # PostgreSQL keeps no null character, which anybody may send; a mark in its place does no harm.
    return orjson.dumps(value).decode().replace(r"\u0000", r"\ufffd")


SHARED: dict[str, Any] = {
    "hide_parameters": True,  # errors are logged, and parameters name people
    "json_serializer": _dumps,
    "json_deserializer": orjson.loads,
}

# A hot statement looks a few rows up by their keys. Without statistics (all of the first morning
# on a new database), or with a plan from when the tables were empty, reading a whole table looks
# just as cheap to the planner; it soon is not.
SESSION = {
    "application_name": "hadir",
    "timezone": "UTC",  # as all instants are reckoned with, those inside JSON too
    "jit": "off",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "join_collapse_limit": "1",  # joins in the order in which they are written
}


def open_engine(url: str, *, pool_size: int = 10, command_timeout: float = 3.0) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///file` or `postgresql+asyncpg://…`.

    `command_timeout` in seconds bounds every statement on PostgreSQL, so that a black hole
    between us and the server shows as an error and not as silence.
    """
    if sa.make_url(url).get_backend_name() == "sqlite":
        writer = partial(connect, at_once=True)
        return _open_sqlite(url, max(SQLITE_WAITS, command_timeout), _begin_immediate, writer)
    return create_async_engine(
        url,
        **SHARED,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=command_timeout,
        pool_use_lifo=True,
        connect_args={
            "timeout": command_timeout,
            "command_timeout": command_timeout,
            "server_settings": SESSION,
        },
    )


def open_reader(url: str, *, command_timeout: float = 3.0) -> AsyncEngine:
    """An engine that sees what is committed while another one of the same database writes.

    Nothing may be written by it: on SQLite it takes no turn as the one writer.
    """
    if sa.make_url(url).get_backend_name() != "sqlite":
        return open_engine(url, pool_size=1, command_timeout=command_timeout)
    return _open_sqlite(url, max(SQLITE_WAITS, command_timeout), _begin_reading, connect)


def _open_sqlite(
    url: str,
    wait: float,
    begin: Callable[[sa.Connection], None],
    connection: Callable[..., Awaitable[aiosqlite.Connection]],
) -> AsyncEngine:
    # Several writers on SQLite only wait for each other in a busy loop (p99 80 ms at eight);
    # one connection is faster than any number of them.
    engine = create_async_engine(
        url,
        **SHARED,
        pool_size=1,
        max_overflow=0,
        pool_timeout=wait,
        connect_args={"timeout": 10, "isolation_level": None, "async_creator_fn": connection},
    )
    keep_private(engine, sa.make_url(url))
    sa.event.listen(engine.sync_engine, "begin", begin)
    return engine


def _begin_immediate(connection: sa.Connection) -> None:
    # The driver's own BEGIN is deferred and may fail at the first write; this one waits instead.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: sa.Connection) -> None:
    # A deferred one takes no lock: with WAL it reads beside the writer.
    connection.exec_driver_sql("BEGIN")


def is_unavailable(error: BaseException) -> bool:
    """Whether an error says "the database cannot now", so that the platform shall try again."""
    if isinstance(error, sa.exc.TimeoutError | ConnectionError | TimeoutError):
        return True
    if not isinstance(error, sa.exc.DBAPIError):
        return isinstance(error, OSError)
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None) or ""
    if state:
        return state.startswith(UNAVAILABLE)
    if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        # Else a wrong statement, which SQLite files under "operational" as well.
        return any(words in str(error.orig) for words in _NOT_OURS)
    return isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)


async def database_time(engine: AsyncEngine) -> datetime | None:
    """What the database's own clock says; None on SQLite, whose clock is this machine's."""
    if engine.dialect.name == "sqlite":
        return None
    async with engine.connect() as db:
        told: datetime = (await db.execute(_DATABASE_TIME)).scalar_one()
        return told


_DATABASE_TIME = sa.text("SELECT clock_timestamp()")

_DURABLE = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
}


async def unsafe_settings(db: AsyncConnection) -> list[str]:
    """Server settings with which an acknowledged stamp could be lost; empty when all is well."""
    if db.dialect.name == "sqlite":
        level = (await db.exec_driver_sql("PRAGMA synchronous")).scalar_one()
        return [] if level >= 2 else ["synchronous"]
    found = {name: (await db.exec_driver_sql(f"SHOW {name}")).scalar_one() for name in _DURABLE}
    return [name for name, safe in _DURABLE.items() if found[name] not in safe]
