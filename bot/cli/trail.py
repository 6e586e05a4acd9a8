"""`hadir audit`: who did what, and what somebody should look at."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.desk import Desk, carry_out, desk_of, region_of, transaction
from bot.cli.options import RegionCode
from db import audit as trail
from handlers.words import clock

Alarms = Annotated[bool, typer.Option("--alarm", help="Hanya yang perlu diperiksa")]
Count = Annotated[int, typer.Option("--jumlah", min=1, max=10_000, help="Baris terbaru")]


def audit(
    ctx: typer.Context, region: RegionCode, *, alarm: Alarms = False, count: Count = 50
) -> None:
    """Lihat jejak audit: siapa melakukan apa, dan alarm."""
    carry_out(_audit(desk_of(ctx), region, count, only_alarms=alarm))


async def _audit(desk: Desk, code: str, count: int, *, only_alarms: bool) -> None:
    region = region_of(desk, code)
    async with transaction(desk) as db:
        lines = await trail.newest(db, code, count, only_alarms=only_alarms)
    if not lines:
        desk.say("Tidak ada alarm." if only_alarms else "Jejak audit masih kosong.")
        return
    table = Table("waktu", "oleh", "tindakan", "tentang")
    for line in lines:
        local = line.at.astimezone(region.zone)
        about = f"{line.name} ({line.nip})" if line.nip else ""
        cells = (f"{local:%Y-%m-%d} {clock(line.at, region.zone)}", line.actor, line.action, about)
        table.add_row(*(Text(cell) for cell in cells))
    desk.console.print(table)
