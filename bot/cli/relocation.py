"""`hadir pindah-basis-data`: everything into another, empty database, counted and compared."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cli.context import CliContext, CliError, carry_out, context_of
from bot.runtime.tables import Tables, UnfitTables
from db import relocation
from db.engine import is_unavailable, open_engine
from db.relocation import InUse, Moved
from db.schema import Stage

STATEMENT_SECONDS = 600.0
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
HASH_CHARACTERS_SHOWN = 12  # characters of a hash

To = Annotated[
    str, typer.Option("--ke", metavar="URL", help="Basis data tujuan, yang masih kosong")
]


def relocate(ctx: typer.Context, to: To) -> None:
    """Salin seluruh basis data ke tempat lain, lalu bandingkan; yang lama tidak diubah."""
    carry_out(_relocate(context_of(ctx), to))


async def _relocate(cli: CliContext, to: str) -> None:
    old, new = _url(cli.settings.database_url, "HADIR_DATABASE_URL"), _url(to, "--ke")
    if _place(old) == _place(new):
        raise CliError("Asal dan tujuannya basis data yang sama; pilih --ke yang lain.")
    async with _opened(old) as source:
        with _in_use("asal"):
            await Tables(source).check()
        with _in_use("tujuan"):
            await _prepare(new)
        async with _opened(new) as target:
            moved = await _move(source, target)
    cli.console.print(_table(moved))
    rows = sum(each.target.rows for each in moved)
    cli.say(
        f"{rows} baris dari {len(moved)} tabel disalin, jumlah dan isinya sama. Basis data lama "
        f"tidak diubah.\nBerikutnya: HADIR_DATABASE_URL={new.render_as_string()}, lalu hadir serve."
    )


async def _prepare(new: sa.URL) -> None:
    """Nothing may be there; its tables are made or brought up to date first."""
    from db.migrations import upgrade  # noqa: PLC0415 - only this command needs Alembic

    try:
        async with _opened(new) as target:
            async with target.connect() as db:
                held = await relocation.contents(db)
            condition = await Tables(target).look()
    except (sa.exc.SQLAlchemyError, OSError) as error:
        if not is_unavailable(error) or "database is locked" in str(error):
            raise
        raise CliError("Basis data tujuan tidak bisa dihubungi; periksa --ke.") from None
    if held:
        told = ", ".join(f"{name} ({count} baris)" for name, count in sorted(held.items()))
        raise CliError(f"Basis data tujuan tidak kosong: {told}. Pakai yang baru.")
    if condition.stage is Stage.NEWER:
        raise UnfitTables(condition)
    await asyncio.to_thread(upgrade, new.render_as_string(hide_password=False))


async def _move(source: AsyncEngine, target: AsyncEngine) -> list[Moved]:
    """One transaction there, taken back if a single row differs; here nothing is written."""
    await Tables(target).check()
    async with _held(source, "asal") as old, _held(target, "tujuan") as new:
        moved = [each async for each in relocation.copy(old, new)]
        if wrong := [each.table for each in moved if each.source != each.target]:
            raise CliError(f"Isi {', '.join(wrong)} tidak sama setelah disalin; semua dibatalkan.")
        await new.commit()
    return moved


@asynccontextmanager
async def _held(engine: AsyncEngine, which: str) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as db:
        with _in_use(which):
            await db.begin()
            await relocation.hold(db)
        yield db


@contextmanager
def _in_use(which: str) -> Iterator[None]:
    """Somebody who has it open is an answer of its own."""
    try:
        yield
    except (InUse, sa.exc.OperationalError) as error:
        if not isinstance(error, InUse) and "database is locked" not in str(error.orig):
            raise
        raise CliError(
            f"Basis data {which} masih dipakai. Hentikan dulu hadir serve dan perintah lain."
        ) from None


@asynccontextmanager
async def _opened(url: sa.URL) -> AsyncIterator[AsyncEngine]:
    text = url.render_as_string(hide_password=False)
    engine = open_engine(text, pool_size=1, command_timeout=STATEMENT_SECONDS)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine.sync_engine, "connect", _alone, insert=True)
    try:
        yield engine
    finally:
        await engine.dispose()


def _alone(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
    """By the first look into the file it is known whether anybody else has it open."""
    cursor = connection.cursor()
    try:
        for pragma in ("busy_timeout=500", "locking_mode=EXCLUSIVE", "user_version"):
            cursor.execute(f"PRAGMA {pragma}")
    except Exception:
        connection.close()  # the pool has not taken it yet, and would leave it open
        raise
    cursor.close()


def _url(text: str, name: str) -> sa.URL:
    try:
        url = sa.make_url(text)
        driver = DRIVERS[url.get_backend_name()]
    except (sa.exc.ArgumentError, KeyError):
        raise CliError(
            f"{name} tidak terbaca; contoh: postgresql+asyncpg://hadir@localhost/hadir"
        ) from None
    return url.set(drivername=driver)


def _place(url: sa.URL) -> object:
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").resolve()
    return (url.host, url.port or 5432, url.database)


def _table(moved: list[Moved]) -> Table:
    table = Table("tabel", "baris", "sidik isi")
    for each in moved:
        cells = (each.table, str(each.target.rows), each.target.hash[:HASH_CHARACTERS_SHOWN])
        table.add_row(*(Text(cell) for cell in cells))
    return table
