"""A card as a message: sent once to whoever decides, known by its key, changed in place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from db.messages import outbox, screen
from db.people import status
from db.records.activity import Activity
from handlers.approvals import reach, screens
from handlers.approvals.reach import Decider
from handlers.approvals.screens import Card
from handlers.chat.context import Context
from handlers.chat.reply import Outgoing, Priority, Reply
from handlers.texts import activity
from handlers.texts import activity_card as cards


def key_of(card: UUID, by: UUID) -> str:
    """The name under which a card's message is known, one for each who got it."""
    return f"kartu:{card.hex}:{by.hex}"


async def send(ctx: Context, card: Card) -> None:
    """As a new message, or in the place of those that were sent; all other copies change, too."""
    found = await screens.changed(ctx.db, ctx.region, [card], Priority.CARD, always=True)
    ctx.others += found + await first(ctx.db, ctx.region, [card])


async def first(
    db: AsyncConnection, region: Region, waiting: Sequence[Card], priority: Priority = Priority.CARD
) -> list[Outgoing]:
    """The cards of these that whoever decides was never sent, and can be."""
    new = {
        key_of(card.id, card.decider.person): card
        for card in waiting
        if card.decider.person and card.decider.reached and card.as_of != screens.CLOSED
    }
    copies = await screen.copies(db, region.code, [card.id for card in new.values()])
    known = await outbox.known(db, region.code, new) if new else ()
    return [
        Outgoing(to, await card.draw(""), priority, key)
        for key, card in new.items()
        if (to := card.decider.reached)
        and key not in known
        and to not in screens.holders(copies.get(card.id, ()))
    ]


async def of_work(
    db: AsyncConnection,
    region: Region,
    whole: Mapping[UUID, Sequence[Activity]],
    by: Mapping[UUID, UUID | None],
    now: datetime,
) -> list[Card]:
    """Cards of daily work with all that stands on them, and the messages of who filed it.

    `by` says who decides each card.
    """
    deciders = await reach.of(db, region, {by[id_] for id_ in whole})
    names = await named(db, region, chain.from_iterable(whole.values()))
    found = []
    for id_, items in whole.items():
        decider = deciders[by[id_]]
        draw = partial(_drawn, region, items, names, now)
        found.append(Card(id_, decider, cards.as_of(items, now), draw))
        found += [_own(region, each, items, decider) for each in items if each.state is None]
    return found


def _own(region: Region, item: Activity, items: Sequence[Activity], decider: Decider) -> Card:
    """What somebody filed, as the message that said so to them; all of one moment together."""
    spent = sum(each.minutes for each in items if each.filed_at == item.filed_at)
    draw = partial(activity.filed, region, item, decider, spent)
    own = screens.Own(activity.own_as_of(item), draw)
    return Card(item.id, reach.NOBODY, "", _nothing, own)


async def _nothing(note: str) -> Reply:
    raise LookupError(f"only its own message shows this: {note}")


async def _drawn(
    region: Region, items: Sequence[Activity], names: cards.Names, now: datetime, note: str
) -> Reply:
    return cards.card(region, items, names, now, note)


async def drawn(
    db: AsyncConnection,
    region: Region,
    items: Sequence[Activity],
    now: datetime,
    note: str = "",
) -> Reply:
    """A card of daily work as it stands now."""
    return cards.card(region, items, await named(db, region, items), now, note)


async def named(
    db: AsyncConnection, region: Region, items: Iterable[Activity], *others: UUID
) -> cards.Names:
    """What those who filed or decided these are called, and some others."""
    people = {who for each in items for who in (each.employee, each.decided_by) if who}
    return await status.fetch_names(db, region.code, people.union(others))
