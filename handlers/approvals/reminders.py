"""Reminders to verifiers: what falls due soon, and what is theirs now."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import UNDECIDED
from core.approvals.route import Decider
from core.law.closing import open_since
from core.organisation.region import Region
from db import approvals
from db.messages import outbox
from handlers.approvals import screens, silence, unreached
from handlers.approvals.kind import C, Card, Kind, Kinds, Scope, by_card
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.chat.screen import CLOSED
from handlers.usecases.daytime import awake

PAGE_CARDS = 200
AHEAD = timedelta(hours=12)  # whatever falls due at night is told in the evening before
SOON = "Hampir habis waktunya:"
DONE = "Sudah dilaksanakan, mohon diputuskan:"

Tell = Callable[[Scope, Sequence[Card]], Awaitable[list[Outgoing]]]


async def up_to_date(scope: Scope, cards: Sequence[Card]) -> list[Outgoing]:
    """What brings these cards to where they belong; who cannot see theirs is noted.

    Whoever decides now and was never sent it gets it: after a transfer, under a new Plh, gone up,
    back after they could not be reached. Who decided before reads who does, and a limit that has
    moved is told on every screen.
    """
    await unreached.alarm(scope.db, scope.region, cards, scope.now)
    found = await screens.changed(scope.db, scope.region, cards)
    return found + await screens.first(scope.db, scope.region, cards)


async def _remind(scope: Scope, cards: Sequence[Card]) -> list[Outgoing]:
    waits = [each for each in cards if each.as_of not in {"", CLOSED}]
    soon = {f"ingat:{each.id.hex}": (each, each.decider) for each in waits}
    soon |= {f"ingat:{e.id.hex}:{by.person}": (e, by) for e in waits for by in e.beside}
    return await _once(scope.db, scope.region, soon, SOON, Priority.REMINDER)


async def _done(scope: Scope, cards: Sequence[Card]) -> list[Outgoing]:
    """Every copy says that it can be decided now; a new one below them tells whoever decides."""
    whose = ((each, each.decider.person) for each in cards)
    over = {f"laksana:{each.id.hex}:{by.hex}": (each, each.decider) for each, by in whose if by}
    new = await _once(scope.db, scope.region, over, DONE, Priority.CARD)
    told = [_as_done(over[each.dedupe][0]) for each in new if each.dedupe]
    old = await screens.changed(scope.db, scope.region, told, Priority.CARD, always=True)
    return [replace(each, says=replace(each.says, in_place=True)) for each in old] + new


def _as_done(card: Card) -> Card:
    """A card that says above all that it was carried out, unless another one decides it."""

    async def draw(note: str) -> Notification:
        return await card.draw(note or DONE)

    return replace(card, draw=draw)


async def _once(
    db: AsyncConnection,
    region: Region,
    cards: Mapping[str, tuple[Card, Decider]],
    note: str,
    priority: Priority,
) -> list[Outgoing]:
    """Each card to whoever decides it and can be reached, unless its key was sent already."""
    known = await outbox.fetch_used_keys(db, region.code, cards) if cards else ()
    return [
        Outgoing(to, await card.draw(note), priority, key)
        for key, (card, by) in cards.items()
        if key not in known and (to := by.reached)
    ]


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of message about what waits.

    With `ahead` only what falls due so soon; `over`: only what was carried out by now and can be
    decided from here on (Pasal 9A ayat (4)).
    """

    tell: Tell
    ahead: timedelta | None = None
    over: bool = False


# Every card where it belongs and as it stands; then, once each, what was carried out and what
# falls due within half a day.
ROUNDS = (Round(up_to_date), Round(_done, over=True), Round(_remind, AHEAD))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card on which something waits, and what its kind calls it."""

    noun: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.noun} {self.id}"


async def waiting(
    db: AsyncConnection, region: Region, kinds: Kinds, now: datetime, round_: Round
) -> list[Waiting]:
    """What a round is about, the most urgent of each kind first; nothing while people sleep."""
    if not awake(region, now):
        return []
    since = open_since(region.regulation, now, region.zone)
    until = now + round_.ahead if round_.ahead else None
    found: list[Waiting] = []
    for kind in kinds:
        if round_.over and kind.carried_out is None:
            continue
        from_ = since if kind.in_month else None
        cards = await approvals.open_cards(db, kind.cases, region.code, due_by=until, since=from_)
        found += [Waiting(kind.noun, each) for each in cards]
    return found


async def tell(
    scope: Scope, kinds: Kinds, round_: Round, rows: Collection[Waiting]
) -> list[Outgoing]:
    """What is sent about some of what waits.

    What silence has approved on the same cards is told by the way.
    """
    told: list[Outgoing] = []
    cards: list[Card] = []
    for kind in kinds:
        which = [each.id for each in rows if each.noun == kind.noun]
        if which:
            stand, by_the_way = await _cards(scope, kind, round_, which)
            cards += stand
            told += by_the_way
    return told + await round_.tell(scope, cards)


async def _cards(
    scope: Scope, kind: Kind[C], round_: Round, which: Collection[UUID]
) -> tuple[Sequence[Card], list[Outgoing]]:
    """Those that wait; what falls due soon is without what is overdue, which is told as that."""
    whole = await kind.read(scope.db, scope.region.code, which)
    cases, told = await silence.settle_cases(scope, kind, [*chain(*whole.values())])
    asked = [each for each in cases if kind.state(scope.region, each, scope.now) in UNDECIDED]
    if round_.ahead is not None:
        asked = [each for each in asked if each.due_at > scope.now]
    if round_.over and kind.carried_out is not None:
        asked = list(await kind.carried_out(scope, asked))
    about = {each.card for each in asked}
    stand = {card: on for card, on in by_card(cases).items() if card in about}
    return (await kind.cards(scope, stand) if stand else ()), told
