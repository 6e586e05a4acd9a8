"""What every command starts from: settings, regions, clock, console; and how trouble is told."""

import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa
import typer
import uvloop
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.importing.fault import IntakeError
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.place import WrongPlace
from bot.runtime.regions import load_regions
from bot.runtime.settings import Settings
from bot.runtime.tables import UnfitTables
from core.law.fault import nearest
from core.organisation.region import Region, RegionError
from db.engine import is_unavailable, open_engine, open_reader

T = TypeVar("T")

_REASONS = {
    "missing": "belum diisi",
    "int_parsing": "harus bilangan bulat, misalnya 8080",
    "float_parsing": "harus angka, misalnya 3.0",
    "extra_forbidden": "pengaturan ini tidak dikenal",
    "string_too_short": "terlalu pendek; paling sedikit 16 huruf",
    "too_short": "terlalu pendek; paling sedikit 16 huruf",
}

# What the two databases say of a table or column that is not there.
_NOT_OUR_TABLES = (
    *("no such table", "no such column", "has no column"),
    *("UndefinedTable", "UndefinedColumn"),
)

PLAIN_WIDTH = 240  # in a pipe nothing is cut off
PATIENCE = 60.0  # seconds a statement of an administrator may take


class Problem(Exception):
    """Something the administrator has to know or mend, in plain Indonesian."""


def _console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PLAIN_WIDTH, highlight=False)


@dataclass(frozen=True, slots=True)
class Desk:
    settings: Settings
    clock: Clock = field(default_factory=SystemClock)

    @property
    def console(self) -> Console:
        return _console()

    def say(self, text: str) -> None:
        self.console.print(Text(text))


def desk_of(ctx: typer.Context) -> Desk:
    """The desk that a test has put there, or one from the environment."""
    if not isinstance(ctx.obj, Desk):
        ctx.obj = Desk(read_settings())
    return ctx.obj


def read_settings() -> Settings:
    """Settings from the environment; what is wrong there is told in plain words, exit code 2."""
    try:
        return Settings()
    except ValidationError as error:
        found = [(_variable(each["loc"]), _reason(each)) for each in error.errors()]
    except SettingsError as error:
        found = [("HADIR_…", str(error))]
    lines = "\n".join(f"  {name}: {reason}" for name, reason in found)
    raise _told(f"Pengaturan belum benar:\n{lines}", code=2)


def carry_out(work: Coroutine[Any, Any, T]) -> T:
    """Run a command; trouble a human can mend ends in its words and exit code 1."""
    try:
        return uvloop.run(work)
    except IntakeError as error:
        raise _shown(error) from None
    except (Problem, RegionError, UnfitTables, WrongPlace) as error:
        raise _told(str(error)) from None
    except (sa.exc.SQLAlchemyError, OSError) as error:
        if reason := database_trouble(error):
            raise _told(reason) from None
        raise


def region_of(desk: Desk, code: str) -> Region:
    regions = load_regions(desk.settings.regions)
    if code not in regions:
        known = ", ".join(regions)
        raise Problem(f"Daerah {code} tidak ada{nearest(code, regions)}. Yang ada: {known}.")
    return regions[code]


@asynccontextmanager
async def database(desk: Desk) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(desk.settings.database_url, command_timeout=PATIENCE)
    try:
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def reader(desk: Desk) -> AsyncIterator[AsyncEngine]:
    """The database as it was before the transaction that is under way; only to be read."""
    engine = open_reader(desk.settings.database_url, command_timeout=PATIENCE)
    try:
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def transaction(desk: Desk, *, keep: bool = True) -> AsyncIterator[AsyncConnection]:
    """One transaction; without `keep` everything in it is taken back at the end."""
    async with database(desk) as engine, engine.connect() as db, db.begin() as opened:
        yield db
        if not keep:
            await opened.rollback()


def _reason(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "enum":
            return f"pilihannya {context['expected']}"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return f"di luar batas yang wajar ({', '.join(map(str, context.values()))})"
        case kind:
            return _REASONS.get(kind, error["msg"])


def _variable(path: tuple[int | str, ...]) -> str:
    return "HADIR_" + "__".join(map(str, path)).upper()


def database_trouble(error: Exception) -> str | None:
    """What a human can do about it; None: it is a fault of the program."""
    said = str(getattr(error, "orig", error))
    if any(words in said for words in _NOT_OUR_TABLES):
        return "Basis data belum disiapkan, atau tabelnya lama; jalankan dulu: hadir migrate"
    if isinstance(error, sa.exc.ArgumentError):
        return "HADIR_DATABASE_URL tidak terbaca; contoh: sqlite+aiosqlite:///hadir.sqlite3"
    if is_unavailable(error):
        return "Basis data tidak bisa dihubungi; periksa HADIR_DATABASE_URL, lalu coba lagi."
    return None


def _told(text: str, code: int = 1) -> typer.Exit:
    _console(stderr=True).print(Text(text, style="red"))
    return typer.Exit(code)


def _shown(error: IntakeError) -> typer.Exit:
    table = Table("berkas", "baris", "kolom", "sebab")
    for each in error.faults:
        row = "" if each.row is None else str(each.row)
        table.add_row(Text(each.file), row, Text(each.column), Text(each.reason))
    _console(stderr=True).print(table)
    return _told(f"{len(error.faults)} kesalahan; tidak ada yang diubah.")
