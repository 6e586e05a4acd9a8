"""Catching up after an absence from chat: missed messages and open cards."""

from collections.abc import Collection
from itertools import chain
from uuid import UUID

from db.messages import screen
from db.people import binding
from db.retention import MISSED_IS_KEPT
from handlers.approvals import queue, screens, silence
from handlers.approvals.kind import C, Card, Kind, Kinds, Scope, by_card
from handlers.chat.context import Context
from handlers.chat.reply import Priority

MISSED_MAX = 20  # messages, and cards
# An answer belongs to what they wrote before they went away.
NEWS = (Priority.CARD, Priority.REMINDER)


async def welcome(kinds: Kinds, ctx: Context) -> None:
    """They unblocked the bot, or wrote: what was decided meanwhile, then what waits for them."""
    since, chat = ctx.now - MISSED_IS_KEPT, ctx.event.address
    await binding.set_reachable(ctx.db, chat, reachable=True, now=ctx.now)
    await screen.revive(ctx.db, chat, ctx.now, since=since, priorities=NEWS, most=MISSED_MAX)
    missed = await screen.missed(ctx.db, chat, since=since, most=MISSED_MAX)
    waiting = await queue.waiting(kinds, ctx)
    cards: list[Card] = []
    for kind in kinds:
        asked = {each.case.card for each in waiting if each.kind is kind}
        cards += await _cards(ctx, kind, missed | asked)
    ctx.others += await screens.changed(ctx.db, ctx.region, cards)
    ctx.others += await screens.first(ctx.db, ctx.region, cards)


async def _cards(ctx: Context, kind: Kind[C], which: Collection[UUID]) -> list[Card]:
    """Those of these that are of a kind, as they stand."""
    whole = await kind.read(ctx.db, ctx.region.code, which) if which else {}
    cases = await silence.settle(ctx, kind, [*chain(*whole.values())])
    return list(await kind.cards(Scope.of(ctx), by_card(cases))) if cases else []
