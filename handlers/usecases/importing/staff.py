"""Check employee rows against stored careers, and write people before whatever points to them."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.duty import duty_ends
from db.people.roster import ROWS_PER_STATEMENT, Outcome, Person, Register, batches, merge, postings
from handlers.usecases.importing import staff_ledger
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, fault
from handlers.usecases.importing.offices import together
from handlers.usecases.importing.progress import Tick
from handlers.usecases.importing.scope import Scope, loops
from handlers.usecases.importing.transfers import Career, Placing

Outcomes = dict[EmployeeRow, set[Outcome]]
NewSuperior = tuple[EmployeeRow, date, str]


async def check(
    db: AsyncConnection, rows: Sequence[EmployeeRow], scope: Scope
) -> AsyncIterator[Fault]:
    """What only the stored careers can tell: overtaken TMTs, clashing duties, circles."""
    current: list[EmployeeRow] = []
    for some in batches(_by_person(rows)):
        for career in (await _careers(db, some, scope)).values():
            for each in career.faults:
                yield each
            current += [career.current] if career.current else []
        for each in await _clashes(db, some, scope):
            yield each
    above = {nip: superior.nip for nip, superior in scope.roster.superiors.items()}
    above |= {row.nip: row.superior for row in current if row.superior}
    circle = loops({nip: sup for nip, sup in above.items() if nip != sup})
    for row in current:
        if row.superior and row.nip in circle:
            yield fault(row.ref, "atasan", "atasan berputar: ia bawahan dari bawahannya")


async def write(
    db: AsyncConnection, rows: Sequence[EmployeeRow], scope: Scope, tick: Tick
) -> list[Outcome]:
    """New people get their key here, in `scope.roster`, for all that refers to them."""
    outcomes: Outcomes = {row: set() for row in rows}
    superiors: list[NewSuperior] = []
    known = frozenset(scope.roster.people)
    people = _by_person(rows)
    for number, some in enumerate(batches(people)):
        tick("Menulis pegawai", number * ROWS_PER_STATEMENT, len(people))
        careers = await _careers(db, some, scope)
        await _write_people(db, careers, scope, outcomes)
        await _write_postings(db, careers, scope, outcomes, known)
        superiors += _superiors(careers)
    # Superiors may come late in the file, so their turn is after everybody.
    await _write_superiors(db, superiors, scope, outcomes)
    for row, since, superior in superiors:
        staff_ledger.superior(row, since, superior, new=row.nip not in known, scope=scope)
    await _write_duties(db, rows, scope, outcomes)
    return [together(outcomes[row] | {Outcome.SAME}) for row in rows]


def _by_person(rows: Sequence[EmployeeRow]) -> list[list[EmployeeRow]]:
    people: dict[str, list[EmployeeRow]] = {}
    for row in rows:
        people.setdefault(row.nip, []).append(row)
    return list(people.values())


async def _careers(
    db: AsyncConnection, people: Sequence[list[EmployeeRow]], scope: Scope
) -> dict[str, Career]:
    known = scope.roster.people
    keys = [known[rows[0].nip].employee for rows in people if rows[0].nip in known]
    stored = await postings(db, scope.region, keys) if keys else {}
    careers = {}
    for rows in people:
        nip, person = rows[0].nip, known.get(rows[0].nip)
        held = stored[person.employee] if person else {}
        careers[nip] = Career(held, scope.roster.superiors.get(nip), scope.today)
        careers[nip].apply(rows)
    return careers


async def _clashes(
    db: AsyncConnection, people: Sequence[list[EmployeeRow]], scope: Scope
) -> list[Fault]:
    known = scope.roster.people
    own = [row for rows in people for row in rows if row.schedule and row.nip in known]
    keys = [(known[row.nip].employee, row.schedule_since) for row in own]
    ends = await duty_ends(db, scope.region, keys) if keys else {}
    return [
        fault(row.ref, "jadwal_sejak", f"{row.schedule_since} sudah terisi sif; pilih hari lain")
        for row, key in zip(own, keys, strict=True)
        if ends.get(key) is not None
    ]


async def _write_people(
    db: AsyncConnection, careers: dict[str, Career], scope: Scope, outcomes: Outcomes
) -> None:
    rows = [career.current for career in careers.values() if career.current]
    values = [_person(row, _key(row, scope), scope.region) for row in rows]
    for row, each in zip(rows, await merge(db, Register.EMPLOYEE, values), strict=True):
        outcomes[row].add(each.outcome)
        staff_ledger.person(row, each, careers[row.nip], scope)
        if each.outcome is Outcome.NEW:  # an earlier row of the same new person is new as well
            for other, _ in careers[row.nip].placings:
                outcomes[other].add(each.outcome)


async def _write_postings(
    db: AsyncConnection,
    careers: dict[str, Career],
    scope: Scope,
    outcomes: Outcomes,
    known: frozenset[str],
) -> None:
    values = [
        {"region": scope.region, "employee": _uuid(nip, scope), "since": since, "office": office}
        for nip, career in careers.items()
        for since, office in career.new_postings.items()
    ]
    await merge(db, Register.POSTING, values)
    for nip, career in careers.items():
        staff_ledger.postings(career, new=nip not in known, scope=scope)
        for row, placing in career.placings:
            if placing in {Placing.ADDED, Placing.CORRECTED}:
                outcomes[row].add(Outcome.CHANGED)


def _superiors(careers: dict[str, Career]) -> list[NewSuperior]:
    return [
        (career.current, since, superior)
        for career in careers.values()
        for since, superior in career.new_superiors.items()
        if career.current
    ]


async def _write_superiors(
    db: AsyncConnection, superiors: Sequence[NewSuperior], scope: Scope, outcomes: Outcomes
) -> None:
    values = [
        {
            "region": scope.region,
            "employee": _uuid(row.nip, scope),
            "since": since,
            "supervisor": _uuid(superior, scope),
        }
        for row, since, superior in superiors
    ]
    await merge(db, Register.SUPERVISION, values)
    for row, _, _ in superiors:
        outcomes[row].add(Outcome.CHANGED)


async def _write_duties(
    db: AsyncConnection, rows: Sequence[EmployeeRow], scope: Scope, outcomes: Outcomes
) -> None:
    own = [row for row in rows if row.schedule]
    values = [
        {
            "region": scope.region,
            "employee": _uuid(row.nip, scope),
            "since": row.schedule_since,
            "number": 1,
            "until": None,
            "schedule": row.schedule,
        }
        for row in own
    ]
    for row, each in zip(own, await merge(db, Register.EMPLOYEE_DUTY, values), strict=True):
        staff_ledger.duty(row, each, scope)
        if each.after is not None:
            outcomes[row].add(Outcome.CHANGED)


def _key(row: EmployeeRow, scope: Scope) -> UUID:
    known = scope.roster.people.get(row.nip)
    if known is None:
        known = scope.roster.people[row.nip] = Person(uuid.uuid7(), row.phone)
    return known.employee


def _uuid(nip: str, scope: Scope) -> UUID:
    return scope.roster.people[nip].employee


def _person(row: EmployeeRow, key: UUID, region: str) -> dict[str, object]:
    return {
        "region": region,
        "employee": key,
        "nip": row.nip,
        "name": row.name,
        "kind": row.kind.value,
        "title": row.title,
        "rank": row.rank,
        "phone": row.phone,
    }
