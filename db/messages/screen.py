"""Copies of cards: which sent messages show a card or an own item, and as of which state.

A card is known to many messages: the first one, its reminder, the one that a former verifier
still has. All of them are found by what they show, so all of them can change with it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import GIVEN, Spelling, of, per_database
from db.messages.outbox import UNREACHED, State, outbox
from db.people.binding import binding


@dataclass(frozen=True, slots=True)
class Copy:
    """One message that shows a card; `key` is what a later message `edits_key` to change it.

    `message` is None while it is not sent yet, `as_of` for one of an older release.
    """

    card: UUID
    to: Address
    key: str
    message: str | None
    as_of: str | None


_ARRIVES = outbox.c.state.in_([State.PENDING.value, State.SENDING.value, State.SENT.value])
_COLUMNS = ("card", "region", "channel", "address", "dedupe", "edits_key", "message", "as_of")


def _of_cards(spelling: Spelling) -> sa.Select[Any]:
    given = spelling.given("cards", card=sa.Uuid())
    region = outbox.c.region == sa.bindparam("region", type_=sa.Text)
    these = sa.and_(region, outbox.c.card == given.c.card, outbox.c.card.is_not(None))
    columns = (outbox.c[name] for name in _COLUMNS)
    # Whoever was given the chat since then reads nothing of what was sent to somebody else.
    chat = (binding.c[name] == outbox.c[name] for name in ("region", "channel", "address"))
    theirs = sa.and_(*chat, binding.c.bound_at <= outbox.c.created_at)
    screens = given.join(outbox, these).join(binding, theirs)
    return sa.select(*columns).select_from(screens).where(_ARRIVES)


_OF_CARDS = per_database(lambda spelling: _of_cards(spelling).order_by(outbox.c.id))


async def copies(
    db: AsyncConnection, region: str, cards: Collection[UUID]
) -> dict[UUID, list[Copy]]:
    """Every message that shows one of these cards, by card, the oldest first.

    Not those in a chat that belongs to nobody, or to somebody else, by now.

    What changed a message in place is no copy of its own: it says what that one shows now.
    """
    given = [{"card": card.hex} for card in cards]
    rows = await db.execute(_OF_CARDS(db), {GIVEN: given, "region": region}) if cards else ()
    first: dict[object, str] = {}  # the key by which each message on a screen became known
    found: dict[tuple[UUID, str], Copy] = {}
    for row in rows:
        to = Address(row.region, row.channel, row.address)
        known = first.get(row.edits_key) or (row.message and first.get((to, row.message)))
        key = known or row.dedupe
        first[row.dedupe] = key
        first[to, row.message] = key
        new = Copy(row.card, to, key, row.message, row.as_of)
        older = found.get((row.card, key))
        found[row.card, key] = replace(
            new, message=row.message or (older.message if older else None)
        )
    by_card: defaultdict[UUID, list[Copy]] = defaultdict(list)
    for copy in found.values():
        by_card[copy.card].append(copy)
    return by_card


async def leave(db: AsyncConnection, chat: Address, message: str, but: UUID | None) -> None:
    """A message shows something else from now on, where that is not the same card again."""
    this = (*of(outbox, chat), outbox.c.card.is_not(None), outbox.c.message == message)
    others = outbox.c.card != but if but else sa.true()
    await db.execute(sa.update(outbox).where(*this, others).values(card=None, as_of=None))


async def revive(
    db: AsyncConnection,
    chat: Address,
    now: datetime,
    *,
    since: datetime,
    priorities: Collection[int],
    most: int,
) -> int:
    """Send what did not reach somebody while they were away, the newest; gives how many.

    Cards are not among it: they are drawn anew, as they stand now.
    """
    lost = (*of(outbox, chat), UNREACHED, outbox.c.card.is_(None), outbox.c.created_at >= since)
    kinds = outbox.c.priority.in_(priorities)
    newest = sa.select(outbox.c.id).where(*lost, kinds).order_by(outbox.c.id.desc()).limit(most)
    again = {"state": State.PENDING.value, "not_before": now, "attempts": 0, "unreached": False}
    chosen = (outbox.c.region == chat.region, outbox.c.id.in_(newest))
    return (await db.execute(sa.update(outbox).where(*chosen).values(again))).rowcount


async def missed(db: AsyncConnection, chat: Address, *, since: datetime, most: int) -> set[UUID]:
    """The cards of which something did not reach somebody while they were away; told once."""
    lost = (*of(outbox, chat), UNREACHED, outbox.c.card.is_not(None), outbox.c.created_at >= since)
    newest = sa.select(outbox.c.id).where(*lost).order_by(outbox.c.id.desc()).limit(most)
    chosen = (outbox.c.region == chat.region, outbox.c.id.in_(newest))
    told = sa.update(outbox).where(*chosen).values(unreached=False).returning(outbox.c.card)
    return set((await db.execute(told)).scalars())
