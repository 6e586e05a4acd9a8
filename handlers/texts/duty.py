"""Duty elsewhere in words and on maps: each stamp by day, time and distance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from markupsafe import Markup

from core.attendance.stamp import Leg
from core.organisation.fence import Fence, plausible_accuracy
from core.organisation.region import Region
from db.records.whereabouts import Sighting
from handlers.chat.format import brief, clock, metres, short_date
from handlers.chat.reply import Map, Reply

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

    @property
    def stamped(self) -> "Stamped":
        """As much of it as stands on a card."""
        fact = self.sighting.stamp
        where = self.office.name if self.office else None
        return Stamped(fact.date, fact.leg, fact.at, where, self.away, self.abroad)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp, and how far from which office it was made, in metres; None once that is forgotten.

    `abroad`: outside the region, which the trip was not to leave.
    """

    date: date
    leg: Leg
    at: datetime
    office: str | None = None
    away: float | None = None
    abroad: bool = False


def lines(region: Region, seen: Sequence[Stamped]) -> list[Markup]:
    """`Senin, 6 April: masuk 07.24 WIB (309 m dari Kantor Bupati), pulang 16.02 WIB (di …)`."""
    days = [
        Markup("{}: {}").format(
            short_date(day), Markup(", ").join(_stamped(region, e) for e in of_)
        )
        for day, of_ in groupby(seen, lambda each: each.date)
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


def _warned(seen: Iterable[Stamped]) -> list[Markup]:
    outside = sorted({each.date for each in seen if each.abroad})
    if not outside:
        return []
    days = ", ".join(short_date(day) for day in outside[-DAYS_SHOWN:])
    return [Markup("⚠️ Di luar daerah, padahal perjalanan dalam Daerah: {}.").format(days)]


def _stamped(region: Region, seen: Stamped) -> Markup:
    text = Markup("{} {}").format(seen.leg, clock(seen.at, region.zone))
    where = distance(seen)
    return text + Markup(" ({})").format(where) if where else text


def distance(seen: Stamped) -> str:
    """`309 m dari Kantor Bupati`, `di Kantor Bupati`; empty once the point is forgotten."""
    if seen.office is None or seen.away is None:
        return ""
    name = brief(seen.office)
    return f"{metres(seen.away)} dari {name}" if seen.away else f"di {name}"


def maps(region: Region, seen: Sequence[Seen]) -> list[Reply]:
    """Each stamp's point with the person's office, the newest last."""
    shown = [each for each in seen if each.sighting.point is not None][-MAPS_SHOWN:]
    return [Reply(_caption(region, each), picture=_map(region, each)) for each in shown]


def _caption(region: Region, seen: Seen) -> Markup:
    return Markup("{}, {}").format(
        short_date(seen.sighting.stamp.date), _stamped(region, seen.stamped)
    )


def _map(region: Region, seen: Seen) -> Map | None:
    stamp, point = seen.sighting.stamp, seen.sighting.point
    if point is None:
        return None
    title = f"{stamp.leg.capitalize()} {short_date(stamp.date)}, {clock(stamp.at, region.zone)}"
    fences = (seen.office,) if seen.office else ()
    return Map(fences, point, plausible_accuracy(seen.sighting.accuracy), title)
