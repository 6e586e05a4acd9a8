"""The picture of an office's month: each person with a row of signs, and what they add up to."""

from datetime import date

from bot.pictures.canvas import Box, Canvas, width_of
from bot.pictures.chips import KEY_ROW, Key, draw_chip, draw_frame, draw_keys, keys
from bot.pictures.lettering import fitting, plain
from bot.pictures.palette import GRID, INK, RUST, WHITE
from bot.pictures.progress import draw_hatching
from core.month.dates import month_of
from handlers.chat.format import MONTHS
from handlers.chat.reply import RecapLine, RecapPage

WIDTH, MARGIN = 1080, 24
TOP = 236  # where the first person begins
LINE = 98  # from one person to the next
_HEAD = 168
_NAMES = 44  # of a line; the signs stand below
_FOOT = 20
_PENDING = 9  # height of the hatching of a day that may still change


def draw_recap(page: RecapPage) -> bytes:
    """Return a PNG, 1080 wide and as high as its people need, of at most 200,000 bytes."""
    rows = _signs(page)
    bottom = TOP + LINE * len(page.lines)
    canvas = Canvas.blank(WIDTH, round(bottom + _FOOT + KEY_ROW * len(rows) + _FOOT), WHITE)
    _head(canvas, page)
    _dates(canvas, page)
    for number, line in enumerate(page.lines):
        _person(canvas, page, line, number)
    for turn, row in enumerate(rows):
        draw_keys(canvas, row, MARGIN, bottom + _FOOT + KEY_ROW * (turn + 0.5))
    return canvas.png()


def box_of(page: RecapPage, number: int, day: date) -> Box:
    """Where the sign of a date stands; `number` counts people from 0."""
    pitch = (WIDTH - 2 * MARGIN) / len(month_of(page.first))
    left, top = MARGIN + pitch * (day.day - 1), TOP + LINE * number + _NAMES
    return left + 1, top, left + pitch - 1, TOP + LINE * (number + 1) - 8


def _head(canvas: Canvas, page: RecapPage) -> None:
    canvas.plate((0, 0, WIDTH, _HEAD), 0, INK)
    month = f"{MONTHS[page.first.month - 1]} {page.first.year}"
    canvas.words((MARGIN, 62), month, 60, WHITE, bold=True)
    app = fitting(plain(page.app), WIDTH - 720, lambda words: width_of(words, 36))
    canvas.words((WIDTH - MARGIN, 64), app, 36, WHITE, anchor="rm")
    pages = f"{page.page} dari {page.pages}" if page.pages > 1 else ""
    canvas.words((WIDTH - MARGIN, 124), pages, 36, WHITE, anchor="rm")
    room = WIDTH - 3 * MARGIN - width_of(pages, 36)
    office = fitting(plain(page.office), room, lambda words: width_of(words, 36))
    canvas.words((MARGIN, 124), office, 36, WHITE)


def _dates(canvas: Canvas, page: RecapPage) -> None:
    for day in month_of(page.first):
        left, _, right, _ = box_of(page, 0, day)
        spot = (left + right) / 2, (_HEAD + TOP) / 2
        shade = RUST if day.weekday() == 6 else INK
        canvas.words(spot, str(day.day), 24, shade, anchor="mm", bold=day == page.today)


def _person(canvas: Canvas, page: RecapPage, line: RecapLine, number: int) -> None:
    top = TOP + LINE * number
    canvas.line([(MARGIN, top - 2), (WIDTH - MARGIN, top - 2)], GRID, 2)
    totals = "  ".join(f"{code} {count}" for code, count in line.totals.items())
    canvas.words((WIDTH - MARGIN, top + 22), totals, 28, INK, anchor="rm")
    room = WIDTH - 2 * MARGIN - width_of(totals, 28) - 30
    name = fitting(plain(line.name), room, lambda words: width_of(words, 32, bold=True))
    canvas.words((MARGIN, top + 22), name, 32, INK, bold=True)
    for day, code in zip(month_of(page.first), line.codes, strict=True):
        _square(canvas, box_of(page, number, day), line, day.day, code)


def _square(canvas: Canvas, box: Box, line: RecapLine, day: int, code: str) -> None:
    left, _, right, bottom = box
    foot = _PENDING if day in line.pending else 0
    if code:
        draw_chip(canvas, box, code, air=4, radius=5, foot=foot)
    else:
        draw_frame(canvas, box, GRID, GRID if day in line.off else WHITE, 2, 5)
    if foot:
        draw_hatching(canvas, (left, bottom - foot, right, bottom))


def _signs(page: RecapPage) -> list[list[Key]]:
    used = {code for line in page.lines for code in line.codes if code}
    pending = any(line.pending for line in page.lines)
    return keys(used, "belum final" if pending else None, WIDTH - 2 * MARGIN)
