"""`hadir rekap`: the recap of an office, or of all at once, as files in a folder."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import options
from bot.cli.acting import acting
from bot.cli.context import STATEMENT_SECONDS, CliContext, CliError, carry_out, context_of
from bot.cli.files import write_file
from bot.cli.options import By, RegionCode, ReportingOffice
from bot.media.store import Store
from bot.runtime.press import Press
from bot.runtime.printing import Printing
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.engine import open_reader
from db.people import office as offices
from handlers.chat.event import PDF, XLSX
from handlers.chat.paper import Source
from handlers.month.recap_paper import RecapPaper
from handlers.usecases import recaps
from handlers.usecases.importing import parse

Month = Annotated[
    date, typer.Option("--bulan", parser=options.parsed(parse.month), metavar="BULAN")
]
Output = Annotated[Path, typer.Option("--output", metavar="FOLDER", help="Tempat berkasnya")]


def recap(
    ctx: typer.Context,
    region: RegionCode,
    month: Month,
    output: Output,
    office: ReportingOffice = None,
    by: By = None,
) -> None:
    """Cetak rekap presensi dan kinerja sebulan ke PDF dan Excel, contoh: --bulan 2026-04."""
    carry_out(_recap(context_of(ctx), region, month, output, office, by))


async def _recap(
    cli: CliContext, code: str, month: date, output: Path, office: str | None, by: str | None
) -> None:
    async with acting(cli, code, by) as act:
        organisation = await offices.load(act.db, code, act.region.zone)
        wanted = [office] if office else recaps.offices_of(act.by, only_wholes=True)
        if not wanted:
            raise CliError("Tidak ada kantor yang rekapnya boleh dibuka.")
        await recaps.hand_out(act, wanted, month)
    count = await _print_all(cli, act.region, _papers(organisation, wanted, month), output)
    cli.say(f"{count} berkas disimpan di {output}.")


def _papers(organisation: Organisation, wanted: Sequence[str], month: date) -> list[RecapPaper]:
    return [
        RecapPaper(each, organisation.offices[each].name, month, media)
        for each in wanted
        for media in (PDF, XLSX)
    ]


async def _print_all(
    cli: CliContext, region: Region, papers: Sequence[RecapPaper], output: Path
) -> int:
    engine = open_reader(cli.settings.database_url, command_timeout=STATEMENT_SECONDS)
    store, press, now = Store(cli.settings.files, region.code), Press(), cli.clock.now()
    source = Source(region, now, now, engine.connect, store.content)
    printing, count = Printing(store, press), 0
    try:
        for paper in papers:
            contents = await paper.contents(source)
            for note in contents.notes:
                cli.say(f"Perhatian: {note}")
            for item in contents.files:
                async for file in printing.made(item):
                    write_file(output / file.name, file.content)
                    count += 1
    finally:
        press.stop()
        await engine.dispose()
    return count
