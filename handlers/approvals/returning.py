"""Somebody is back who could not be reached: what they missed comes to them now."""

from collections.abc import Collection
from itertools import chain
from uuid import UUID

from db.messages import screen
from db.people import binding
from db.records import activity as activities
from db.records import request as requests
from db.records.activity import Activity
from db.records.request import Request
from db.records.review import Review
from db.retention import MISSED_IS_KEPT
from handlers.approvals import deemed_approval, queue, screens, sent, verifier
from handlers.approvals.screens import Card
from handlers.attendance import review
from handlers.chat.context import Context
from handlers.chat.reply import Priority
from handlers.requests import request_decision

MOST = 20  # messages, and cards
# An answer belongs to what they wrote before they went away.
NEWS = (Priority.CARD, Priority.REMINDER)


async def welcome(ctx: Context) -> None:
    """They unblocked the bot, or wrote: what was decided meanwhile, then what waits for them."""
    since, chat = ctx.now - MISSED_IS_KEPT, ctx.event.address
    await binding.set_reachable(ctx.db, chat, reachable=True, now=ctx.now)
    await screen.revive(ctx.db, chat, ctx.now, since=since, priorities=NEWS, most=MOST)
    missed = await screen.missed(ctx.db, chat, since=since, most=MOST)
    waiting = await queue.waiting(ctx)
    asked = {each.id: each for each in waiting if isinstance(each, Request)}
    cards = await _asked(ctx, asked, missed)
    looks = [each for each in waiting if isinstance(each, Review)]
    cards += await review.cards_of(ctx.db, ctx.region, ctx.organisation, looks, ctx.event.at)
    cards += await _work(ctx, missed | {e.card for e in waiting if isinstance(e, Activity)})
    ctx.others += await screens.changed(ctx.db, ctx.region, cards)
    ctx.others += await sent.first(ctx.db, ctx.region, cards)


async def _asked(ctx: Context, waiting: dict[UUID, Request], missed: set[UUID]) -> list[Card]:
    for id_ in missed - waiting.keys():
        if (found := await requests.find(ctx.db, ctx.region.code, id_)) is not None:
            waiting[id_] = found
    return await request_decision.of_requests(
        ctx.db, ctx.region, list(waiting.values()), ctx.event.at
    )


async def _work(ctx: Context, cards: Collection[UUID]) -> list[Card]:
    whole = await activities.of_cards(ctx.db, ctx.region.code, cards)
    items = await deemed_approval.read(ctx, [*chain(*whole.values())])
    whole = deemed_approval.by_card(items)
    by = await verifier.of_cards(ctx.db, ctx.region, whole, ctx.calendar_date)
    return await sent.of_work(ctx.db, ctx.region, whole, by, ctx.event.at)
