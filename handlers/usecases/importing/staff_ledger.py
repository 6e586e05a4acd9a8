"""What employee rows change, and by which right: data, posting, superior, hours of one's own."""

from datetime import date

from db.people.roster import Outcome, Written
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.ledger import Thing, plain
from handlers.usecases.importing.scope import Scope
from handlers.usecases.importing.transfers import Career


def person(row: EmployeeRow, written: Written, career: Career, scope: Scope) -> None:
    """New people are whoever's work it is to keep the data of their office; so are their data."""
    right, thing = scope.law.peran.perbarui_data, _thing(row, "nip", "pegawai", scope)
    here = career.office_on(scope.today) or row.office
    if written.outcome is not Outcome.NEW:
        scope.ledger.write(thing, written, right, [here, row.office])
        return
    data = {
        "nama": row.name,
        "jenis": row.kind.value,
        "jabatan": row.title,
        "golongan": row.rank,
        "telepon": row.phone,
        "kantor": row.office,
        "tmt": plain(row.since),
        "atasan": row.superior,
    }
    scope.ledger.note(thing, None, data, right, [row.office])


def postings(career: Career, *, new: bool, scope: Scope) -> None:
    """A transfer is the business of both offices (Pasal 8 ayat (4)); a first posting of the one."""
    rows = {row.since: row for row, _ in career.placings}
    for since, office in career.new_postings.items():
        before, thing = (
            career.office_before(since),
            _thing(rows[since], "kantor", "kantor", scope, since),
        )
        if new:
            scope.ledger.ask(thing, scope.law.peran.perbarui_data, [office])
            continue
        scope.ledger.note(
            thing,
            {"kantor": before} if before else None,
            {"kantor": office, "sejak": plain(since)},
            scope.law.peran.pindah_lokasi if before else scope.law.peran.perbarui_data,
            [before or office, office],
        )


def superior(row: EmployeeRow, since: date, nip: str, *, new: bool, scope: Scope) -> None:
    thing = _thing(row, "atasan", "atasan", scope)
    right = scope.law.peran.atur_atasan
    if new:
        scope.ledger.ask(thing, right, [row.office])
        return
    last = scope.roster.superiors.get(row.nip)
    before = {"atasan": last.nip} if last else None
    scope.ledger.note(thing, before, {"atasan": nip, "sejak": plain(since)}, right, [row.office])


def duty(row: EmployeeRow, written: Written, scope: Scope) -> None:
    """Hours of one's own: shifts are arranged, ordinary hours are set (KRA-7-3b, KRA-6-3b)."""
    peran = scope.law.peran
    right = peran.atur_sif if scope.schedules[str(row.schedule)] else peran.atur_jam_kerja
    thing = _thing(row, "jadwal", "jadwal", scope, row.schedule_since)
    scope.ledger.write(thing, written, right, [row.office])


def _thing(
    row: EmployeeRow, column: str, what: str, scope: Scope, since: date | None = None
) -> Thing:
    """`since`: days may be others from then on."""
    who = scope.roster.people[row.nip].employee
    return Thing(row.ref, column, what, row.nip, who, (since, None) if since else None)
