"""The border of a region, as coarse as its file gives it."""

from dataclasses import dataclass, field

import shapely

from core.organisation.fence import Point

BORDER_CORNERS_MIN = 3


@dataclass(frozen=True, slots=True)
class Extent:
    """A polygon of degrees; ValueError for fewer than three corners, or lines that cross.

    A border is hundreds of kilometres long and good to some metres at best, so it needs no plane.
    """

    corners: tuple[Point, ...]
    _polygon: shapely.Polygon = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(set(self.corners)) < BORDER_CORNERS_MIN:
            raise ValueError("a border needs three different corners")
        polygon = shapely.Polygon([(each.longitude, each.latitude) for each in self.corners])
        if not polygon.is_valid or not polygon.area:
            raise ValueError(f"no simple border: {shapely.is_valid_reason(polygon)}")
        shapely.prepare(polygon)
        object.__setattr__(self, "_polygon", polygon)

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, or on the border itself."""
        return bool(self._polygon.covers(shapely.Point(point.longitude, point.latitude)))
