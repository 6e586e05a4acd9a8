"""The two letters (surat keterangan): of what kept somebody from attending, of a cancellation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.reports.compose import blocks, clean, compose
from core.reports.dates import long_date
from core.reports.filled import Filled
from core.reports.form import BLANK, Block, Flat, Foot, Form
from core.reports.letterhead import Letterhead
from core.reports.person import PERSON_COLUMNS, Person, Signatory, person_fields, person_record
from core.reports.printing import Printing, person_words


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One person on one date: what kept them from attending online, and a remark."""

    date: date
    person: Person
    obstacle: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Surat keterangan of a head of office (Pasal 11 ayat (2), Pasal 9 ayat (2)).

    `number` as the office itself gave it; "" leaves a gap, for Hadir counts no letters.
    """

    rows: tuple[Obstacle, ...]
    signatory: Signatory
    number: str = ""
    letterhead: Letterhead | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Surat keterangan pembatalan kehadiran (Pasal 9C ayat (2) and (6)).

    `head` knows of it; without a post the form says Kepala Perangkat Daerah. The form has room
    for two witnesses; further ones stand on an annex (KAM-11).
    """

    superior: Signatory
    person: Person
    day: date
    head: Signatory
    witnesses: tuple[Person, ...]
    signed_on: date | None = None


WITNESSES_ON_FORM = 2
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_GAP = re.compile(r"/\s+/|^\s*$")  # what the office writes in by hand


def statement(printing: Printing, letter: Statement) -> Form:
    """The letter; who signs it stands in its opening, too."""
    head = _opening(letter.signatory)
    records = [
        {
            **person_record(each.person),
            "hari_tanggal": long_date(each.date).replace(", ", ",\n"),
            "kendala": each.obstacle,
            "keterangan": each.note,
        }
        for each in letter.rows
    ]
    filled = Filled(
        words={"nomor": _number(letter.number), **person_words(head, printing, "kepala_")},
        people={"kepala": letter.signatory},
        records=records,
        letterhead=letter.letterhead,
        signed_on=letter.signed_on,
    )
    rows = [(e.date, *person_fields(e.person), e.obstacle, e.note) for e in letter.rows]
    columns = ("Tanggal", *PERSON_COLUMNS, "Kendala", "Keterangan")
    flat = Flat(columns, tuple(rows))
    return compose(printing, "surat_keterangan", filled, flat, title="Surat keterangan")


def _opening(signatory: Signatory) -> Person:
    """Whoever signs, by their own title, or by the post in which they sign."""
    person = signatory.person
    return replace(person, title=person.title or " ".join(signatory.post).removesuffix(","))


def _number(number: str) -> str:
    """What was typed; `800.1.6.2/ /BKPSDM/2026` leaves a gap where it has a blank."""
    return _GAP.sub(lambda found: f"/{BLANK}/" if found[0].strip() else BLANK, clean(number))


def cancellation(printing: Printing, letter: Cancellation) -> Form:
    """The letter; from the third witness on with an annex.

    Raises ValueError for fewer witnesses than Pasal 9C ayat (2) demands.
    """
    if len(letter.witnesses) < WITNESSES_ON_FORM:
        raise ValueError("a cancellation needs two witnesses")
    people = {"atasan": letter.superior, "kepala": letter.head}
    people |= {f"saksi_{n}": Signatory(each) for n, each in enumerate(letter.witnesses, 1)}
    words = {
        **person_words(letter.superior.person, printing, "atasan_"),
        **person_words(letter.person, printing),
        "hari_tanggal": long_date(letter.day),
    }
    rows = (
        ("ASN", letter.day, *person_fields(letter.person)),
        ("Atasan langsung", letter.day, *person_fields(letter.superior.person)),
        ("Kepala Perangkat Daerah", letter.day, *person_fields(letter.head.person)),
        *(("Saksi", letter.day, *person_fields(each)) for each in letter.witnesses),
    )
    filled = Filled(words=words, people=people, signed_on=letter.signed_on)
    form = compose(
        printing,
        "pembatalan",
        filled,
        Flat(("Sebagai", "Hari/Tanggal", *PERSON_COLUMNS), rows),
        title="Surat keterangan pembatalan kehadiran kerja",
    )
    return replace(form, blocks=(*form.blocks, *_annex(printing, letter, words)))


def _annex(printing: Printing, letter: Cancellation, words: Mapping[str, str]) -> list[Block]:
    """The witnesses that the form has no room for, two by two (KAM-11)."""
    found: list[Block] = []
    template = printing.layout.template("lampiran_saksi")
    for first in range(WITNESSES_ON_FORM, len(letter.witnesses), 2):
        pair = letter.witnesses[first : first + 2]
        sides = ("saksi_kiri", "saksi_kanan")
        filled = Filled(
            words={
                **words,
                **{f"{side}_ke": roman(first + 1 + n) for n, side in enumerate(sides)},
            },
            people={side: Signatory(each) for side, each in zip(sides, pair, strict=False)},
        )
        made = list(blocks(printing, template, filled))
        found += made if not found else [each for each in made if isinstance(each, Foot)]
    return found


def roman(number: int) -> str:
    """`IV`, as the form counts its witnesses."""
    return "X" * (number // 10) + _ROMAN[number % 10]
