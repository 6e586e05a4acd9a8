"""Tables that are not those of this release: named, not started with, nothing buried meanwhile."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.channels.errors import RedeliverLater
from bot.composition import open_channels
from bot.runtime.app import TROUBLE
from bot.runtime.service import serve
from bot.runtime.tables import DIFFERENCES_SHOWN, Tables, UnfitTables, summary, words
from db import schema
from db.migrations import downgrade
from db.records.stamp import stamp
from db.schema import Condition, Difference, Stage
from handlers.chat.event import Located, Text
from tests.bot.cli.desk import Desk, live
from tests.bot.runtime.test_server import open_door
from tests.bot.runtime.test_service import settings
from tests.builders.chats import CITRAS
from tests.builders.house import House
from tests.harness.database import ON_SQLITE, rows
from tests.office import region_file

NEWEST = schema.revisions()[-1]
ANOTHER = "UPDATE alembic_version SET version_num = '0099'"
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def _no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would outlive the test, on a stream that is closed by then."""
    monkeypatch.setattr("bot.runtime.service.configure", lambda _: None)


Touch = tuple[str, str, str]  # what is done, the part that differs, what an operator reads

# On PostgreSQL, where each part can be changed by itself.
TOUCHED: dict[str, Touch] = {
    "a table is gone": ("DROP TABLE request", "table", "tabel request: tidak ada"),
    "a column is gone": (
        "ALTER TABLE outbox DROP COLUMN edits_key",
        "column",
        "tabel outbox, kolom edits_key: tidak ada, seharusnya TEXT NULL",
    ),
    "a column that must be filled": (
        "ALTER TABLE stamp ALTER COLUMN place SET NOT NULL",
        "column",
        "tabel stamp, kolom place: TEXT NOT NULL, seharusnya TEXT NULL",
    ),
    "another type": (
        "ALTER TABLE activity ALTER COLUMN minutes TYPE bigint",
        "column",
        "kolom minutes: BIGINT NOT NULL, seharusnya INTEGER NOT NULL",
    ),
    "a column too many": (
        "ALTER TABLE stamp ADD COLUMN mine integer",
        "column",
        "kolom mine: INTEGER NULL, seharusnya tidak ada",
    ),
    "no default": (
        "ALTER TABLE region ALTER COLUMN version DROP DEFAULT",
        "column",
        "kolom version: BIGINT NOT NULL, seharusnya BIGINT NOT NULL DEFAULT 0",
    ),
    "no primary key": (
        "ALTER TABLE rate DROP CONSTRAINT pk_rate",
        "primary key",
        "tabel rate, kunci utama: , seharusnya region, channel",
    ),
    "no foreign key": (
        "ALTER TABLE stamp DROP CONSTRAINT fk_stamp_region_employee",
        "foreign key",
        "kunci asing region, employee: tidak ada, seharusnya employee (region, employee)",
    ),
    "no unique key": (
        "ALTER TABLE employee DROP CONSTRAINT uq_employee_nip_region",
        "unique",
        "kunci unik nip, region: tidak ada",
    ),
    "a unique key too many": (
        "ALTER TABLE stamp ADD CONSTRAINT once UNIQUE (message)",
        "unique",
        "kunci unik message: message, seharusnya tidak ada",
    ),
    "no check": (
        "ALTER TABLE activity DROP CONSTRAINT ck_activity_takes_time",
        "check",
        "aturan ck_activity_takes_time: tidak ada, seharusnya minutes > 0",
    ),
    "no index": (
        "DROP INDEX ix_stamp_latitude_longitude_region_employee",
        "index",
        "indeks ix_stamp_latitude_longitude_region_employee: tidak ada",
    ),
    "an index of all rows instead of some": (
        "DROP INDEX ix_outbox_due; CREATE INDEX ix_outbox_due ON outbox (region, id)",
        "index",
        "(region, id), seharusnya (region, channel, priority, id) WHERE state = 'pending'",
    ),
    "a unique index too many": (
        "CREATE UNIQUE INDEX once ON stamp (message)",
        "index",
        "indeks once: UNIQUE (message), seharusnya tidak ada",
    ),
}


