"""Somebody is back who could not be reached: what they missed comes to them now."""

from collections.abc import Collection
from itertools import chain
from uuid import UUID

from db import activity as activities
from db import binding, screen
from db import request as requests
from db.activity import Activity
from db.request import Request
from db.retention import MISSED_IS_KEPT
from db.review import Review
from handlers import lapse, request_decision, review, screens, sent, verification, verifier
from handlers.context import Context
from handlers.reply import Priority
from handlers.screens import Card

MOST = 20  # messages, and cards
# An answer belongs to what they wrote before they went away.
NEWS = (Priority.CARD, Priority.REMINDER)


async def welcome(ctx: Context) -> None:
    """They unblocked the bot, or wrote: what was decided meanwhile, then what waits for them."""
    since, chat = ctx.now - MISSED_IS_KEPT, ctx.event.address
    await binding.set_reachable(ctx.db, chat, reachable=True, now=ctx.now)
    await screen.revive(ctx.db, chat, ctx.now, since=since, priorities=NEWS, most=MOST)
    missed = await screen.missed(ctx.db, chat, since=since, most=MOST)
    waiting = await verification.waiting(ctx)
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
    items = await lapse.read(ctx, [*chain(*whole.values())])
    whole = lapse.by_card(items)
    by = await verifier.of_cards(ctx.db, ctx.region, whole, ctx.calendar_date)
    return await sent.of_work(ctx.db, ctx.region, whole, by, ctx.event.at)
