"""What lies around a request: its stamps, what else was asked for on its dates."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.route import Route
from core.law.questions.jenis_izin import Effect
from core.month.dates import month_of
from core.organisation.region import Region
from core.requests.absence import ALIVE, state_of
from core.requests.terms import terms_of
from db.records import request as requests
from db.records.request import Request
from handlers.approvals.kind import Names, Scope
from handlers.requests import duty
from handlers.texts.request_view import View


async def read(scope: Scope, request: Request, names: Names, route: Route) -> View:
    """What stands on the card of one request beside the request itself."""
    db, region, now = scope.db, scope.region, scope.now
    seen = await duty.of(db, region, request, scope.known)
    return View(
        names,
        route,
        times=await _times(db, region, request),
        seen=seen,
        done=await duty.carried_out(db, region, request, seen, now, scope.known),
        beside=await _beside(db, region, request, now),
    )


async def _times(db: AsyncConnection, region: Region, request: Request) -> int:
    """How often the person asks for special duty in that month (KAM-08)."""
    if _effect(region, request) is not Effect.SPECIAL:
        return 0
    dates = month_of(request.first)
    theirs = await requests.of_people(db, region.code, [request.employee], dates[0], dates[-1])
    return sum(each.code == request.code and each.state not in requests.DEAD for each in theirs)


async def _beside(
    db: AsyncConnection, region: Region, request: Request, now: datetime
) -> list[Request]:
    """What else stands on its dates; leaving early takes none."""
    span, who = (request.first, request.last), [request.employee]
    found = await requests.of_people(db, region.code, who, *span)
    return [
        each
        for each in found
        if each.id != request.id
        and Effect.EARLY not in {_effect(region, each), _effect(region, request)}
        and state_of(region.regulation, each.asked, now) in ALIVE
    ]


def _effect(region: Region, request: Request) -> Effect:
    return terms_of(region.regulation, request).kind.akibat
