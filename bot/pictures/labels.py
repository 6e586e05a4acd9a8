"""The words on a map: the answer beside the person, names of places, north arrow, scale bar."""

from collections.abc import Iterator

from bot.pictures.canvas import Box, Spot, turned, width_of
from bot.pictures.lettering import fitting, metres, plain
from bot.pictures.palette import GREEN, HAZE, INK, SHADOW, WHITE
from bot.pictures.terrain import POINTER
from bot.pictures.view import FRAME, Scene, ground, step
from core.organisation.fence import Fence, bearing, beyond, compass

_AIR = 20  # units between a label and the edge of the frame


def draw_compass(scene: Scene) -> None:
    x, y = FRAME[2] - 64, FRAME[1] + 64
    scene.canvas.disc((x, y + 3), 44, SHADOW)
    scene.canvas.disc((x, y), 43, WHITE)
    scene.canvas.area([(x, y - 36), (x + 12, y - 9), (x - 12, y - 9)], INK)
    scene.canvas.words((x, y + 14), "U", 34, INK, anchor="mm", bold=True)
    scene.taken.append((x - 44, y - 44, x + 44, y + 44))


def draw_ruler(scene: Scene) -> None:
    """Put the scale bar into the lower corner away from the person."""
    size = step(scene.view)
    length, y = size / scene.view.scale, FRAME[3] - 36
    left = scene.view.spot(scene.point)[0] > (FRAME[0] + FRAME[2]) / 2
    x = FRAME[0] + 40 if left else FRAME[2] - 40 - length
    box = (x - 20, y - 58, x + length + 20, y + 16)
    scene.canvas.plate(box, 14, HAZE)
    scene.canvas.line([(x, y - 12), (x, y), (x + length, y), (x + length, y - 12)], INK, 4)
    scene.canvas.words((x + length / 2, y - 14), metres(size), 30, INK, anchor="ms")
    scene.taken.append(box)


def draw_answer(scene: Scene) -> None:
    """Say how far and which way to go, on the side of the person where the way is not."""
    if scene.goal is None:
        return
    way, direction = beyond(scene.goal, scene.point), bearing(scene.point, scene.goal)
    text = f"{metres(way)} ke {compass(direction)}" if way else "di dalam lokasi"
    width = width_of(text, 38, bold=True) + 98
    northward = not 90 < direction < 270
    boxes = list(_beside(scene.view.spot(scene.point), width, 64, below=northward))
    box = _free(scene, boxes) or boxes[0]
    scene.canvas.plate(box, 32, INK if way else GREEN)
    x, y = box[0] + 44, (box[1] + box[3]) / 2
    if way:
        scene.canvas.area(turned(POINTER, (x, y), direction), WHITE)
    else:
        scene.canvas.line([(x - 12, y + 1), (x - 4, y + 9), (x + 12, y - 9)], WHITE, 5)  # a tick
    scene.canvas.words((x + 28, y), text, 38, WHITE, bold=True)
    scene.taken.append(box)


def draw_names(scene: Scene) -> None:
    """Name the fences in view, as far as there is room, the nearest first."""
    for fence in sorted(scene.fences, key=lambda fence: beyond(fence, scene.point)):
        text = plain(fence.name) or plain(fence.code)
        if text and text != scene.caption:
            _name(scene, fence, text)


def _name(scene: Scene, fence: Fence, text: str) -> None:
    shape = scene.view.drawn(ground(fence, scene.view.plane))
    if shape.is_empty:
        return
    short = fitting(text, 340, lambda words: width_of(words, 30, bold=True))
    boxes = list(_over(shape.bounds, width_of(short, 30, bold=True)))
    box = _free(scene, boxes)
    if box is not None:
        spot = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        scene.canvas.words(spot, short, 30, GREEN, anchor="mm", bold=True, halo=WHITE)
        scene.taken.append(box)


def _over(shape: Box, width: float) -> Iterator[Box]:
    left, right = max(shape[0], FRAME[0]), min(shape[2], FRAME[2])
    middle, centre = (shape[1] + shape[3]) / 2, (left + right) / 2
    rows = (middle, shape[3] + 36, shape[1] - 36, middle)
    for row in rows[width > right - left - 40 :]:
        yield centre - width / 2, row - 22, centre + width / 2, row + 22


def _beside(spot: Spot, width: float, height: float, *, below: bool) -> Iterator[Box]:
    x, y = spot
    for down in (below, not below):
        top = y + 36 if down else y - 36 - height
        for left in (x - width / 2, x - width + 60, x - 60):
            inside = min(max(left, FRAME[0] + _AIR), FRAME[2] - _AIR - width)
            yield inside, top, inside + width, top + height
    yield x + 36, y - height / 2, x + 36 + width, y + height / 2
    yield x - 36 - width, y - height / 2, x - 36, y + height / 2


def _free(scene: Scene, boxes: list[Box]) -> Box | None:
    return next((box for box in boxes if _inside(box) and not _clash(box, scene.taken)), None)


def _inside(box: Box) -> bool:
    left, top, right, bottom = FRAME
    return left + 8 <= box[0] and top + 8 <= box[1] and box[2] <= right - 8 and box[3] <= bottom - 8


def _clash(box: Box, others: list[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in others)
