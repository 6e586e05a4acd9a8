"""The signs of days: a chip with a letter on its colour, and the legend that explains them."""

from collections.abc import Collection
from typing import TypeAlias

from bot.pictures.canvas import Box, Canvas, Colour, width_of
from bot.pictures.palette import GREEN, INK, SAND, SKY, WHITE
from bot.pictures.progress import draw_hatching
from handlers.chat.reply import MEANINGS

Key: TypeAlias = tuple[str | None, str]  # a sign and its meaning; None: what is hatched

KEY_ROW = 56  # of the legend
_SIZES = (36, 30, 24, 20, 16)  # of the letters of a sign, as its frame has room

# Ground and letters: told apart in greyscale too, where the letters alone do not say it.
_CHIPS: dict[str, tuple[Colour, Colour]] = {
    "H": (GREEN, WHITE),
    **dict.fromkeys(("DL", "TK"), (SKY, INK)),
    **dict.fromkeys(("C", "S", "I"), (SAND, INK)),
}


def draw_chip(
    canvas: Canvas, box: Box, code: str, *, air: float = 10, radius: float = 12, foot: float = 0
) -> None:
    """A sign with its colour, as large as its box; `air` is left beside the letters.

    `foot` is how much of its lower end is drawn over: the letters stand above it.
    """
    ground, ink = _CHIPS.get(code, (WHITE, INK))
    draw_frame(canvas, box, INK if ground == WHITE else ground, ground, 3, radius)
    left, top, right, bottom = box
    bottom -= foot
    middle = (left + right) / 2, (top + bottom) / 2
    most = min(right - left - air, (bottom - top) * 1.6)
    size = next((each for each in _SIZES if width_of(code, each, bold=True) <= most), _SIZES[-1])
    canvas.words(middle, code, size, ink, anchor="mm", bold=True)


def draw_frame(
    canvas: Canvas, box: Box, border: Colour, ground: Colour, width: float, radius: float = 12
) -> None:
    """A box with rounded corners."""
    left, top, right, bottom = box
    canvas.plate(box, radius, border)
    inside = left + width, top + width, right - width, bottom - width
    canvas.plate(inside, max(0, radius - width), ground)


def keys(used: Collection[str], pending: str | None, room: float) -> list[list[Key]]:
    """The signs that are used and what they mean, in rows of at most `room`.

    `pending` is what the hatching means, None where nothing is hatched.
    """
    found: list[Key] = [(code, words) for code, words in MEANINGS.items() if code in used]
    if pending:
        found.append((None, pending))
    rows: list[list[Key]] = []
    for key in found:
        if not rows or sum(map(_room, [*rows[-1], key])) > room:
            rows.append([])
        rows[-1].append(key)
    return rows


def draw_keys(canvas: Canvas, row: list[Key], left: float, y: float) -> None:
    """One row of the legend."""
    x = left
    for code, words in row:
        if code is None:
            draw_hatching(canvas, (x, y - 8, x + 61, y + 8))
        else:
            draw_chip(canvas, (x, y - 22, x + 61, y + 22), code)
        canvas.words((x + 74, y), words, 32, INK)
        x += _room((code, words))


def _room(key: Key) -> float:
    return 74 + width_of(key[1], 32) + 36
