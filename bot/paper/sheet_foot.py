"""Signatures and legend of a form as rows of a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bot.paper.blocks import Look, Signed, room_for, signed
from bot.paper.values import Style
from core.reports.form import Foot, Legend, Signature

GAP = " " * 16  # where a pen writes


@dataclass(frozen=True, slots=True)
class Beside:
    """A line at one side."""

    words: str
    style: Style


def beside(
    block: Foot, look: Look, widths: tuple[float, float]
) -> Iterator[tuple[Beside | None, Beside | None, float]]:
    """Left and right line of each row from above, and how high it is at least, in points.

    What is wider than its side goes on in a further row, so that all rows are equally high. One
    row is the room for signatures and stamps; a legend stands beside all of it.
    """
    left, right = (
        signed(each, look, width) if isinstance(each, Signature) else None
        for each, width in zip((block.left, block.right), widths, strict=True)
    )
    legend = _legend(block.left) if isinstance(block.left, Legend) else iter(())
    for one, other in zip_longest(_above(left, look), _above(right, look)):
        yield next(legend, one), other, 0
    rest = list(legend)
    # The legend goes on beside the gap: so many rows of it, as high together as a signature needs.
    rows = max(1, len(rest))
    for number in range(rows):
        yield (rest[number] if rest else None), None, room_for(block, look) / rows
    for one, other in zip_longest(_below(left, look), _below(right, look)):
        yield one, other, 0


def _above(lines: Signed | None, look: Look) -> list[Beside]:
    return [Beside(line, Style(look.size)) for line in lines.above] if lines else []


def _below(lines: Signed | None, look: Look) -> list[Beside]:
    if lines is None:
        return []
    measures = look.measures
    named = Style(look.size, bold=measures.name_bold, underlined=measures.name_underlined)
    return [
        Beside(line, named if number in lines.name else Style(look.size))
        for number, line in enumerate(lines.below)
    ]


def _legend(block: Legend) -> Iterator[Beside]:
    yield Beside(block.title, Style(8, bold=True))
    for line in block.lines:
        yield Beside(line, Style(8))
