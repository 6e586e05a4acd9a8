"""NIPs that employee rows correct: `nip_lama` names the person, who stays the same one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.posting import Posting, workplaces
from db.people import nip
from db.people.roster import Roster, postings
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, fault
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.scope import Scope

T = TypeVar("T")


def corrected(rows: Sequence[EmployeeRow], known: Roster) -> list[EmployeeRow]:
    """The rows that give a known person another NIP; the others have been through already."""
    return [
        row
        for row in rows
        if row.former in known.people and row.nip not in {row.former, *known.people}
    ]


def check(rows: Sequence[EmployeeRow], known: Roster) -> Iterator[Fault]:
    """Against what is known before anything is corrected."""
    for row in rows:
        if row.former is None:
            if row.nip in known.former:
                reason = f"NIP ini sudah dibetulkan menjadi {known.former[row.nip]}; pakai itu"
                yield fault(row.ref, "nip", reason)
        elif row.former in known.people and row.nip in known.people and row.former != row.nip:
            yield fault(row.ref, "nip", f"NIP ini sudah milik pegawai lain, bukan {row.former}")
        elif row.former not in known.people and known.former.get(row.former) != row.nip:
            yield fault(row.ref, "nip_lama", f"NIP {row.former} tidak ada dalam data pegawai")


def apply(rows: Sequence[EmployeeRow], known: Roster) -> None:
    """Call these people by their new NIPs in what is known."""
    new = {str(row.former): row.nip for row in rows}
    _rename(known.people, new)
    _rename(known.superiors, new)
    _rename(known.departures, new)
    for who, superior in list(known.superiors.items()):
        if superior.nip in new:
            known.superiors[who] = replace(superior, nip=new[superior.nip])


def _rename(held: dict[str, T], new: Mapping[str, str]) -> None:
    for old in new.keys() & held.keys():
        held[new[old]] = held.pop(old)


async def write(
    db: AsyncConnection, rows: Sequence[EmployeeRow], scope: Scope, now: datetime
) -> None:
    for row in rows:
        who = scope.roster.people[row.nip].employee
        await nip.correct(db, scope.region, who, str(row.former), row.nip, now)
        held = (await postings(db, scope.region, [who]))[who]
        theirs = [Posting(*each) for each in held.items()]
        here = next((place.office for place in workplaces(theirs, scope.today, None)), None)
        thing = Thing(row.ref, "nip_lama", "nip", str(row.former), who)
        after = {"nip": row.nip, "alasan": row.reason}
        scope.ledger.note(thing, {"nip": row.former}, after, scope.law.peran.atur_status, [here])
