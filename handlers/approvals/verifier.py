"""Who decides about whom today; asked anew whenever somebody decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals import silence
from core.approvals.case import State
from core.organisation.region import Region
from core.organisation.verifier import next_up
from core.requests.absence import state_on
from core.requests.catalogue import RequestType
from core.requests.terms import filed_under
from db.people import binding
from db.people import verifier as verifiers
from db.records.activity import Activity
from db.records.request import Request
from db.records.review import Review
from handlers.chat.context import Context


async def of_people(
    db: AsyncConnection, region: Region, people: Iterable[UUID], day: date
) -> dict[UUID, UUID | None]:
    """Who decides about the work of these people on a date."""
    official = await verifiers.official(db, region)
    return await verifiers.find(db, region.code, set(people), day, official)


async def of_person(ctx: Context, employee: UUID) -> UUID | None:
    """Who decides about somebody's work today."""
    return (await of_people(ctx.db, ctx.region, [employee], ctx.calendar_date))[employee]


def state_of(region: Region, request: Request, now: datetime) -> State:
    """What a request is by now, by what it was filed under; its last month may be closed."""
    return state_on(region.regulation, request.asked, request.last, now)


def terms_of(region: Region, request: Request) -> RequestType:
    """What it was filed under, whatever the law says of its kind today."""
    return filed_under(region.regulation, request.code, request.first, request.terms)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did or asked for, and the (last) date of it."""

    employee: UUID
    day: date


def deed_of(item: Request | Activity | Review) -> Deed:
    return Deed(item.employee, item.last if isinstance(item, Request) else item.date)


async def of_work(ctx: Context, item: Activity) -> UUID | None:
    """Who decides about somebody's work of one date today."""
    deed = deed_of(item)
    return (await of_deeds(ctx.db, ctx.region, [deed], ctx.calendar_date))[deed]


async def mine(ctx: Context, work: Sequence[Activity]) -> list[Activity]:
    """Those of these activities that whoever writes decides today."""
    by = await of_deeds(ctx.db, ctx.region, map(deed_of, work), ctx.calendar_date)
    return [each for each in work if by[deed_of(each)] == ctx.someone.employee]


async def of_cards(
    db: AsyncConnection, region: Region, whole: Mapping[UUID, Sequence[Activity]], day: date
) -> dict[UUID, UUID | None]:
    """Who decides on a date about each of these cards of daily work."""
    deeds = {card: deed_of(items[0]) for card, items in whole.items()}
    by = await of_deeds(db, region, deeds.values(), day)
    return {card: by[deed] for card, deed in deeds.items()}


async def of_deeds(
    db: AsyncConnection, region: Region, deeds: Iterable[Deed], day: date
) -> dict[Deed, UUID | None]:
    """Who decides on a date about each of these.

    What was done before a new superior came stays with the old one, unless they are gone: no
    chat is theirs any more (AMB-51).
    """
    wanted = set(deeds)
    now = await of_people(db, region, (each.employee for each in wanted), day)
    found = {each: now[each.employee] for each in wanted}
    for then, whose in (await _before(db, region, wanted, day)).items():
        official = await verifiers.official(db, region)
        people = {each.employee for each in whose}
        old = await verifiers.find(db, region.code, people, day, official, above_on=then)
        here = await binding.addresses_of(db, region.code, {by for by in old.values() if by})
        found |= {e: old[e.employee] for e in whose if old[e.employee] in here}
    return found


async def _before(
    db: AsyncConnection, region: Region, deeds: Iterable[Deed], day: date
) -> dict[date, list[Deed]]:
    """Those done before their person got another superior, by date."""
    past = [each for each in deeds if each.day < day]
    if not past:
        return {}
    people, first = {each.employee for each in past}, min(each.day for each in past)
    moved = await verifiers.moved(db, region.code, people, first, day)
    found: dict[date, list[Deed]] = {}
    for each in past:
        if any(since > each.day for since in moved.get(each.employee, ())):
            found.setdefault(each.day, []).append(each)
    return found


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who decides a request, and who does once it has gone up; None: nobody is named.

    `up` is the same one again where nobody else could decide.
    """

    first: UUID | None
    up: UUID | None
    escalated: bool

    @property
    def now(self) -> UUID | None:
        return self.up if self.escalated else self.first


NOBODY = Deciders(None, None, escalated=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """What waits for a human: of which deed, whether it has gone up, and whether to the head."""

    id: UUID
    deed: Deed
    escalated: bool
    to_head: bool


def _of_request(region: Region, request: Request, now: datetime) -> Matter:
    escalated = state_of(region, request, now) is State.ESCALATED
    to_head = terms_of(region, request).lapse.value == "eskalasi_kepala"
    return Matter(request.id, deed_of(request), escalated, to_head)


def _of_review(region: Region, review: Review, now: datetime) -> Matter:
    """Silence never decides of a stamp; it goes up as a request of its date would (AMB-46)."""
    to_head = silence.of_request(region.regulation, review.date).value == "eskalasi_kepala"
    return Matter(review.id, deed_of(review), review.due_at <= now, to_head)


def matters(region: Region, items: Iterable[Request | Review], now: datetime) -> list[Matter]:
    return [
        _of_request(region, each, now)
        if isinstance(each, Request)
        else _of_review(region, each, now)
        for each in items
    ]


async def deciders(
    db: AsyncConnection, region: Region, items: Iterable[Request | Review], now: datetime
) -> dict[UUID, Deciders]:
    """Who decides each of these at an instant, and who would after its due time."""
    day, asked = now.astimezone(region.zone).date(), matters(region, items, now)
    first = await of_deeds(db, region, [each.deed for each in asked], day)
    up = await _next(db, region, asked, first, day)
    return {
        each.id: Deciders(first[each.deed], up[each.id], escalated=each.escalated) for each in asked
    }


async def of_items(
    db: AsyncConnection, region: Region, items: Iterable[Request | Review], now: datetime
) -> dict[UUID, UUID | None]:
    """Who decides each of these at an instant; what has gone up is the next one's."""
    day, asked = now.astimezone(region.zone).date(), matters(region, items, now)
    first = await of_deeds(db, region, [each.deed for each in asked], day)
    up = [each for each in asked if each.escalated]
    return {each.id: first[each.deed] for each in asked} | await _next(db, region, up, first, day)


async def of_item(ctx: Context, item: Request | Review) -> UUID | None:
    """Who decides a request, or looks at a stamp, today."""
    return (await of_items(ctx.db, ctx.region, [item], ctx.event.at))[item.id]


async def _next(
    db: AsyncConnection,
    region: Region,
    asked: Sequence[Matter],
    first: Mapping[Deed, UUID | None],
    day: date,
) -> dict[UUID, UUID | None]:
    """The next one above whoever has not decided these."""
    if not asked:
        return {}
    silent = {by for each in asked if (by := first[each.deed])}
    above = await of_people(db, region, silent, day)
    to_heads = [each.deed.employee for each in asked if each.to_head]
    heads = await verifiers.heads(db, region.code, to_heads, day)
    return {
        each.id: next_up(
            each.deed.employee,
            by,
            above[by] if by else None,
            heads.get(each.deed.employee, ()) if each.to_head else (),
        )
        for each in asked
        for by in (first[each.deed],)
    }
