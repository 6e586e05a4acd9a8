"""All fences of a region, found by a point without touching the far ones."""

import math
from dataclasses import dataclass, field

import shapely

from core.organisation.fence import (
    ECCENTRICITY,
    EQUATOR_RADIUS_METRES,
    FENCE_MAX_METRES,
    Fence,
    Point,
    beyond,
    rank,
)

# Metres per degree at the equator, where both are shortest: bounds, not measures.
_LEAST_NORTH = math.radians(EQUATOR_RADIUS_METRES * (1 - ECCENTRICITY))
_LEAST_EAST = math.radians(EQUATOR_RADIUS_METRES)


@dataclass(frozen=True, slots=True)
class FenceIndex:
    """All fences of a region, searched without touching the far ones."""

    fences: tuple[Fence, ...]
    _tree: shapely.STRtree = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tree", shapely.STRtree([_box(fence) for fence in self.fences]))

    def candidates(self, point: Point, reach: float) -> tuple[Fence, ...]:
        """List the fences worth measuring: all that `around` finds, and a few more."""
        found = self._tree.query(_neighbourhood(point, reach))
        return tuple(self.fences[position] for position in sorted(found))

    def around(self, point: Point, reach: float) -> tuple[Fence, ...]:
        """List fences within `reach` metres of their border, nearest first; 0: around the point."""
        near = [fence for fence in self.candidates(point, reach) if beyond(fence, point) <= reach]
        return tuple(sorted(near, key=lambda fence: rank(fence, point)))

    def nearest(self, point: Point) -> Fence | None:
        """The fence whose border is nearest to a point; None where there are no fences."""
        # Nearest in degrees is not yet nearest in metres, but bounds how far to look for it.
        position = self._tree.nearest(shapely.Point(point.longitude, point.latitude))
        if position is None:
            return None
        return self.around(point, beyond(self.fences[position], point))[0]


def _box(fence: Fence) -> shapely.Polygon:
    corners = fence.corners or (fence.centre,)
    wide, high = fence.radius / fence.plane.east, fence.radius / fence.plane.north
    return shapely.box(
        min(corner.longitude for corner in corners) - wide,
        min(corner.latitude for corner in corners) - high,
        max(corner.longitude for corner in corners) + wide,
        max(corner.latitude for corner in corners) + high,
    )


def _neighbourhood(point: Point, reach: float) -> shapely.Polygon:
    """Degrees around a point that surely hold every fence within `reach` metres."""
    high = reach / _LEAST_NORTH + 1e-9
    # A fence is measured on the plane of its centre, where a degree of longitude may be shorter.
    farthest = abs(point.latitude) + high + FENCE_MAX_METRES / _LEAST_NORTH
    shrink = math.cos(math.radians(farthest)) if farthest < 90 else 0.0
    wide = reach / (_LEAST_EAST * shrink) + 1e-9 if shrink > 0.01 else 360.0
    east, north = point.longitude, point.latitude
    return shapely.box(east - wide, north - high, east + wide, north + high)
