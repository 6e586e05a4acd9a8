"""Every copy of a card says what stands now: on whose screen it is, and whoever decides it.

Copies are the first message, its reminder, the one of a former verifier or of somebody who stood
in, and the person's own message about what they have filed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.region import Region
from db.messages import screen
from db.messages.screen import Copy
from handlers.approvals.reach import Decider
from handlers.chat.reply import Outgoing, Priority, Reply, Screen

CLOSED = "tutup"  # decided, withdrawn or lapsed: the same on every screen
REPLACED = "lama"  # a newer message of the same chat has what this one lacks
_OWN = "milik "
_OTHERS = "lain "
IN_A_ROW = 10  # messages drawn before whoever else waits has a turn


@dataclass(frozen=True, slots=True)
class Own:
    """What the person's own message about something they filed says by now."""

    as_of: str
    draw: Callable[[], Reply]


@dataclass(frozen=True, slots=True)
class Card:
    """A card at this moment: who decides it, as of what it stands, how it is drawn with a note.

    Where it is `CLOSED` nobody decides any more. `own` is None where that message is history.
    """

    id: UUID
    decider: Decider
    as_of: str
    draw: Callable[[str], Awaitable[Reply]]
    own: Own | None = None


def own_as_of(state: str) -> str:
    return f"{_OWN}{state}"


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
            if (reply := await _redrawn(card, copy, always=always)) is None:
                continue
            # Of several in one chat only the newest is worth a message where none can be changed,
            # and nobody needs one about what they have just been answered.
            answered = but is not None and copy.to == but[0]
            shown = replace(reply, in_place=answered or newest[copy.to] is not copy)
            found.append(Outgoing(copy.to, shown, priority, joins=copy.key))
            if len(found) % IN_A_ROW == 0:
                await asyncio.sleep(0)
    return found


async def _redrawn(card: Card, copy: Copy, *, always: bool) -> Reply | None:
    """What a copy shall say; None where it says so already."""
    as_of = copy.as_of or ""
    if as_of.startswith(_OWN):
        stale = card.own is not None and as_of != card.own.as_of
        return card.own.draw() if card.own and stale else None
    if card.as_of == CLOSED:
        return await card.draw("") if as_of != CLOSED or always else None
    if as_of == REPLACED:
        return None
    if copy.to == card.decider.chat:
        return await card.draw("") if as_of != card.as_of or always else None
    others = f"{_OTHERS}{card.decider.person and card.decider.person.hex}"
    if as_of == others and not always:
        return None
    shown = await card.draw(_who_now(card.decider))
    return replace(shown, buttons=(), unseen=(), screen=Screen(card.id, others))


def _who_now(decider: Decider) -> str:
    if decider.person is None:
        return "Belum ada yang ditunjuk untuk memutuskannya."
    return f"Sekarang diputuskan oleh {decider.name}."


async def replaced(db: AsyncConnection, region: Region, card: Card, note: str) -> list[Outgoing]:
    """Take the buttons off what was sent so far, for a newer message follows it."""
    before = (await screen.copies(db, region.code, [card.id])).get(card.id, [])
    drawn = replace(await card.draw(note), buttons=(), unseen=(), picture=None)
    drawn = replace(drawn, in_place=True, screen=Screen(card.id, REPLACED))
    return [
        Outgoing(each.to, drawn, Priority.CARD, joins=each.key)
        for each in before
        if not (each.as_of or "").startswith(_OWN)
    ]


def holders(copies: Sequence[Copy]) -> set[Address]:
    """The chats in which a card stands."""
    return {each.to for each in copies if not (each.as_of or "").startswith(_OWN)}
