"""`hadir check`: what is wrong in the files, and what the data lack."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.text import Text

from bot.cli.context import CliContext, carry_out, context_of, database_trouble, transaction
from bot.runtime.regions import load_regions, read_region, sample_faults
from bot.runtime.settings import SampleData
from core.law.fault import Fault, read_toml
from core.law.regulation import RegulationError, load, read, shipped
from core.organisation.region import Region, RegionError
from handlers.admin import gaps

Checked = Annotated[list[Path] | None, typer.Argument(metavar="[BERKAS]...")]


def check(ctx: typer.Context, files: Checked = None) -> None:
    """Periksa berkas peraturan dan daerah, lalu apa yang belum ada di basis data."""
    cli = context_of(ctx)
    found: list[Region] = []
    faults = list(_faults_of(files, found) if files else _faults_of_all(cli, found))
    allowed = cli.settings.data_contoh is SampleData.ALLOWED
    if not allowed:
        faults += [each for region in found for each in sample_faults(region)]
    for fault in faults:
        cli.console.print(Text(str(fault), style="red"))
    if faults:
        raise typer.Exit(1)
    cli.say("Semua berkas benar.")
    for region in (each for each in found if each.samples):
        count = len(region.samples)
        cli.say(f"{region.code} memakai data contoh: {count} ketentuan (HADIR_DATA_CONTOH=ya).")
    if not files:
        carry_out(_data(cli, found))


async def _data(cli: CliContext, regions: Sequence[Region]) -> None:
    """What a lookup would not find is a warning: no file is wrong, and nothing is decided by it."""
    try:
        for region in regions:
            async with transaction(cli) as db:
                today = cli.clock.now().astimezone(region.zone).date()
                found = [
                    *await gaps.of_deciders(db, region, today),
                    *await gaps.of_data(db, region, today),
                ]
            for each in gaps.lines(found):
                cli.console.print(Text(f"Perhatian: {region.code}: {each}", style="yellow"))
    except (sa.exc.SQLAlchemyError, OSError) as error:
        if (trouble := database_trouble(error)) is None:
            raise
        cli.say(f"Isi basis data belum diperiksa. {trouble}")


def _faults_of_all(cli: CliContext, found: list[Region]) -> Iterator[Fault]:
    for name in shipped():
        try:
            read(name)
        except RegulationError as error:
            yield from error.faults
    try:
        found += load_regions(cli.settings.regions).values()
    except RegionError as error:
        yield from error.faults


def _faults_of(files: Sequence[Path], found: list[Region]) -> Iterator[Fault]:
    for file in files:
        try:
            found += _read(file)
        except (RegulationError, RegionError) as error:
            yield from error.faults


def _read(file: Path) -> list[Region]:
    """A regulation, which is no region, is told from one by its table [peraturan]."""
    try:
        raw = read_toml(text := file.read_text("utf-8"), file.name)
    except (OSError, UnicodeDecodeError):
        raise RegionError([Fault(str(file), "", "tidak bisa dibaca")]) from None
    if isinstance(raw, dict) and "peraturan" in raw:
        load(text, file.name)
        return []
    return [read_region(file)]
