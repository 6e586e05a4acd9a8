"""Everything into another database: all or nothing, counted, compared, the old one as it was."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from typer.testing import Result

from bot.runtime.tables import Tables
from db import relocation
from db.base import metadata
from db.engine import open_engine
from db.migrations import downgrade
from db.people.office import office
from db.schema import Stage
from tests.builders.house import House
from tests.db.awkward import rows_of
from tests.postgres import free_port

T = TypeVar("T")

TABLES = metadata.sorted_tables
STOP = "masih dipakai. Hentikan dulu hadir serve"
Database = Callable[[str], str]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(url, command_timeout=30)
    yield engine
    await engine.dispose()


def on(url: str, work: Callable[[AsyncConnection], Coroutine[Any, Any, T]]) -> T:
    async def connect() -> T:
        async with opened(url) as engine, engine.begin() as db:
            return await work(db)

    return asyncio.run(connect())


async def fill(db: AsyncConnection) -> None:
    for table, rows in rows_of(TABLES):
        for row in rows:  # one by one: parents are in the same table, too
            await db.execute(sa.insert(table), row)


async def everything(db: AsyncConnection) -> dict[str, list[str]]:
    """As our types read it; PostgreSQL sorts the keys of a document."""
    found = {}
    for table in TABLES:
        rows = (await db.execute(sa.select(table))).all()
        found[table.name] = sorted(
            json.dumps(list(row), sort_keys=True, default=repr, ensure_ascii=False) for row in rows
        )
    return found


@pytest.fixture
def home(bare_home: House) -> House:
    return bare_home


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A new and empty database of a kind; gives its URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite+aiosqlite:///{tmp_path / f'{uuid4().hex}.sqlite3'}"
        server, name = request.getfixturevalue("postgres_url"), f"t_{uuid4().hex}"
        asyncio.run(_create(server, name))
        return sa.make_url(server).set(database=name).render_as_string(hide_password=False)

    return make


async def _create(server: str, name: str) -> None:
    async with opened(server) as engine:
        bare = engine.execution_options(isolation_level="AUTOCOMMIT")
        async with bare.connect() as db:
            await db.exec_driver_sql(f"CREATE DATABASE {name}")


def move(home: House, to: str) -> Result:
    return home.run("pindah-basis-data", "--ke", to)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_row_of_every_table_arrives_as_it_was(
    home: House, another: Database, kind: str
) -> None:
    on(home.url, fill)
    before, to = on(home.url, everything), another(kind)
    told = move(home, to)
    assert told.exit_code == 0, told.output
    assert on(to, everything) == before
    assert on(home.url, everything) == before
    for table in TABLES:
        assert table.name in told.output
    assert "jumlah dan isinya sama" in told.output
    again = move(home, to)
    assert again.exit_code == 1
    assert "Basis data tujuan tidak kosong: activation (3 baris)" in again.output


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_empty_one_can_be_moved_too_and_its_tables_are_right(
    home: House, another: Database, kind: str
) -> None:
    to = another(kind)
    assert move(home, to).exit_code == 0
    assert asyncio.run(_stage(to)) is Stage.RIGHT


async def _stage(url: str) -> Stage:
    async with opened(url) as engine:
        return (await Tables(engine).look()).stage


def test_offices_come_after_those_above_them_in_whatever_order_they_lie(
    home: House, another: Database
) -> None:
    """Names are sorted against the grain: `a` is below `b`, and `b` below `c`."""

    async def three(db: AsyncConnection) -> None:
        await db.exec_driver_sql("INSERT INTO region (region) VALUES ('bulungan')")
        for code, parent in (("c", None), ("b", "c"), ("a", "b")):
            row = {"region": "bulungan", "office": code, "name": code, "parent": parent}
            await db.execute(sa.insert(office), row)

    on(home.url, three)
    to = another("postgresql")
    assert move(home, to).exit_code == 0
    assert len(on(to, everything)["office"]) == 3


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("what", ["a row", "a table of somebody else's"])
def test_what_holds_anything_is_no_target(
    home: House, another: Database, kind: str, what: str
) -> None:
    to = another(kind)
    assert move(home, to).exit_code == 0
    added = "INSERT INTO region (region) VALUES ('lain')"
    if what != "a row":
        added = "CREATE TABLE lain (id integer)"

    async def add(db: AsyncConnection) -> None:
        await db.exec_driver_sql(added)

    on(to, add)
    refused = move(home, to)
    assert refused.exit_code == 1
    assert "tujuan tidak kosong" in refused.output
    assert ("lain (0 baris)" if what != "a row" else "region (1 baris)") in refused.output


def test_one_that_differs_in_the_end_is_taken_back(
    home: House, another: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: a hash that sees nothing but what was read is no comparison."""
    on(home.url, fill)
    to = another("postgresql")
    real = relocation._write

    async def careless(table: sa.Table, db: AsyncConnection, rows: list[dict[str, Any]]) -> None:
        changed = [row | {"name": "x"} if table.name == "employee" else row for row in rows]
        await real(table, db, changed)

    monkeypatch.setattr(relocation, "_write", careless)
    refused = move(home, to)
    assert refused.exit_code == 1
    assert "Isi employee tidak sama setelah disalin; semua dibatalkan." in refused.output
    assert set(map(len, on(to, everything).values())) == {0}


