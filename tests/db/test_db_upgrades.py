"""A database of each release that ever was, with rows in every table, becomes one of today."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from db import schema
from db.migrations import downgrade, upgrade
from db.schema import Stage
from tests.db.awkward import rows_of

T = TypeVar("T")

SCHEMAS = Path(__file__).parent / "schemas"
# 0001 and 0002 as they stood at some commits, before they were changed for the last time.
DUMPED = sorted({path.name.split(".")[0] for path in SCHEMAS.glob("*.sql")})
RELEASED = schema.revisions()

# 0018: whatever waits for a decision calls what became of it the same; 0019: as the code does.
RENAMED = {
    ("outbox", "joins"): "edits_key",
    ("activity", "actor"): "article",
    ("activity", "reason"): "remark",
    ("request", "actor"): "article",
}

Rows = dict[str, list[tuple[str, ...]]]


def on(url: str, work: Callable[[sa.Connection], T]) -> T:
    async def connect() -> T:
        engine = create_async_engine(url, poolclass=sa.NullPool)
        async with engine.begin() as db:
            result = await db.run_sync(work)
        await engine.dispose()
        return result

    return asyncio.run(connect())


def found(url: str) -> schema.Condition:
    async def look() -> schema.Condition:
        engine = create_async_engine(url, poolclass=sa.NullPool)
        async with engine.begin() as db:
            condition = await schema.inspect(db)
        await engine.dispose()
        return condition

    return asyncio.run(look())


def make_old(url: str, start: str) -> None:
    if start in RELEASED:
        upgrade(url, start)
        return
    dump = SCHEMAS / f"{start}.{sa.make_url(url).get_backend_name()}.sql"

    def run(connection: sa.Connection) -> None:
        for statement in dump.read_text().split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)

    on(url, run)


def fill(connection: sa.Connection) -> None:
    tables = sa.MetaData()
    tables.reflect(connection)
    tables.remove(tables.tables["alembic_version"])
    for column in (column for table in tables.sorted_tables for column in table.columns):
        if isinstance(column.type, sa.JSON):
            column.type.none_as_null = True
    for table, rows in rows_of(tables.sorted_tables):
        connection.execute(sa.insert(table), rows)


def columns(connection: sa.Connection) -> dict[str, list[str]]:
    tables = sa.inspect(connection).get_multi_columns().items()
    names = {name: [column["name"] for column in columns] for (_, name), columns in tables}
    del names["alembic_version"]
    return names


def rows(connection: sa.Connection, names: dict[str, list[str]]) -> Rows:
    """As the driver gives them, so that no type of ours can hide a change."""
    kept: Rows = {}
    for table, chosen in names.items():
        quoted = ", ".join(f'"{name}"' for name in chosen)
        all_ = connection.exec_driver_sql(f'SELECT {quoted} FROM "{table}"')  # noqa: S608 - names of our tables
        kept[table] = sorted(tuple(map(repr, row)) for row in all_)
    return kept


@pytest.mark.parametrize("start", [*RELEASED[:-1], *DUMPED])
def test_its_rows_stay_and_its_tables_become_those_of_today(empty_url: str, start: str) -> None:
    make_old(empty_url, start)
    on(empty_url, fill)
    names = on(empty_url, columns)
    before = on(empty_url, lambda db: rows(db, names))
    assert all(before.values())
    assert found(empty_url).stage is Stage.OLDER
    upgrade(empty_url)
    assert found(empty_url) == schema.Condition(Stage.RIGHT, RELEASED[-1])
    if "expires_at" in names["share"]:
        before["share"] = _taken_over(names, before["share"])
    now_are = {
        table: [RENAMED.get((table, name), name) for name in chosen]
        for table, chosen in names.items()
    }
    assert on(empty_url, lambda db: rows(db, now_are)) == before


def _taken_over(
    names: dict[str, list[str]], shares: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """0007 made claims of live locations: of those that were for a leg, whose chat is connected."""
    leg, renamed = names["share"].index("leg"), names["share"].index("expires_at")
    names["share"].remove("expires_at")
    claims = [share for share in shares if share[leg] != "None"]
    return [share[:renamed] + share[renamed + 1 :] for share in claims]


@pytest.mark.parametrize("start", DUMPED)
def test_without_the_repair_it_calls_itself_up_to_date_and_is_not(
    empty_url: str, start: str
) -> None:
    make_old(empty_url, start)
    upgrade(empty_url, "0005")
    assert "stamp" in {each.table for each in found(empty_url).differences}


def test_a_database_that_is_right_already_is_left_alone(empty_url: str) -> None:
    upgrade(empty_url, "0005")
    on(empty_url, fill)
    before = on(empty_url, _as_it_lies)
    upgrade(empty_url, "0006")
    assert on(empty_url, _as_it_lies) == before


def _as_it_lies(connection: sa.Connection) -> Any:
    """How SQLite spells its tables; PostgreSQL's number of each, and the file it is in."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, rootpage, sql FROM sqlite_master ORDER BY name"
    else:
        query = (
            "SELECT relname, oid, relfilenode FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
        )
    return connection.exec_driver_sql(query).all()


def test_daily_work_from_before_there_were_cards_is_a_card_of_its_own(empty_url: str) -> None:
    make_old(empty_url, "0002-757b8bc")
    on(empty_url, fill)
    upgrade(empty_url)
    guessed = on(
        empty_url,
        lambda db: db.exec_driver_sql(
            "SELECT count(*) FROM activity WHERE card <> id OR beyond <> 0"
        ).scalar_one(),
    )
    assert guessed == 0


def test_up_down_and_up_again(empty_url: str) -> None:
    make_old(empty_url, "0001-9a42375")
    upgrade(empty_url)
    downgrade(empty_url, "0005")
    assert found(empty_url).revision == "0005"
    upgrade(empty_url)
    assert found(empty_url).stage is Stage.RIGHT
