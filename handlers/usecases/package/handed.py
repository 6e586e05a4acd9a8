"""A monthly report with all that its papers need: whose it is, as of when, and who signs."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from core.month.dates import month_of
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.reports.file_name import file_name
from core.reports.person import Person, Signatory
from core.reports.printing import Printing
from db.people import office as offices
from db.records import report_line
from db.records.attachment import Page
from db.records.report import Report
from db.records.report_line import Line
from handlers.chat.event import PDF, XLSX, Kept
from handlers.chat.paper import SUFFIXES, Copy, Print, Source
from handlers.usecases import report_lines
from handlers.usecases.office_month import Reading
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import Signing, signing_for

Member: TypeAlias = Print | Copy
Members: TypeAlias = AsyncIterator[Member]
BOTH = (PDF, XLSX)


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in, and the offices that it is about; `lines` are its numbers by name.

    Papers speak as of `as_of`, when it was handed in: whatever is corrected later, the same
    papers are made again.
    """

    source: Source
    report: Report
    organisation: Organisation
    offices: tuple[str, ...]
    lines: Sequence[Line]
    signing: Signing
    printing: Printing

    @property
    def region(self) -> Region:
        return self.source.region

    @property
    def code(self) -> str:
        return self.region.code

    @property
    def as_of(self) -> datetime:
        return self.report.handed_in_at

    @property
    def day(self) -> date:
        """The date on which it was handed in."""
        return self.as_of.astimezone(self.region.zone).date()

    @property
    def month(self) -> date:
        return self.report.month

    @property
    def span(self) -> tuple[date, date]:
        """First and last date of the month."""
        dates = month_of(self.month)
        return dates[0], dates[-1]

    @property
    def office(self) -> str:
        """The name of the office that reports."""
        return self.called(self.report.office)

    @property
    def signatory(self) -> Signatory:
        return self.signing.signatory

    def called(self, office: str) -> str:
        """The name of an office; its code where it is there no more."""
        found = self.organisation.offices.get(office)
        return found.name if found else office

    def person(self, line: Line) -> Person:
        """Somebody as the forms name them, as they were called when it was handed in."""
        return Person(line.name, line.nip, line.rank, line.title, self.called(line.office))

    def named(self, *parts: str, office: str | None = None) -> str:
        """`01_Rekap-Presensi_2026-04_DINKES`: what a file of it is called."""
        return file_name(*parts, f"{self.month:%Y-%m}", office or self.report.office)

    def scans(self, stem: str, pages: Sequence[Page], title: str) -> Iterator[Copy]:
        """The pages of a proof, byte for byte as they were handed in."""
        for number, page in enumerate(pages, 1):
            suffix = SUFFIXES.get(page.media, "")
            kept = Kept(page.hash, page.size, page.media)
            yield Copy(f"{stem}_pindaian-{number}{suffix}", kept, f"{title}, pindaian {number}")


async def read(source: Source, report: Report) -> Handed:
    """The report with its numbers."""
    region = source.region
    day = report.handed_in_at.astimezone(region.zone).date()
    async with source.connect() as db:
        organisation = await offices.load(db, region.code, region.zone)
        reading = Reading(db, region, organisation, report.handed_in_at)
        parts = await report_lines.parts(reading, report)
        lines = await report_line.read(db, region.code, [report.id])
        signing = await signing_for(db, region.code, organisation, report.office, day)
    return Handed(source, report, organisation, tuple(parts), lines, signing, printing_of(region))
