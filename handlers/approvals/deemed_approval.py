"""Silence that approves daily work is written down, and told, before anybody reads of it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TypeVar, assert_never
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.silence import of_work
from core.organisation.region import Region
from core.work.activity import State
from db.people import binding
from db.records import activity as activities
from db.records.activity import Activity
from handlers.approvals import screens, sent, verifier
from handlers.chat.context import Context
from handlers.chat.reply import Outgoing, Priority
from handlers.texts import activity_card as cards

T = TypeVar("T")

IN_A_ROW = 10  # cards drawn before whoever else waits has a turn

Whole = Mapping[UUID, Sequence[Activity]]


async def read(ctx: Context, items: Sequence[Activity]) -> list[Activity]:
    """These as they are at this moment; what silence has approved of them is written down first.

    Else a decision that was made in time, but comes late, would still win over what was read.
    A card on the screen of whoever reads is left to the answer that they get.
    """
    found, told = await settled(ctx.db, ctx.region, items, ctx.event.at)
    ctx.others += [each for each in told if not (each.joins and each.to == ctx.event.address)]
    return found


async def settled(
    db: AsyncConnection, region: Region, items: Sequence[Activity], now: datetime
) -> tuple[list[Activity], list[Outgoing]]:
    """The same, with what is to be told of it."""
    which = {each.card for each in items if _overdue(each, now)}
    if not which:
        return list(items), []
    due = _due_on(await activities.of_cards(db, region.code, which), now)
    lapsed = await _lapse(db, region, due, now)
    # Somebody may have decided one of them while this waited for them.
    whole = await activities.of_cards(db, region.code, which)
    now_are = {each.id: each for each in chain.from_iterable(whole.values())}
    found = [now_are.get(each.id, each) for each in items]
    return found, await told(db, region, _among(whole, lapsed), whole, now)


@dataclass(frozen=True, slots=True)
class Batch:
    """What fell due together, and what is to be told once all of it is written down."""

    due: Sequence[Activity]
    messages: Sequence[Outgoing]


async def batch(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID]
) -> Batch | None:
    """All that fell due on some cards; None: nothing is."""
    whole = await activities.of_cards(db, region.code, which)
    due = _due_on(whole, now)
    if not due:
        return None
    deemed = [_deemed(region, each) for each in due]
    return Batch(due, await told(db, region, deemed, _with(whole, deemed), now))


async def write(db: AsyncConnection, region: Region, found: Batch, now: datetime) -> set[UUID]:
    """Write a batch down; gives the cards on which somebody else is deciding at this moment.

    Where there are any, what the batch tells is not what stands: nothing of it may be kept.
    """
    lapsed = await _lapse(db, region, found.due, now, skip_locked=True)
    return {each.card for each in found.due if each.id not in lapsed}


async def _lapse(
    db: AsyncConnection,
    region: Region,
    due: Sequence[Activity],
    now: datetime,
    *,
    skip_locked: bool = False,
) -> set[UUID]:
    """Write down what silence has approved, each by the article of its own date."""
    by_article: defaultdict[str, list[UUID]] = defaultdict(list)
    for each in due:
        by_article[cards.article(region, each)].append(each.id)
    lapsed: set[UUID] = set()
    for article, which in by_article.items():
        lapsed |= await activities.lapse(
            db, region.code, which, article, now, skip_locked=skip_locked
        )
    return lapsed


def _overdue(item: Activity, now: datetime) -> bool:
    """Whether silence has approved it, and nobody has written that down."""
    return item.state is None and item.due_at <= now


def _due_on(whole: Whole, now: datetime) -> list[Activity]:
    return [each for each in chain.from_iterable(whole.values()) if _overdue(each, now)]


def _among(whole: Whole, these: Collection[UUID]) -> list[Activity]:
    return [each for each in chain.from_iterable(whole.values()) if each.id in these]


def _deemed(region: Region, item: Activity) -> Activity:
    """An activity as it is once `lapse` has written it down."""
    lapse = of_work(region.regulation, item.date)
    match lapse.value:
        case "dianggap_disetujui" | None:
            state = State.DEEMED_APPROVED
        case other:
            assert_never(other)
    return replace(item, state=state, decided_at=item.due_at, actor=lapse.citation)


def _with(whole: Whole, lapsed: Iterable[Activity]) -> Whole:
    anew = {each.id: each for each in lapsed}
    return {card: [anew.get(each.id, each) for each in items] for card, items in whole.items()}


async def told(
    db: AsyncConnection, region: Region, lapsed: Sequence[Activity], whole: Whole, now: datetime
) -> list[Outgoing]:
    """Who filed something learns what became of it, in one message for each card.

    Every copy of their cards says so, too; `whole` is all that stands on them.
    """
    to = await binding.addresses_of(db, region.code, {each.employee for each in lapsed})

    def drawn(items: Sequence[Activity]) -> Outgoing:
        reply = cards.decided(region, items, {}, now)
        return Outgoing(to[items[0].employee], reply, Priority.REMINDER)

    reached = [items for items in by_card(lapsed).values() if items[0].employee in to]
    notices = await _one_by_one(drawn, reached)
    return notices + await _changed(db, region, lapsed, whole, now)


async def _changed(
    db: AsyncConnection, region: Region, lapsed: Sequence[Activity], whole: Whole, now: datetime
) -> list[Outgoing]:
    day = now.astimezone(region.zone).date()
    these = {each.card: whole[each.card] for each in lapsed}
    by = await verifier.of_cards(db, region, these, day)
    return await screens.changed(db, region, await sent.of_work(db, region, these, by, now))


async def _one_by_one(drawn: Callable[[T], Outgoing], items: Iterable[T]) -> list[Outgoing]:
    """Draw very many messages; whoever comes to this process meanwhile is not kept waiting."""
    found = []
    for number, each in enumerate(items, 1):
        found.append(drawn(each))
        if number % IN_A_ROW == 0:
            await asyncio.sleep(0)
    return found


def by_card(items: Iterable[Activity]) -> dict[UUID, list[Activity]]:
    found: defaultdict[UUID, list[Activity]] = defaultdict(list)
    for each in items:
        found[each.card].append(each)
    return found
