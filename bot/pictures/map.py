"""The picture that answers "where am I, and how far is it": places, person, way and scale."""

from collections.abc import Sequence

from bot.pictures.canvas import Canvas, Spot, width_of
from bot.pictures.labels import draw_answer, draw_compass, draw_names, draw_ruler
from bot.pictures.lettering import fitting, metres, plain
from bot.pictures.palette import BLUE, BLUE_GLASS, GREEN, GREEN_GLASS, GROUND, INK, WHITE
from bot.pictures.terrain import draw_accuracy, draw_fences, draw_grid, draw_person, draw_way
from bot.pictures.view import FRAME, Scene, looking_at
from core.organisation.fence import Fence, Point, nearest, plausible_accuracy

WIDTH, HEIGHT = 1000, 800

_LAYERS = (
    draw_grid,
    draw_fences,
    draw_accuracy,
    draw_way,
    draw_person,
    draw_compass,
    draw_ruler,
    draw_answer,
    draw_names,
)


def draw_map(
    fix_fences: Sequence[Fence], point: Point, accuracy: float | None, *, caption: str
) -> bytes:
    """Return a JPEG of 1000 x 800, below 200,000 bytes, titled `caption`.

    The fence with the least to go is shown whole, others where they happen to be in view;
    `accuracy` in metres. Without fences: the person alone.
    """
    goal = nearest(fix_fences, point)
    canvas = Canvas.blank(WIDTH, HEIGHT, GROUND)
    view = looking_at(goal, point, accuracy)
    title = plain(caption) or "Lokasi presensi"
    scene = Scene(canvas, view, fix_fences, goal, point, plausible_accuracy(accuracy), title)
    for draw in _LAYERS:
        draw(scene)
    _head(scene)
    _foot(scene)
    return canvas.jpeg()


def _head(scene: Scene) -> None:
    canvas, bottom = scene.canvas, FRAME[1]
    canvas.plate((0, 0, WIDTH, bottom), 0, INK)
    canvas.disc((52, 40), 17, WHITE)
    canvas.area([(36, 46), (68, 46), (52, 72)], WHITE)
    canvas.disc((52, 40), 7, INK)
    title = fitting(scene.caption, WIDTH - 128, lambda words: width_of(words, 42, bold=True))
    canvas.words((92, bottom / 2), title, 42, WHITE, bold=True)


def _foot(scene: Scene) -> None:
    scene.canvas.plate((0, FRAME[3], WIDTH, HEIGHT), 0, WHITE)
    x = 36.0
    for entry in (_place_entry, _person_entry, _accuracy_entry):
        x = entry(scene, x, (FRAME[3] + HEIGHT) / 2)


def _place_entry(scene: Scene, x: float, y: float) -> float:
    if not scene.fences:
        return x
    for inset, radius, colour in ((0, 8, GREEN), (4, 5, WHITE), (4, 5, GREEN_GLASS)):
        box = (x + inset, y - 16 + inset, x + 32 - inset, y + 16 - inset)
        scene.canvas.plate(box, radius, colour)
    return _written(scene, (x + 46, y), "lokasi presensi")


def _person_entry(scene: Scene, x: float, y: float) -> float:
    scene.canvas.disc((x + 15, y), 14, BLUE)
    return _written(scene, (x + 43, y), "posisi")


def _accuracy_entry(scene: Scene, x: float, y: float) -> float:
    if scene.accuracy is None:
        return _written(scene, (x, y), "ketelitian tidak diketahui")
    for radius, colour in ((17, BLUE), (15, WHITE), (15, BLUE_GLASS)):
        scene.canvas.disc((x + 17, y), radius, colour)
    return _written(scene, (x + 48, y), f"ketelitian ±{metres(scene.accuracy)}")


def _written(scene: Scene, spot: Spot, text: str) -> float:
    scene.canvas.words(spot, text, 30, INK)
    return spot[0] + width_of(text, 30) + 34
