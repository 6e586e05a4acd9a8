"""The picture behind /poin and /rekap_saya: a month of day codes, and how far its points are."""

from datetime import date

from bot.pictures.canvas import Box, Canvas, width_of
from bot.pictures.chips import KEY_ROW, Key, draw_chip, draw_frame, draw_keys, keys
from bot.pictures.lettering import fitting, plain
from bot.pictures.palette import GRID, INK, RUST, WHITE
from bot.pictures.progress import draw_hatching, draw_progress, height_of_progress
from handlers.chat.format import DAYS, MONTHS, grouped
from handlers.chat.reply import Cell, Month

WIDTH, MARGIN = 1080, 36
TOP = 232  # where the grid of cells begins
PITCH = (144, 132)  # from one cell to the next
_HEAD = 168


def draw_month(page: Month) -> bytes:
    """Return a PNG, 1080 wide and as high as the month needs, of at most 200,000 bytes."""
    bottom = box_of(page.cells[-1].date)[3] + 20
    rows = _signs(page)
    foot = bottom + KEY_ROW * len(rows) + 16
    progress = page.progress
    height = foot + (height_of_progress(progress, page.left) if progress else 0)
    canvas = Canvas.blank(WIDTH, round(height), WHITE)
    _head(canvas, page)
    _weekdays(canvas)
    for cell in page.cells:
        _cell(canvas, cell, today=cell.date == page.today)
    for turn, row in enumerate(rows):
        draw_keys(canvas, row, MARGIN, bottom + KEY_ROW * (turn + 0.5))
    if progress:
        draw_progress(canvas, (MARGIN, foot, WIDTH - MARGIN, height), progress, page.left)
    return canvas.png()


def box_of(day: date) -> Box:
    """Where a date stands: weeks run from Monday."""
    row = (day.day - 1 + day.replace(day=1).weekday()) // 7
    left, top = MARGIN + PITCH[0] * day.weekday(), TOP + PITCH[1] * row
    return left + 3, top + 3, left + PITCH[0] - 3, top + PITCH[1] - 3


def _head(canvas: Canvas, page: Month) -> None:
    canvas.plate((0, 0, WIDTH, _HEAD), 0, INK)
    first = page.cells[0].date
    month, name = f"{MONTHS[first.month - 1]} {first.year}", plain(page.name)
    y = 62 if name else _HEAD / 2
    canvas.words((MARGIN, y), month, 60, WHITE, bold=True)
    room = WIDTH - 2 * MARGIN - width_of(month, 60, bold=True) - 40
    app = fitting(plain(page.app), room, lambda words: width_of(words, 36))
    canvas.words((WIDTH - MARGIN, y + 2), app, 36, WHITE, anchor="rm")
    shown = fitting(name, WIDTH - 2 * MARGIN, lambda words: width_of(words, 38))
    canvas.words((MARGIN, 124), shown, 38, WHITE)


def _weekdays(canvas: Canvas) -> None:
    for turn, day in enumerate(DAYS):
        x = MARGIN + PITCH[0] * (turn + 0.5)
        canvas.words((x, (_HEAD + TOP) / 2), day[:3], 34, INK, anchor="mm", bold=True)


def _cell(canvas: Canvas, cell: Cell, *, today: bool) -> None:
    left, top, right, bottom = box = box_of(cell.date)
    draw_frame(canvas, box, INK if today else GRID, GRID if cell.off else WHITE, 6 if today else 2)
    shade = RUST if cell.holiday else INK
    canvas.words((left + 14, top + 34), str(cell.date.day), 34, shade, bold=cell.holiday or today)
    if cell.code:
        draw_chip(canvas, (right - 72, top + 11, right - 11, top + 57), cell.code)
    elif cell.holiday and cell.off:
        canvas.words((right - 12, top + 34), "libur", 30, RUST, anchor="rm")
    if cell.points:
        spot = right - 12, top + 80
        canvas.words(spot, f"+{grouped(cell.points)}", 32, INK, anchor="rm")
    if cell.pending:
        draw_hatching(canvas, (left + 10, bottom - 21, right - 10, bottom - 9))


def _signs(page: Month) -> list[list[Key]]:
    used = {cell.code for cell in page.cells if cell.code}
    pending = any(cell.pending for cell in page.cells)
    still = "menunggu" if page.progress else "belum final"
    return keys(used, still if pending else None, WIDTH - 2 * MARGIN)
