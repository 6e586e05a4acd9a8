"""`hadir audit`: who did what, and what somebody should look at."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import change
from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.options import RegionCode
from db.records.audit import Change, Line, changes, newest
from handlers.chat.format import clock

Alarms = Annotated[bool, typer.Option("--alarm", help="Hanya yang perlu diperiksa")]
Whole = Annotated[bool, typer.Option("--rinci", help="Dengan alasan, dan isi sebelum dan sesudah")]
Count = Annotated[int, typer.Option("--jumlah", min=1, max=10_000, help="Baris terbaru")]


LINE_VALUES_MAX = 200  # an import may have changed a hundred thousand


def audit(
    ctx: typer.Context,
    region: RegionCode,
    *,
    alarm: Alarms = False,
    whole: Whole = False,
    count: Count = 50,
) -> None:
    """Lihat jejak audit: siapa melakukan apa, dan alarm."""
    carry_out(_audit(context_of(ctx), region, count, only_alarms=alarm, whole=whole))


async def _audit(cli: CliContext, code: str, count: int, *, only_alarms: bool, whole: bool) -> None:
    region = region_of(cli, code)
    async with transaction(cli) as db:
        lines = await newest(db, code, count, only_alarms=only_alarms)
        known = [line.id for line in lines] if whole else []
        found = await changes(db, code, known, LINE_VALUES_MAX + 1)
    if not lines:
        cli.say("Tidak ada alarm." if only_alarms else "Jejak audit masih kosong.")
        return
    more = ("rincian",) if whole else ()
    table = Table("waktu", "oleh", "tindakan", "tentang", *more)
    for line in lines:
        local = line.at.astimezone(region.zone)
        about = f"{line.name} ({line.nip})" if line.nip else ""
        cells = (f"{local:%Y-%m-%d} {clock(line.at, region.zone)}", line.actor, line.action, about)
        whole_story = (_told(line, found[line.id]),) if whole else ()
        table.add_row(*(Text(cell, overflow="fold") for cell in (*cells, *whole_story)))
    cli.console.print(table)


def _told(line: Line, changes: Sequence[Change]) -> str:
    """Why, by which article, and each value as it was and as it is."""
    words = [f"{name}: {change.describe_value(value)}" for name, value in line.detail.items()]
    words += [change.sentence(each) for each in changes[:LINE_VALUES_MAX]]
    return "\n".join([*words, *["…"] * (len(changes) > LINE_VALUES_MAX)])
