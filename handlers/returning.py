"""Somebody is back who could not be reached: what they missed comes to them now."""

from datetime import timedelta
from uuid import UUID

from db import activity as activities
from db import binding, screen
from db.activity import Activity
from db.request import Request
from handlers import lapse, request_decision, screens, sent, verification
from handlers.context import Context

MISSED = timedelta(days=31)  # what is older is found in the lists
MOST = 20  # messages


async def welcome(ctx: Context) -> None:
    """They unblocked the bot, or wrote: what was decided meanwhile, then what waits for them."""
    await binding.set_reachable(ctx.db, ctx.event.address, reachable=True, now=ctx.now)
    await screen.revive(ctx.db, ctx.event.address, ctx.now, ctx.now - MISSED, MOST)
    waiting = await verification.waiting(ctx)
    asked = [each for each in waiting if isinstance(each, Request)]
    cards = await request_decision.of_requests(ctx.db, ctx.region, asked, ctx.event.at)
    work = {each.card: each.employee for each in waiting if isinstance(each, Activity)}
    cards += await _of_work(ctx, work) if work else []
    ctx.others += await screens.changed(ctx.db, ctx.region, cards)
    ctx.others += await sent.first(ctx.db, ctx.region, cards)


async def _of_work(ctx: Context, work: dict[UUID, UUID]) -> list[screens.Card]:
    whole = await activities.of_cards(ctx.db, ctx.region.code, work)
    items = await lapse.read(ctx, [each for items in whole.values() for each in items])
    by = dict.fromkeys(work.values(), ctx.someone.employee)
    return await sent.of_work(ctx.db, ctx.region, lapse.by_card(items), by, ctx.event.at)
