"""`hadir gangguan`: the outage register, whose times are added to every verification deadline."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import entry, options
from bot.cli.acting import acting
from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.entry import Revoked
from bot.cli.options import By, RegionCode
from bot.cli.recalculation import Unreckoned, recalculate
from core.organisation.region import Region
from db.records import outage
from db.records.outage import Entry, Report
from handlers.chat.format import clock
from handlers.usecases import outages as usecase
from handlers.usecases.act import Act
from handlers.usecases.outages import Interruption, Registered

Since = Annotated[datetime | None, entry.moment("--sejak", help="Mulai, jam setempat")]
Until = Annotated[datetime | None, entry.moment("--sampai", help="Selesai, jam setempat")]
Reason = Annotated[str | None, options.words("--alasan", help="Apa yang terganggu")]
Where = Annotated[
    str | None, entry.code("--kantor", help="Kantor ini dan bagiannya; kosong: semua")
]


def outages(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    *,
    since: Since = None,
    until: Until = None,
    reason: Reason = None,
    office: Where = None,
    revoked: Revoked = None,
    by: By = None,
) -> None:
    """Catat gangguan sistem, cabut yang keliru, atau lihat daftarnya."""
    cli = context_of(ctx)
    if revoked is not None:
        if since or until or office:
            raise typer.BadParameter("--cabut tidak bersama --sejak, --sampai atau --kantor")
        carry_out(_revoke(cli, region, revoked, reason, by))
    elif since and until and reason:
        carry_out(_register(cli, region, (since, until), office, reason, by))
    elif since or until or reason or office:
        raise typer.BadParameter("isi --sejak, --sampai dan --alasan")
    else:
        carry_out(_list(cli, region))


async def _register(
    cli: CliContext,
    code: str,
    period: tuple[datetime, datetime],
    office: str | None,
    reason: str,
    by: str | None,
) -> None:
    async with acting(cli, code, by) as act:
        zone = act.region.zone
        since, until = (each.replace(tzinfo=zone).astimezone(UTC) for each in period)
        done = await usecase.register(act, Interruption(since, until, office, reason))
    told = "dicatat" if done.new else "sudah tercatat"
    await _extend(cli, act, done, told)


async def _revoke(
    cli: CliContext, code: str, id_: UUID, reason: str | None, by: str | None
) -> None:
    async with acting(cli, code, by) as act:
        done = await usecase.revoke(act, id_, reason)
    await _extend(cli, act, done, "dicabut")


async def _extend(cli: CliContext, act: Act, done: Registered, told: str) -> None:
    unreckoned = Unreckoned()
    moved = await recalculate(cli, act.region, unreckoned)
    shown = _shown(act.region, done.report)
    cli.say(f"Gangguan {shown} {told}; {moved} tenggat verifikasi dihitung ulang.")
    unreckoned.tell(cli)


async def _list(cli: CliContext, code: str) -> None:
    region = region_of(cli, code)
    async with transaction(cli) as db:
        entries = await outage.entries(db, code)
    if not entries:
        cli.say("Belum ada gangguan yang dicatat.")
        return
    cli.console.print(_table(region, entries))


def _table(region: Region, entries: Sequence[Entry]) -> Table:
    table = Table("nomor", "waktu", "kantor", "alasan", "oleh", "keterangan")
    for each in entries:
        state = "dicabut" if each.revoked_at else ""
        where = each.office or "semua"
        cells = (str(each.id), _shown(region, each), where, each.reason, each.entered_by, state)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _shown(region: Region, report: Report) -> str:
    first, last = (
        f"{each.astimezone(region.zone):%Y-%m-%d} {clock(each, region.zone)}"
        for each in (report.since, report.until)
    )
    return f"{first} sampai {last}"
