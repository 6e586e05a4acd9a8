"""What a verifier sees of duty elsewhere: each stamp by day, time and distance, and on a map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Leg
from core.law.questions.jenis_izin import ELSEWHERE, Effect
from core.organisation.calendar import DAY
from core.organisation.extent import Extent
from core.organisation.fence import Fence, beyond, nearest, plausible_accuracy
from core.organisation.office import Organisation
from core.organisation.posting import Posting, workplaces
from core.organisation.region import Region
from db.people import office, roster
from db.records import whereabouts
from db.records.request import Request
from db.records.whereabouts import Sighting
from handlers.approvals.verifier import terms_of
from handlers.chat.format import brief, clock, metres, short_date
from handlers.chat.reply import Map, Reply
from handlers.usecases import working_dates

DAYS_SHOWN = 5  # the newest, on one card
MAPS_SHOWN = 6  # the newest stamps, each a message of its own


@dataclass(frozen=True, slots=True)
class Seen:
    """A stamp made within a request, and how far from the person's own office, in metres.

    `abroad`: it lies outside the region, which the trip was not to leave.
    """

    sighting: Sighting
    office: Fence | None
    away: float | None
    abroad: bool


async def of(
    db: AsyncConnection, region: Region, request: Request, organisation: Organisation | None = None
) -> list[Seen]:
    """The stamps of the dates of duty elsewhere, or that of leaving early; else none."""
    kind = terms_of(region, request).kind
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


def lines(region: Region, seen: Sequence[Seen]) -> list[Markup]:
    """`Senin, 6 April: masuk 07.24 WIB (309 m dari Kantor Bupati), pulang 16.02 WIB (di …)`."""
    days = [
        Markup("{}: {}").format(
            short_date(day), Markup(", ").join(_stamped(region, e) for e in of_)
        )
        for day, of_ in groupby(seen, lambda each: each.sighting.stamp.date)
    ]
    if not days:
        return []
    more = [Markup("… dan {} hari sebelumnya").format(len(days) - DAYS_SHOWN)]
    return [
        Markup("Presensi:"),
        *(more if len(days) > DAYS_SHOWN else []),
        *days[-DAYS_SHOWN:],
        *_warned(seen),
    ]


def _warned(seen: Iterable[Seen]) -> list[Markup]:
    outside = sorted({each.sighting.stamp.date for each in seen if each.abroad})
    if not outside:
        return []
    days = ", ".join(short_date(day) for day in outside[-DAYS_SHOWN:])
    return [Markup("⚠️ Di luar daerah, padahal perjalanan dalam Daerah: {}.").format(days)]


def _stamped(region: Region, seen: Seen) -> Markup:
    stamp = seen.sighting.stamp
    text = Markup("{} {}").format(stamp.leg, clock(stamp.at, region.zone))
    where = distance(seen)
    return text + Markup(" ({})").format(where) if where else text


def distance(seen: Seen) -> str:
    """`309 m dari Kantor Bupati`, `di Kantor Bupati`; empty once the point is forgotten."""
    if seen.office is None or seen.away is None:
        return ""
    name = brief(seen.office.name)
    return f"{metres(seen.away)} dari {name}" if seen.away else f"di {name}"


def maps(region: Region, seen: Sequence[Seen]) -> list[Reply]:
    """Each stamp's point with the person's office, the newest last."""
    shown = [each for each in seen if each.sighting.point is not None][-MAPS_SHOWN:]
    return [Reply(_caption(region, each), picture=_map(region, each)) for each in shown]


def _caption(region: Region, seen: Seen) -> Markup:
    return Markup("{}, {}").format(short_date(seen.sighting.stamp.date), _stamped(region, seen))


def _map(region: Region, seen: Seen) -> Map | None:
    stamp, point = seen.sighting.stamp, seen.sighting.point
    if point is None:
        return None
    title = f"{stamp.leg.capitalize()} {short_date(stamp.date)}, {clock(stamp.at, region.zone)}"
    fences = (seen.office,) if seen.office else ()
    return Map(fences, point, plausible_accuracy(seen.sighting.accuracy), title)


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
    if terms_of(region, request).kind.akibat not in ELSEWHERE:
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
