"""Rows of a peran file: who is administrator, operator or head, by which decree, from when on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake import parse
from bot.intake.cells import Cells
from bot.intake.fault import Fault, Spot, fault
from bot.intake.header import columns
from bot.intake.scope import Scope, repeats, ruling
from core.regulation import Role
from db.employee import role
from db.roster import Outcome, merge

COLUMNS = columns("nip peran kantor? sk? sejak sampai?")

# Appointed for an office and never beyond it (BLG-1-19, BLG-7-1, KAM-12).
OF_AN_OFFICE = frozenset({Role.OPERATOR, Role.HEAD})


@dataclass(frozen=True, slots=True)
class RoleRow:
    spot: Spot
    nip: str
    role: Role
    office: str | None
    decree: str | None
    since: date
    until: date | None


def read(cells: Cells) -> RoleRow:
    row = RoleRow(
        spot=cells.spot,
        nip=cells.need("nip", parse.nip, ""),
        role=cells.need("peran", parse.one_of(Role), Role.OPERATOR),
        office=cells.may("kantor", parse.code),
        decree=cells.may("sk", parse.words),
        since=cells.need("sejak", parse.day, date.min),
        until=cells.may("sampai", parse.day),
    )
    if row.until and row.until < row.since:
        cells.blame("sampai", "lebih awal dari sejak")
    if not cells.faults and row.role in OF_AN_OFFICE and row.office is None:
        cells.blame("kantor", f"{row.role} harus punya kantor")
    return row


def check(rows: Sequence[RoleRow], scope: Scope) -> Iterator[Fault]:
    keys = ((row.spot, (row.nip, row.role, row.since)) for row in rows)
    yield from repeats(keys, "peran")
    for row in rows:
        yield from scope.person(row.spot, "nip", row.nip)
        yield from scope.office(row.spot, "kantor", row.office)
        answer = ruling(scope.law.peran.sk_wajib, row.since)
        if row.role in (answer.value or ()) and not row.decree:
            yield fault(row.spot, "sk", f"{row.role} harus punya SK: {answer.citation}")


async def write(db: AsyncConnection, rows: Sequence[RoleRow], scope: Scope) -> list[Outcome]:
    values = [
        {
            "region": scope.region,
            "employee": scope.roster.people[row.nip].employee,
            "role": row.role.value,
            "since": row.since,
            "until": row.until,
            "office": row.office,
            "decree": row.decree,
        }
        for row in rows
    ]
    return await merge(db, role, values)
