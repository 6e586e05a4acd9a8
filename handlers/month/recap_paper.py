"""The recap of an office as files: presence in the layout of Form F, work in that of Form D."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from core.month.recap import month as recap_of
from core.organisation.region import Region
from core.reports.apel import ApelRecap, apel_recap
from core.reports.file_name import file_name
from core.reports.form import Form
from core.reports.person import Signatory
from core.reports.printing import Printing
from core.reports.recap_sheet import RecapSheet, recap_row, recap_sheet
from core.reports.work import WorkSummary, work_report, work_summary
from handlers.chat.event import PDF, XLSX
from handlers.chat.paper import Archive, Contents, Paper, Print, Rest, Source, no_rest
from handlers.month import office_apel, office_work
from handlers.month.office_work import OfficeWork
from handlers.texts.closing import month_name
from handlers.texts.report import as_reported, noun_of
from handlers.usecases import office_month, report_changes
from handlers.usecases.office_month import OfficeMonth
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import person, signing_for

FORMS = {PDF: "PDF", XLSX: "Excel"}  # as whoever asked for both tells them apart


@dataclass(frozen=True, slots=True)
class RecapPaper(Paper):
    """E-Presensi and E-Kinerja of an office with its parts, in the month of a date (AMB-29)."""

    KIND: ClassVar = "rekap"

    office: str
    name: str
    month: date
    media: str = PDF

    def title(self, _region: Region) -> str:
        return f"Rekap {month_name(self.month)}, {self.name}, {FORMS[self.media]}"

    async def contents(self, source: Source) -> Contents:
        region = source.region
        read = (source.connect, region, self.office, self.month, source.now, source.rest)
        found = await office_month.read(*read)
        today = source.now.astimezone(region.zone).date()
        async with source.connect() as db:
            signing = await signing_for(db, region.code, found.organisation, self.office, today)
        printing = printing_of(region)
        sheet = recap_sheet(printing, await sheet_of(found, signing.signatory, source.rest))
        files: list[Print | Archive] = [self._print("Rekap-Presensi", sheet)]
        works = await office_work.read(source, found)
        if works.is_kept and found.people:
            files += await self._works(works, printing, signing.signatory)
        if apel := office_apel.counts(found):
            recap = ApelRecap(found.name, found.first, apel, signing.signatory)
            files.append(self._print("Rekap-Apel", apel_recap(printing, recap)))
        files += await self._changes(source, found)
        notes = [*([signing.note] if signing.note else ()), *reported_note(region, found)]
        return Contents(tuple(files), tuple(notes))

    async def _changes(self, source: Source, found: OfficeMonth) -> list[Print]:
        """What is otherwise than in each received report: the numbers above are the reports'."""
        sheets = [(each.office, await report_changes.sheet(source, each)) for each in found.reports]
        month = f"{self.month:%Y-%m}"
        return [
            Print(file_name("Perubahan-Sesudah-Laporan", month, office), form, (self.media,))
            for office, form in sheets
            if form
        ]

    async def _works(
        self, works: OfficeWork, printing: Printing, signed: Signatory
    ) -> list[Print | Archive]:
        """A line for each person, and on paper Form D of everybody who did anything."""
        found = works.month
        rows = []
        for each in found.people:
            rows.append(works.total(each))
            await works.source.rest()
        summary = work_summary(printing, WorkSummary(found.name, found.first, tuple(rows), signed))
        files: list[Print | Archive] = [self._print("Rekap-Kinerja", summary)]
        if self.media == XLSX:  # the summary has every number; Form D is there to be signed
            return files
        if any(works.report(each).works for each in found.people):
            heading = (f"Laporan kinerja harian {month_name(self.month)}", self.name)
            files.append(Archive(self._named("Kinerja-Pegawai"), _pages(works, printing), heading))
        return files

    def _print(self, what: str, form: Form) -> Print:
        return Print(self._named(what), form, (self.media,))

    def _named(self, what: str) -> str:
        return file_name(what, f"{self.month:%Y-%m}", self.office)


def _pages(works: OfficeWork, printing: Printing) -> Iterator[Print]:
    """One at a time, as they are packed."""
    for number, each in enumerate(works.month.people, 1):
        report = works.report(each)
        if report.works:
            yield Print(file_name(f"{number:03}", each.who.name), work_report(printing, report))


def reported_note(region: Region, found: OfficeMonth) -> list[str]:
    """That it stands as it was reported, and what has changed since (AMB-82, KAM-47)."""
    if not found.reported:
        return []
    noun = noun_of(region.regulation, found.first)
    return [as_reported(noun, found.changed, followed=found.followed)]


async def sheet_of(found: OfficeMonth, signed: Signatory, rest: Rest = no_rest) -> RecapSheet:
    """Everybody's letters and totals, for whoever prints them."""
    rows = []
    for each in found.people:
        rows.append(recap_row(person(each.who), each.days, recap_of(each.days)))
        await rest()
    return RecapSheet(found.name, found.first, found.last, tuple(rows), signed)
