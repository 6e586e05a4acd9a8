"""The shapes of a map: grid, fences, accuracy, the way to the nearest border, the person."""

import math

import shapely
from shapely.geometry.base import BaseGeometry

from bot.pictures.canvas import Colour, Spot, turned
from bot.pictures.palette import BLUE, BLUE_GLASS, GREEN, GREEN_GLASS, GRID, INK, SHADOW, WHITE
from bot.pictures.view import FRAME, Scene, border, ground, step, tiny
from core.organisation.fence import bearing, beyond

POINTER = ((0, -14), (11, 13), (0, 6), (-11, 13))  # an arrow to the north around (0, 0)


def draw_grid(scene: Scene) -> None:
    """Rule the ground in squares as wide as the scale bar."""
    left, top, right, bottom = FRAME
    size = step(scene.view) / scene.view.scale
    x, y = scene.view.at(0, 0)
    for turn in range(math.ceil(right / size) + 1):
        across, down = left + (x - left) % size + turn * size, top + (y - top) % size + turn * size
        scene.canvas.line([(across, top), (across, bottom)], GRID, 1.5)
        scene.canvas.line([(left, down), (right, down)], GRID, 1.5)


def draw_fences(scene: Scene) -> None:
    for fence in scene.fences:
        _glass(scene, ground(fence, scene.view.plane), GREEN_GLASS, GREEN, 5)
        if tiny(scene.view, fence):
            spot = scene.view.spot(fence.centre)
            scene.canvas.disc(spot, 17, WHITE)
            scene.canvas.disc(spot, 13, GREEN)


def draw_accuracy(scene: Scene) -> None:
    if scene.accuracy is not None:
        middle = shapely.Point(scene.view.plane.metres(scene.point))
        _glass(scene, middle.buffer(scene.accuracy, quad_segs=48), BLUE_GLASS, BLUE, 2)


def draw_way(scene: Scene) -> None:
    """Lead from the person to the border, once there is room for an arrow."""
    if scene.goal is None or not beyond(scene.goal, scene.point):
        return
    start, end = scene.view.spot(scene.point), scene.view.at(*border(scene.goal, scene.point))
    direction = bearing(scene.point, scene.goal)
    before = 34 if tiny(scene.view, scene.goal) else 16
    if math.dist(start, end) < before + 50:
        return
    tip, tail = turned([(0, before), (0, before + 10)], end, direction)
    scene.canvas.line([start, tail], WHITE, 10)
    scene.canvas.dashes(start, tail, INK, 5, 15)
    scene.canvas.area(turned(POINTER, tip, direction), INK)
    steps = [(0, back) for back in range(before, round(math.dist(start, end)), 20)]
    scene.taken.extend((x - 10, y - 10, x + 10, y + 10) for x, y in turned(steps, end, direction))


def draw_person(scene: Scene) -> None:
    x, y = scene.view.spot(scene.point)
    scene.canvas.disc((x, y + 3), 23, SHADOW)
    scene.canvas.disc((x, y), 21, WHITE)
    scene.canvas.disc((x, y), 15, BLUE)
    scene.taken.append((x - 22, y - 22, x + 22, y + 22))


def _glass(scene: Scene, shape: BaseGeometry, glass: Colour, rim: Colour, width: float) -> None:
    for part in shapely.get_parts(scene.view.drawn(shape)):
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            holes = [_path(hole) for hole in part.interiors]
            scene.canvas.area(_path(part.exterior), glass, holes)
    # The rim is cut by itself: the edge of the frame is no border of the place.
    for part in shapely.get_parts(scene.view.drawn(shapely.boundary(shape))):
        if isinstance(part, shapely.LineString) and not part.is_empty:
            scene.canvas.line(_path(part), rim, width)


def _path(line: shapely.LineString) -> list[Spot]:
    return [(x, y) for x, y in line.coords]
