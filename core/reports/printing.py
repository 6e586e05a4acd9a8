"""For whom a form is printed, and how it names people there."""

from dataclasses import dataclass

from core.reports.layout import Layout
from core.reports.measures import DEFAULT, Measures
from core.reports.person import Person
from core.writing import plain


@dataclass(frozen=True, slots=True)
class Printing:
    """For whom it is printed: the words of one regulation, the measures of one daerah."""

    layout: Layout
    measures: Measures = DEFAULT

    def nip(self, person: Person) -> str:
        """A NIP as running text has it; tables have it without blanks."""
        return self.measures.nip(person.nip)


def person_words(person: Person, printing: Printing, prefix: str = "") -> dict[str, str]:
    """The slots that say who somebody is: `nama`, `nip`, `pangkat`, `jabatan`, `kantor`."""
    return {
        f"{prefix}nama": plain(person.name),
        f"{prefix}nip": printing.nip(person),
        f"{prefix}pangkat": plain(person.rank),
        f"{prefix}jabatan": plain(person.title),
        f"{prefix}kantor": plain(person.office),
    }
