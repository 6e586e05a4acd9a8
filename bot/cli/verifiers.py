"""`hadir verifikator`: for whom nobody could decide, so that the data can be mended in time."""

from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.options import RegionCode
from handlers.admin import gaps
from handlers.admin.gaps import Gap


def verifiers(ctx: typer.Context, region: RegionCode) -> None:
    """Lihat siapa yang belum punya pemutus, dan atasan yang belum bisa dihubungi."""
    carry_out(_list(context_of(ctx), region))


async def _list(cli: CliContext, code: str) -> None:
    region = region_of(cli, code)
    async with transaction(cli) as db:
        found = await gaps.of_deciders(db, region, cli.clock.now().astimezone(region.zone).date())
    if not found:
        cli.say("Setiap pegawai punya pemutus yang bisa dihubungi.")
        return
    table = Table("keadaan", "nama", "NIP atau kantor", "pegawai")
    for each in found:
        cells = (each.what.value, each.who, each.key, str(each.people))
        table.add_row(*(Text(cell) for cell in cells))
    cli.console.print(table)


def summary(code: str, found: Sequence[Gap]) -> str:
    """The same in one sentence, as an import says it; empty where nothing is amiss."""
    rest = f" Daftarnya: hadir verifikator {code}"
    return f"{'; '.join(gaps.lines(found))}.{rest}" if found else ""
