"""What verifiers are told without anybody writing: what is soon due, and what is theirs now."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import partial
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.region import Region
from core.request import UNDECIDED
from db import activity as activities
from db import binding, outbox
from db import request as requests
from db import review as reviews
from handlers import lapse, request_decision, review, sent, verifier
from handlers.reply import Outgoing, Priority, Reply
from handlers.sent import key_of

PAGE = 200
AHEAD = timedelta(hours=12)  # whatever falls due at night is told in the evening before
AWAKE = (time(7), time(20))
SOON = "Hampir habis waktunya:"

# Cards by their key: who decides them now, and how they are drawn with a note.
Cards = Mapping[UUID, tuple[UUID, Callable[..., Awaitable[Reply]]]]


def _first(card: UUID, by: UUID) -> tuple[str, Priority, str]:
    return key_of(card, by), Priority.CARD, ""


def _reminder(card: UUID, _by: UUID) -> tuple[str, Priority, str]:
    return f"ingat:{card.hex}", Priority.REMINDER, SOON


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of message about what waits; with `ahead` only what falls due so soon."""

    message: Callable[[UUID, UUID], tuple[str, Priority, str]]
    ahead: timedelta | None = None


# Cards that whoever decides now was never sent: after a transfer, under a new Plh, gone up; then
# those that fall due within half a day, once each.
ROUNDS = (Round(_first), Round(_reminder, AHEAD))


class Of(StrEnum):
    """What a card is of."""

    WORK = "aktivitas"
    REQUEST = "izin"
    REVIEW = "presensi"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card of daily work, a request, or a stamp to look at."""

    of: Of
    id: UUID

    def __str__(self) -> str:
        return f"{self.of} {self.id}"


def awake(region: Region, now: datetime) -> bool:
    return AWAKE[0] <= now.astimezone(region.zone).time() < AWAKE[1]


async def waiting(db: AsyncConnection, region: Region, now: datetime, kind: Round) -> list[Waiting]:
    """What a round is about, the most urgent first; nothing while people sleep."""
    if not awake(region, now):
        return []
    until = now + kind.ahead if kind.ahead else None
    cards = await activities.falling_due(db, region.code, now, until)
    asked = await requests.open_ones(db, region.code, until)
    looks = await reviews.open_ones(db, region.code, now, until)
    found = {Of.WORK: cards, Of.REQUEST: asked, Of.REVIEW: looks}
    return [Waiting(of, each) for of, which in found.items() for each in which]


async def tell(
    db: AsyncConnection, region: Region, now: datetime, kind: Round, rows: Collection[Waiting]
) -> list[Outgoing]:
    """What is sent about some of what waits.

    What silence has approved on the same cards is told by the way.
    """
    ids = {of: [each.id for each in rows if each.of is of] for of in Of}
    soon = kind.ahead is not None
    work, told = await _work(db, region, now, ids[Of.WORK])
    asked = await _requests(db, region, now, ids[Of.REQUEST], soon=soon)
    looks = await _reviews(db, region, now, ids[Of.REVIEW], soon=soon)
    return told + await _unsent(db, region, {**work, **asked, **looks}, kind)


async def _work(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID]
) -> tuple[Cards, list[Outgoing]]:
    whole = await activities.of_cards(db, region.code, which)
    items, told = await lapse.settled(db, region, [*chain(*whole.values())], now)
    stands = lapse.by_card(items)
    whose = {card: stands[card][0].employee for card in which if card in stands}
    by = await verifier.of_people(db, region, whose.values(), now.astimezone(region.zone).date())
    cards = {
        card: (theirs, partial(sent.drawn, db, region, stands[card], now))
        for card, person in whose.items()
        if (theirs := by[person]) is not None
    }
    return cards, told


async def _requests(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID], *, soon: bool
) -> Cards:
    """Those that wait; `soon`: without what is overdue, which is told as that."""
    asked = await requests.these(db, region.code, which)
    open_ = [each for each in asked if verifier.state_of(region, each, now) in UNDECIDED]
    due = [each for each in open_ if not soon or each.due_at > now]
    decides = await verifier.of_requests(db, region, due, now)
    return {
        each.id: (theirs, partial(request_decision.drawn, db, region, each, now))
        for each in due
        if (theirs := decides[each.id]) is not None
    }


async def _reviews(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID], *, soon: bool
) -> Cards:
    """Stamps that somebody looks at; `soon` as for requests."""
    open_ = await reviews.these(db, region.code, which)
    due = [each for each in open_ if each.state is None and (not soon or each.due_at > now)]
    if not due:
        return {}
    decides = await review.deciders(db, region, due, now)
    organisation = await review.organisation_of(db, region)
    return {
        each.id: (theirs, partial(review.drawn, db, region, organisation, each, now))
        for each in due
        if (theirs := decides[each.id]) is not None
    }


async def _unsent(db: AsyncConnection, region: Region, cards: Cards, kind: Round) -> list[Outgoing]:
    """A message about each card to whoever decides it, if its key is not known yet."""
    wanted = {kind.message(card, by)[0]: card for card, (by, _) in cards.items()}
    known = await outbox.known(db, region.code, wanted)
    fresh = {key: card for key, card in wanted.items() if key not in known}
    to = await binding.addresses_of(db, region.code, {cards[card][0] for card in fresh.values()})
    found = []
    for key, card in fresh.items():
        by, drawn = cards[card]
        if by in to:
            _, priority, note = kind.message(card, by)
            found.append(Outgoing(to[by], await drawn(note), priority, key))
    return found
