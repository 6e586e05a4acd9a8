"""`hadir tertahan`: what is overdue and cannot be done, row by row, each with its cause."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cli.desk import Desk, carry_out, database, desk_of, region_of
from bot.cli.options import RegionCode
from core.law.closing import open_since
from core.organisation.region import Region
from db import approvals
from db.base import Due
from db.engine import is_unavailable
from handlers.approvals import silence
from handlers.approvals.kind import Kind, Scope
from handlers.chat.format import moment
from handlers.kinds import KINDS

LOOKED_AT = 10_000  # rows of each kind, the oldest first

Trial = Callable[[AsyncConnection], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A row that raises, and what."""

    kind: str
    due: Due
    cause: str


@dataclass(frozen=True, slots=True)
class Unreckoned:
    """Deadlines that a recount had to leave as they were."""

    causes: dict[UUID, Exception] = field(default_factory=dict)

    def add(self, row: UUID, error: Exception) -> None:
        self.causes[row] = error

    def tell(self, desk: Desk) -> None:
        for row, error in self.causes.items():
            desk.say(f"Tenggat {row} tidak dapat dihitung ulang dan tetap seperti semula: {error}")


def stuck(ctx: typer.Context, region: RegionCode) -> None:
    """Lihat aktivitas dan izin yang sudah lewat batas tetapi tidak dapat diolah."""
    desk = desk_of(ctx)
    carry_out(_stuck(desk, region))


async def _stuck(desk: Desk, code: str) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    async with database(desk) as engine:
        found = [each async for each in _tried(engine, region, now)]
    if not found:
        desk.say("Tidak ada yang tertahan.")
        return
    table = Table("jenis", "nomor", "batas", "sebab")
    for each in found:
        cells = (each.kind, str(each.due.id), moment(each.due.due_at, region.zone), each.cause)
        table.add_row(*(Text(cell) for cell in cells))
    desk.console.print(table)
    desk.say(
        f"{len(found)} tertahan, yang lain tetap diolah. Sampaikan sebabnya kepada pengembang."
    )
    raise typer.Exit(1)


async def _tried(engine: AsyncEngine, region: Region, now: datetime) -> AsyncIterator[Stuck]:
    """Each by itself, in a transaction that nothing is kept of."""
    since = open_since(region.regulation, now, region.zone)
    for kind in KINDS:
        async with engine.connect() as db:
            due = await approvals.overdue(db, kind.cases, region.code, now, LOOKED_AT)
            if since is not None and kind.closes:
                due += await approvals.left_over(db, kind.cases, region.code, since, LOOKED_AT)
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
