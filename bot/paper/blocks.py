"""The parts of a form on paper that are no table: titles, fields, paragraphs, signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from bot.paper.flow import Piece
from bot.paper.type import BOLD, LEADING, MM, REGULAR, drawable, named, width_of, wrapped
from core.reports.form import BLANK, Fields, Foot, Form, Heading, Legend, Paragraph, Signature
from core.reports.measures import Measures

_UNDER_TITLE = 5 * MM
_ABOVE = 2.5 * MM  # air above a paragraph, fields, a foot
_INDENT = 10 * MM
_VALUE = 3 * MM  # from a colon to what stands behind it
_LABELS = 40 * MM  # of a letter, so that its colons stand where one expects them
_LEGEND_PT = 8
_EDGE = 5 * MM  # that a printer leaves blank


@dataclass(frozen=True, slots=True)
class Look:
    """Width in points, and the type that is used; a wide sheet has smaller fields."""

    width: float
    wide: bool
    measures: Measures

    @property
    def size(self) -> float:
        return self.measures.table_pt if self.wide else self.measures.text_pt

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def signature(self) -> float:
        """Height of the room for a signature and a stamp, in points."""
        measures = self.measures
        return (measures.sheet_signature_mm if self.wide else measures.signature_mm) * MM

    @property
    def sides(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Left edge and width of what stands at the left and at the right."""
        if self.wide:
            return (0, self.width * 0.4), (self.width * 0.65, self.width * 0.35)
        return (0, self.width * 0.47), (self.width * 0.5, self.width * 0.5)


def heading(title: Heading, look: Look) -> Piece:
    """The title in bold and what is under it, centred."""
    size = look.measures.text_pt
    lines = [(line, BOLD) for each in title.lines for line in wrapped(each, BOLD, size, look.width)]
    lines += [(each, REGULAR) for each in title.under]
    height = len(lines) * size * LEADING + _UNDER_TITLE

    def draw(canvas: Canvas, left: float, top: float) -> None:
        y = top - size
        for line, name in lines:
            _centred(canvas, (left + look.width / 2, y), line, (name, size), look)
            y -= size * LEADING

    return Piece(height, draw, tied=True)


def fields(block: Fields, look: Look) -> Piece:
    """Labels at the left, all colons in one line, long values wrapped beside them."""
    labels = max(width_of(each.label, REGULAR, look.size) for each in block.fields)
    colon = max(labels + 2 * MM, 0 if look.wide else _LABELS)
    room = look.width - colon - _VALUE
    rows = [
        (each, wrapped(f"{each.value} {each.after}".strip(), REGULAR, look.size, room))
        for each in block.fields
    ]
    height = _ABOVE + sum(len(lines) for _, lines in rows) * look.leading

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setFont(REGULAR, look.size)
        y = top - _ABOVE / 2 - look.size
        for each, lines in rows:
            canvas.drawString(left, y, each.label)
            if each.colon:
                canvas.drawString(left + colon, y, ":")
            for line in lines:
                canvas.drawString(left + colon + _VALUE, y, line)
                y -= look.leading

    return Piece(height, draw, tied=True)


def paragraph(block: Paragraph, look: Look) -> Piece:
    """Running text; it stays with what follows, so that no signature stands alone."""
    first = _INDENT if block.indented else 0
    lines = wrapped(block.text, REGULAR, look.size, look.width, first)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setFont(REGULAR, look.size)
        for number, line in enumerate(lines):
            x = left + first if number == 0 else left
            canvas.drawString(x, top - _ABOVE - look.size - number * look.leading, line)

    return Piece(_ABOVE * 1.5 + len(lines) * look.leading, draw, tied=True)


