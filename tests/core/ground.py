"""Places to measure from, and the geodesics that others have worked out."""

import math

from hypothesis import strategies as st
from pyproj import Geod

from core.organisation.fence import Fence, Point

EARTH = Geod(ellps="WGS84")
OFFICE = Point(2.8371, 117.3653)  # Tanjung Selor
CAP, POOR = 50.0, 200.0

latitudes = st.floats(-11, 8)
longitudes = st.floats(95, 141)
points = st.builds(Point, latitudes, longitudes)
directions = st.floats(0, 360)
accuracies = st.one_of(st.none(), st.floats(), st.floats(0, 2000))


def away(start: Point, metres: float, direction: float) -> Point:
    longitude, latitude, _ = EARTH.fwd(start.longitude, start.latitude, direction, metres)
    return Point(latitude, longitude)


def circle(centre: Point = OFFICE, radius: float = 100, code: str = "A") -> Fence:
    return Fence(code, "Kantor Bupati", centre, radius)


def square(centre: Point = OFFICE, half: float = 100, margin: float = 0) -> Fence:
    corners = tuple(away(centre, half * math.sqrt(2), turn) for turn in (45, 135, 225, 315))
    return Fence("S", "Halaman", centre, margin, corners)
