"""What verifiers are told without anybody writing: what is soon due, and what is theirs now."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
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
Message = Callable[[UUID, UUID], tuple[str, Priority, str]]


async def remind(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Cards that fall due within half a day, once each and only while people are awake."""
    if not awake(region, now):
        return []
    found: list[Outgoing] = []
    async for page in _waiting(db, region, now, now + AHEAD, found):
        found += await _unsent(db, region, page, _reminder)
    return found


async def hand_over(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Cards that whoever decides now was never sent: after a transfer, under a new Plh, gone up."""
    if not awake(region, now):
        return []
    found: list[Outgoing] = []
    async for page in _waiting(db, region, now, None, found):
        found += await _unsent(db, region, page, _first)
    return found


def awake(region: Region, now: datetime) -> bool:
    return AWAKE[0] <= now.astimezone(region.zone).time() < AWAKE[1]


def _first(card: UUID, by: UUID) -> tuple[str, Priority, str]:
    return key_of(card, by), Priority.CARD, ""


def _reminder(card: UUID, _by: UUID) -> tuple[str, Priority, str]:
    return f"ingat:{card.hex}", Priority.REMINDER, SOON


async def _waiting(
    db: AsyncConnection,
    region: Region,
    now: datetime,
    until: datetime | None,
    told: list[Outgoing],
) -> AsyncIterator[Cards]:
    """What waits, page by page; with `until` only what falls due before it, from now on.

    What silence has approved on the same cards is `told` by the way.
    """
    day = now.astimezone(region.zone).date()
    async for page in activities.falling_due(db, region.code, now, until, PAGE):
        whose = {each.card: each.employee for each in page}
        by = await verifier.of_people(db, region, whose.values(), day)
        whole = await activities.of_cards(db, region.code, whose)
        items, silent = await lapse.settled(db, region, [*chain(*whole.values())], now)
        told += silent
        stands = lapse.by_card(items)
        yield {
            card: (theirs, partial(sent.drawn, db, region, stands[card], now))
            for card, person in whose.items()
            if (theirs := by[person]) is not None
        }
    organisation = None
    async for looks in reviews.undecided(db, region.code, now, PAGE, until):
        seen = [each for each in looks if until is None or each.due_at > now]
        looked = await review.deciders(db, region, seen, now)
        organisation = organisation or await review.organisation_of(db, region)
        yield {
            each.id: (theirs, partial(review.drawn, db, region, organisation, each, now))
            for each in seen
            if (theirs := looked[each.id]) is not None
        }
    async for asked in requests.undecided(db, region.code, PAGE, until):
        open_ = [e for e in asked if verifier.state_of(region, e, now) in UNDECIDED]
        due = [each for each in open_ if until is None or each.due_at > now]
        decides = await verifier.of_requests(db, region, due, now)
        yield {
            each.id: (theirs, partial(request_decision.drawn, db, region, each, now))
            for each in due
            if (theirs := decides[each.id]) is not None
        }


async def _unsent(
    db: AsyncConnection, region: Region, cards: Cards, message: Message
) -> list[Outgoing]:
    """A message about each card to whoever decides it, if its key is not known yet."""
    wanted = {message(card, by)[0]: card for card, (by, _) in cards.items()}
    known = await outbox.known(db, region.code, wanted)
    fresh = {key: card for key, card in wanted.items() if key not in known}
    to = await binding.addresses_of(db, region.code, {cards[card][0] for card in fresh.values()})
    found = []
    for key, card in fresh.items():
        by, drawn = cards[card]
        if by in to:
            _, priority, note = message(card, by)
            found.append(Outgoing(to[by], await drawn(note), priority, key))
    return found
