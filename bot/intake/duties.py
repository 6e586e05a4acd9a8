"""Rows of a sif file: which shift somebody has on some dates, or that they are off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake import parse
from bot.intake.cells import Cells
from bot.intake.employees import EmployeeRow
from bot.intake.fault import Fault, Spot, fault
from bot.intake.header import columns
from bot.intake.scope import Scope, repeats
from db.employee import employee_duty
from db.roster import Outcome, batches, duty_ends, merge

COLUMNS = columns("nip tanggal sampai? jadwal")
OFF = "LIBUR"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`schedule` None: off."""

    spot: Spot
    nip: str
    since: date
    until: date
    schedule: str | None


def read(cells: Cells) -> DutyRow:
    since = cells.need("tanggal", parse.day, date.min)
    schedule = cells.need("jadwal", parse.code, "")
    row = DutyRow(
        spot=cells.spot,
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
    own = [(e.spot, (e.nip, e.schedule_since)) for e in employees if e.schedule]
    yield from repeats([*own, *((row.spot, (row.nip, row.since)) for row in rows)], "tanggal")
    for row in rows:
        yield from scope.person(row.spot, "nip", row.nip)
        yield from scope.schedule(row.spot, "jadwal", row.schedule)


async def clashes(db: AsyncConnection, rows: Sequence[DutyRow], scope: Scope) -> list[Fault]:
    """A shift may not silently replace a person's own schedule that begins on the same day."""
    known = scope.roster.people
    found = []
    for some in batches([row for row in rows if row.nip in known]):
        keys = [(known[row.nip].employee, row.since) for row in some]
        ends = await duty_ends(db, scope.region, keys)
        found += [
            fault(row.spot, "tanggal", "jadwal sendiri pegawai ini mulai pada hari yang sama")
            for row, key in zip(some, keys, strict=True)
            if key in ends and ends[key] is None
        ]
    return found


async def write(db: AsyncConnection, rows: Sequence[DutyRow], scope: Scope) -> list[Outcome]:
    values = [
        {
            "region": scope.region,
            "employee": scope.roster.people[row.nip].employee,
            "since": row.since,
            "until": row.until,
            "schedule": row.schedule,
        }
        for row in rows
    ]
    return await merge(db, employee_duty, values)
