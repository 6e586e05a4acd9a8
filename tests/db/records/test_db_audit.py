"""The audit: what was and what is, and tables that refuse to be rewritten, on both databases."""

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.records import audit
from db.records.audit import Change
from tests.builders.chats import MONDAY
from tests.harness.database import ON_ITS_OWN_POSTGRESQL, rows
from tests.office import BUDI

TABLES = ("audit", "audit_change")
PHONE = Change("pegawai", BUDI.nip, {"telepon": "+6281"}, {"telepon": "+6282"}, employee=BUDI.id)
PLACE = Change("tempat", "SETDA", None, {"lintang": 2.8375, "bujur": 117.3655, "radius": 100.0})


async def note(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        await audit.note(
            db,
            region="bulungan",
            at=MONDAY,
            actor="cli",
            action="impor",
            changes=[PHONE, PLACE],
        )


async def test_old_and_new_values_come_back_whole_and_in_order(furnished: AsyncEngine) -> None:
    await note(furnished)
    async with furnished.begin() as db:
        (line,) = await audit.newest(db, "bulungan", 10)
        found = await audit.changes(db, "bulungan", [line.id], 10)
        assert found == {line.id: [PHONE, PLACE]}
        assert await audit.changes(db, "bulungan", [line.id], 1) == {line.id: [PHONE]}
        assert await audit.changes(db, "karanganyar", [line.id], 10) == {line.id: []}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE {} SET region = region", "DELETE FROM {}"])
async def test_no_statement_rewrites_the_audit(
    furnished: AsyncEngine, act: str, table: str
) -> None:
    """BLG-12-1."""
    await note(furnished)
    before = [await rows(furnished, each) for each in (audit.audit, audit.audit_change)]
    with pytest.raises(sa.exc.DBAPIError, match="only appended to"):
        async with furnished.begin() as db:
            await db.exec_driver_sql(act.format(table))
    assert [await rows(furnished, each) for each in (audit.audit, audit.audit_change)] == before


@pytest.mark.parametrize("table", [audit.audit, audit.audit_change], ids=TABLES)
async def test_no_row_takes_the_place_of_another(furnished: AsyncEngine, table: sa.Table) -> None:
    """SQLite's INSERT OR REPLACE fires no trigger of deletions; ON CONFLICT is an update."""
    await note(furnished)
    before = await rows(furnished, table)
    columns = ", ".join(column.name for column in table.columns)
    taken = f"INSERT OR REPLACE INTO {table} SELECT {columns} FROM {table}"  # noqa: S608 - tables
    if furnished.dialect.name == "postgresql":
        key = ", ".join(column.name for column in table.primary_key)
        taken = (
            f"INSERT INTO {table} SELECT {columns} FROM {table}"  # noqa: S608 - the same
            f" ON CONFLICT ({key}) DO UPDATE SET region = excluded.region"
        )
    with pytest.raises(sa.exc.DBAPIError, match="only appended to"):
        async with furnished.begin() as db:
            await db.exec_driver_sql(taken)
    assert await rows(furnished, table) == before


@ON_ITS_OWN_POSTGRESQL
async def test_the_audit_cannot_be_emptied(furnished: AsyncEngine) -> None:
    await note(furnished)
    with pytest.raises(sa.exc.DBAPIError, match="only appended to"):
        async with furnished.begin() as db:
            await db.exec_driver_sql("TRUNCATE audit CASCADE")
    assert len(await rows(furnished, audit.audit)) == 1
