"""How far a point is from a place's fence, in which direction, and how sure that is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import shapely

ACCURACY_MAX_METRES = 1_500.0  # metres, the most that a location can say of its own accuracy
FENCE_MAX_METRES = 20_000.0  # metres from a fence's centre to its farthest border

# WGS84
EQUATOR_RADIUS_METRES = 6_378_137.0
_FLATTENING = 1 / 298.257223563
ECCENTRICITY = _FLATTENING * (2 - _FLATTENING)  # squared

_WINDS = (
    "utara",
    "timur laut",
    "timur",
    "tenggara",
    "selatan",
    "barat daya",
    "barat",
    "barat laut",
)


@dataclass(frozen=True, slots=True)
class Point:
    """WGS84 degrees; ValueError for whatever is no position on earth."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "latitude", _degrees("latitude", self.latitude, 90))
        object.__setattr__(self, "longitude", _degrees("longitude", self.longitude, 180))


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map around `origin`, true to 0.2 % within 50 km at Indonesian latitudes."""

    origin: Point
    east: float  # metres per degree of longitude
    north: float  # metres per degree of latitude

    @classmethod
    def around(cls, origin: Point) -> "Plane":
        """The plane that touches the ellipsoid of WGS84 at a point."""
        latitude = math.radians(origin.latitude)
        bulge = 1 - ECCENTRICITY * math.sin(latitude) ** 2
        prime_vertical = EQUATOR_RADIUS_METRES / math.sqrt(bulge)
        meridian = EQUATOR_RADIUS_METRES * (1 - ECCENTRICITY) / bulge**1.5
        # An arc is radius times radians, so radians(radius) is the metres of one degree.
        return cls(
            origin, math.radians(prime_vertical * math.cos(latitude)), math.radians(meridian)
        )

    def metres(self, point: Point) -> tuple[float, float]:
        """(east, north) of the origin, the short way round the earth."""
        longitude = math.remainder(point.longitude - self.origin.longitude, 360)
        return longitude * self.east, (point.latitude - self.origin.latitude) * self.north


@dataclass(frozen=True, slots=True)
class Fence:
    """A circle of `radius` metres around `centre`, or the polygon `corners` with that margin.

    The polygon's margin may be 0. ValueError for a shape that is none, or reaches
    beyond `FENCE_MAX_METRES`.
    """

    code: str
    name: str
    centre: Point
    radius: float
    corners: tuple[Point, ...] = ()
    plane: Plane = field(init=False, repr=False, compare=False)
    polygon: shapely.Polygon | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        plane = Plane.around(self.centre)
        ring = [plane.metres(corner) for corner in self.corners]
        object.__setattr__(self, "radius", _radius(self.radius, zero=bool(ring)))
        object.__setattr__(self, "plane", plane)
        object.__setattr__(self, "polygon", _polygon(ring) if ring else None)
        reach = max((math.hypot(*corner) for corner in ring), default=0.0) + self.radius
        if reach > FENCE_MAX_METRES:
            raise ValueError(
                f"a fence may not reach farther than {FENCE_MAX_METRES:.0f} m from its centre"
            )


class Where(StrEnum):
    """What a location says about a fence (AMB-08)."""

    INSIDE = "inside"
    EDGE = "edge"  # inside by the rule, but only thanks to the accuracy: for a human to look at
    UNSURE = "unsure"  # too vague to tell: ask again, then REVIEW
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Fix:
    """A location against its nearest fence; distances in metres."""

    fence: Fence
    distance: float
    beyond: float
    where: Where


def metres_between(one: Point, other: Point) -> float:
    """Metres between two points, for distances up to some hundred kilometres."""
    halfway = (one.latitude + other.latitude) / 2
    here = Plane.around(Point(halfway, one.longitude)).metres(one)
    there = Plane.around(Point(halfway, one.longitude)).metres(other)
    return math.dist(here, there)


def distance(fence: Fence, point: Point) -> float:
    """Metres to the circle's centre, or to the polygon (0 inside it)."""
    east, north = fence.plane.metres(point)
    if fence.polygon is None:
        return math.hypot(east, north)
    return float(fence.polygon.distance(shapely.Point(east, north)))


