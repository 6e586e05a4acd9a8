"""Fills the words of a layout: slots, signatures and tables become the blocks of a form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from typing import TypeAlias

from core.reports.dates import calendar_date, clock
from core.reports.form import (
    BLANK,
    Block,
    Cell,
    Column,
    Field,
    Fields,
    Flat,
    Foot,
    Form,
    Group,
    Head,
    Heading,
    Lazy,
    Legend,
    NewPage,
    Paragraph,
    Row,
    Signature,
    Table,
    Value,
)
from core.reports.layout import (
    ColumnWords,
    FieldWords,
    FootWords,
    Layout,
    Part,
    PresenceWords,
    Repeated,
    SignatureWords,
    Template,
)
from core.reports.letterhead import Letterhead
from core.reports.measures import DEFAULT, Measures
from core.reports.person import Person, Signatory
from core.writing import plain

Record: TypeAlias = Mapping[str, Value]

DOTS = "." * 40  # a line for a pen
_NAME, _PLACE, _POST, _RANK = "{nama}", "{tempat_tanggal}", "{jabatan}", "{pangkat}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form is filled with.

    `words` by their slot, `people` by the role in which they sign, `records` one for each group
    of the table, numbered by themselves; `repeated` the titles of the columns that are repeated
    and `squares` their cells, for each record. `presence` is the table that is laid out already.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Signatory] = field(default_factory=dict)
    records: Sequence[Record] = ()
    repeated: Mapping[Repeated, Sequence[str]] = field(default_factory=dict)
    squares: Sequence[Mapping[Repeated, Sequence[Cell]]] = ()
    presence: Table | None = None
    legend: Legend | None = None
    letterhead: Letterhead | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Printing:
    """For whom it is printed: the words of one regulation, the measures of one daerah."""

    layout: Layout
    measures: Measures = DEFAULT

    def nip(self, person: Person) -> str:
        """A NIP as running text has it; tables have it without blanks."""
        return self.measures.nip(person.nip)


def compose(
    printing: Printing, template: Template, filled: Filled, flat: Flat, *, title: str
) -> Form:
    """The form, whole; `title` is what a reader of PDF calls it."""
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


def person_words(person: Person, printing: Printing, prefix: str = "") -> dict[str, str]:
    """The slots that say who somebody is: `nama`, `nip`, `pangkat`, `jabatan`, `kantor`."""
    return {
        f"{prefix}nama": plain(person.name),
        f"{prefix}nip": printing.nip(person),
        f"{prefix}pangkat": plain(person.rank),
        f"{prefix}jabatan": plain(person.title),
        f"{prefix}kantor": plain(person.office),
    }


def person_record(person: Person) -> dict[str, Value]:
    """The fields of a table that say who somebody is."""
    return {
        "nama": person.name,
        "nip": person.nip,
        "pangkat": person.rank,
        "jabatan": person.title,
    }


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
        yield _table(part, filled)
    elif part.presensi and filled.presence:
        yield replace(filled.presence, row_mm=part.tinggi_baris)
    for foot in part.kaki:
        yield _foot(printing, foot, filled)


def _text(words: str, filled: Filled) -> str:
    return words.format_map(filled.words) if "{" in words else words


def _field(words: FieldWords, filled: Filled) -> Field:
    return Field(words.label, _text(words.isi, filled), words.titik_dua, words.akhir)


def _table(part: Part, filled: Filled) -> Table:
    words = part.tabel
    columns: list[Column] = []
    heads: list[Cell | None] = []
    for each in words:
        titles = [each.judul] if each.berulang is None else _titles(each.berulang, filled)
        tight = each.berulang is not None
        columns += [Column(each.lebar, each.lentur, each.rata, tight)] * len(titles)
        heads += [Cell(tuple(title)) for title in titles]
    size = len(filled.records)
    groups = Lazy(partial(_group, words, filled), size)
    squares = Lazy(partial(_squares, words, filled), size) if filled.squares else None
    return Table(tuple(columns), (tuple(heads),), groups, part.tinggi_baris, squares)


def _titles(repeated: Repeated, filled: Filled) -> list[tuple[str, ...]]:
    return [(each,) for each in filled.repeated[repeated]]


def _group(words: Sequence[ColumnWords], filled: Filled, number: int) -> Group:
    """One line, of the record with this number from 0."""
    found: list[Cell | None] = []
    record = {"nomor": number + 1, **filled.records[number]}
    squares = filled.squares[number] if filled.squares else {}
    for each in words:
        if each.berulang is not None:
            found += squares[each.berulang]
        else:
            found.append(cell(*[record[name] for name in each.isi]))
    return (tuple(found),)


def _squares(words: Sequence[ColumnWords], filled: Filled, number: int) -> Row:
    """The same line with nothing but what is repeated."""
    found: list[Cell | None] = []
    squares = filled.squares[number]
    for each in words:
        found += squares[each.berulang] if each.berulang is not None else (None,)
    return tuple(found)


def cell(*values: Value) -> Cell:
    """One value as it is, or several below one another; what is empty takes no line."""
    kept = [each for each in values if each not in (None, "")]
    lines = tuple(line for each in kept for line in _printed(each).split("\n"))
    only = kept[0] if len(kept) == 1 and not isinstance(kept[0], str) else None
    return Cell(lines, only)


def _printed(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return plain(value)
        case int():
            return f"{value:,}".replace(",", ".")
        case time():
            return clock(value)
        case date():
            return calendar_date(value)


def _foot(printing: Printing, words: FootWords, filled: Filled) -> Foot:
    left = filled.legend if words.legenda else _signature(printing, words.kiri, filled)
    return Foot(left, _signature(printing, words.kanan, filled), words.ruang)


def _signature(
    printing: Printing, words: SignatureWords | None, filled: Filled
) -> Signature | None:
    """Nobody signs where nobody holds the role, as with an odd number of witnesses.

    Of whoever is not known a pen fills the dots.
    """
    if words is None or (who := filled.people.get(words.siapa)) is None:
        return None
    known = person_words(who.person, printing)
    slots = {**known, "ke": filled.words.get(f"{words.siapa}_ke", "")}
    slots["nama"] = known["nama"] or DOTS
    above = [line for each in words.atas for line in _above(printing, each, words, who, filled)]
    kept = [each for each in words.bawah if each != _RANK or who.person.rank or not known["nama"]]
    below = tuple(each.format_map(slots) for each in kept)
    name = kept.index(_NAME) if _NAME in kept else None
    return Signature(tuple(each.format_map(slots) for each in above), below, name)


def _above(
    printing: Printing, line: str, words: SignatureWords, who: Signatory, filled: Filled
) -> list[str]:
    if line == _PLACE:
        on = calendar_date(filled.signed_on) if filled.signed_on else BLANK
        return [f"{printing.layout.tempat} {on}"]
    if line == _POST:
        return [_literal(plain(each)) for each in (who.post or (words.bawaan or DOTS,))]
    return [line]


def _literal(text: str) -> str:
    """A post is somebody's own words: a brace in it is no slot."""
    return text.replace("{", "{{").replace("}", "}}")


def presence_head(words: PresenceWords, days: Sequence[str]) -> tuple[Row, Row]:
    """The two lines above the list of manual attendance: the name over three fields."""
    above = (
        Cell((words.nomor,), down=2),
        Cell((words.nama,), across=3, down=2),
        None,
        None,
        Cell((words.tanggal,), across=len(days)),
        *([None] * (len(days) - 1)),
    )
    return above, (None, None, None, None, *(Cell((day,)) for day in days))


PERSON_COLUMNS = ("Nama", "NIP", "Pangkat/Gol.", "Jabatan")


def person_fields(person: Person) -> tuple[Value, ...]:
    """The same of somebody in a plain list."""
    return person.name, person.nip, person.rank, person.title


def clean(text: str) -> str:
    """Words without what is invisible or turns them around; the gap for a pen stays."""
    return BLANK.join(map(plain, text.split(BLANK)))
