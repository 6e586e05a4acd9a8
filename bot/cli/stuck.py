"""`hadir tertahan`: what is overdue and cannot be done, row by row, each with its cause.

Papers that were given up stand there, too; `--ulang` has one of them made again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cli.context import (
    CliContext,
    CliError,
    carry_out,
    context_of,
    database,
    region_of,
    transaction,
)
from bot.cli.options import RegionCode
from core.law.closing import open_since
from core.organisation.region import Region
from db import approvals
from db.base import Due
from db.engine import is_unavailable
from db.records import document
from handlers.approvals import silence
from handlers.approvals.kind import Kind, Scope
from handlers.chat.format import moment
from handlers.kinds import KINDS

TRIED_ROWS_MAX = 10_000  # of each kind, the oldest first

Trial = Callable[[AsyncConnection], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A row that raises, and what."""

    kind: str
    due: Due
    cause: str


Again = Annotated[
    UUID | None,
    typer.Option("--ulang", metavar="NOMOR", help="Buat lagi berkas yang gagal dibuat"),
]


def stuck(ctx: typer.Context, region: RegionCode, again: Again = None) -> None:
    """Lihat aktivitas, izin, dan berkas yang tidak dapat diolah."""
    cli = context_of(ctx)
    carry_out(_stuck(cli, region) if again is None else _try_again(cli, region, again))


async def _try_again(cli: CliContext, code: str, id_: UUID) -> None:
    region = region_of(cli, code)
    async with transaction(cli) as db:
        if not await document.retry(db, region.code, id_, cli.clock.now()):
            raise CliError(f"Berkas {id_} tidak ada di antara yang gagal dibuat.")
    cli.say("Berkas dibuat lagi oleh layanan yang sedang berjalan.")


async def _stuck(cli: CliContext, code: str) -> None:
    region, now = region_of(cli, code), cli.clock.now()
    async with database(cli) as engine:
        found = [each async for each in _tried(engine, region, now)]
        async with engine.connect() as db:
            failed = await document.failed(db, region.code, TRIED_ROWS_MAX)
    found += [
        Stuck("berkas", Due(each.asked_at, each.id), f"{each.kind}: {each.error}")
        for each in failed
    ]
    if not found:
        cli.say("Tidak ada yang tertahan.")
        return
    table = Table("jenis", "nomor", "batas", "sebab")
    for each in found:
        cells = (each.kind, str(each.due.id), moment(each.due.due_at, region.zone), each.cause)
        table.add_row(*(Text(cell) for cell in cells))
    cli.console.print(table)
    cli.say(f"{len(found)} tertahan, yang lain tetap diolah. Sampaikan sebabnya kepada pengembang.")
    raise typer.Exit(1)


async def _tried(engine: AsyncEngine, region: Region, now: datetime) -> AsyncIterator[Stuck]:
    """Each by itself, in a transaction that nothing is kept of."""
    since = open_since(region.regulation, now, region.zone)
    for kind in KINDS:
        async with engine.connect() as db:
            due = await approvals.overdue(db, kind.cases, region.code, now, TRIED_ROWS_MAX)
            if since is not None and kind.closes:
                due += await approvals.left_over(db, kind.cases, region.code, since, TRIED_ROWS_MAX)
        for one in dict.fromkeys(due):
            if cause := await _cause(engine, partial(_settle, kind, region, now, one.card)):
                yield Stuck(kind.noun, one, cause)


async def _settle(
    kind: Kind[Any], region: Region, now: datetime, card: UUID, db: AsyncConnection
) -> None:
    await silence.batch(Scope(db, region, now), kind, [card])


async def _cause(engine: AsyncEngine, trial: Trial) -> str:
    try:
        async with engine.connect() as db:
            await trial(db)
    except Exception as error:
        if is_unavailable(error):
            raise
        return f"{type(error).__name__}: {error}"
    return ""
