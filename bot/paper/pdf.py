"""A form as PDF: pages that print as they are, fonts embedded, a title, a language."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from bot.paper.blocks import Look, fields, foot, heading, paragraph, running
from bot.paper.flow import Page, Piece, pages, settled, tied_to_foot
from bot.paper.ink import InkedCanvas
from bot.paper.kop import letterhead
from bot.paper.table import RULE, grid
from bot.paper.type import MM, REGULAR, font
from core.reports.form import (
    Block,
    Fields,
    Foot,
    Form,
    Head,
    Heading,
    NewPage,
    Paragraph,
    Table,
)

_PAGE_PT = 10
_ABOVE_TABLE = 2 * MM


def to_pdf(form: Form) -> bytes:
    """The PDF, the same bytes for the same form; each page as large as its paper."""
    measures = form.measures
    width, height = (each * MM for each in measures.size(wide=form.wide))
    margins = measures.margins(wide=form.wide)
    buffer = io.BytesIO()
    canvas = InkedCanvas(buffer, (width, height))
    canvas.setTitle(form.title)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    font(REGULAR)
    legend = running(form, measures.room(wide=form.wide) * MM)
    bottom = max(margins.bottom * MM, legend.height)
    room = height - margins.top * MM - bottom
    for number, (page, more) in enumerate(_in_turn(pages(_pieces(form, room), room)), 1):
        if number > 1:
            canvas.setFont(REGULAR, _PAGE_PT)
            canvas.drawCentredString(width / 2, height - margins.top * MM / 2 - 4, f"- {number} -")
        _draw(canvas, page, margins.left * MM, height - margins.top * MM)
        if more:
            legend.draw(canvas, margins.left * MM, bottom)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _in_turn(found: Iterator[Page]) -> Iterator[tuple[Page, bool]]:
    """Each page, and whether another one follows."""
    page = next(found)
    for following in found:
        yield page, True
        page = following
    yield page, False


def _draw(canvas: InkedCanvas, page: Page, left: float, top: float) -> None:
    for down, piece in page.placed:
        piece.draw(canvas, left, top - down)
    canvas.setLineWidth(RULE)
    for begins, ends, rules in page.ruled():
        canvas.lines([(left + x, top - begins, left + x, top - ends) for x in rules])


def _pieces(form: Form, room: float) -> Iterator[Piece]:
    """Everything from above; the last rows and the words below them stay with the signatures.

    Only what a signature may still tie to itself is held back.
    """
    waiting: list[Piece] = []
    fresh = False
    for block in form.blocks:
        if isinstance(block, Foot):
            waiting = tied_to_foot(waiting)
        for piece in _made(block, form, room):
            waiting.append(replace(piece, fresh=True) if fresh else piece)
            fresh = False
            done = settled(waiting)
            yield from waiting[:done]
            del waiting[:done]
        fresh = fresh or isinstance(block, NewPage)
    yield from waiting


def _made(block: Block, form: Form, room: float) -> Iterator[Piece]:
    measures = form.measures
    look = Look(measures.room(wide=form.wide) * MM, form.wide, measures)
    match block:
        case Head(letterhead=kop):
            margin = measures.margins(wide=form.wide).top
            band = measures.letterhead_band_mm
            yield replace(letterhead(kop, look.width, band, margin), tied=True)
        case Heading():
            yield heading(block, look)
        case Fields():
            yield fields(block, look)
        case Paragraph():
            yield paragraph(block, look)
        case Table():
            yield Piece(_ABOVE_TABLE, lambda *_: None, tied=True)
            yield from _table(block, form, look, room)
        case Foot():
            yield foot(block, look)
        case NewPage():
            return
        case _:
            assert_never(block)


def _table(block: Table, form: Form, look: Look, room: float) -> Iterator[Piece]:
    measures = form.measures
    size = measures.sheet_pt if form.wide else measures.table_pt
    laid = grid(block, look.width, room, size, measures.least_pt)
    yield from laid.pieces() if block.groups else (laid.head_only(),)
