"""What is seen of duty elsewhere: where each stamp was made, and whether it was carried out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Leg
from core.law.questions.jenis_izin import ELSEWHERE, Effect
from core.organisation.calendar import DAY
from core.organisation.extent import Extent
from core.organisation.fence import beyond, nearest
from core.organisation.office import Organisation
from core.organisation.posting import Posting, workplaces
from core.organisation.region import Region
from core.requests.terms import terms_of
from db.people import office, roster
from db.records import whereabouts
from db.records.request import Request
from db.records.whereabouts import Sighting
from handlers.approvals.kind import Scope
from handlers.texts.duty import Seen
from handlers.usecases import working_dates


async def of(
    db: AsyncConnection, region: Region, request: Request, organisation: Organisation | None = None
) -> list[Seen]:
    """The stamps of the dates of duty elsewhere, or that of leaving early; else none."""
    kind = terms_of(region.regulation, request).kind
    if kind.akibat not in ELSEWHERE | {Effect.EARLY}:
        return []
    who, span = request.employee, (request.first, request.last)
    found = await whereabouts.of_person(db, region.code, who, *span)
    if kind.akibat is Effect.EARLY:
        found = [each for each in found if each.stamp.leg is Leg.PULANG]
    if not found:
        return []
    organisation = organisation or await office.load(db, region.code, region.zone)
    held = (await roster.postings(db, region.code, [who]))[who]
    postings = [Posting(*each) for each in held.items()]
    extent = region.extent if kind.wilayah else None
    return [seen_from(organisation, postings, each, extent) for each in found]


def seen_from(
    organisation: Organisation,
    postings: Sequence[Posting],
    sighting: Sighting,
    extent: Extent | None = None,
) -> Seen:
    """How a stamp lies to the office of that date; `extent` is what a trip was not to leave."""
    point = sighting.point
    places = workplaces(postings, sighting.stamp.date, None)
    own = organisation.offices[places[0].office].fences if places else ()
    if point is None:
        return Seen(sighting, None, None, abroad=False)
    place = nearest(own, point)
    abroad = extent is not None and not extent.holds(point)
    return Seen(sighting, place, beyond(place, point) if place else None, abroad)


async def carried_out(
    db: AsyncConnection,
    region: Region,
    request: Request,
    seen: Iterable[Seen],
    now: datetime,
    organisation: Organisation | None = None,
) -> bool:
    """Whether there is something to validate: duty elsewhere is judged once it was done.

    "Sejak ASN melaksanakan" (Pasal 9A ayat (4), Pasal 9B ayat (3)): from its last date's pulang
    on, or once that working date is over. Whatever else is asked for is decided beforehand.
    """
    if terms_of(region.regulation, request).kind.akibat not in ELSEWHERE:
        return True
    today = now.astimezone(region.zone).date()
    if today >= request.last and _went_home(request.last, seen):
        return True
    if today != request.last + DAY:
        return today > request.last
    who = request.employee  # the night of that date may still go on
    return (await working_dates.of_people(db, region, [who], now, organisation))[who] > request.last


def _went_home(day: date, seen: Iterable[Seen]) -> bool:
    return any(
        each.sighting.stamp.date == day and each.sighting.stamp.leg is Leg.PULANG for each in seen
    )


async def ended_since_filed(scope: Scope, asked: Sequence[Request]) -> list[Request]:
    """The duty elsewhere that is over, and was filed before it was."""
    today = scope.today
    ended = [each for each in asked if each.last < today and _elsewhere(scope.region, each)]
    # The night of yesterday's date may still go on.
    late = {each.employee for each in ended if each.last == today - DAY}
    theirs = await working_dates.of_people(scope.db, scope.region, late, scope.now)
    over = [each for each in ended if each.last < theirs.get(each.employee, today)]
    return [each for each in over if await _filed_before(scope, each)]


def _elsewhere(region: Region, request: Request) -> bool:
    return terms_of(region.regulation, request).kind.akibat in ELSEWHERE


async def _filed_before(scope: Scope, request: Request) -> bool:
    """Whether it was not over yet when it was filed, perhaps in its last night."""
    filed = request.filed_at.astimezone(scope.region.zone).date()
    if filed != request.last + DAY:
        return filed <= request.last
    who, at = request.employee, request.filed_at
    dates = await working_dates.of_people(scope.db, scope.region, [who], at)
    return dates[who] <= request.last
