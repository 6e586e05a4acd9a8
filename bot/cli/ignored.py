"""`hadir tertunda`: what superiors let pass, and what ended with its month without a decision."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.options import RegionCode
from core.approvals.case import State
from core.organisation.region import Region
from core.requests.absence import state_of
from db.people import status
from db.records import lifetime
from db.records.request import Request
from handlers.approvals import deciders
from handlers.approvals.kind import Scope
from handlers.chat.format import brief, days, moment
from handlers.requests.approval import KIND
from handlers.texts.request_view import kind_of

Count = Annotated[int, typer.Option("--jumlah", min=1, max=10_000, help="Paling banyak sekian")]


def ignored(ctx: typer.Context, region: RegionCode, *, count: Count = 100) -> None:
    """Lihat izin yang lewat batas: yang naik dan menunggu, dan yang berakhir tanpa keputusan."""
    carry_out(_ignored(context_of(ctx), region, count))


async def _ignored(cli: CliContext, code: str, count: int) -> None:
    region, now = region_of(cli, code), cli.clock.now()
    async with transaction(cli) as db:
        found = await lifetime.ignored(db, code, now, count)
        by = await deciders.of_cases(Scope(db, region, now), KIND, found)
        people = {each.employee for each in found} | {who for who in by.values() if who}
        names = await status.fetch_names(db, code, people)
    shown = [each for each in found if _of_interest(region, each, cli)]
    if not shown:
        cli.say("Tidak ada izin yang lewat batas.")
        return
    table = Table("pegawai", "izin", "batas", "keadaan", "kini di tangan")
    for each in shown:
        who = by[each.id]
        state = state_of(region.regulation, each.asked, now)
        holder = brief(names[who]) if who and state is State.ESCALATED else ""
        what = f"{kind_of(region, each).kind.nama}, {days(each.first, each.last)}"
        due = moment(each.due_at, region.zone)
        cells = (brief(names[each.employee]), what, due, state.value, holder)
        table.add_row(*(Text(cell) for cell in cells))
    cli.console.print(table)


def _of_interest(region: Region, each: Request, cli: CliContext) -> bool:
    state = state_of(region.regulation, each.asked, cli.clock.now())
    return state in {State.ESCALATED, State.ENDED}