@pytest.mark.parametrize("doing", ["idle", "writing"])
def test_while_a_service_has_it_open_nothing_is_moved(
    home: House, another: Database, doing: str
) -> None:
    async def during() -> Result:
        async with opened(home.url) as service, service.connect() as db:
            await db.exec_driver_sql("INSERT INTO region (region) VALUES ('bulungan')")
            if doing == "idle":
                await db.rollback()
            return await asyncio.to_thread(move, home, another("sqlite"))

    refused = asyncio.run(during())
    assert refused.exit_code == 1, refused.output
    assert f"Basis data asal {STOP}" in refused.output


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_target_that_a_service_has_open_is_refused(
    home: House, another: Database, kind: str
) -> None:
    to = another(kind)
    assert move(home, to).exit_code == 0

    async def during() -> Result:
        async with opened(to) as service, service.connect() as db:
            await db.exec_driver_sql("SELECT 1 FROM region")
            await db.rollback()
            return await asyncio.to_thread(move, home, to)

    refused = asyncio.run(during())
    assert refused.exit_code == 1
    assert f"Basis data tujuan {STOP}" in refused.output


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("halo", "--ke tidak terbaca"),
        ("mysql://hadir@localhost/hadir", "--ke tidak terbaca"),
        ("postgresql://hadir@127.0.0.1:{free}/hadir", "tujuan tidak bisa dihubungi"),
    ],
)
def test_what_is_no_database_is_told(home: House, to: str, told: str) -> None:
    refused = move(home, to.format(free=free_port()))
    assert refused.exit_code == 1
    assert told in refused.output


def test_the_same_one_is_no_target(home: House) -> None:
    refused = move(home, home.url)
    assert refused.exit_code == 1
    assert "basis data yang sama" in refused.output


def test_old_tables_are_not_moved(bare: House, another: Database) -> None:
    downgrade(bare.url, "0004")
    refused = move(bare, another("sqlite"))
    assert refused.exit_code == 1
    assert "hadir migrate" in refused.output


def test_a_null_character_becomes_the_mark_that_stands_for_it(
    bare: House, another: Database
) -> None:
    async def add(db: AsyncConnection) -> None:
        await db.execute(sa.text("INSERT INTO region (region) VALUES ('a' || char(0) || 'b')"))

    on(bare.url, add)
    to = another("postgresql")
    assert move(bare, to).exit_code == 0
    assert on(to, everything)["region"] == ['["a\ufffdb", 0, null]']
