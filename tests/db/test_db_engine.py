"""The engine: what SQLite is told, one writer, which errors mean "not now", what is unsafe."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.base import insert
from db.engine import is_unavailable, open_engine, open_reader, unsafe_settings
from db.messages.inbox import inbox
from db.people.office import office, region
from db.private import file_of
from tests.builders.chats import MONDAY
from tests.harness.database import (
    ON_ITS_OWN_POSTGRESQL,
    ON_POSTGRESQL,
    ON_SQLITE,
    rows,
    second_process,
)
from tests.postgres import free_port

MARK = {
    "region": "bulungan",
    "channel": "telegram",
    "update": "1",
    "address": "5001",
    "received_at": MONDAY,
}


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url, pool_size=1, command_timeout=0.2)
    yield engine
    await engine.dispose()


@ON_SQLITE
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
async def test_sqlite_is_durable_and_keeps_its_references(
    engine: AsyncEngine, pragma: str, value: object
) -> None:
    async with engine.begin() as db:
        assert (await db.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value


LOOKS = """
import sqlite3, sys
found = sqlite3.connect(sys.argv[1])
print(*(row[0] for row in found.execute('SELECT "update" FROM inbox')))
found.close()
"""


@ON_SQLITE
async def test_another_process_that_closes_the_file_takes_nothing_away(
    engine: AsyncEngine, database_url: str
) -> None:
    """Both connections of the service hold it: a command beside them is never the last to close.

    Were it, it would remove the log in which everything that comes after is written.
    """
    reader = open_reader(database_url)
    for number in ("1", "2"):
        async with engine.begin() as db:
            await db.execute(sa.insert(inbox), MARK | {"update": number})
        async with reader.connect() as db:
            assert (await db.execute(sa.select(inbox.c.update))).all()
        await _looked(database_url)
    assert await _looked(database_url) == ["1", "2"]
    await reader.dispose()


async def _looked(url: str) -> list[str]:
    """What a process of its own finds, which opens the file and closes it."""
    command = (sys.executable, "-c", LOOKS, str(file_of(sa.make_url(url))))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    told, _ = await process.communicate()
    return told.decode().split()


@ON_SQLITE
async def test_sqlite_has_exactly_one_connection(engine: AsyncEngine) -> None:
    async with engine.connect():
        second = asyncio.create_task(_version(engine))
        await asyncio.sleep(0)
        assert not second.done()
    assert await second == "3"


async def _version(engine: AsyncEngine) -> str:
    async with engine.begin() as db:
        text = (await db.exec_driver_sql("SELECT sqlite_version()")).scalar_one()
        return str(text)[0]


async def test_a_row_without_its_region_is_refused(engine: AsyncEngine) -> None:
    async with engine.connect() as db:
        row = {"region": "nowhere", "office": "setda", "name": "Setda"}
        with pytest.raises(sa.exc.IntegrityError):
            await db.execute(sa.insert(office), row)


async def test_no_addition_is_lost_between_two_processes(
    engine: AsyncEngine, database_url: str
) -> None:
    async def add(where: AsyncEngine) -> None:
        async with where.begin() as db:
            first = insert(db, region).values(region="bulungan", version=1)
            more = {"version": region.c.version + 1}
            await db.execute(first.on_conflict_do_update(index_elements=["region"], set_=more))

    async with second_process(database_url) as other:
        await asyncio.gather(*(add(where) for where in (engine, other) * 10))
    assert [row.version for row in await rows(engine, region)] == [20]


async def test_an_instant_needs_a_zone_and_comes_back_aware(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await db.execute(sa.insert(inbox), MARK)
        found = (await db.execute(sa.select(inbox.c.received_at))).scalar_one()
        assert (found, found.utcoffset()) == (MONDAY, timedelta(0))
        naive = MARK | {"update": "2", "received_at": MONDAY.replace(tzinfo=None)}
        with pytest.raises(sa.exc.StatementError, match="time zone"):
            await db.execute(sa.insert(inbox), naive)


async def test_a_broken_rule_is_a_bug_and_no_outage(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await db.execute(sa.insert(inbox), MARK)
    with pytest.raises(sa.exc.IntegrityError) as broken:
        async with engine.begin() as db:
            await db.execute(sa.insert(inbox), MARK)
    assert not is_unavailable(broken.value)


@pytest.mark.parametrize("sql", ["SELEC", "SELECT count(1, 2) FROM inbox"])
async def test_a_wrong_statement_is_a_bug_and_no_outage(engine: AsyncEngine, sql: str) -> None:
    assert not is_unavailable(await _refused(engine, sql))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM nowhere",
        "SELECT nobody FROM inbox",
        "INSERT INTO inbox (nobody) VALUES (1)",
        "UPDATE inbox SET nobody = 1",
        "DELETE FROM nowhere",
    ],
)
async def test_a_table_or_column_that_is_not_there_is_an_outage(
    engine: AsyncEngine, sql: str
) -> None:
    """Our statements are built from the tables of the code: so it is not the right database."""
    assert is_unavailable(await _refused(engine, sql))


async def _refused(engine: AsyncEngine, sql: str) -> sa.exc.DBAPIError:
    with pytest.raises(sa.exc.DBAPIError) as refused:
        async with engine.begin() as db:
            await db.exec_driver_sql(sql)
    return refused.value


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("state", "not_now"),
    [
        ("08006", True),  # connection lost
        ("40001", True),  # serialisation failure
        ("40P01", True),  # deadlock
        ("53100", True),  # disk full
        ("53300", True),  # too many connections
        ("57014", True),  # cancelled
        ("57P01", True),  # shutting down
        ("57P03", True),  # starting up
        ("58030", True),  # I/O error
        ("22003", False),  # number out of range
        ("23502", False),  # null where none may be
        ("23503", False),  # reference to nothing
        ("23505", False),  # double
        ("23514", False),  # check
        ("42501", False),  # no privilege
        ("42601", False),  # wrong statement
        ("42703", True),  # no such column: not the database that we were written for
        ("42P01", True),  # no such table
        ("P0001", False),  # raised by a function
    ],
)
async def test_the_server_says_whether_it_cannot_now(
    engine: AsyncEngine, state: str, *, not_now: bool
) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(sa.exc.DBAPIError) as error:
        async with engine.begin() as db:
            await db.exec_driver_sql(raising)
    assert is_unavailable(error.value) is not_now


@ON_POSTGRESQL
async def test_a_connection_cut_by_the_server_is_an_outage(engine: AsyncEngine) -> None:
    with pytest.raises(sa.exc.DBAPIError) as cut:
        async with engine.begin() as db:
            await db.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
    assert is_unavailable(cut.value)
    async with engine.begin() as db:
        assert (await db.exec_driver_sql("SELECT 1")).scalar_one() == 1


@ON_POSTGRESQL
async def test_silence_is_an_outage(impatient: AsyncEngine) -> None:
    with pytest.raises((sa.exc.DBAPIError, TimeoutError)) as silence:
        async with impatient.begin() as db:
            await db.exec_driver_sql("SELECT pg_sleep(30)")
    assert is_unavailable(silence.value)


@ON_POSTGRESQL
async def test_no_free_connection_is_an_outage(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.pool, "_timeout", 0.2)
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(engine.connect())
        with pytest.raises(sa.exc.TimeoutError) as none_left:
            await engine.connect().__aenter__()
    assert is_unavailable(none_left.value)


async def test_no_server_is_an_outage() -> None:
    nobody = open_engine(f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir")
    with pytest.raises(ConnectionRefusedError) as refused:
        await nobody.connect().__aenter__()
    await nobody.dispose()
    assert is_unavailable(refused.value)


@ON_SQLITE
async def test_a_locked_file_is_an_outage(engine: AsyncEngine, database_url: str) -> None:
    async with second_process(database_url) as hasty:
        async with hasty.connect() as db:
            await db.exec_driver_sql("PRAGMA busy_timeout = 20")
        async with engine.begin():
            with pytest.raises(sa.exc.OperationalError) as locked:
                await hasty.begin().__aenter__()
        assert is_unavailable(locked.value)


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), KeyError("x"), LookupError("x"), sa.exc.NoResultFound("x")],
    ids=lambda error: type(error).__name__,
)
def test_whatever_else_is_a_bug(error: Exception) -> None:
    assert not is_unavailable(error)


@ON_SQLITE
async def test_sqlite_that_does_not_wait_for_the_disk_is_unsafe(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        assert await unsafe_settings(db) == []
    async with engine.connect() as db:
        await db.rollback()
        raw = await db.get_raw_connection()
        await raw.driver_connection.execute("PRAGMA synchronous = NORMAL")  # type: ignore[union-attr]  # aiosqlite's
    async with engine.begin() as db:
        assert await unsafe_settings(db) == ["synchronous"]


@ON_ITS_OWN_POSTGRESQL
async def test_a_database_that_forgets_commits_is_unsafe(
    engine: AsyncEngine, database_url: str
) -> None:
    name = sa.make_url(database_url).database
    async with engine.begin() as db:
        assert "synchronous_commit" not in await unsafe_settings(db)
        await db.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    async with second_process(database_url) as later, later.begin() as db:
        assert "synchronous_commit" in await unsafe_settings(db)


async def test_a_reader_sees_what_stood_before_while_another_one_writes(
    furnished: AsyncEngine, database_url: str
) -> None:
    """What an act changes is compared beside its own transaction, on both databases."""
    count = sa.select(sa.func.count()).select_from(region)
    reader = open_reader(database_url)
    async with furnished.begin() as db:
        stood = (await db.execute(count)).scalar_one()
        await db.execute(sa.insert(region), {"region": "baru", "version": 1})
        async with reader.connect() as before:
            assert (await before.execute(count)).scalar_one() == stood
        assert (await db.execute(count)).scalar_one() == stood + 1
    async with reader.connect() as after:
        assert (await after.execute(count)).scalar_one() == stood + 1
    await reader.dispose()
