"""`hadir kop`: the logo of letterheads, and what the letterhead of each office still lacks."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.acting import acting
from bot.cli.context import CliContext, CliError, carry_out, context_of, region_of, transaction
from bot.cli.files import read_file
from bot.cli.options import By, RegionCode, ReportingOffice
from bot.media.logo import LOGO_BYTES_MAX, logo_media
from bot.media.store import Store
from db.people import office as offices
from handlers.usecases import letterheads

Logo = Annotated[
    Path | None, typer.Option("--logo", metavar="BERKAS", help="PNG atau JPEG, paling besar 200 kB")
]
Without = Annotated[bool, typer.Option("--tanpa-logo", help="Hapus logonya")]


def letterhead(
    ctx: typer.Context,
    region: RegionCode,
    logo: Logo = None,
    *,
    without: Without = False,
    office: ReportingOffice = None,
    by: By = None,
) -> None:
    """Pasang logo kop surat, atau lihat kantor mana yang kopnya belum lengkap."""
    cli = context_of(ctx)
    if logo is None and not without:
        carry_out(_show(cli, region))
        return
    carry_out(_set(cli, region, None if without else logo, office, by))


async def _set(
    cli: CliContext, code: str, path: Path | None, office: str | None, by: str | None
) -> None:
    content = read_file(path, LOGO_BYTES_MAX) if path else b""
    media = logo_media(content) if path else None
    if path and media is None:
        raise CliError(f"{path} bukan gambar PNG atau JPEG yang utuh.")
    async with acting(cli, code, by) as act:
        letterheads.require(act, office)
        store = Store(cli.settings.files, act.region.code)
        kept = await store.keep(content, media) if media else None
        done = await letterheads.set_logo(act, office, kept)
    what = "dipasang" if path else "dihapus"
    named = ", ".join(done.offices)
    cli.say(f"Logo {what}: {named}." if named else "Tidak ada yang berubah.")


async def _show(cli: CliContext, code: str) -> None:
    region = region_of(cli, code)
    async with transaction(cli) as db:
        organisation = await offices.load(db, region.code, region.zone)
        found = await letterheads.lacking(db, region.code, organisation)
    if incomplete := [each for each in found if each.missing]:
        table = Table("kantor", "nama", "belum ada")
        for each in incomplete:
            table.add_row(*map(Text, (each.office, each.name, ", ".join(each.missing))))
        cli.console.print(table)
    cli.say(f"{len(found) - len(incomplete)} dari {len(found)} kop surat lengkap.")
