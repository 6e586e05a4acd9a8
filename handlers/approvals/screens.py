"""Keeping every copy of a card up to date, on the decider's screen and on others.

Copies are the first message, its reminder, the one of a former verifier or of somebody who stood
in, and the person's own message about what they have filed.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.region import Region
from db.messages import outbox, screen
from db.messages.screen import Copy
from handlers.approvals.kind import Card
from handlers.chat.notification import Notification, Parts
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.chat.screen import CLOSED, REPLACED, Screen, is_own, others_as_of
from handlers.texts.deciders import who_now

IN_A_ROW = 10  # messages drawn before whoever else waits has a turn


def key_of(card: UUID, by: UUID) -> str:
    """The name under which a card's message is known, one for each who got it."""
    return f"kartu:{card.hex}:{by.hex}"


async def first(
    db: AsyncConnection, region: Region, waiting: Sequence[Card], priority: Priority = Priority.CARD
) -> list[Outgoing]:
    """The cards of these that whoever decides was never sent, and can be."""
    new = {
        key_of(card.id, by.person): (card, to)
        for card in waiting
        for by in card.deciders
        if by.person and (to := by.reached) and card.as_of not in {CLOSED, ""}
    }
    copies = await screen.copies(db, region.code, [card.id for card, _ in new.values()])
    known = await outbox.fetch_used_keys(db, region.code, new) if new else ()
    return [
        Outgoing(to, await card.draw(""), priority, key)
        for key, (card, to) in new.items()
        if key not in known and to not in holders(copies.get(card.id, ()))
    ]


async def changed(
    db: AsyncConnection,
    region: Region,
    cards: Sequence[Card],
    priority: Priority = Priority.REMINDER,
    *,
    but: tuple[Address, str] | None = None,
    always: bool = False,
) -> list[Outgoing]:
    """The messages that bring all copies of these cards up to date.

    `but` is the chat and message that the answer of this moment changes itself. `always`: what
    is written on a card has changed although its state has not.
    """
    found: list[Outgoing] = []
    copies = await screen.copies(db, region.code, [card.id for card in cards])
    for card in cards:
        theirs = [each for each in copies.get(card.id, ()) if (each.to, each.message) != but]
        newest = {each.to: each for each in theirs}
        for copy in theirs:
            if (says := await _redrawn(card, copy, always=always)) is None:
                continue
            # Of several in one chat only the newest is worth a message where none can be changed,
            # and nobody needs one about what they have just been answered.
            answered = but is not None and copy.to == but[0]
            shown = replace(says, in_place=answered or newest[copy.to] is not copy)
            found.append(Outgoing(copy.to, shown, priority, edits_key=copy.key))
            if len(found) % IN_A_ROW == 0:
                await asyncio.sleep(0)
    return found


async def _redrawn(card: Card, copy: Copy, *, always: bool) -> Notification | None:
    """What a copy shall say; None where it says so already."""
    as_of = copy.as_of
    if is_own(as_of):
        stale = card.own is not None and as_of != card.own.as_of
        return card.own.says if card.own and stale else None
    if card.as_of == CLOSED:
        return await card.draw("") if as_of != CLOSED or always else None
    if as_of == REPLACED:
        return None
    if copy.to in {each.chat for each in card.deciders}:
        return await card.draw("") if as_of != card.as_of or always else None
    others = others_as_of(card.decider.person)
    if as_of == others and not always:
        return None
    shown = await card.draw(who_now(card.decider))
    return replace(shown, parts=Parts.READ_ONLY, screen=Screen(card.id, others))


async def replaced(db: AsyncConnection, region: Region, card: Card, note: str) -> list[Outgoing]:
    """Take the buttons off what was sent so far, for a newer message follows it."""
    before = (await screen.copies(db, region.code, [card.id])).get(card.id, [])
    drawn = await card.draw(note)
    screen_ = Screen(card.id, REPLACED)
    drawn = replace(drawn, parts=Parts.TEXT, in_place=True, screen=screen_)
    return [
        Outgoing(each.to, drawn, Priority.CARD, edits_key=each.key)
        for each in before
        if not is_own(each.as_of)
    ]


def holders(copies: Sequence[Copy]) -> set[Address]:
    """The chats in which a card stands."""
    return {each.to for each in copies if not is_own(each.as_of)}
