"""`hadir tertahan`: what is overdue and cannot be done, row by row, each with its cause."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cli.context import CliContext, carry_out, context_of, database, region_of
from bot.cli.options import RegionCode
from core.organisation.region import Region
from db.base import Due
from db.engine import is_unavailable
from db.records import activity, request
from handlers.approvals import deemed_approval
from handlers.chat.format import moment
from handlers.usecases import deadlines

TRIED_ROWS_MAX = 10_000  # of each kind, the oldest first

Trial = Callable[[AsyncConnection], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A row that raises, and what."""

    kind: str
    due: Due
    cause: str


def stuck(ctx: typer.Context, region: RegionCode) -> None:
    """Lihat aktivitas dan izin yang sudah lewat batas tetapi tidak dapat diolah."""
    cli = context_of(ctx)
    carry_out(_stuck(cli, region))


async def _stuck(cli: CliContext, code: str) -> None:
    region, now = region_of(cli, code), cli.clock.now()
    async with database(cli) as engine:
        found = [each async for each in _tried(engine, region, now)]
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
    async with engine.connect() as db:
        work = await activity.overdue(db, region.code, now, TRIED_ROWS_MAX)
        asked = await request.overdue(db, region.code, now, TRIED_ROWS_MAX)
        left = await deadlines.left_over(db, region, now, None)
    for due in work:
        trial = partial(deemed_approval.batch, region=region, now=now, which=[due.card])
        if cause := await _cause(engine, trial):
            yield Stuck("aktivitas", due, cause)
    for one in asked:
        settled = partial(deadlines.settle, region=region, now=now, these=[one.id])
        if cause := await _cause(engine, settled):
            yield Stuck("izin", one, cause)
    for one in left:
        closed = partial(deadlines.close_over, region=region, now=now, which=[one.id])
        if cause := await _cause(engine, closed):
            yield Stuck("izin", one, cause)


async def _cause(engine: AsyncEngine, trial: Trial) -> str:
    try:
        async with engine.connect() as db:
            await trial(db)
    except Exception as error:
        if is_unavailable(error):
            raise
        return f"{type(error).__name__}: {error}"
    return ""
