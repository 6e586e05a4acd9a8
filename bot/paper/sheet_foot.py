"""Signatures and legend of a form as rows of a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bot.paper.type import MM
from bot.paper.values import Style
from core.reports.form import Foot, Form, Legend, Signature

GAP = " " * 16  # where a pen writes


@dataclass(frozen=True, slots=True)
class Beside:
    """A line at one side."""

    words: str
    style: Style


def beside(
    block: Foot, form: Form, size: float
) -> Iterator[tuple[Beside | None, Beside | None, float]]:
    """Left and right line of each row from above, and how high it is at least, in points.

    One row is the room for signatures and stamps; a legend stands beside all of it.
    """
    left, right = block.left, block.right
    signed = [each for each in (left, right) if isinstance(each, Signature)]
    above = max((len(each.above) for each in signed), default=0)
    lines = [_above(each, above, size) for each in (left, right)]
    legend = _legend(left) if isinstance(left, Legend) else iter(())
    for one, other in zip_longest(*lines):
        yield next(legend, one), other, 0
    measures = form.measures
    gap = (measures.sheet_signature_mm if form.wide else measures.signature_mm) * MM
    rest = list(legend)
    # The legend goes on beside the gap: so many rows of it, as high together as a signature needs.
    rows = max(1, len(rest))
    for number in range(rows):
        yield (rest[number] if rest else None), None, gap / rows
    below = [_below(each, form, size) for each in (left, right)]
    for one, other in zip_longest(*below):
        yield one, other, 0


def _above(each: Legend | Signature | None, rows: int, size: float) -> list[Beside | None]:
    if not isinstance(each, Signature):
        return [None] * rows
    return [Beside(line, Style(size)) for line in each.above]


def _below(each: Legend | Signature | None, form: Form, size: float) -> list[Beside | None]:
    if not isinstance(each, Signature):
        return []
    measures = form.measures
    named = Style(size, bold=measures.name_bold, underlined=measures.name_underlined)
    return [
        Beside(line, named if number == each.name else Style(size))
        for number, line in enumerate(each.below)
    ]


def _legend(block: Legend) -> Iterator[Beside]:
    yield Beside(block.title, Style(8, bold=True))
    for line in block.lines:
        yield Beside(line, Style(8))
