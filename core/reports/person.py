"""People as a form names them, and whoever signs it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.reports.form import Flat, Value


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its degrees (gelar) and a NIP of 18 digits without blanks.

    `rank` is pangkat/golongan as it is kept, of PPPK the golongan alone; `title` is the post
    (jabatan), `office` the Unit Kerja. "" where nobody knows it: its place stays empty on paper.
    """

    name: str
    nip: str
    rank: str = ""
    title: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. `post` stands above the name, line by line, and ends with a comma.

    Such as ("a.n. BUPATI", "SEKRETARIS DAERAH,") or ("Plh. Kepala Dinas Kesehatan,").
    Without `post` the form's own words stand there, where it has any.
    """

    person: Person
    post: tuple[str, ...] = ()


def head(person: Person, prefix: str = "", *above: str) -> Signatory:
    """Somebody who signs by their own post; `prefix` such as `Plh.`, `above` the a.n. lines."""
    title = f"{prefix} {person.title}".strip()
    return Signatory(person, (*above, f"{title},") if title else above)


def person_record(person: Person) -> dict[str, Value]:
    """The fields of a table that say who somebody is."""
    return {
        "nama": person.name,
        "nip": person.nip,
        "pangkat": person.rank,
        "jabatan": person.title,
    }


PERSON_COLUMNS = ("Nama", "NIP", "Pangkat/Gol.", "Jabatan")


def person_fields(person: Person) -> tuple[Value, ...]:
    """The same of somebody in a plain list."""
    return person.name, person.nip, person.rank, person.title


def by_person(titles: Sequence[str], rows: Iterable[tuple[Person, *tuple[Value, ...]]]) -> Flat:
    """The plain list with a person at the head of each row; `titles` are those of the rest."""
    listed = tuple((*person_fields(person), *rest) for person, *rest in rows)
    return Flat((*PERSON_COLUMNS, *titles), listed)
