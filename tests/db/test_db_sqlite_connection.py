"""A connection of SQLite's: every row however many there are, and few visits to its thread."""

import asyncio
import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import open_engine, open_reader
from db.sqlite_connection import FIRST_ROWS, connect

NUMBERS = sa.text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) "
    "SELECT i FROM n WHERE :last > 0"
)
EDGES = [0, 1, FIRST_ROWS - 1, FIRST_ROWS, FIRST_ROWS + 1, 2 * FIRST_ROWS + 5]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'numbers.sqlite3'}")
    yield engine
    await engine.dispose()


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is run on the connection's own thread, by name."""
    seen: list[str] = []
    run = aiosqlite.Connection._execute

    async def note(self: aiosqlite.Connection, act: Any, *args: Any, **named: Any) -> Any:
        seen.append(act.__name__)
        return await run(self, act, *args, **named)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(aiosqlite.Connection, "_execute", note)
    return seen


@pytest.mark.parametrize("last", EDGES)
async def test_every_row_is_read_once_and_in_order(engine: AsyncEngine, last: int) -> None:
    async with engine.begin() as db:
        found = (await db.execute(NUMBERS, {"last": last})).scalars().all()
    assert found == list(range(1, last + 1))


@pytest.mark.parametrize("last", EDGES)
@pytest.mark.parametrize("size", [1, 7, FIRST_ROWS, 3 * FIRST_ROWS])
async def test_a_stream_comes_in_parts_of_the_size_that_was_asked_for(
    engine: AsyncEngine, last: int, size: int
) -> None:
    async with engine.begin() as db:
        streamed = (await db.stream(NUMBERS, {"last": last})).scalars()
        parts = [list(part) async for part in streamed.partitions(size)]
    assert [each for part in parts for each in part] == list(range(1, last + 1))
    assert {len(part) for part in parts[:-1]} <= {size}


async def test_a_cursor_gives_rows_one_by_one_and_then_nothing(tmp_path: Path) -> None:
    db = await connect(str(tmp_path / "a.sqlite3"))
    cursor = await db.execute("SELECT 1 UNION SELECT 2")
    assert [await cursor.fetchone() for _ in range(3)] == [(1,), (2,), None]
    await db.close()


async def _number(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await db.exec_driver_sql("CREATE TABLE number (a INTEGER)")
        await db.exec_driver_sql("INSERT INTO number VALUES (?)", [(1,), (2,)])
        assert (await db.exec_driver_sql("SELECT sum(a) FROM number")).scalar_one() == 3


async def test_only_both_ends_of_a_writers_transaction_visit_the_thread(
    engine: AsyncEngine, visits: list[str]
) -> None:
    async with engine.connect():
        visits.clear()
    await _number(engine)
    assert visits == ["execute", "commit"]


async def test_a_reader_leaves_the_loop_to_others_and_visits_once_a_statement(
    engine: AsyncEngine, visits: list[str]
) -> None:
    await _number(engine)
    reader = open_reader(str(engine.url))
    async with reader.connect():
        visits.clear()
    async with reader.begin() as db:
        await db.exec_driver_sql("SELECT a FROM number")
        await db.exec_driver_sql("SELECT a FROM number")
    await reader.dispose()
    assert visits[:4] == ["execute", "execute", "execute", "commit"]


async def test_what_fails_is_undone_and_the_connection_goes_on(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await db.exec_driver_sql("CREATE TABLE kept (a INTEGER PRIMARY KEY)")
    with pytest.raises(sa.exc.IntegrityError):
        await _twice(engine)
    async with engine.begin() as db:
        assert (await db.exec_driver_sql("SELECT count(*) FROM kept")).scalar_one() == 0


async def _twice(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await db.exec_driver_sql("INSERT INTO kept VALUES (1)")
        await db.exec_driver_sql("INSERT INTO kept VALUES (1)")


async def test_what_returns_rows_while_it_writes_has_written_all(engine: AsyncEngine) -> None:
    many = FIRST_ROWS + 1
    numbers = NUMBERS.text.replace(":last", str(many))
    async with engine.begin() as db:
        await db.exec_driver_sql("CREATE TABLE kept (a INTEGER PRIMARY KEY)")
        added = f"INSERT INTO kept {numbers} RETURNING a"
        assert len((await db.exec_driver_sql(added)).all()) == many
    async with engine.begin() as db:
        assert (await db.exec_driver_sql("SELECT count(*) FROM kept")).scalar_one() == many


@pytest.mark.parametrize("steps", range(40))
async def test_who_is_stopped_while_it_connects_leaves_nothing_open(
    tmp_path: Path, steps: int
) -> None:
    """What is left over says so: its thread, or the collector, with a warning."""
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'numbers.sqlite3'}")
    connecting = asyncio.create_task(_number(engine))
    for _ in range(steps):
        await asyncio.sleep(0.0001)
    connecting.cancel()
    await asyncio.gather(connecting, return_exceptions=True)
    await engine.dispose()
    del connecting
    gc.collect()


async def test_what_cannot_be_opened_says_so_and_leaves_nothing_open(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite3"
    file.write_text("no database, but some notes of somebody " * 40)
    engine = open_engine(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(sa.exc.DatabaseError, match="not a database"):
        await _number(engine)
    await engine.dispose()
    gc.collect()