def beyond(fence: Fence, point: Point) -> float:
    """Metres still to go to the fence's border; 0 inside it."""
    return max(0.0, distance(fence, point) - fence.radius)


def bearing(point: Point, fence: Fence) -> float:
    """Degrees clockwise from north to the nearest of the fence; once inside, to its centre."""
    east, north = fence.plane.metres(point)
    to_east, to_north = _goal(fence, east, north)
    # The first % may round a hair west of north up to 360.0 itself.
    return math.degrees(math.atan2(to_east - east, to_north - north)) % 360 % 360


def compass(degrees: float) -> str:
    """One of eight winds in Indonesian."""
    return _WINDS[round(degrees / 45) % 8]


def plausible_accuracy(accuracy: float | None) -> float | None:
    """Metres, or None where a phone sent none or nonsense (0, negative, NaN, a continent)."""
    return accuracy if accuracy is not None and 0 < accuracy <= ACCURACY_MAX_METRES else None


def rank(fence: Fence, point: Point) -> tuple[float, float]:
    """By what fences are put in order: the metres to go; of those around the point, how deep."""
    metres = distance(fence, point)
    return max(0.0, metres - fence.radius), metres - fence.radius


def nearest(fences: Iterable[Fence], point: Point) -> Fence | None:
    """Pick the fence with the least to go; of several around the point, the deepest one."""
    return min(fences, key=lambda fence: rank(fence, point), default=None)


def locate(
    fences: Sequence[Fence], point: Point, accuracy: float | None, cap: float, poor: float
) -> Fix | None:
    """Judge a location by its nearest fence (Pasal 8 ayat (3), AMB-08).

    `accuracy` (metres) counts for the person up to `cap`; worse than `poor` it proves nothing;
    missing it is unknown, not zero, and gives no tolerance. None without fences.
    """
    fence = nearest(fences, point)
    if fence is None:
        return None
    metres = distance(fence, point)
    over = max(0.0, metres - fence.radius)
    return Fix(fence, metres, over, _where(over, plausible_accuracy(accuracy), cap, poor))


def _degrees(name: str, value: float, limit: int) -> float:
    # The value stays out of the message: coordinates do not belong into logs.
    if not _between(-limit, value, limit):
        raise ValueError(f"{name} must be a number from -{limit} to {limit}")
    return float(value) + 0.0  # -0.0 would be a second spelling of 0.0


def _radius(value: float, *, zero: bool) -> float:
    if not _between(0, value, FENCE_MAX_METRES) or (value == 0 and not zero):
        raise ValueError(
            f"radius must be metres up to {FENCE_MAX_METRES:.0f}, and above 0 for a circle"
        )
    return float(value)


def _between(least: float, value: float, most: float) -> bool:
    # What was JSON may hold text or True here, whatever the annotation says; NaN compares false.
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and least <= value <= most


def _polygon(ring: Sequence[tuple[float, float]]) -> shapely.Polygon:
    if len(set(ring)) < 3:
        raise ValueError("a polygon needs three different corners")
    polygon = shapely.Polygon(ring)
    if not polygon.is_valid or not polygon.area:
        raise ValueError(f"no simple polygon: {shapely.is_valid_reason(polygon)}")
    shapely.prepare(polygon)
    return polygon


def _goal(fence: Fence, east: float, north: float) -> tuple[float, float]:
    point = shapely.Point(east, north)
    if fence.polygon is None or shapely.intersects(fence.polygon, point):
        return 0.0, 0.0
    end = shapely.shortest_line(point, fence.polygon).coords[1]
    return end[0], end[1]


def _where(over: float, accuracy: float | None, cap: float, poor: float) -> Where:
    if accuracy is not None and accuracy > poor:
        return Where.UNSURE if over <= accuracy else Where.OUTSIDE
    if over == 0:
        return Where.INSIDE
    if accuracy is not None and over <= min(accuracy, cap):
        return Where.EDGE
    return Where.OUTSIDE