async def touch(engine: AsyncEngine, statements: str) -> None:
    async with engine.begin() as db:
        for statement in statements.split("; "):
            await db.exec_driver_sql(statement)


async def test_the_tables_of_a_migrated_database_are_right(engine: AsyncEngine) -> None:
    tables = Tables(engine)
    assert await tables.look() == Condition(Stage.RIGHT, NEWEST)
    await tables.check()
    assert not tables.unfit


@POSTGRESQL
@pytest.mark.parametrize("touched", TOUCHED.values(), ids=TOUCHED)
async def test_whatever_differs_is_named(engine: AsyncEngine, touched: Touch) -> None:
    statements, kind, told = touched
    await touch(engine, statements)
    condition = await Tables(engine).look()
    assert condition.stage is Stage.DIFFERENT
    assert kind in {each.part[0] for each in condition.differences}
    assert told in words(condition)


@pytest.mark.parametrize(
    "added", ["CREATE TABLE mine (id integer)", "CREATE INDEX quick ON stamp (message)"]
)
async def test_a_table_or_an_index_of_somebody_elses_is_harmless(
    engine: AsyncEngine, added: str
) -> None:
    await touch(engine, added)
    assert (await Tables(engine).look()).stage is Stage.RIGHT


@ON_SQLITE
@pytest.mark.parametrize(
    "added", ["CREATE UNIQUE INDEX once ON stamp (message)", "ALTER TABLE stamp ADD mine integer"]
)
async def test_on_sqlite_too(engine: AsyncEngine, added: str) -> None:
    await touch(engine, added)
    assert (await Tables(engine).look()).stage is Stage.DIFFERENT


async def test_a_newer_release_has_been_here(engine: AsyncEngine) -> None:
    await touch(engine, ANOTHER)
    condition = await Tables(engine).look()
    assert condition == Condition(Stage.NEWER, "0099")
    assert "rilis Hadir yang lebih baru (0099" in words(condition)
    assert "hadir migrate" not in words(condition)


