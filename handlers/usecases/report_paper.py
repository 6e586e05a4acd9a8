"""The papers of a monthly report as one ZIP, printed from the numbers that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from core.reports.contents import Content
from core.reports.contents import Contents as Listed
from core.reports.contents import contents as content_list
from core.reports.file_name import file_name
from core.reports.form import Form
from db.records import report as reports
from db.records.report import Report
from handlers.chat.event import PDF, ZIP, Kept
from handlers.chat.format import moment
from handlers.chat.paper import Archive, Contents, Copy, Listing, Paper, Print, Source
from handlers.chat.reply import Enclosure
from handlers.texts import report as texts
from handlers.usecases import report_changes
from handlers.usecases.package import ceremonies, corrections, handed, presence, problems, work
from handlers.usecases.package.handed import Handed, Members


@dataclass(frozen=True, slots=True)
class MonthlyReport(Paper):
    """All papers of one report; made once, and from then on copied.

    What is corrected after it was received comes beside it, as a sheet of its own.
    """

    KIND: ClassVar = "laporan_bulanan"

    report: UUID

    def title(self, _region: Region) -> str:
        return "Berkas laporan bulanan"

    async def contents(self, source: Source) -> Contents:
        async with source.connect() as db:
            report = await reports.find(db, source.region.code, self.report)
        if report is None:
            raise LookupError(f"report {self.report} is gone")
        if report.package:
            return await _again(source, report)
        found = await handed.read(source, report)
        notes = (found.signing.note,) if found.signing.note else ()
        name = _name(source.region, report)
        packed = Archive(name, members(found), heading(found), listing(found))
        return Contents((packed,), notes)

    async def made(
        self, db: AsyncConnection, region: Region, now: datetime, files: Sequence[Enclosure]
    ) -> None:
        del now
        kept = [(e.kept.hash, e.kept.size, e.kept.media) for e in files if e.kept.media == ZIP]
        await reports.keep_package(db, region.code, self.report, kept)


async def members(found: Handed) -> Members:
    """Its papers in the order of their names, read while they are packed (Pasal 13 and 14)."""
    yield presence.recap(found)
    async for each in work.papers(found):
        yield each
    async for each in presence.on_paper(found):
        yield each
    async for each in work.on_paper(found):
        yield each
    async for each in ceremonies.papers(found):
        yield each
    yield await problems.inventory(found)
    async for each in corrections.papers(found):
        yield each


async def _again(source: Source, report: Report) -> Contents:
    """The very files that were made, and what has become otherwise since it was received."""
    name = _name(source.region, report)
    volumes = [name, *(f"{name}_bagian-{n}" for n in range(2, len(report.package) + 1))]
    files: list[Copy | Print] = [
        Copy(f"{each}.zip", Kept(*kept)) for each, kept in zip(volumes, report.package, strict=True)
    ]
    if report.final_at is not None and (form := await report_changes.sheet(source, report)):
        files.append(Print(file_name("Perubahan-Sesudah-Laporan", *_of(report)), form, (PDF,)))
    return Contents(tuple(files))


def _name(region: Region, report: Report) -> str:
    kind = texts.noun_of(region.regulation, report.month).capitalize()
    return file_name(f"{kind}-Presensi", *_of(report), f"v{report.version}")


def _of(report: Report) -> tuple[str, str]:
    """What every file of a report is named by: month and office."""
    return f"{report.month:%Y-%m}", report.office


def heading(found: Handed) -> tuple[str, ...]:
    """What stands above the list of files; nothing that changes after it was handed in."""
    region, report = found.region, found.report
    name = texts.called(texts.noun_of(region.regulation, report.month), report.month)
    return (
        f"{name}, {found.office}",
        f"Versi {report.version}, dikirim {moment(report.handed_in_at, region.zone)}",
        f"Peraturan: {region.regulation.peraturan.nama}",
    )


def listing(found: Handed) -> Listing:
    """Prints the list that lies among the papers, to be read by whoever receives them."""
    return partial(_listed, found)


def _listed(found: Handed, files: Sequence[Content]) -> Form:
    listed = Listed(found.office, found.month, found.report.version, tuple(files))
    return content_list(found.printing, listed)