def foot(block: Foot, look: Look) -> Piece:
    """A legend or a signature at the left, a signature at the right; their names in one line."""
    sides = [
        (each, *place) for each, place in zip((block.left, block.right), look.sides, strict=True)
    ]
    signatures = [
        (signed(each, look, width), x) for each, x, width in sides if isinstance(each, Signature)
    ]
    above = max((len(lines.above) for lines, _ in signatures), default=0) * look.leading
    name = above + room_for(block, look) if signatures else 0
    below = max((len(lines.below) for lines, _ in signatures), default=0) * look.leading
    legend = _legend(block.left, look) if isinstance(block.left, Legend) else []
    height = max(name + below, len(legend) * _LEGEND_PT * LEADING) + 2 * _ABOVE

    def draw(canvas: Canvas, left: float, top: float) -> None:
        y = top - 2 * _ABOVE
        _draw_legend(canvas, legend, left, y)
        for lines, x in signatures:
            _draw_lines(canvas, lines.above, look, left + x, y)
            _draw_lines(canvas, lines.below, look, left + x, y - name, lines.name)

    return Piece(height, draw)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it is printed; `name` are the lines of the name among those `below`."""

    above: Sequence[str]
    below: Sequence[str]
    name: range


def room_for(block: Foot, look: Look) -> float:
    """The height that waits for a pen and a stamp, in points."""
    return look.signature if block.room_mm is None else block.room_mm * MM


def signed(block: Signature, look: Look, width: float) -> Signed:
    """The lines of a signature in a column that is `width` points wide."""
    above = [each for line in block.above for each in _posts(line, look, width)]
    below: list[str] = []
    name = range(0)
    for number, line in enumerate(block.below):
        is_name = number == block.name
        font = BOLD if is_name and look.measures.name_bold else REGULAR
        broken = (named if is_name else wrapped)(line, font, look.size, width)
        if is_name:
            name = range(len(below), len(below) + len(broken))
        below += broken
    return Signed(above, below, name)


def _posts(line: str, look: Look, width: float) -> tuple[str, ...]:
    """A line with a gap for a pen stays as it is."""
    return (line,) if BLANK in line else wrapped(line, REGULAR, look.size, width)


def _draw_lines(
    canvas: Canvas, lines: Sequence[str], look: Look, x: float, top: float, name: range = range(0)
) -> None:
    y = top - look.size
    for number, line in enumerate(lines):
        is_name = number in name
        font = BOLD if is_name and look.measures.name_bold else REGULAR
        canvas.setFont(font, look.size)
        _gapped(canvas, (x, y), line, (font, look.size), look)
        if is_name and look.measures.name_underlined:
            canvas.setLineWidth(0.6)
            canvas.line(x, y - 1.5, x + width_of(line, font, look.size), y - 1.5)
        y -= look.leading


def _legend(block: Legend, look: Look) -> list[tuple[str, str]]:
    room = look.sides[0][1] if look.wide else look.width * 0.45
    return [
        (block.title, BOLD),
        *(
            (line, REGULAR)
            for each in block.lines
            for line in wrapped(each, REGULAR, _LEGEND_PT, room)
        ),
    ]


def running(form: Form, width: float) -> Piece:
    """The legend in the lower margin, for each page that is not its own; empty where none runs.

    As high as the margin has to be for it, with the edge that printers leave.
    """
    feet = (each.left for each in form.blocks if isinstance(each, Foot))
    found = next((each for each in feet if isinstance(each, Legend) and each.running), None)
    if found is None:
        return Piece(0, lambda *_: None)
    size = form.measures.sheet_pt
    lines = wrapped(f"{found.title}: {'; '.join(found.lines)}", REGULAR, size, width)

    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setFont(REGULAR, size)
        for number, line in enumerate(lines):
            canvas.drawString(left, top - _ABOVE - size - number * size * LEADING, line)

    return Piece(_ABOVE + len(lines) * size * LEADING + _EDGE, draw)


def _draw_legend(canvas: Canvas, lines: Sequence[tuple[str, str]], left: float, top: float) -> None:
    for number, (line, font) in enumerate(lines):
        canvas.setFont(font, _LEGEND_PT)
        canvas.drawString(left, top - _LEGEND_PT - number * _LEGEND_PT * LEADING, line)


def _parts(line: str, font: tuple[str, float], look: Look) -> Iterator[tuple[float, str]]:
    """The words of a line with the distance at which they stand: a gap for a pen between them."""
    x = 0.0
    for number, part in enumerate(line.split(BLANK)):
        x += look.measures.number_gap_mm * MM if number else 0
        text = drawable(part)
        yield x, text
        x += width_of(text, *font)


def _gapped(
    canvas: Canvas, spot: tuple[float, float], line: str, font: tuple[str, float], look: Look
) -> None:
    for x, text in _parts(line, font, look):
        canvas.drawString(spot[0] + x, spot[1], text)


def _centred(
    canvas: Canvas, spot: tuple[float, float], line: str, font: tuple[str, float], look: Look
) -> None:
    canvas.setFont(*font)
    *_, (x, text) = _parts(line, font, look)
    _gapped(canvas, (spot[0] - (x + width_of(text, *font)) / 2, spot[1]), line, font, look)
