"""`hadir audit`: who did what, and what somebody should look at."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import change
from bot.cli.desk import Desk, carry_out, desk_of, region_of, transaction
from bot.cli.options import RegionCode
from db.records import audit as trail
from db.records.audit import Change, Line
from handlers.chat.format import clock

Alarms = Annotated[bool, typer.Option("--alarm", help="Hanya yang perlu diperiksa")]
Whole = Annotated[bool, typer.Option("--rinci", help="Dengan alasan, dan isi sebelum dan sesudah")]
Count = Annotated[int, typer.Option("--jumlah", min=1, max=10_000, help="Baris terbaru")]


MOST = 200  # values of one line; an import may have changed a hundred thousand


def audit(
    ctx: typer.Context,
    region: RegionCode,
    *,
    alarm: Alarms = False,
    whole: Whole = False,
    count: Count = 50,
) -> None:
    """Lihat jejak audit: siapa melakukan apa, dan alarm."""
    carry_out(_audit(desk_of(ctx), region, count, only_alarms=alarm, whole=whole))


async def _audit(desk: Desk, code: str, count: int, *, only_alarms: bool, whole: bool) -> None:
    region = region_of(desk, code)
    async with transaction(desk) as db:
        lines = await trail.newest(db, code, count, only_alarms=only_alarms)
        known = [line.id for line in lines] if whole else []
        changes = await trail.changes(db, code, known, MOST + 1)
    if not lines:
        desk.say("Tidak ada alarm." if only_alarms else "Jejak audit masih kosong.")
        return
    more = ("rincian",) if whole else ()
    table = Table("waktu", "oleh", "tindakan", "tentang", *more)
    for line in lines:
        local = line.at.astimezone(region.zone)
        about = f"{line.name} ({line.nip})" if line.nip else ""
        cells = (f"{local:%Y-%m-%d} {clock(line.at, region.zone)}", line.actor, line.action, about)
        whole_story = (_told(line, changes[line.id]),) if whole else ()
        table.add_row(*(Text(cell, overflow="fold") for cell in (*cells, *whole_story)))
    desk.console.print(table)


def _told(line: Line, changes: Sequence[Change]) -> str:
    """Why, by which article, and each value as it was and as it is."""
    words = [f"{name}: {change.shown(value)}" for name, value in line.detail.items()]
    words += [change.sentence(each) for each in changes[:MOST]]
    return "\n".join([*words, *["…"] * (len(changes) > MOST)])
