"""`hadir delegasi`: a Plt or Plh by decree, who verifies instead of somebody for some dates."""

from datetime import date
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import entry, options
from bot.cli.acting import acting
from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.entry import Revoked
from bot.cli.options import RegionCode
from db.people import delegation
from handlers.usecases import delegations as usecase
from handlers.usecases import people
from handlers.usecases.delegations import Period

Of = Annotated[str, entry.nip("--dari", help="Atasan yang diwakili")]
Instead = Annotated[str | None, entry.nip("--oleh", help="Plt atau Plh yang mewakilinya")]
Since = Annotated[date | None, options.day("--sejak", help="Hari pertama")]
Until = Annotated[date | None, options.day("--sampai", help="Hari terakhir")]
Decree = Annotated[str | None, options.words("--sk", help="Nomor surat keputusan")]
Actor = Annotated[
    str | None,
    entry.nip("--pelaku", help="Siapa yang bertindak; tanpa ini tercatat sebagai konsol server"),
]


def delegations(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    *,
    of: Of,
    instead: Instead = None,
    since: Since = None,
    until: Until = None,
    decree: Decree = None,
    revoked: Revoked = None,
    actor: Actor = None,
) -> None:
    """Catat Plt/Plh menurut surat keputusan, cabut, atau lihat daftarnya."""
    cli = context_of(ctx)
    if revoked is not None:
        if instead or since or until or decree:
            raise typer.BadParameter("--cabut hanya bersama --dari")
        carry_out(_revoke(cli, region, of, revoked, actor))
    elif instead and since and until and decree:
        carry_out(_add(cli, region, (of, instead), Period(since, until, decree), actor))
    elif instead or since or until or decree:
        raise typer.BadParameter("isi --oleh, --sejak, --sampai dan --sk")
    else:
        carry_out(_list(cli, region, of))


async def _add(
    cli: CliContext, code: str, of_and_by: tuple[str, str], period: Period, actor: str | None
) -> None:
    async with acting(cli, code, actor) as act:
        done = await usecase.appoint_by_decree(act, *of_and_by, period)
    dates = f"sejak {period.since} sampai {period.until}"
    cli.say(f"{done.by.name} mewakili {done.of.name} {dates}.")


async def _revoke(cli: CliContext, code: str, of: str, id_: UUID, actor: str | None) -> None:
    async with acting(cli, code, actor) as act:
        done = await usecase.end_by_decree(act, of, id_)
    cli.say(f"Plt/Plh {done.of.name} dicabut.")


async def _list(cli: CliContext, code: str, of: str) -> None:
    region, now = region_of(cli, code), cli.clock.now()
    async with transaction(cli) as db:
        whom = await people.one(db, region, now.astimezone(region.zone).date(), of)
        found = await delegation.of_employee(db, code, whom.employee)
    if not found:
        cli.say(f"{whom.name} belum pernah diwakili.")
        return
    table = Table("nomor", "oleh", "sejak", "sampai", "sk", "keterangan")
    for each in found:
        dates = (str(each.stand_in.since), str(each.stand_in.until))
        state = "dicabut" if each.revoked_at else ""
        cells = (str(each.id), f"{each.name} ({each.nip})", *dates, each.decree or "", state)
        table.add_row(*(Text(cell) for cell in cells))
    cli.console.print(table)
