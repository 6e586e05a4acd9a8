"""Attendance on paper as files: a letter with its list, the list of a month, a sheet of work."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.dates import month_of
from core.organisation.calendar import Hours
from core.organisation.posting import office_on
from core.organisation.region import Region
from core.reports.file_name import file_name
from core.reports.letters import Statement, statement
from core.reports.manual_sheet import Clocks, manual_sheet
from core.reports.person import Signatory
from core.reports.work import WorkReport, work_report
from db.people import office as offices
from db.people import status, verifier
from db.records import incident, letter, manual, manual_work, reader
from db.records.letter import Letter
from handlers.chat.paper import Contents, Paper, Print, Source
from handlers.texts.closing import month_name
from handlers.usecases.letterheads import heading_of, open_number
from handlers.usecases.manual_forms import clocks, listing, named, obstacles, works
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import NOBODY, person, signing_for


@dataclass(frozen=True, slots=True)
class LetterPaper(Paper):
    """The letter of the head with the list that proves it."""

    KIND: ClassVar = "surat_manual"

    id: UUID
    name: str
    month: date

    def title(self, _region: Region) -> str:
        return f"Surat keterangan presensi manual {month_name(self.month)}, {self.name}"

    async def contents(self, source: Source) -> Contents:
        region = source.region
        async with source.connect() as db:
            found = await letter.find(db, region.code, self.id)
            if found is None:
                raise LookupError(f"there is no letter {self.id}")
            known = await offices.load(db, region.code, region.zone)
            today = source.now.astimezone(region.zone).date()
            signing = await signing_for(db, region.code, known, found.office, today)
            kop = await heading_of(db, region, known, found.office, source.load)
            number = found.number or await open_number(db, region, found.office, today)
            people = await named(db, region, {each.employee for each in found.lines})
            written = await _clocks(db, region, found)
        rows = obstacles(found, people)
        told = Statement(rows, signing.signatory, number, kop.letterhead)
        proof = listing(region, known, found.office, self.month, people, written, signing.signatory)
        printing = printing_of(region)
        files = (
            Print(self._named("Surat-Keterangan", found), statement(printing, told)),
            Print(self._named("Presensi-Manual", found), manual_sheet(printing, proof)),
        )
        return Contents(files, tuple(each for each in (signing.note, kop.note) if each))

    def _named(self, what: str, found: Letter) -> str:
        return file_name(what, f"{self.month:%Y-%m}", found.office)


@dataclass(frozen=True, slots=True)
class ListPaper(Paper):
    """The list of a month, to be signed by hand.

    Those who have something to sign stand on it; everybody of the office where nobody has. What
    somebody signed stands on the list of the office where they worked on that date.
    """

    KIND: ClassVar = "daftar_manual"

    office: str
    name: str
    month: date

    def title(self, _region: Region) -> str:
        return f"Presensi manual {month_name(self.month)}, {self.name}"

    async def contents(self, source: Source) -> Contents:
        region, dates = source.region, month_of(self.month)
        async with source.connect() as db:
            known = await offices.load(db, region.code, region.zone)
            today = source.now.astimezone(region.zone).date()
            signing = await signing_for(db, region.code, known, self.office, today)
            last = min(dates[-1], max(today, dates[0]))
            members = await status.members(db, region.code, last, offices=[self.office])
            ids = [each.employee for each in members]
            entries = await manual.of_offices(db, region.code, [self.office], dates[0], dates[-1])
            opened = await incident.of_people(db, region.code, ids, dates[0], dates[-1])
            signing_ones = {e.employee for e in entries} | {e.employee for e in opened}
            people = await named(db, region, signing_ones or set(ids))
        written = clocks(region, entries)
        sheet = listing(region, known, self.office, self.month, people, written, signing.signatory)
        name = file_name("Presensi-Manual", f"{self.month:%Y-%m}", self.office)
        notes = (signing.note,) if signing.note else ()
        return Contents((Print(name, manual_sheet(printing_of(region), sheet)),), notes)


@dataclass(frozen=True, slots=True)
class WorkPaper(Paper):
    """The sheet of somebody's work on paper in a month (Form D), for their superior to sign.

    Its Jumlah hari kerja/bulan are the days on which they had to work in that month.
    """

    KIND: ClassVar = "lembar_kinerja_manual"

    employee: UUID
    name: str
    month: date

    def title(self, _region: Region) -> str:
        return f"Laporan kinerja manual {self.name}, {month_name(self.month)}"

    async def contents(self, source: Source) -> Contents:
        region, dates = source.region, month_of(self.month)
        async with source.connect() as db:
            people = await named(db, region, {self.employee})
            lines = await manual_work.of_people(
                db, region.code, [self.employee], dates[0], dates[-1]
            )
            whose = await reader.read(db, region.code, [self.employee], dates[0], dates[-1])
            known = await offices.load(db, region.code, region.zone)
            superior = await _superior(db, region, self.employee, dates[-1])
        postings, duties = whose[self.employee].postings, whose[self.employee].duties
        unit = office_on(postings, dates[-1])
        hours = [known.hours(region.regulation, postings, duties, day) for day in dates]
        who = person(people[self.employee], known.offices[unit].name if unit else "")
        days = sum(isinstance(each, Hours) for each in hours)
        report = WorkReport(self.month, who, works(lines), days, superior, manual=True)
        form = work_report(printing_of(region), report)
        name = file_name("Kinerja-Manual", f"{self.month:%Y-%m}", self.name)
        return Contents((Print(name, form),))


async def _superior(db: AsyncConnection, region: Region, who: UUID, day: date) -> Signatory:
    official = await verifier.official(db, region)
    above = (await verifier.find(db, region.code, {who}, day, official))[who]
    if above is None:
        return NOBODY
    return Signatory(person((await named(db, region, {above}))[above]))


async def _clocks(
    db: AsyncConnection, region: Region, found: Letter
) -> dict[UUID, dict[date, Clocks]]:
    named = {(each.employee, each.date) for each in found.lines}
    people, dates = {who for who, _ in named}, [day for _, day in named]
    entries = await manual.of_people(db, region.code, people, min(dates), max(dates))
    return clocks(region, [e for e in entries if (e.employee, e.date) in named])
