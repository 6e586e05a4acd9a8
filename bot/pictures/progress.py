"""A month's points as a bar with its sentences: counted, pending, what working hours can hold."""

from collections.abc import Iterator

from bot.pictures.canvas import Box, Canvas, Spot, width_of
from bot.pictures.palette import GREEN, GRID, INK, SAND, WHITE
from core.work.progress import Progress
from handlers.chat.format import grouped

_LINE, _SIZE = 50, 38
_BAR = (94, 146)  # from the upper edge
_KEYS = 184


def sentences(progress: Progress, left: int) -> list[str]:
    """What is still to be done, a line each; `left` are the working days that remain."""
    if not progress.missing:
        return ["Target bulan ini sudah tercapai. Terima kasih!"]
    enough = progress.pending >= progress.missing
    return [_pace(progress, left)] + ["Target tercapai bila yang menunggu disetujui."] * enough


def warning(progress: Progress) -> list[str]:
    """Say so where the flat target goes beyond the month's working hours (AMB-13, AMB-14)."""
    if not _beyond(progress):
        return []
    return [
        f"Jam kerja bulan ini hanya {grouped(progress.reachable)} menit, kurang dari",
        f"target {grouped(progress.target)}. Ini bukan kekurangan Anda.",
    ]


def height_of_progress(progress: Progress, left: int) -> float:
    lines, warned = len(sentences(progress, left)), len(warning(progress))
    return _text(progress) + _LINE * (lines + warned) + 24 + 40 * bool(warned)


def draw_progress(canvas: Canvas, box: Box, progress: Progress, left: int) -> None:
    x, y, right, _ = box
    share = f"{100 * progress.counted // progress.target}%"
    count = f"{grouped(progress.counted)} dari {grouped(progress.target)} poin"
    canvas.words((x, y + 44), count, 48, INK, bold=True)
    canvas.words((right, y + 44), share, 48, INK, anchor="rm", bold=True)
    _bar(canvas, (x, y + _BAR[0], right, y + _BAR[1]), progress)
    _keys(canvas, (x, y + _KEYS), progress)
    y += _text(progress)
    said, warned = sentences(progress, left), warning(progress)
    _written(canvas, (x, y), said)
    if warned:
        y += _LINE * len(said) + 16
        canvas.plate((x, y, right, y + _LINE * len(warned) + 24), 16, SAND)
        _written(canvas, (x + 20, y + 12), warned)


def draw_hatching(canvas: Canvas, box: Box) -> None:
    """Fill a box with slanted lines: the sign of what still waits."""
    left, top, right, bottom = box
    canvas.plate(box, 0, WHITE)
    for start, end in _slants(box, 14):
        canvas.line([start, end], INK, 4)
    for corners in (((left, top), (right, top)), ((left, bottom), (right, bottom))):
        canvas.line(corners, INK, 2)


def _slants(box: Box, gap: float) -> Iterator[tuple[Spot, Spot]]:
    left, top, right, bottom = box
    foot = left - (bottom - top) + gap / 2
    while foot < right:
        start, end = max(foot, left), min(foot + bottom - top, right)
        yield (start, bottom - (start - foot)), (end, bottom - (end - foot))
        foot += gap


def _bar(canvas: Canvas, box: Box, progress: Progress) -> None:
    left, top, right, bottom = box

    def at(points: int) -> float:
        return left + (right - left) * min(points / progress.target, 1)

    canvas.plate(box, 0, GRID)
    counted, both = at(progress.counted), at(progress.counted + progress.pending)
    if both > counted:
        draw_hatching(canvas, (counted, top, both, bottom))
    if counted > left:
        canvas.plate((left, top, counted, bottom), 0, GREEN)
    if _beyond(progress):
        x = at(progress.reachable)
        canvas.line([(x, top - 12), (x, bottom + 12)], WHITE, 14)
        canvas.line([(x, top - 12), (x, bottom + 12)], INK, 6)


def _keys(canvas: Canvas, spot: Spot, progress: Progress) -> None:
    x, y = spot
    if progress.pending:
        draw_hatching(canvas, (x, y - 10, x + 61, y + 10))
        words = f"menunggu {grouped(progress.pending)}"
        canvas.words((x + 74, y), words, 32, INK)
        x += 74 + width_of(words, 32) + 48
    if _beyond(progress):
        canvas.line([(x + 3, y - 20), (x + 3, y + 20)], INK, 6)
        words = f"jam kerja bulan ini {grouped(progress.reachable)}"
        canvas.words((x + 18, y), words, 32, INK)


def _written(canvas: Canvas, spot: Spot, lines: list[str]) -> None:
    for turn, line in enumerate(lines):
        canvas.words((spot[0], spot[1] + _LINE * (turn + 0.5)), line, _SIZE, INK)


def _text(progress: Progress) -> float:
    """Where the sentences begin: below the keys, where there are any."""
    return 220 if progress.pending or _beyond(progress) else 164


def _beyond(progress: Progress) -> bool:
    return progress.reachable < progress.target


def _pace(progress: Progress, left: int) -> str:
    if progress.pace is None:
        return f"Hari kerja bulan ini sudah habis, kurang {grouped(progress.missing)} poin."
    return f"Perlu {grouped(progress.pace)} poin per hari kerja, {left} hari kerja lagi."
