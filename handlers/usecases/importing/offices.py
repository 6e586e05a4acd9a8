"""Rows of a kantor file: offices, whose part they are, and the hours that hold there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.calendar import Duty, latest
from db.people.letterhead import NOTHING_ENTERED, OfficeLetterhead
from db.people.office import duties_of
from db.people.roster import Outcome, Register, Written, merge
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.scope import Scope, loops, repeats

COLUMNS = columns(
    "kode nama induk? jadwal berlaku_sejak tanpa_libur? "
    "nama_kop? alamat? telepon? laman? kode_surat?"
)


class Yes(StrEnum):
    """The one answer that says that something unusual is meant."""

    YES = "ya"


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """`holidays` False: the office is meant to work on every holiday, too."""

    ref: RowRef
    code: str
    name: str
    parent: str | None
    schedule: str
    since: date
    holidays: bool = True
    letterhead: OfficeLetterhead = NOTHING_ENTERED


def read(cells: Cells) -> OfficeRow:
    return OfficeRow(
        ref=cells.ref,
        code=cells.need("kode", parse.code, ""),
        name=cells.need("nama", parse.words, ""),
        parent=cells.may("induk", parse.code),
        schedule=cells.need("jadwal", parse.code, ""),
        since=cells.need("berlaku_sejak", parse.day, date.min),
        holidays=cells.may("tanpa_libur", parse.one_of(Yes)) is None,
        letterhead=OfficeLetterhead(
            name=cells.may("nama_kop", parse.words) or "",
            address=cells.may("alamat", parse.words) or "",
            phone=cells.may("telepon", parse.words) or "",
            web=cells.may("laman", parse.words) or "",
            code=cells.may("kode_surat", parse.code) or "",
        ),
    )


def check(rows: Sequence[OfficeRow], scope: Scope) -> Iterator[Fault]:
    yield from repeats(((row.ref, row.code) for row in rows), "kode")
    for row in rows:
        yield from scope.office(row.ref, "induk", row.parent)
        yield from scope.schedule(row.ref, "jadwal", row.schedule)
        yield from _holidays(row, shift=scope.schedules.get(row.schedule, False))
    circle = loops({k: v for k, v in _parents(rows, scope).items() if v})
    for row in rows:
        if row.code in circle:
            yield fault(row.ref, "induk", "kantor ini menjadi induk dari induknya sendiri")


def _holidays(row: OfficeRow, *, shift: bool) -> Iterator[Fault]:
    """A schedule of shifts knows no holidays: a whole office is given one only on purpose.

    Else everybody there would be absent on Idulfitri (AMB-60); who works in shifts gets them in a
    sif file, or as hours of their own, and the office keeps its ordinary week.
    """
    if shift and row.holidays:
        reason = (
            f"{row.schedule} jadwal sif, yang tidak mengenal hari libur: seluruh kantor wajib "
            "masuk juga pada Idulfitri. Pakai jadwal reguler dan bagikan sif per pegawai (berkas "
            "sif); bila kantor ini memang bekerja pada hari libur, isi kolom tanpa_libur: ya"
        )
        yield fault(row.ref, "jadwal", reason)
    elif not shift and not row.holidays:
        reason = f"hanya untuk jadwal sif; dengan {row.schedule} kantor ini libur pada hari libur"
        yield fault(row.ref, "tanpa_libur", reason)


async def write(db: AsyncConnection, rows: Sequence[OfficeRow], scope: Scope) -> list[Outcome]:
    outcomes: dict[str, set[Outcome]] = {}
    hours = await duties_of(db, scope.region)
    # A part can only point to a whole that is already there.
    for some in _whole_first(rows, scope):
        written = await merge(db, Register.OFFICE, [_office(row, scope.region) for row in some])
        duties = await merge(db, Register.OFFICE_DUTY, [_duty(row, scope.region) for row in some])
        for row, one, duty in zip(some, written, duties, strict=True):
            # New hours are a change of an office that has been there.
            changed = Outcome.SAME if duty.after is None else Outcome.CHANGED
            outcomes[row.code] = {one.outcome, changed}
            _note(row, one, duty, hours.get(row.code, ()), scope)
    await _write_letterheads(db, rows, scope, outcomes)
    return [together(outcomes[row.code]) for row in rows]


async def _write_letterheads(
    db: AsyncConnection,
    rows: Sequence[OfficeRow],
    scope: Scope,
    outcomes: dict[str, set[Outcome]],
) -> None:
    """Of a row that says nothing of it the letterhead stays as it is; its logo always does."""
    told = [row for row in rows if row.letterhead != NOTHING_ENTERED]
    values = [_letterhead(row, scope.region) for row in told]
    right = scope.law.peran.perbarui_data
    for row, one in zip(told, await merge(db, Register.LETTERHEAD, values), strict=True):
        outcomes[row.code].add(Outcome.SAME if one.after is None else Outcome.CHANGED)
        offices = [row.code] if row.code in scope.parents else [None]
        scope.ledger.write(Thing(row.ref, "alamat", "kop surat", row.code), one, right, offices)


def _note(
    row: OfficeRow, office: Written, duty: Written, hours: Sequence[Duty], scope: Scope
) -> None:
    """What a row changes is the business of the office, and of what it becomes a part of."""
    right = scope.law.peran.atur_jam_kerja
    known = row.code in scope.parents
    moved = row.parent is not None and "parent" in (office.after or {})
    offices = [*([row.code] if known else []), *([row.parent] if moved else [])] or [None]
    scope.ledger.write(Thing(row.ref, "kode", "kantor", row.code), office, right, offices)
    if duty.after is None:
        return
    held = latest(hours, row.since)
    before = {"jadwal": held.schedule} if held else None
    after = {"jadwal": row.schedule, "sejak": row.since.isoformat()}
    after |= {} if row.holidays else {"tanpa_libur": "ya"}
    thing = Thing(row.ref, "jadwal", "jam kerja", row.code, dates=(row.since, None))
    scope.ledger.note(thing, before, after, right, offices)


def together(outcomes: set[Outcome]) -> Outcome:
    """The outcome of a row that wrote to several tables."""
    order = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
    return next(each for each in order if each in outcomes)


def _parents(rows: Sequence[OfficeRow], scope: Scope) -> dict[str, str | None]:
    return scope.roster.offices | {row.code: row.parent for row in rows}


def _whole_first(rows: Sequence[OfficeRow], scope: Scope) -> list[list[OfficeRow]]:
    parents = _parents(rows, scope)
    levels: dict[int, list[OfficeRow]] = {}
    for row in rows:
        levels.setdefault(_depth(row.code, parents), []).append(row)
    return [levels[depth] for depth in sorted(levels)]


def _depth(code: str, parents: dict[str, str | None]) -> int:
    parent = parents.get(code)
    return 1 + _depth(parent, parents) if parent else 0


def _office(row: OfficeRow, region: str) -> dict[str, object]:
    return {"region": region, "office": row.code, "name": row.name, "parent": row.parent}


def _letterhead(row: OfficeRow, region: str) -> dict[str, object]:
    known = row.letterhead
    words = {"address": known.address, "phone": known.phone, "web": known.web, "code": known.code}
    return {"region": region, "office": row.code, "name": known.name, **words}


def _duty(row: OfficeRow, region: str) -> dict[str, object]:
    key = {"region": region, "office": row.code, "since": row.since}
    return {**key, "until": None, "schedule": row.schedule}
