"""Fills the words of a layout: each part of a template becomes the blocks of a form."""

from collections.abc import Iterator
from dataclasses import replace

from core.reports.filled import Filled
from core.reports.form import (
    BLANK,
    Block,
    Field,
    Fields,
    Flat,
    Foot,
    Form,
    Head,
    Heading,
    NewPage,
    Paragraph,
)
from core.reports.layout import FieldWords, FootWords, Part, Template
from core.reports.printing import Printing
from core.reports.signature import signature
from core.reports.table import table
from core.writing import plain


def compose(printing: Printing, name: str, filled: Filled, flat: Flat, *, title: str) -> Form:
    """The form that the layout calls so, whole; `title` is what a reader of PDF calls it."""
    template = printing.layout.template(name)
    return Form(
        title=plain(title),
        sheet=template.nama,
        blocks=tuple(blocks(printing, template, filled)),
        flat=flat,
        wide=template.mendatar,
        measures=printing.measures,
    )


def blocks(printing: Printing, template: Template, filled: Filled) -> Iterator[Block]:
    """The blocks of a form from above; of the slots only a number has a gap for a pen."""
    words = {k: clean(v) if k == "nomor" else plain(v) for k, v in filled.words.items()}
    filled = replace(filled, words=words)
    for part in template.isi:
        yield from _part(printing, part, filled)


def _part(printing: Printing, part: Part, filled: Filled) -> Iterator[Block]:
    if part.kop:
        yield Head(filled.letterhead)
    elif part.halaman_baru:
        yield NewPage()
    elif part.judul:
        under = () if part.nomor is None else (_text(part.nomor, filled),)
        yield Heading(tuple(_text(each, filled) for each in part.judul), under)
    elif part.data:
        yield Fields(tuple(_field(each, filled) for each in part.data))
    elif part.paragraf is not None:
        yield Paragraph(_text(part.paragraf, filled), part.menjorok)
    elif part.tabel:
        yield table(part, filled)
    elif part.presensi and filled.presence:
        yield replace(filled.presence, row_mm=part.tinggi_baris)
    for foot in part.kaki:
        yield _foot(printing, foot, filled)


def _text(words: str, filled: Filled) -> str:
    return words.format_map(filled.words) if "{" in words else words


def _field(words: FieldWords, filled: Filled) -> Field:
    return Field(words.label, _text(words.isi, filled), words.titik_dua, words.akhir)


def _foot(printing: Printing, words: FootWords, filled: Filled) -> Foot:
    left = filled.legend if words.legenda else signature(printing, words.kiri, filled)
    return Foot(left, signature(printing, words.kanan, filled), words.ruang)


def clean(text: str) -> str:
    """Words without what is invisible or turns them around; the gap for a pen stays."""
    return BLANK.join(map(plain, text.split(BLANK)))
