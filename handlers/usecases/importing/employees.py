"""Rows of a pegawai file: who works here, where, under whom and by which hours, from when on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.law.kinds import EmployeeKind
from core.organisation.nip import parse_nip
from core.organisation.phone import Line, line
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.scope import Scope, repeats, ruling

COLUMNS = columns(
    "nip nama status jabatan golongan telepon kantor tmt atasan? jadwal? jadwal_sejak? "
    "nip_lama? alasan?"
)


@dataclass(frozen=True, slots=True)
class EmployeeRow:
    """`since` is the day from which the posting holds (TMT); `superior` is a NIP.

    `former` is the NIP under which the person is known so far, `reason` why it is another now.
    """

    ref: RowRef
    nip: str
    name: str
    kind: EmployeeKind
    title: str
    rank: str
    phone: str
    office: str
    since: date
    superior: str | None
    schedule: str | None
    schedule_since: date
    former: str | None = None
    reason: str | None = None


def read(cells: Cells) -> EmployeeRow:
    since = cells.need("tmt", parse.day, date.min)
    row = EmployeeRow(
        ref=cells.ref,
        nip=cells.need("nip", parse.nip, ""),
        name=cells.need("nama", parse.words, ""),
        kind=cells.need("status", parse.one_of(EmployeeKind), EmployeeKind.PNS),
        title=cells.need("jabatan", parse.words, ""),
        rank=cells.need("golongan", parse.words, ""),
        phone=cells.need("telepon", parse.phone, ""),
        office=cells.need("kantor", parse.code, ""),
        since=since,
        superior=cells.may("atasan", parse.nip),
        schedule=cells.may("jadwal", parse.code),
        schedule_since=cells.may("jadwal_sejak", parse.day) or since,
        former=cells.may("nip_lama", parse.nip),
        reason=cells.may("alasan", parse.words),
    )
    if row.superior and row.superior == row.nip:
        cells.blame("atasan", "tidak boleh menjadi atasan diri sendiri")
    if cells.has("jadwal_sejak") and not cells.has("jadwal"):
        cells.blame("jadwal", "belum diisi, padahal jadwal_sejak diisi")
    if cells.has("nip_lama") and not cells.has("alasan"):
        cells.blame("alasan", "belum diisi, padahal nip_lama diisi")
    return row


def check(rows: Sequence[EmployeeRow], scope: Scope) -> Iterator[Fault]:
    yield from repeats(((row.ref, (row.nip, row.since)) for row in rows), "nip")
    kinds = ruling(scope.law.pegawai.jenis, scope.today)
    for row in rows:
        if row.kind not in (kinds.value or ()):
            yield fault(row.ref, "status", f"{row.kind} tidak termasuk {kinds.citation}")
        yield from scope.office(row.ref, "kantor", row.office)
        yield from scope.schedule(row.ref, "jadwal", row.schedule)
        yield from scope.person(row.ref, "atasan", row.superior)
        yield from scope.employed(row.ref, "tmt", row.nip, row.since)
        if row.superior and not _left(row, scope):
            yield from scope.employed(row.ref, "atasan", row.superior, scope.today)
    yield from _shared_phones(rows, scope)


def _shared_phones(rows: Sequence[EmployeeRow], scope: Scope) -> Iterator[Fault]:
    newest = {row.nip: row for row in sorted(rows, key=lambda row: row.since)}
    others = {
        person.phone: nip
        for nip, person in scope.roster.people.items()
        # The number of somebody who left may have become another's.
        if nip not in newest and scope.roster.employed(nip, scope.today)
    }
    first: dict[str, EmployeeRow] = {}
    for row in newest.values():
        owner = first.setdefault(row.phone, row)
        if owner is not row:
            yield fault(row.ref, "telepon", f"{row.phone} juga dipakai di {owner.ref}")
            yield fault(owner.ref, "telepon", f"{row.phone} juga dipakai di {row.ref}")
        elif row.phone in others:
            owned = f"{row.phone} sudah dipakai NIP {others[row.phone]}"
            hint = "bila itu orang yang sama, isi nip_lama dan alasan"
            yield fault(row.ref, "telepon", f"{owned}; {hint}")


# With such a number somebody may never get through the registration: it has to be the one that
# their chat account runs on.
_DOUBTS = {
    Line.FIXED: "nomor telepon rumah atau kantor; pendaftaran butuh nomor ponsel pegawai",
    Line.FOREIGN: "nomor luar negeri; pastikan memang itu nomor chat pegawai",
    Line.UNKNOWN: "bukan nomor yang dikenal operator seluler; periksa lagi",
}


def _left(row: EmployeeRow, scope: Scope) -> bool:
    """Whether a row names the superior it had already, who is gone meanwhile: an old file."""
    stands = scope.roster.superiors.get(row.nip)
    gone = row.superior is not None and not scope.roster.employed(row.superior, scope.today)
    return gone and stands is not None and stands.nip == row.superior


def warnings(rows: Sequence[EmployeeRow], scope: Scope) -> Iterator[Fault]:
    """What a human should look at, though nothing forbids it."""
    for row in rows:
        if _left(row, scope):
            yield fault(row.ref, "atasan", f"NIP {row.superior} sudah berhenti; isi atasan baru")
        if not parse_nip(row.nip).fits(row.kind):
            digits = row.nip[12:14]
            reason = f"status {row.kind} tidak lazim untuk NIP dengan angka ke-13 dan 14 {digits}"
            yield fault(row.ref, "status", reason)
        if doubt := _DOUBTS.get(line(row.phone)):
            yield fault(row.ref, "telepon", f"{row.phone} {doubt}")
