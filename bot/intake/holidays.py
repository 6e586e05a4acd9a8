"""Rows of a libur file: holidays by decree, which no seed ever overwrites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake import parse
from bot.intake.cells import Cells
from bot.intake.fault import Fault, Spot
from bot.intake.header import columns
from bot.intake.ledger import Thing
from bot.intake.scope import Scope, repeats
from core.calendar import HolidayKind
from db.office import holiday
from db.roster import Outcome, merge

COLUMNS = columns("tanggal nama jenis dasar")


@dataclass(frozen=True, slots=True)
class HolidayRow:
    spot: Spot
    date: date
    name: str
    kind: HolidayKind
    decree: str


def read(cells: Cells) -> HolidayRow:
    return HolidayRow(
        spot=cells.spot,
        date=cells.need("tanggal", parse.day, date.min),
        name=cells.need("nama", parse.words, ""),
        kind=cells.need("jenis", parse.one_of(HolidayKind), HolidayKind.LOCAL),
        decree=cells.need("dasar", parse.words, ""),
    )


def check(rows: Sequence[HolidayRow], _scope: Scope) -> Iterator[Fault]:
    yield from repeats(((row.spot, row.date) for row in rows), "tanggal")


async def write(db: AsyncConnection, rows: Sequence[HolidayRow], scope: Scope) -> list[Outcome]:
    values = [
        {
            "region": scope.region,
            "date": row.date,
            "name": row.name,
            "kind": row.kind.value,
            "decree": row.decree,
        }
        for row in rows
    ]
    written = await merge(db, holiday, values)
    right = scope.law.peran.atur_jam_kerja
    for row, each in zip(rows, written, strict=True):
        scope.ledger.write(Thing(row.spot, "tanggal", "libur", str(row.date)), each, right, [None])
    return [each.outcome for each in written]
