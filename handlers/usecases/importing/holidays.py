"""Rows of a libur file: holidays by decree, which no seed ever overwrites."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.kinds import HolidayKind
from db.people import holiday
from db.people.holiday import Declared
from db.people.roster import Outcome, Register, Written, merge
from handlers.usecases.holidays import WITHDRAWN, withdrawal
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.scope import Scope, repeats

COLUMNS = columns("tanggal nama jenis dasar")


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """`kind` None: the date is no holiday any more, by this decree."""

    ref: RowRef
    date: date
    name: str
    kind: HolidayKind | None
    decree: str


def read(cells: Cells) -> HolidayRow:
    kind = cells.need("jenis", _kind, HolidayKind.LOCAL.value)
    name = cells.may("nama", parse.words)
    if kind != WITHDRAWN and name is None and not cells.has("nama"):
        cells.blame("nama", "belum diisi")
    return HolidayRow(
        ref=cells.ref,
        date=cells.need("tanggal", parse.day, date.min),
        name=name or "",
        kind=None if kind == WITHDRAWN else HolidayKind(kind),
        decree=cells.need("dasar", parse.words, ""),
    )


def _kind(raw: str) -> str:
    if raw.strip().casefold() == WITHDRAWN:
        return WITHDRAWN
    try:
        return str(parse.one_of(HolidayKind)(raw))
    except ValueError as wrong:
        raise ValueError(f"{wrong}, {WITHDRAWN}") from None


def check(rows: Sequence[HolidayRow], _scope: Scope) -> Iterator[Fault]:
    yield from repeats(((row.ref, row.date) for row in rows), "tanggal")


async def clashes(db: AsyncConnection, rows: Sequence[HolidayRow], scope: Scope) -> list[Fault]:
    """Only what is a holiday can be taken back."""
    taken = [row for row in rows if row.kind is None]
    known = await holiday.declared(db, scope.region, [row.date for row in taken])
    reason = "tanggal ini tidak tercatat sebagai hari libur; periksa tanggalnya"
    return [fault(row.ref, "tanggal", reason) for row in taken if row.date not in known]


async def write(db: AsyncConnection, rows: Sequence[HolidayRow], scope: Scope) -> list[Outcome]:
    known = await holiday.declared(db, scope.region, [row.date for row in rows])
    anew = [row for row in rows if row.kind and not _old_file(row, known.get(row.date))]
    written = {
        row: each.outcome for row, each in zip(anew, await _declare(db, anew, scope), strict=True)
    }
    for row in rows:
        if row.kind is None:
            written[row] = await _withdraw(db, row, known[row.date], scope)
    return [written.get(row, Outcome.SAME) for row in rows]


def _old_file(row: HolidayRow, stands: Declared | None) -> bool:
    """The same decree again does not bring back what a later one has taken away."""
    taken_back = stands is not None and stands.withdrawn_at is not None
    return taken_back and stands is not None and stands.decree == row.decree


async def _declare(db: AsyncConnection, rows: Sequence[HolidayRow], scope: Scope) -> list[Written]:
    values = [
        {
            "region": scope.region,
            "date": row.date,
            "name": row.name,
            "kind": row.kind.value if row.kind else None,
            "decree": row.decree,
            "withdrawn_at": None,
            "withdrawn_by": None,
        }
        for row in rows
    ]
    written = await merge(db, Register.HOLIDAY, values)
    for row, each in zip(rows, written, strict=True):
        scope.ledger.write(_thing(row), each, scope.law.peran.atur_jam_kerja, [None])
    return written


async def _withdraw(
    db: AsyncConnection, row: HolidayRow, stands: Declared, scope: Scope
) -> Outcome:
    if stands.withdrawn_at is not None:
        return Outcome.SAME
    await holiday.withdraw(db, scope.region, row.date, row.decree, scope.now)
    change = withdrawal(stands, row.decree)
    scope.ledger.note(_thing(row), *change, scope.law.peran.atur_jam_kerja, [None])
    return Outcome.CHANGED


def again(rows: Sequence[HolidayRow], known: Mapping[date, Declared]) -> Iterator[Fault]:
    """A warning where a date that was taken back becomes a holiday once more, or does not."""
    for row in rows:
        stands = known.get(row.date)
        if row.kind is None or stands is None or stands.withdrawn_at is None:
            continue
        if _old_file(row, stands):
            reason = f"tetap hari kerja: dicabut dengan {stands.withdrawn_by}"
        else:
            reason = f"libur lagi: sebelumnya dicabut dengan {stands.withdrawn_by}"
        yield fault(row.ref, "tanggal", reason)


def _thing(row: HolidayRow) -> Thing:
    return Thing(row.ref, "tanggal", "libur", str(row.date), dates=(row.date, row.date))
