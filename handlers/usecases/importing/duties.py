"""Rows of a sif file: which shift somebody has on some dates, or that they are off.

Two rows of one date are two duties of it, a morning's and a night's; each has its own masuk and
pulang.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.posting import Posting, workplaces
from db.people.duty import FurtherDuty, drop_further_duties, duty_ends
from db.people.roster import Outcome, Register, Written, batches, merge, postings
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing, plain
from handlers.usecases.importing.scope import Scope, repeats

COLUMNS = columns("nip tanggal sampai? jadwal")
OFF = "LIBUR"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`schedule` None: off."""

    ref: RowRef
    nip: str
    since: date
    until: date
    schedule: str | None


def read(cells: Cells) -> DutyRow:
    since = cells.need("tanggal", parse.day, date.min)
    schedule = cells.need("jadwal", parse.code, "")
    row = DutyRow(
        ref=cells.ref,
        nip=cells.need("nip", parse.nip, ""),
        since=since,
        until=cells.may("sampai", parse.day) or since,
        schedule=None if schedule == OFF else schedule,
    )
    if row.until < row.since:
        cells.blame("sampai", "lebih awal dari tanggal mulainya")
    return row


def check(
    rows: Sequence[DutyRow], employees: Sequence[EmployeeRow], scope: Scope
) -> Iterator[Fault]:
    """`employees` are those of the same import, whose own schedules begin on a date as well."""
    own = {(e.nip, e.schedule_since): e.ref for e in employees if e.schedule}
    for row in rows:
        if ref := own.get((row.nip, row.since)):
            yield fault(row.ref, "tanggal", f"sudah ada di {ref}")
    yield from repeats(((row.ref, (row.nip, row.since, row.schedule)) for row in rows), "tanggal")
    for together in _by_date(rows).values():
        yield from _beside(together)
    for row in rows:
        yield from scope.person(row.ref, "nip", row.nip)
        yield from scope.employed(row.ref, "tanggal", row.nip, row.since)
        yield from scope.schedule(row.ref, "jadwal", row.schedule)


def _by_date(rows: Sequence[DutyRow]) -> dict[tuple[str, date], list[DutyRow]]:
    found: defaultdict[tuple[str, date], list[DutyRow]] = defaultdict(list)
    for row in rows:
        found[row.nip, row.since].append(row)
    return found


def _beside(rows: Sequence[DutyRow]) -> Iterator[Fault]:
    """Several duties of one date last as long as the first, and nobody is off beside them."""
    first, *others = rows
    for row in others:
        if row.schedule is None or first.schedule is None:
            yield fault(row.ref, "jadwal", f"{OFF} tidak bisa bersama sif lain ({first.ref})")
        if row.until != first.until:
            yield fault(row.ref, "sampai", f"harus sama dengan di {first.ref}")


async def clashes(db: AsyncConnection, rows: Sequence[DutyRow], scope: Scope) -> list[Fault]:
    """A shift may not silently replace a person's own schedule that begins on the same day."""
    known = scope.roster.people
    found = []
    for some in batches([row for row in rows if row.nip in known]):
        keys = [(known[row.nip].employee, row.since) for row in some]
        ends = await duty_ends(db, scope.region, keys)
        found += [
            fault(row.ref, "tanggal", "jadwal sendiri pegawai ini mulai pada hari yang sama")
            for row, key in zip(some, keys, strict=True)
            if key in ends and ends[key] is None
        ]
    return found


async def write(db: AsyncConnection, rows: Sequence[DutyRow], scope: Scope) -> list[Outcome]:
    people, count = scope.roster.people, dict.fromkeys(_by_date(rows), 0)
    values: list[dict[str, Any]] = []
    for row in rows:
        count[row.nip, row.since] += 1
        values.append(
            {
                "region": scope.region,
                "employee": people[row.nip].employee,
                "since": row.since,
                "number": count[row.nip, row.since],
                "until": row.until,
                "schedule": row.schedule,
            }
        )
    left = {(people[nip].employee, since): most for (nip, since), most in count.items()}
    dropped = await drop_further_duties(db, scope.region, left)
    written = await merge(db, Register.EMPLOYEE_DUTY, values)
    await _note(db, [*zip(rows, values, written, strict=True)], dropped, scope)
    return [each.outcome for each in written]


async def _note(
    db: AsyncConnection,
    done: Sequence[tuple[DutyRow, dict[str, Any], Written]],
    dropped: Sequence[FurtherDuty],
    scope: Scope,
) -> None:
    """Shifts are arranged by whoever the text names for the person's office (KRA-7-3b)."""
    people = list({value["employee"] for _, value, _ in done})
    held = await postings(db, scope.region, people) if people else {}
    first: dict[tuple[object, date], tuple[Thing, list[str | None]]] = {}
    right = scope.law.peran.atur_sif
    for row, value, each in done:
        who, number = value["employee"], value["number"]
        offices = _offices([Posting(*one) for one in held[who].items()], row, scope)
        beside = f" ({number})" if number > 1 else ""
        about = f"{row.nip} sejak {row.since}{beside}"
        thing = Thing(row.ref, "nip", "sif", about, who, (row.since, None))
        first.setdefault((who, row.since), (thing, offices))
        scope.ledger.write(thing, each, right, offices)
    for gone in dropped:
        thing, offices = first[gone.employee, gone.since]
        which = replace(thing, about=f"{thing.about} ({gone.number})")
        before = {"jadwal": gone.schedule, "sampai": plain(gone.until)}
        scope.ledger.note(which, before, None, right, offices)


def _offices(held: Sequence[Posting], row: DutyRow, scope: Scope) -> list[str | None]:
    """Where somebody works by then, and where they work today."""
    days = {scope.today, row.since, row.until}
    found = {place.office for day in days for place in workplaces(held, day, None)}
    return [*sorted(found)] or [None]
