"""Which piece of the earth a map shows, and where on the picture a place lies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely
from shapely.affinity import affine_transform, translate
from shapely.geometry.base import BaseGeometry

from bot.pictures.canvas import Box, Canvas, Spot
from core.organisation.fence import Fence, Plane, Point, bearing, beyond, plausible_accuracy

FRAME: Box = (0, 96, 1000, 700)
_ROOM = (700, 380)  # what must be seen, with air around it for labels
_CLOSEST = 0.1  # metres per unit: below it a phone's location is noise


@dataclass(frozen=True, slots=True)
class View:
    """A flat map: metres of `plane`, with `centre` in the middle of the frame."""

    plane: Plane
    centre: tuple[float, float]
    scale: float  # metres per picture unit

    def at(self, east: float, north: float) -> Spot:
        left, top, right, bottom = FRAME
        across = (east - self.centre[0]) / self.scale
        up = (north - self.centre[1]) / self.scale
        return (left + right) / 2 + across, (top + bottom) / 2 - up

    def spot(self, point: Point) -> Spot:
        return self.at(*self.plane.metres(point))

    def drawn(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape of metres in picture units, cut off just outside the frame."""
        x, y = self.at(0, 0)
        picture = affine_transform(shape, [1 / self.scale, 0, 0, -1 / self.scale, x, y])
        left, top, right, bottom = FRAME
        return shapely.intersection(
            picture, shapely.box(left - 20, top - 20, right + 20, bottom + 20)
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a layer draws from; labels keep clear of the boxes `taken` so far."""

    canvas: Canvas
    view: View
    fences: Sequence[Fence]
    goal: Fence | None  # the fence with the least to go
    point: Point
    accuracy: float | None  # metres
    caption: str
    taken: list[Box] = field(default_factory=list)


def looking_at(fence: Fence | None, point: Point, accuracy: float | None) -> View:
    """Show the whole fence, the person and, unless that makes them tiny, the accuracy."""
    plane = fence.plane if fence else Plane.around(point)
    person = shapely.Point(plane.metres(point))
    must = shapely.union(person, ground(fence, plane) if fence else person.buffer(100))
    wanted = person.buffer(min(plausible_accuracy(accuracy) or 0, _span(must)))
    left, bottom, right, top = shapely.union(must, wanted).bounds
    scale = max((right - left) / _ROOM[0], (top - bottom) / _ROOM[1], _CLOSEST)
    return View(plane, ((left + right) / 2, (bottom + top) / 2), scale)


def ground(fence: Fence, plane: Plane) -> BaseGeometry:
    """Return what lies inside a fence, its margin included, in metres of a plane."""
    core = fence.polygon or shapely.Point(0, 0)
    return translate(core.buffer(fence.radius, quad_segs=48), *plane.metres(fence.centre))


def border(fence: Fence, point: Point) -> tuple[float, float]:
    """Return the nearest spot of the border from outside, in metres of the fence's plane."""
    east, north = fence.plane.metres(point)
    way, direction = beyond(fence, point), math.radians(bearing(point, fence))
    return east + way * math.sin(direction), north + way * math.cos(direction)


def tiny(view: View, fence: Fence) -> bool:
    """Tell whether a fence would hardly be seen and needs a marker."""
    return _span(ground(fence, fence.plane)) / view.scale < 30


def step(view: View) -> float:
    """Return the longest round number of metres (1, 2 or 5 and zeros) up to 200 units long."""
    longest = view.scale * 200
    power = 10.0 ** math.floor(math.log10(longest))
    return next(digit * power for digit in (5, 2, 1) if digit * power <= longest)


def _span(shape: BaseGeometry) -> float:
    left, bottom, right, top = shape.bounds
    return float(max(right - left, top - bottom))
