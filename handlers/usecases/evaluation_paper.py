"""The sheet of a monthly evaluation on paper (Pasal 9C ayat (4)), for a superior or a head."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from core.law.questions.laporan import Evaluator
from core.month.office_totals import Totals
from core.organisation.region import Region
from core.reports.file_name import file_name
from core.reports.monitoring import Monitored, MonitoringSheet, monitoring_sheet
from core.reports.person import Signatory
from db.people import office as offices
from db.people import signatory, status
from db.people.signatory import Named
from handlers.chat.event import PDF, XLSX
from handlers.chat.paper import Contents, Paper, Print, Source
from handlers.texts.closing import month_name
from handlers.usecases import evaluations
from handlers.usecases.evaluations import Sheet
from handlers.usecases.office_month import Reading
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import NOBODY, person, signing_for


@dataclass(frozen=True, slots=True)
class MonitoringPaper(Paper):
    """What an evaluator goes through, as the facts stand when it is made.

    `office` is that of a head; without it the people are those whom `evaluator` verifies.
    """

    KIND: ClassVar = "lembar_evaluasi"

    evaluator: UUID
    month: date
    office: str | None = None

    def title(self, _region: Region) -> str:
        return f"Lembar evaluasi {month_name(self.month)}"

    async def contents(self, source: Source) -> Contents:
        code, zone = source.region.code, source.region.zone
        async with source.connect() as db:
            organisation = await offices.load(db, code, zone)
            reading = Reading(db, source.region, organisation, source.now)
            sheet = await self._sheet(reading)
            if sheet is None:
                raise LookupError(f"{self.evaluator} has nobody to evaluate")
            named = await signatory.named(db, code, [self.evaluator])
            office = self.office or await _own_office(reading, self.evaluator)
            signing = await signing_for(db, code, organisation, office, reading.today)
        names = {key: each.name for key, each in organisation.offices.items()}
        superior = NOBODY if self.office else _superior(named[self.evaluator])
        form = _form(sheet, names, office, superior, signing.signatory)
        name = file_name("Evaluasi-Presensi", f"{self.month:%Y-%m}", self.office or "")
        made = Print(name, monitoring_sheet(printing_of(source.region), form), (PDF, XLSX))
        return Contents((made,), (signing.note,) if signing.note else ())

    async def _sheet(self, reading: Reading) -> Sheet | None:
        found = await evaluations.sheets(reading, self.evaluator, self.month)
        role = Evaluator.HEAD if self.office else Evaluator.SUPERIOR
        return next((e for e in found if e.role is role and e.office == self.office), None)


async def _own_office(reading: Reading, who: UUID) -> str:
    found = await status.members(
        reading.db, reading.region.code, reading.today, people=[who], gone=True
    )
    return found[0].office or ""


def _superior(who: Named) -> Signatory:
    return Signatory(person(who), (f"{who.title},",) if who.title else ())


def _form(
    sheet: Sheet,
    offices_: dict[str, str],
    office: str,
    superior: Signatory,
    head: Signatory,
) -> MonitoringSheet:
    rows = tuple(
        _row(e.who, offices_.get(e.office, ""), sheet.rows[e.employee]) for e in sheet.people
    )
    return MonitoringSheet(offices_[office], sheet.month, rows, superior, head)


def _row(who: Named, office: str, totals: Totals) -> Monitored:
    return Monitored(
        person=person(who, office),
        late_days=totals.late_days,
        late_minutes=totals.late_minutes,
        alpa=totals.alpa,
        special=totals.special,
        trips=totals.trips,
        early_days=totals.early_days,
        early_minutes=totals.early_minutes,
        unvalidated=totals.unvalidated,
        resets=totals.resets,
    )
