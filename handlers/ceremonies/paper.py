"""The list of an apel to be signed by hand, as Lampiran (B) has it (Pasal 8 ayat (8))."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from core.organisation.region import Region
from core.reports.apel import ApelList, Attender, apel_list
from core.reports.file_name import file_name
from db.people import office as offices
from db.people import signatory
from handlers.chat.format import short_date
from handlers.chat.paper import Contents, Paper, Print, Source
from handlers.usecases import ceremony_lists, ceremony_people
from handlers.usecases.ceremony_lists import Whose
from handlers.usecases.letterheads import heading_of
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import person, signing_for


@dataclass(frozen=True, slots=True)
class ApelListPaper(Paper):
    """One list: who is called, in the order in which it is handed in; nobody has signed it yet."""

    KIND: ClassVar = "daftar_apel"

    ceremony: UUID
    date: date
    office: str
    name: str

    def title(self, _region: Region) -> str:
        return f"Daftar hadir apel {short_date(self.date)}, {self.name}"

    async def contents(self, source: Source) -> Contents:
        region, whose = source.region, Whose(self.ceremony, self.date, self.office)
        async with source.connect() as db:
            organisation = await offices.load(db, region.code, region.zone)
            announcement, ceremony = ceremony_lists.found(organisation, whose)
            people = await ceremony_people.of_list(db, region, announcement, ceremony, self.office)
            named = await signatory.named(db, region.code, [each.employee for each in people])
            signing = await signing_for(db, region.code, organisation, self.office, self.date)
            kop = await heading_of(db, region, organisation, self.office, source.load)
        rows = tuple(Attender(person(named[each.employee])) for each in people)
        sheet = ApelList(self.date, rows, signing.signatory, kop.letterhead, self.date)
        form = apel_list(printing_of(region), sheet)
        named_so = file_name("Daftar-Apel", f"{self.date}", self.office)
        return Contents((Print(named_so, form),), tuple(filter(None, (signing.note, kop.note))))
