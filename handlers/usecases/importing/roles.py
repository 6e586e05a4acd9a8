"""Rows of a peran file: who is administrator, operator or head, by which decree, from when on."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import agency, known_roles
from core.organisation.office import wholes
from core.organisation.posting import Posting, workplaces
from db.people.roster import Outcome, Register, merge, postings
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.scope import Scope, repeats, ruling

COLUMNS = columns("nip peran kantor? sk? sejak sampai?")

# Appointed for an office and never beyond it (BLG-1-19, BLG-7-1, KAM-12).
OF_AN_OFFICE = frozenset({Role.OPERATOR, Role.HEAD})


@dataclass(frozen=True, slots=True)
class RoleRow:
    ref: RowRef
    nip: str
    role: Role
    office: str | None
    decree: str | None
    since: date
    until: date | None


def read(cells: Cells) -> RoleRow:
    row = RoleRow(
        ref=cells.ref,
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
    keys = ((row.ref, (row.nip, row.role, row.since)) for row in rows)
    yield from repeats(keys, "peran")
    for row in rows:
        yield from scope.person(row.ref, "nip", row.nip)
        if row.until is None:
            yield from scope.employed(row.ref, "nip", row.nip, max(row.since, scope.today))
        yield from scope.office(row.ref, "kantor", row.office)
        yield from _known(row, scope)
        answer = ruling(scope.law.peran.sk_wajib, row.since)
        if row.role in (answer.value or ()) and not row.decree:
            yield fault(row.ref, "sk", f"{row.role} harus punya SK: {answer.citation}")


def _known(row: RoleRow, scope: Scope) -> Iterator[Fault]:
    law = scope.law
    roles = known_roles(law, max(row.since, law.peraturan.berlaku_sejak))
    if row.role not in roles:
        known = ", ".join(sorted(roles))
        reason = f"{law.peraturan.singkatan} tidak mengenal peran {row.role}; hanya {known}"
        yield fault(row.ref, "peran", reason)


async def misplaced(
    db: AsyncConnection, rows: Sequence[RoleRow], employees: Sequence[EmployeeRow], scope: Scope
) -> list[Fault]:
    """Whose role belongs to an agency where they do not work by then (BLG-1-18, KRA-6-1)."""
    running = [row for row in rows if row.until is None or row.until >= scope.today]
    careers = await _careers(db, {row.nip for row in running}, employees, scope)
    return [each for row in running for each in _misplaced(row, careers[row.nip], scope)]


def _misplaced(row: RoleRow, postings: Sequence[Posting], scope: Scope) -> Iterator[Fault]:
    day = max(row.since, scope.today)
    found = agency(scope.ledger.by.region, row.role, day)
    if found is None:
        return
    if found.office is None:
        reason = f"isi dulu {found.key} dalam berkas daerah {scope.region}.toml"
        yield fault(row.ref, "peran", reason)
        return
    here = next((each.office for each in workplaces(postings, day, None)), None)
    if found.office not in wholes(here, scope.parents):
        reason = f"{row.role} harus bertugas di {found.office} ({found.article.citation})"
        yield fault(row.ref, "nip", reason)


async def _careers(
    db: AsyncConnection, nips: Collection[str], employees: Sequence[EmployeeRow], scope: Scope
) -> dict[str, list[Posting]]:
    """Where somebody works, also by rows of the same import."""
    known = {nip: scope.roster.people[nip].employee for nip in nips if nip in scope.roster.people}
    stored = await postings(db, scope.region, list(known.values())) if known else {}
    held = {nip: dict(stored[person]) for nip, person in known.items()}
    for row in employees:
        if row.nip in nips:
            held.setdefault(row.nip, {})[row.since] = row.office
    return {nip: [Posting(*each) for each in held.get(nip, {}).items()] for nip in nips}


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
    written = await merge(db, Register.ROLE, values)
    peran = scope.law.peran
    for row, each in zip(rows, written, strict=True):
        right = peran.tunjuk_operator if row.role is Role.OPERATOR else peran.tetapkan_peran
        offices = [(each.before or {}).get("office", row.office), row.office]
        who = scope.roster.people[row.nip].employee
        about = f"{row.role} {row.nip} sejak {row.since}"
        scope.ledger.write(Thing(row.ref, "peran", "peran", about, who), each, right, offices)
    return [each.outcome for each in written]
