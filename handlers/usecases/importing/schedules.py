"""Rows of a jadwal file: the hours of a week from a date on, ordinary or for shifts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.answer import Answer, Dated
from core.organisation.calendar import Span
from db.people.roster import Outcome, Register, merge
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.offices import together
from handlers.usecases.importing.scope import Scope, repeats

WEEK = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
COLUMNS = columns(
    "kode nama jenis berlaku_sejak berlaku_sampai? "
    "senin selasa rabu kamis jumat sabtu minggu buka? tutup?"
)


class ScheduleKind(StrEnum):
    ORDINARY = "reguler"
    SHIFT = "sif"


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    ref: RowRef
    code: str
    name: str
    shift: bool
    since: date
    until: date | None
    week: tuple[Span | None, ...]
    opens: time | None
    closes: time | None


def read(cells: Cells) -> ScheduleRow:
    kind = cells.need("jenis", parse.one_of(ScheduleKind), ScheduleKind.ORDINARY)
    row = ScheduleRow(
        ref=cells.ref,
        code=cells.need("kode", parse.code, ""),
        name=cells.need("nama", parse.words, ""),
        shift=kind is ScheduleKind.SHIFT,
        since=cells.need("berlaku_sejak", parse.day, date.min),
        until=cells.may("berlaku_sampai", parse.day),
        week=tuple(cells.may(name, parse.span) for name in WEEK),
        opens=cells.may("buka", parse.clock),
        closes=cells.may("tutup", parse.clock),
    )
    _judge(cells, row)
    return row


def _judge(cells: Cells, row: ScheduleRow) -> None:
    """Windows belong to shifts; those of ordinary hours are the regulation's (AMB-07)."""
    for column in ("buka", "tutup"):
        if row.shift and not cells.has(column):
            cells.blame(column, "sif harus punya jam buka dan tutup presensi sendiri")
        if not row.shift and cells.has(column):
            cells.blame(column, "hanya untuk sif; batas jadwal reguler berasal dari peraturan")
    if row.until and row.until < row.since:
        cells.blame("berlaku_sampai", "lebih awal dari berlaku_sejak")
    if not cells.faults and not any(row.week):
        cells.blame("senin", "tidak ada satu hari kerja pun dalam seminggu")


def check(rows: Sequence[ScheduleRow], scope: Scope) -> Iterator[Fault]:
    yield from repeats(((row.ref, (row.code, row.since)) for row in rows), "berlaku_sejak")
    first: dict[str, ScheduleRow] = {}
    for row in rows:
        yield from _agrees(first.setdefault(row.code, row), row, scope)
        if not row.shift:
            yield from _within_law(row, scope)


def _agrees(first: ScheduleRow, row: ScheduleRow, scope: Scope) -> Iterator[Fault]:
    if row.name != first.name:
        yield fault(row.ref, "nama", f"nama jadwal {row.code} lain dari di {first.ref}")
    if row.shift != first.shift:
        yield fault(row.ref, "jenis", f"jenis jadwal {row.code} lain dari di {first.ref}")
    if scope.roster.schedules.get(row.code, row.shift) != row.shift:
        reason = f"jenis jadwal {row.code} tidak boleh berganti; pakai kode baru"
        yield fault(row.ref, "jenis", reason)


def _within_law(row: ScheduleRow, scope: Scope) -> Iterator[Fault]:
    """Ordinary hours fit the regulation's windows for as long as both hold (Pasal 8 ayat (2))."""
    presensi = scope.law.presensi
    earliest = _holding(presensi.masuk_paling_cepat, row)
    latest = _holding(presensi.pulang_paling_lambat, row)
    for name, span in zip(WEEK, row.week, strict=True):
        if span is None:
            continue
        if span.end <= span.start:
            yield fault(row.ref, name, "berakhir keesokan harinya; pakai jenis sif")
            continue
        for answer in earliest:
            if answer.value and span.start < answer.value:
                yield _beyond(row, name, "mulai sebelum", answer)
        for answer in latest:
            if answer.value and span.end > answer.value:
                yield _beyond(row, name, "selesai sesudah", answer)


def _beyond(row: ScheduleRow, column: str, how: str, answer: Answer[time]) -> Fault:
    reason = f"{how} {answer.value:%H.%M} ({answer.citation}); pakai jenis sif"
    return fault(row.ref, column, reason)


def _holding(answers: Dated[time], row: ScheduleRow) -> list[Answer[time]]:
    ends = (*answers.dates[1:], date.max)
    last = row.until or date.max
    return [
        answer
        for answer, end in zip(answers.answers, ends, strict=True)
        if answer.since <= last and row.since < end
    ]


async def write(db: AsyncConnection, rows: Sequence[ScheduleRow], scope: Scope) -> list[Outcome]:
    named = {row.code: row for row in rows}
    values = [_schedule(row, scope.region) for row in named.values()]
    written = dict(zip(named, await merge(db, Register.SCHEDULE, values), strict=True))
    editions = await merge(db, Register.EDITION, [_edition(row, scope.region) for row in rows])
    right = scope.law.peran.atur_jam_kerja
    for code, row in named.items():
        scope.ledger.write(Thing(row.ref, "kode", "jadwal", code), written[code], right, [None])
    for row, each in zip(rows, editions, strict=True):
        about = f"{row.code} sejak {row.since}"
        thing = Thing(row.ref, "kode", "jam", about, dates=(row.since, None))
        scope.ledger.write(thing, each, right, [None])
    renamed = {code for code, each in written.items() if each.outcome is Outcome.CHANGED}
    return [
        together({each.outcome, Outcome.CHANGED} if row.code in renamed else {each.outcome})
        for row, each in zip(rows, editions, strict=True)
    ]


def _schedule(row: ScheduleRow, region: str) -> dict[str, object]:
    return {"region": region, "schedule": row.code, "name": row.name, "shift": row.shift}


def _edition(row: ScheduleRow, region: str) -> dict[str, object]:
    return {
        "region": region,
        "schedule": row.code,
        "since": row.since,
        "until": row.until,
        "week": [_day(span) for span in row.week],
        "opens": row.opens,
        "closes": row.closes,
    }


def _day(span: Span | None) -> list[object] | None:
    return [f"{span.start:%H:%M}", f"{span.end:%H:%M}", span.rest] if span else None
