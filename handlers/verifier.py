"""Who decides about whom today; asked anew whenever somebody decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core import silence
from core.region import Region
from core.request_state import State, state_at
from core.verifier import next_up
from db import verifier as verifiers
from db.request import Request
from handlers.context import Context


async def of_people(
    db: AsyncConnection, region: Region, people: Iterable[UUID], day: date
) -> dict[UUID, UUID | None]:
    """Who decides about the work of these people on a date."""
    official = await verifiers.official(db, region)
    return await verifiers.find(db, region.code, set(people), day, official)


async def of_person(ctx: Context, employee: UUID) -> UUID | None:
    """Who decides about somebody's work today."""
    return (await of_people(ctx.db, ctx.region, [employee], ctx.today))[employee]


def state_of(region: Region, request: Request, now: datetime) -> State:
    """What a request is by now, by the law of its first date."""
    lapse = silence.of_request(region.regulation, request.first).value
    return state_at(request.state, request.due_at, now, lapse)


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


async def deciders(
    db: AsyncConnection, region: Region, requests: Sequence[Request], now: datetime
) -> dict[UUID, Deciders]:
    """Who decides each of these requests at an instant, and who would after its due time."""
    day = now.astimezone(region.zone).date()
    first = await of_people(db, region, [each.employee for each in requests], day)
    up = await _next(db, region, requests, first, day) if requests else {}
    return {
        each.id: Deciders(
            first[each.employee],
            up[each.id],
            escalated=state_of(region, each, now) is State.ESCALATED,
        )
        for each in requests
    }


async def of_requests(
    db: AsyncConnection, region: Region, requests: Sequence[Request], now: datetime
) -> dict[UUID, UUID | None]:
    """Who decides each of these requests at an instant; what has gone up is the next one's."""
    day = now.astimezone(region.zone).date()
    first = await of_people(db, region, [each.employee for each in requests], day)
    up = [each for each in requests if state_of(region, each, now) is State.ESCALATED]
    found = {each.id: first[each.employee] for each in requests}
    return found | (await _next(db, region, up, first, day) if up else {})


async def of_request(ctx: Context, request: Request) -> UUID | None:
    """Who decides a request today."""
    return (await of_requests(ctx.db, ctx.region, [request], ctx.event.at))[request.id]


async def _next(
    db: AsyncConnection,
    region: Region,
    requests: Sequence[Request],
    first: dict[UUID, UUID | None],
    day: date,
) -> dict[UUID, UUID | None]:
    silent = {by for each in requests if (by := first[each.employee])}
    above = await of_people(db, region, silent, day)
    to_heads = [each.employee for each in requests if _to_head(region, each)]
    heads = await verifiers.heads(db, region.code, to_heads, day)
    return {
        each.id: next_up(each.employee, by, above[by] if by else None, heads.get(each.employee, ()))
        for each in requests
        for by in (first[each.employee],)
    }


def _to_head(region: Region, request: Request) -> bool:
    return silence.of_request(region.regulation, request.first).value == "eskalasi_kepala"
