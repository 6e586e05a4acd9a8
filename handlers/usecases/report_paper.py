"""The papers of a monthly report as one ZIP, printed from the numbers that were kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.dates import month_of
from core.month.day_state import WITHOUT_WORK
from core.month.recap import month as recap_of
from core.organisation.region import Region
from core.reports.compose import Printing
from core.reports.file_name import file_name
from core.reports.person import Person, Signatory
from core.reports.recap_sheet import RecapSheet, recap_row, recap_sheet
from core.reports.work import WorkSummary, WorkTotal, work_summary
from db.people import office as offices
from db.records import report as reports
from db.records import report_line
from db.records.report import Report
from db.records.report_line import Line
from handlers.chat.event import PDF, XLSX, Kept
from handlers.chat.format import moment
from handlers.chat.paper import Archive, Contents, Copy, Paper, Print, Source
from handlers.chat.reply import Enclosure
from handlers.texts import report as texts
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import signing_for

BOTH = (PDF, XLSX)
NOBODY_SIGNS = "Kepala kantor belum ditetapkan dalam data, jadi tempat tanda tangannya dikosongkan."


@dataclass(frozen=True, slots=True)
class MonthlyReport(Paper):
    """All papers of one report; made once, and from then on copied."""

    KIND: ClassVar = "laporan_bulanan"

    report: UUID

    def title(self, _region: Region) -> str:
        return "Berkas laporan bulanan"

    async def contents(self, source: Source) -> Contents:
        async with source.connect() as db:
            code = source.region.code
            report = await reports.find(db, code, self.report)
            if report is None:
                raise LookupError(f"report {self.report} is gone")
            kind = texts.noun_of(source.region.regulation, report.month).capitalize()
            name = file_name(f"{kind}-Presensi", *_of(report), f"v{report.version}")
            if report.package is not None:
                return Contents((Copy(f"{name}.zip", Kept(*report.package)),))
            lines = await report_line.read(db, code, [report.id])
            organisation = await offices.load(db, code, source.region.zone)
            day = report.handed_in_at.astimezone(source.region.zone).date()
            signing = await signing_for(db, code, organisation, report.office, day)
        called = organisation.offices[report.office].name
        forms = _forms(printing_of(source.region), report, lines, called, signing.signatory)
        heading = _heading(source.region, report, called)
        notes = (signing.note,) if signing.note else ()
        return Contents((Archive(name, tuple(forms), heading),), notes)

    async def made(
        self, db: AsyncConnection, region: Region, now: datetime, files: Sequence[Enclosure]
    ) -> None:
        del now
        (zip_,) = (each.kept for each in files)
        kept = (zip_.hash, zip_.size, zip_.media)
        await reports.keep_package(db, region.code, self.report, kept)


def _of(report: Report) -> tuple[str, str]:
    """What every file of a report is named by: month and office."""
    return f"{report.month:%Y-%m}", report.office


def _heading(region: Region, report: Report, office: str) -> tuple[str, ...]:
    """What stands above the list of files; nothing that changes after it was handed in."""
    name = texts.called(texts.noun_of(region.regulation, report.month), report.month)
    handed_in = moment(report.handed_in_at, region.zone)
    return (
        f"{name}, {office}",
        f"Versi {report.version}, dikirim {handed_in}",
        f"Peraturan: {region.regulation.peraturan.nama}",
    )


def _forms(
    printing: Printing, report: Report, lines: Sequence[Line], office: str, signatory: Signatory
) -> Iterator[Print]:
    """The recap of attendance (Form F), and where daily work is kept that of E-Kinerja (AMB-29)."""
    dates = month_of(report.month)
    rows = tuple(recap_row(_person(e), e.days, recap_of(e.days)) for e in lines)
    recap = RecapSheet(office, dates[0], dates[-1], rows, signatory)
    yield Print(file_name("01", "Rekap-Presensi", *_of(report)), recap_sheet(printing, recap), BOTH)
    if work := tuple(_work(each) for each in lines if each.points is not None):
        summary = WorkSummary(office, report.month, work, signatory)
        yield Print(
            file_name("02", "Rekap-Kinerja", *_of(report)), work_summary(printing, summary), BOTH
        )


def _person(line: Line) -> Person:
    return Person(line.name, line.nip, line.rank, line.title, line.office)


def _work(line: Line) -> WorkTotal:
    working = sum(day.state not in WITHOUT_WORK for day in line.days)
    return WorkTotal(_person(line), working, line.activities or 0, line.points or 0, line.target)
