"""Sending a card to its decider after a case was filed, changed or withdrawn."""

from uuid import UUID

from core.approvals.route import Decider
from handlers.approvals import screens, silence
from handlers.approvals.kind import C, Card, Kind, Scope, by_card
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority


async def show(ctx: Context, kind: Kind[C], id_: UUID) -> Decider:
    """Show a card to whoever decides it today; gives who that is, and whether they are reached."""
    card = await _card(ctx, kind, id_)
    await _send(ctx, card)
    return card.decider


async def show_anew(ctx: Context, kind: Kind[C], id_: UUID, note: str) -> Decider:
    """Send a card below those that were sent before, which lose their buttons and say `note`.

    For what a message on the screen cannot become: a text gets no picture.
    """
    card = await _card(ctx, kind, id_)
    if (to := card.decider.reached) is None:
        await _send(ctx, card)
        return card.decider
    ctx.others += await screens.replaced(ctx.db, ctx.region, card, note)
    ctx.others.append(Outgoing(to, await card.draw(""), Priority.CARD))
    return card.decider


async def _card(ctx: Context, kind: Kind[C], id_: UUID) -> Card:
    whole = await kind.read(ctx.db, ctx.region.code, [id_])
    cases = await silence.settle(ctx, kind, whole[id_])
    cards = await kind.cards(Scope.of(ctx), by_card(cases))
    return next(card for card in cards if card.id == id_)


async def _send(ctx: Context, card: Card) -> None:
    """As a new message, or in the place of those that were sent; all other copies change, too."""
    found = await screens.changed(ctx.db, ctx.region, [card], Priority.CARD, always=True)
    ctx.others += found + await screens.first(ctx.db, ctx.region, [card])
