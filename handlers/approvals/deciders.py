"""The decider of a case today; asked anew for each decision."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.approvals.route import NOBODY, Decider, Route
from core.organisation.region import Region
from core.organisation.verifier import acting_for, next_up
from db.people import binding, status
from db.people import verifier as verifiers
from handlers.approvals.kind import C, Kind, Names, Scope
from handlers.chat.context import Context
from handlers.chat.format import brief


async def of_people(
    db: AsyncConnection, region: Region, people: Iterable[UUID], day: date
) -> dict[UUID, UUID | None]:
    """Who decides about the work of these people on a date."""
    official = await verifiers.official(db, region)
    return await verifiers.find(db, region.code, set(people), day, official)


async def of_person(ctx: Context, employee: UUID) -> UUID | None:
    """Who decides about somebody's work today."""
    return (await of_people(ctx.db, ctx.region, [employee], ctx.calendar_date))[employee]


async def subordinates(ctx: Context, superior: UUID) -> list[UUID]:
    """Everybody whom somebody verifies today (AMB-39)."""
    official = await verifiers.official(ctx.db, ctx.region)
    return await verifiers.subordinates(
        ctx.db, ctx.region.code, superior, ctx.calendar_date, official
    )


async def reached(
    db: AsyncConnection,
    region: Region,
    people: Collection[UUID | None],
    names: Names | None = None,
) -> dict[UUID | None, Decider]:
    """Those who decide, with their chats; None, nobody, is always among them.

    `names`: theirs, where they are known.
    """
    known = {each for each in people if each is not None}
    if not known:
        return {None: NOBODY}
    names = names or await status.fetch_names(db, region.code, known)
    chats = await binding.chats_of(db, region.code, known)
    found: dict[UUID | None, Decider] = {None: NOBODY}
    for each in known:
        chat, name = chats.get(each), brief(names[each])
        where = (chat.address, chat.away_since) if chat else (None, None)
        found[each] = Decider(each, name, *where)
    return found


async def named(scope: Scope, people: Sequence[UUID]) -> list[Decider]:
    """Those who decide by their role, with their chats, in the same order; at least nobody."""
    known = await reached(scope.db, scope.region, people, await scope.fetch_names(people))
    return [known[each] for each in people] or [NOBODY]


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did or asked for, and the (last) date of it."""

    employee: UUID
    day: date


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
class _Matter:
    """A case as its deciders depend on it: whether it has gone up, and whether to the head."""

    id: UUID
    deed: Deed
    escalated: bool
    to_head: bool


def _matter(scope: Scope, kind: Kind[C], case: C) -> _Matter:
    deed = Deed(case.employee, case.day)
    if not kind.goes_up:
        return _Matter(case.id, deed, escalated=False, to_head=False)
    escalated = kind.state(scope.region, case, scope.now) is State.ESCALATED
    to_head = kind.silence(scope.region, case).value == "eskalasi_kepala"
    return _Matter(case.id, deed, escalated, to_head)


async def routes(scope: Scope, kind: Kind[C], cases: Iterable[C]) -> dict[UUID, Route]:
    """The way of each of these cases as it is at an instant, with names and chats."""
    asked = [_matter(scope, kind, each) for each in cases]
    first = await of_deeds(scope.db, scope.region, [e.deed for e in asked], scope.today)
    up = await _next(scope, asked if kind.goes_up else (), first)
    people = {first[each.deed] for each in asked} | set(up.values())
    names = await scope.fetch_names(people)
    known = await reached(scope.db, scope.region, people, names)
    return {
        each.id: Route(known[first[each.deed]], known[up.get(each.id)], each.escalated)
        for each in asked
    }


async def of_cases(scope: Scope, kind: Kind[C], cases: Iterable[C]) -> dict[UUID, UUID | None]:
    """Who decides each of these at an instant, by its id; what has gone up is the next one's.

    Of several who may by their role the nearest.
    """
    if kind.by_role is not None:
        held = await kind.by_role(scope, found := list(cases))
        return {each.id: next(iter(held[each.id]), None) for each in found}
    asked = [_matter(scope, kind, each) for each in cases]
    first = await of_deeds(scope.db, scope.region, [e.deed for e in asked], scope.today)
    up = [each for each in asked if each.escalated]
    return {each.id: first[each.deed] for each in asked} | await _next(scope, up, first)


async def decides(ctx: Context, kind: Kind[C], case: C) -> bool:
    """Whether a case is this person's to decide today."""
    return bool(await mine(ctx, kind, [case]))


async def mine(ctx: Context, kind: Kind[C], cases: Sequence[C]) -> list[C]:
    """Those of these that whoever writes decides today."""
    if not cases:
        return []
    scope, me = Scope.of(ctx), ctx.someone.employee
    if kind.by_role is not None:
        held = await kind.by_role(scope, cases)
        return [each for each in cases if me in held[each.id]]
    by = await of_cases(scope, kind, cases)
    return [each for each in cases if by[each.id] == me]


async def _next(
    scope: Scope, asked: Sequence[_Matter], first: Mapping[Deed, UUID | None]
) -> dict[UUID, UUID | None]:
    """The next one above whoever has not decided these."""
    if not asked:
        return {}
    silent = {by for each in asked if (by := first[each.deed])}
    above = await of_people(scope.db, scope.region, silent, scope.today)
    to_heads = [each.deed.employee for each in asked if each.to_head]
    region, today = scope.region.code, scope.today
    heads = await verifiers.heads(scope.db, region, to_heads, today, acting_for)
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
