"""Rows of a berhenti file: who left with which last day and decree, and who came back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.calendar import DAY
from core.organisation.employment import Leaving
from core.organisation.posting import Posting, workplaces
from db.people import departure
from db.people.departure import Line
from db.people.roster import Outcome, postings
from handlers.usecases import departures
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.scope import Scope, repeats

COLUMNS = columns("nip hari_terakhir sebab sk kembali? sk_kembali?")


@dataclass(frozen=True, slots=True)
class DepartureRow:
    ref: RowRef
    nip: str
    line: Line


def read(cells: Cells) -> DepartureRow:
    line = Line(
        last=cells.need("hari_terakhir", parse.day, date.min),
        kind=cells.need("sebab", parse.one_of(Leaving), Leaving.RETIRED),
        decree=cells.need("sk", parse.words, ""),
        back=cells.may("kembali", parse.day),
        back_decree=cells.may("sk_kembali", parse.words),
    )
    if cells.has("kembali") != cells.has("sk_kembali"):
        cells.blame("sk_kembali", "kembali dan sk_kembali diisi bersama")
    return DepartureRow(cells.ref, cells.need("nip", parse.nip, ""), line)


def check(rows: Sequence[DepartureRow], scope: Scope) -> Iterator[Fault]:
    yield from repeats(((row.ref, (row.nip, row.line.last)) for row in rows), "hari_terakhir")
    for row in rows:
        yield from scope.person(row.ref, "nip", row.nip)


async def clashes(db: AsyncConnection, rows: Sequence[DepartureRow], scope: Scope) -> list[Fault]:
    """Nobody leaves twice without having come back."""
    found = []
    for nip in dict.fromkeys(row.nip for row in rows if row.nip in scope.roster.people):
        stored = await departure.lines(db, scope.region, scope.roster.people[nip].employee)
        theirs = [row for row in rows if row.nip == nip]
        lines = {each.last: each for each in stored} | {row.line.last: row.line for row in theirs}
        found += [
            fault(row.ref, "hari_terakhir", reason)
            for row in theirs
            if (reason := departures.conflict_of(row.line, list(lines.values())))
        ]
    return found


async def write(db: AsyncConnection, rows: Sequence[DepartureRow], scope: Scope) -> list[Outcome]:
    return [await _write(db, row, scope) for row in rows]


async def _write(db: AsyncConnection, row: DepartureRow, scope: Scope) -> Outcome:
    who = scope.roster.people[row.nip].employee
    known = {each.last: each for each in await departure.lines(db, scope.region, who)}
    before = known.get(row.line.last)
    if before == row.line:
        return Outcome.SAME
    await departure.write(db, scope.region, who, row.line)
    held = (await postings(db, scope.region, [who]))[who]
    theirs = [Posting(*each) for each in held.items()]
    here = next((place.office for place in workplaces(theirs, scope.today, None)), None)
    thing = Thing(row.ref, "nip", "berhenti", row.nip, who, (row.line.last + DAY, None))
    was = departures.audit_values(before) if before else None
    right = scope.law.peran.atur_status
    scope.ledger.note(thing, was, departures.audit_values(row.line), right, [here])
    return Outcome.CHANGED if before else Outcome.NEW


async def left_behind(
    db: AsyncConnection, rows: Sequence[DepartureRow], scope: Scope
) -> list[Fault]:
    """A warning for whoever leaves people without a superior."""
    found = []
    for row in rows:
        person = scope.roster.people[row.nip].employee
        left = await departures.left_behind(db, scope.region, person, row.line.last)
        if left.below and row.line.back is None:
            names = ", ".join(left.below)
            reason = f"{len(left.below)} pegawai tidak lagi punya atasan ini: {names}"
            found.append(fault(row.ref, "nip", reason))
    return found
