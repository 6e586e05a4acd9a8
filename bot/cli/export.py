"""`hadir export stamps`: all stamps of a time as CSV or JSON, however many there are."""

import csv
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Annotated
from zoneinfo import ZoneInfo

import orjson
import typer

from bot.cli import options
from bot.cli.context import CliContext, CliError, carry_out, context_of, database, region_of
from bot.cli.options import RegionCode
from bot.cli.spreadsheet import escape_formula
from core.month.day_state import State
from db.records import export
from db.records.export import StampLine
from handlers.chat.format import ZONES


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"


Since = Annotated[date, options.day("--dari", help="Tanggal kerja pertama")]
Until = Annotated[date, options.day("--sampai", help="Tanggal kerja terakhir")]
As = Annotated[Format, typer.Option("--format")]
Output = Annotated[Path | None, typer.Option("--output", metavar="BERKAS", help="Kosong: layar")]

HEADER = (
    *("nip", "nama", "tanggal", "dinas_ke", "jenis", "jam", "zona", "tempat", "jarak_m"),
    *("dihitung", "keterangan", "tinjau", "bukti", "sumber"),
)


def stamps(
    ctx: typer.Context,
    region: RegionCode,
    since: Since,
    until: Until,
    form: As = Format.CSV,
    output: Output = None,
) -> None:
    """Keluarkan presensi sebagai CSV atau JSON."""
    carry_out(_stamps(context_of(ctx), region, (since, until), form, output))


async def _stamps(
    cli: CliContext, code: str, period: tuple[date, date], form: Format, output: Path | None
) -> None:
    region = region_of(cli, code)
    write = {Format.CSV: _write_csv, Format.JSON: _write_json}[form]
    async with database(cli) as engine:
        with _opened(output) as file:
            lines = export.stamps(engine, region, *period, cli.clock.now())
            count = await write(file, region.zone, lines)
    if output is not None:
        cli.say(f"{count} presensi disimpan di {output}.")


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[str]]:
    """The screen, or a file that appears only once it is whole."""
    if path is None:
        yield sys.stdout
        return
    try:
        # Only for its owner, and under a name that nobody could lay a link at.
        handle, part = mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(part).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        Path(part).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> CliError:
    return CliError(f"{path} tidak bisa ditulis: {error.strerror}.")


async def _write_csv(file: IO[str], zone: ZoneInfo, lines: AsyncIterator[StampLine]) -> int:
    rows, count = csv.writer(file), 0
    rows.writerow(HEADER)
    async for line in lines:
        rows.writerow([escape_formula(_text(value)) for value in values(line, zone).values()])
        count += 1
    return count


async def _write_json(file: IO[str], zone: ZoneInfo, lines: AsyncIterator[StampLine]) -> int:
    count = 0
    file.write("[")
    async for line in lines:
        file.write(",\n" if count else "\n")
        file.write(orjson.dumps(values(line, zone)).decode())
        count += 1
    file.write("\n]\n")
    return count


def values(line: StampLine, zone: ZoneInfo) -> dict[str, object]:
    """One stamp under the names of the columns; the time is local, `jarak_m` in metres."""
    fact = line.stamp
    return {
        "nip": line.nip,
        "nama": line.name,
        "tanggal": fact.date.isoformat(),
        "dinas_ke": fact.duty,
        "jenis": fact.leg.value,
        "jam": f"{fact.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        "zona": ZONES.get(zone.key, zone.key),
        "tempat": line.place,
        "jarak_m": None if line.distance is None else round(line.distance, 1),
        "dihitung": line.counts,
        "keterangan": State.UNUSED.value if line.unused else "",
        "tinjau": fact.review,
        "bukti": line.evidence,
        "sumber": fact.source.value,
    }


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case dict():
            return orjson.dumps(value).decode()
        case _:
            return str(value)
