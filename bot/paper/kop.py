"""The letterhead on paper: emblem at the left, levels and address centred, a double rule."""

import io
from functools import partial

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.paper.flow import Piece
from bot.paper.type import BOLD, LEADING, MM, REGULAR, balanced, wrapped
from core.reports.letterhead import Letterhead

LOGO_MM = (20, 25)
TOP_MM = 12
BESIDE = 23 * MM  # from the margin to the words
_SIZES = {1: (16,), 2: (12, 16), 3: (12, 14, 16)}  # of the levels; the last one is bold
_ADDRESS_PT = 9
_THICK, _THIN = 1.0 * MM, 0.25 * MM
_BELOW = 6 * MM


def letterhead(kop: Letterhead | None, width: float, band_mm: float, margin_mm: float) -> Piece:
    """The letterhead, or an empty band for paper that has one printed on it.

    It begins above the upper margin of the words, `TOP_MM` below the edge of the paper.
    """
    rise = max(0, margin_mm - TOP_MM) * MM
    if kop is None:
        return Piece(max(0, band_mm * MM - rise), _nothing)
    lines = lines_of(kop, width - (BESIDE if kop.logo else 0))
    text = sum(size * LEADING for _, _, size in lines)
    height = max(text, LOGO_MM[1] * MM if kop.logo else 0)
    drawn = partial(_draw, kop, lines, (width, height, text))
    return Piece(
        height + 2 * MM + _THICK + 3 * _THIN + _BELOW - rise,
        lambda canvas, left, top: drawn(canvas, left, top + rise),
    )


def lines_of(kop: Letterhead, room: float) -> list[tuple[str, str, float]]:
    """Each line with its font and size; what is too long breaks, and is never cut."""
    sizes = _SIZES.get(len(kop.levels), (12,) * (len(kop.levels) - 1) + (16,))
    found = []
    for level, size in zip(kop.levels, sizes, strict=True):
        name = BOLD if level is kop.levels[-1] else REGULAR
        for line in level.split("\n"):
            found += [(each, name, float(size)) for each in balanced(line, name, size, room)]
    for line in kop.address:
        shown = wrapped(line, REGULAR, _ADDRESS_PT, room)
        found += [(each, REGULAR, float(_ADDRESS_PT)) for each in shown]
    return found


def _draw(
    kop: Letterhead,
    lines: list[tuple[str, str, float]],
    sizes: tuple[float, float, float],
    canvas: Canvas,
    left: float,
    top: float,
) -> None:
    width, height, text = sizes
    begin = left
    if kop.logo:
        _logo(canvas, kop.logo, left, top - height, height)
        begin += BESIDE
    middle, y = (begin + left + width) / 2, top - (height - text) / 2
    for line, name, size in lines:
        canvas.setFont(name, size)
        canvas.drawCentredString(middle, y - size, line)
        y -= size * LEADING
    rule = top - height - 2 * MM - _THICK / 2
    for y, thick in ((rule, _THICK), (rule - _THICK / 2 - 2 * _THIN, _THIN)):
        canvas.setLineWidth(thick)
        canvas.line(left, y, left + width, y)


def _logo(canvas: Canvas, logo: bytes, left: float, bottom: float, height: float) -> None:
    """Never stretched, and in the middle of its field."""
    width, high = LOGO_MM[0] * MM, LOGO_MM[1] * MM
    canvas.drawImage(
        ImageReader(io.BytesIO(logo)),
        left,
        bottom + (height - high) / 2,
        width,
        high,
        preserveAspectRatio=True,
        anchor="c",
        mask="auto",
    )


def _nothing(_canvas: Canvas, _left: float, _top: float) -> None:
    """Paper with a printed letterhead has it here."""
