"""What an import is checked against: the law, the local day, and all that is or will be known."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from core.law.answer import Answer, Dated
from core.law.fault import nearest
from core.law.regulation import Regulation
from db.people.roster import Roster
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.ledger import Ledger

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """`offices`, `schedules` and `people` (NIPs) count what this very import brings as well.

    Of a schedule it tells whether it is one of shifts.
    """

    region: str
    law: Regulation
    now: datetime
    today: date
    roster: Roster
    offices: frozenset[str]
    schedules: Mapping[str, bool]
    people: frozenset[str]
    ledger: Ledger

    @property
    def parents(self) -> Mapping[str, str | None]:
        """The offices as they stand before this import: a row cannot lend itself a reach."""
        return self.ledger.by.parents

    def office(self, ref: RowRef, column: str, code: str | None) -> Iterator[Fault]:
        yield from _known(ref, column, code, self.offices, "kantor")

    def schedule(self, ref: RowRef, column: str, code: str | None) -> Iterator[Fault]:
        yield from _known(ref, column, code, self.schedules, "jadwal")

    def person(self, ref: RowRef, column: str, nip: str | None) -> Iterator[Fault]:
        if nip is not None and nip not in self.people:
            now = self.roster.former.get(nip)
            hint = f"; kini {now}" if now else ""
            yield fault(ref, column, f"NIP {nip} tidak ada dalam data pegawai{hint}")

    def employed(self, ref: RowRef, column: str, nip: str, day: date) -> Iterator[Fault]:
        """A fault where somebody is gone on a date on which they would have to be there."""
        if not self.roster.employed(nip, day):
            reason = (
                f"NIP {nip} sudah berhenti sebelum {day}; catat dulu kembalinya (berkas berhenti)"
            )
            yield fault(ref, column, reason)


def ruling(answers: Dated[T], day: date) -> Answer[T]:
    """What holds on a day; before the law existed, its first answer (old data are imported too)."""
    return answers.on(max(day, answers.dates[0]))


def repeats(keys: Iterable[tuple[RowRef, object]], column: str) -> Iterator[Fault]:
    """A fault for every key that stood before, naming where."""
    first: dict[object, RowRef] = {}
    for ref, key in keys:
        if first.setdefault(key, ref) is not ref:
            yield fault(ref, column, f"sudah ada di {first[key]}")


def loops(above: dict[str, str]) -> set[str]:
    """All that stand in a circle when everyone points to whoever is above."""
    done: set[str] = set()
    found: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path[here] = None
            here = above.get(here)
        if here in path:
            steps = list(path)
            found.update(steps[steps.index(str(here)) :])
        done.update(path)
    return found


def _known(
    ref: RowRef, column: str, code: str | None, known: Collection[str], what: str
) -> Iterator[Fault]:
    if code is not None and code not in known:
        yield fault(ref, column, f"{what} {code} belum ada{nearest(code, known)}")