def test_an_older_release_made_them(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "lama.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite+aiosqlite:///{path}"
    downgrade(url, "0004")
    condition = asyncio.run(_condition(url))
    assert (condition.stage, condition.revision) == (Stage.OLDER, "0004")
    assert Difference("request", ("table", "request"), "request", None) in condition.differences
    assert "rilis lama (0004, seharusnya" in words(condition)
    assert "hadir migrate" in words(condition)


def test_there_are_none_yet(tmp_path: Path) -> None:
    condition = asyncio.run(_condition(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}"))
    assert condition == Condition(Stage.EMPTY, None)
    assert words(condition) == "Basis data belum disiapkan; jalankan dulu: hadir migrate"


def test_very_many_differences_are_told_as_so_many_more() -> None:
    many = tuple(
        Difference("t", ("column", str(n)), "TEXT", None) for n in range(DIFFERENCES_SHOWN + 3)
    )
    told = words(Condition(Stage.DIFFERENT, NEWEST, many))
    assert "… dan 3 lagi" in told
    assert len(told.splitlines()) == DIFFERENCES_SHOWN + 3
    fitting = words(Condition(Stage.DIFFERENT, NEWEST, many[:DIFFERENCES_SHOWN]))
    assert "lagi" not in fitting


async def test_they_are_compared_anew_only_when_somebody_has_touched_them(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    real = schema.inspect

    async def counted(db: object) -> Condition:
        seen.append(db)
        return await real(db)  # type: ignore[arg-type]

    monkeypatch.setattr(schema, "inspect", counted)
    tables = Tables(engine)
    for _ in range(3):
        await tables.look()
    assert len(seen) == 1
    await touch(engine, "CREATE TABLE mine (id integer)")
    await tables.look()
    assert len(seen) == 2


async def test_updates_wait_until_the_tables_are_right_again_and_nothing_is_buried(
    desk: Desk,
) -> None:
    """A key too many, by which nobody else may come in: seen by the bug that it causes."""
    await desk.hears(Located(live(desk)), CITRAS)
    await touch(desk.app.engine, "CREATE UNIQUE INDEX once ON stamp (leg)")
    for _ in range(2):
        with pytest.raises(RedeliverLater):
            await desk.hears(Located(live(desk)))
    assert len(await rows(desk.app.engine, stamp)) == 1
    assert await desk.letters() == []
    assert str(TROUBLE.text) not in await desk.answers()
    await touch(desk.app.engine, "DROP INDEX once")
    await desk.hears(Located(live(desk)))
    assert len(await rows(desk.app.engine, stamp)) == 2


@pytest.mark.parametrize(
    "gone", ["stamp", "outbox", "conversation", "inbox"], ids=lambda table: f"no {table}"
)
async def test_while_a_table_is_missing_updates_wait(desk: Desk, gone: str) -> None:
    cascade = " CASCADE" if desk.app.engine.dialect.name == "postgresql" else ""
    await touch(desk.app.engine, f"DROP TABLE {gone}{cascade}")
    with pytest.raises(RedeliverLater):
        await desk.hears(Located(live(desk)))
    assert await desk.letters() == []


async def test_a_bug_on_the_right_tables_is_still_a_bug(
    desk: Desk, broken: Callable[[], None]
) -> None:
    del broken
    await desk.hears(Text("Bantuan"))
    assert len(await desk.letters()) == 1


async def test_it_is_not_ready_once_the_tables_were_changed_underneath(engine: AsyncEngine) -> None:
    async for door in open_door(engine):
        before = await door.get("/readyz")
        await touch(engine, ANOTHER)
        after = await door.get("/readyz")
        await touch(engine, ANOTHER.replace("0099", NEWEST))
        again = await door.get("/readyz")
    assert again == before
    assert after[0] == 503
    assert "tables are newer (0099)" in after[1].splitlines()


def test_what_differs_is_named_in_one_line_for_machines() -> None:
    missing = Difference("request", ("table", "request"), "request", None)
    assert summary(Condition(Stage.OLDER, "0004", (missing,))) == (
        "tables are older (0004): request table request"
    )


@pytest.mark.parametrize("statement", [ANOTHER, "DROP TABLE share"], ids=["newer", "one is gone"])
async def test_with_other_tables_it_does_not_start(
    engine: AsyncEngine, database_url: str, tmp_path: Path, statement: str
) -> None:
    await touch(engine, statement)
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "bulungan.toml").write_text(region_file())
    chosen = settings(database_url, regions=tmp_path / "regions")
    with pytest.raises(UnfitTables):
        await serve(chosen, open_channels(chosen), polling=False)


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        ((ANOTHER,), "rilis Hadir yang lebih baru (0099"),
        (("DROP TABLE share",), "tabel share: tidak ada"),
        (("DROP INDEX ix_inbox_received_at",), "indeks ix_inbox_received_at: tidak ada"),
    ],
    ids=["newer", "a table is gone", "an index is gone"],
)
def test_migrating_calls_ready_only_what_is(
    home: House, prepare: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HADIR_DATA_CONTOH", "ya")
    _run(home, prepare)
    for command in ("migrate", "serve"):
        refused = home.run(command)
        assert refused.exit_code == 1, refused.output
        assert told in refused.output
        assert "siap" not in refused.output


def test_migrating_what_is_right_says_so(home: House) -> None:
    assert home.run("migrate").output == "Basis data siap.\n"


def _run(home: House, statements: tuple[str, ...]) -> None:
    async def connect() -> None:
        engine = create_async_engine(home.url, poolclass=sa.NullPool)
        await touch(engine, "; ".join(statements))
        await engine.dispose()

    asyncio.run(connect())


async def _condition(url: str) -> Condition:
    engine = create_async_engine(url, poolclass=sa.NullPool)
    condition = await Tables(engine).look()
    await engine.dispose()
    return condition
