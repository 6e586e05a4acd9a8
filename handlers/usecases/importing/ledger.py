"""What an import changes, and the right that each change takes: asked as the rows are written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from core.month.effect import Reach
from core.organisation.authority import Authority, Denied, Right
from db.people.roster import Written
from db.records.audit import Change, Values
from handlers.usecases.authority import describe_denial
from handlers.usecases.importing.fault import Fault, RowRef, fault

# The columns of the tables as the files call them; a column that is not here tells nothing new.
_NAMES = {
    "name": "nama",
    "kind": "jenis",
    "title": "jabatan",
    "rank": "golongan",
    "phone": "telepon",
    "office": "kantor",
    "parent": "induk",
    "latitude": "lintang",
    "longitude": "bujur",
    "radius": "radius",
    "corners": "sudut",
    "schedule": "jadwal",
    "shift": "sif",
    "week": "minggu",
    "opens": "buka",
    "closes": "tutup",
    "until": "sampai",
    "decree": "sk",
    "withdrawn_by": "dicabut",
    "address": "alamat",
    "web": "laman",
    "code": "kode_surat",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What a row is about: its kind ("tempat"), its code or NIP, and the employee if it is one.

    `dates` are the first and the last date on which it bears, where days are made of it; without
    an employee it bears on everybody.
    """

    ref: RowRef
    column: str
    what: str
    about: str
    employee: UUID | None = None
    dates: tuple[date, date | None] | None = None

    @property
    def reach(self) -> Reach | None:
        if self.dates is None:
            return None
        return Reach(*self.dates, frozenset({self.employee}) if self.employee else None)


@dataclass(slots=True)
class Ledger:
    """The changes in the order in which they are written, and what somebody had no right to.

    `reaches`: on which days they bear together, of everybody (True) and of some people.
    """

    by: Authority
    changes: list[Change] = field(default_factory=list)
    reaches: dict[bool, Reach] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _asked: dict[tuple[Right, tuple[str | None, ...]], Denied | None] = field(default_factory=dict)

    def write(
        self, thing: Thing, written: Written, right: Right, offices: Iterable[str | None]
    ) -> None:
        """Note what a row has changed; nothing where it was so already."""
        if written.after is None:
            return
        self.note(thing, _named(written.before), _named(written.after) or {}, right, offices)

    def note(
        self,
        thing: Thing,
        before: Values | None,
        after: Values | None,
        right: Right,
        offices: Iterable[str | None],
    ) -> None:
        self.changes.append(Change(thing.what, thing.about, before, after, thing.employee))
        self.touch(thing)
        self.ask(thing, right, offices)

    def touch(self, thing: Thing) -> None:
        """Days may be others by it."""
        if (reach := thing.reach) is not None:
            known = self.reaches.get(everybody := reach.people is None)
            self.reaches[everybody] = known.union(reach) if known else reach

    def ask(self, thing: Thing, right: Right, offices: Iterable[str | None]) -> None:
        """A fault where whoever acts may not; the same few offices come again and again."""
        key = (right, tuple(dict.fromkeys(offices)))
        if key not in self._asked:
            self._asked[key] = self.by.denied(right, *key[1])
        if denied := self._asked[key]:
            reason = describe_denial(self.by, denied, f"atas {thing.what} {thing.about}")
            self.faults.append(fault(thing.ref, thing.column, reason))


def _named(values: Values | None) -> Values | None:
    if values is None:
        return None
    return {_NAMES[key]: plain(value) for key, value in values.items() if key in _NAMES}


def plain(value: object) -> object:
    """A value of a table as JSON has it."""
    match value:
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H.%M}"
    return value
