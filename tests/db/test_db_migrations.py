"""The tables: migrated up, compared with the code, down and up again; their keys."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from db.migrations import downgrade, upgrade
from db.tables import metadata
from tests.harness.database import ON_ITS_OWN

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)


def differences(connection: sa.Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def tables(connection: sa.Connection) -> set[str]:
    return set(sa.inspect(connection).get_table_names())


def seen(url: str, look: Any) -> Any:
    async def connect() -> Any:
        engine = create_async_engine(url, poolclass=sa.NullPool)
        async with engine.connect() as db:
            found = await db.run_sync(look)
        await engine.dispose()
        return found

    return asyncio.run(connect())


def run(url: str, *statements: str) -> None:
    async def connect() -> None:
        engine = create_async_engine(url, poolclass=sa.NullPool)
        async with engine.begin() as db:
            for statement in statements:
                await db.exec_driver_sql(statement)
        await engine.dispose()

    asyncio.run(connect())


def test_the_migrated_tables_are_those_of_the_code(database_url: str) -> None:
    assert seen(database_url, differences) == []


@ON_ITS_OWN
def test_down_leaves_nothing_and_up_again_everything(database_url: str) -> None:
    downgrade(database_url)
    assert seen(database_url, tables) == {"alembic_version"}
    upgrade(database_url)
    assert seen(database_url, differences) == []


@ON_ITS_OWN
def test_migrating_what_is_new_already_changes_nothing(database_url: str) -> None:
    run(database_url, "INSERT INTO region (region, version) VALUES ('bulungan', 7)")
    upgrade(database_url)
    assert seen(database_url, differences) == []
    assert seen(database_url, _version_of_bulungan) == 7


def _version_of_bulungan(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("SELECT version FROM region").scalar_one())


@ON_ITS_OWN
def test_a_migration_that_fails_midway_changes_nothing(database_url: str) -> None:
    """A table called `stamp` stands in the way of the first migration's own."""
    downgrade(database_url)
    run(database_url, "CREATE TABLE stamp (mine integer)")
    with pytest.raises(sa.exc.DBAPIError, match="stamp"):
        upgrade(database_url)
    assert seen(database_url, tables) == {"alembic_version", "stamp"}
    run(database_url, "DROP TABLE stamp")
    upgrade(database_url)
    assert seen(database_url, differences) == []


def test_a_new_file_becomes_a_database(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'baru.sqlite3'}"
    upgrade(url)
    assert seen(url, differences) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_key_starts_with_the_region(table: sa.Table) -> None:
    """So no row can point across regions, and the tables can be spread by region."""
    keys = _columns(table, sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint)
    assert keys
    assert [key for key in keys if key[0] != "region"] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_whatever_else_is_unique_is_so_within_its_region(table: sa.Table) -> None:
    """The region comes last: an index that starts with it leads to everybody's rows, and without
    statistics a planner takes it for as good as the key."""
    keys = _columns(table, sa.UniqueConstraint)
    assert [key for key in keys if key[-1] != "region" or key[0] == "region"] == []


def _columns(table: sa.Table, *kinds: type[sa.Constraint]) -> list[list[str]]:
    found = (each for each in table.constraints if isinstance(each, kinds))
    return [[column.name for column in constraint.columns] for constraint in found]  # type: ignore[attr-defined]  # all of them have columns


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_reference_stays_in_its_region(table: sa.Table) -> None:
    for constraint in table.foreign_key_constraints:
        first = constraint.elements[0]
        assert (first.parent.name, first.column.name) == ("region", "region")


A_LINE = (
    "INSERT INTO audit (region, id, at, actor, action, detail) VALUES ('bulungan',"
    " '018f0000000070008000000000000001', '2026-04-01 00:00:00+00:00', 'cli', 'impor', '{}')"
)
HOLIDAYS = (
    "INSERT INTO region (region, version) VALUES ('bulungan', 7)",
    A_LINE,
    "INSERT INTO holiday (region, date, name, kind) VALUES ('bulungan', '2026-04-03', 'A', 'x')",
    "INSERT INTO holiday (region, date, name, kind) VALUES ('bulungan', '2026-04-06', 'B', 'x')",
)
TAKEN_BACK = (
    "UPDATE holiday SET withdrawn_at = '2026-04-01 00:00:00+00:00', withdrawn_by = 'SKB 2'"
    " WHERE name = 'B'"
)


def _holidays(connection: sa.Connection) -> list[str]:
    return list(connection.exec_driver_sql("SELECT name FROM holiday ORDER BY name").scalars())


def _lines(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())


@ON_ITS_OWN
def test_holidays_and_the_audit_of_a_living_database_go_up_down_and_up_again(
    database_url: str,
) -> None:
    """What was taken back is no holiday below, where every row is one."""
    downgrade(database_url, "0005")
    run(database_url, *HOLIDAYS)
    upgrade(database_url)
    assert (seen(database_url, _holidays), seen(database_url, _lines)) == (["A", "B"], 1)
    run(database_url, TAKEN_BACK)
    with pytest.raises(sa.exc.DBAPIError, match="only appended to"):
        run(database_url, "DELETE FROM audit")
    downgrade(database_url, "0005")
    assert (seen(database_url, _holidays), seen(database_url, _lines)) == (["A"], 1)
    run(database_url, "UPDATE audit SET actor = 'somebody'")  # nothing guards it there
    upgrade(database_url)
    assert (seen(database_url, _holidays), seen(database_url, _lines)) == (["A"], 1)
    assert seen(database_url, differences) == []
