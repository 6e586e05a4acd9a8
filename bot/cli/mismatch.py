"""`hadir registrasi-gagal`: who could not connect their account, and what of it did not fit."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.options import OfficeCode, RegionCode
from core.organisation.address import Address
from core.organisation.region import Region
from db.people import mismatch
from db.people.mismatch import Line
from handlers.chat.format import clock
from handlers.usecases import people

Count = Annotated[int, typer.Option("--jumlah", min=1, max=10_000, help="Baris terbaru")]


def failed(
    ctx: typer.Context, region: RegionCode, *, office: OfficeCode = None, count: Count = 50
) -> None:
    """Lihat siapa yang belum berhasil terhubung, dan apa yang tidak cocok dengan data."""
    carry_out(_failed(context_of(ctx), region, office, count))


async def _failed(cli: CliContext, code: str, office: str | None, count: int) -> None:
    region = region_of(cli, code)
    async with transaction(cli) as db:
        today = cli.clock.now().astimezone(region.zone).date()
        within = await people.of_office(db, region, today, office) if office else None
        theirs = None if within is None else [member.employee for member in within]
        lines = await mismatch.newest(db, code, count, theirs)
    if not lines:
        cli.say("Tidak ada registrasi yang gagal.")
        return
    cli.console.print(_table(lines, region))


def _table(lines: Sequence[Line], region: Region) -> Table:
    table = Table("waktu", "pegawai", "NIP yang ditulis", "tidak cocok", "kali", "akun")
    for line in lines:
        local = line.at.astimezone(region.zone)
        cells = (
            f"{local:%Y-%m-%d} {clock(line.at, region.zone)}",
            line.name or "tidak dikenal",
            line.nip,
            ", ".join(line.parts),
            str(line.times),
            _account(line.address),
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _account(address: Address) -> str:
    """Enough to tell two accounts apart, and no way to find one."""
    return f"{address.channel} …{address.id[-4:]}"
