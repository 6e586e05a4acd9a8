"""The letter of a cancellation on paper, with the names of all who sign it (Pasal 9C ayat (6))."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.organisation.office import Organisation
from core.organisation.region import Region
from core.reports.letters import Cancellation as Letter
from core.reports.letters import cancellation as letter_form
from core.reports.person import Signatory
from db.people import office as offices
from db.people import signatory, status, verifier
from db.people.signatory import Named
from db.records import cancellation as cancellations
from db.records import witness as witnesses
from db.records.cancellation import Cancellation
from handlers.chat.paper import Contents, Paper, Print, Source
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import NOBODY, person


@dataclass(frozen=True, slots=True)
class CancellationLetter(Paper):
    """Lampiran E, to be signed by hand by the superior, the head and the witnesses."""

    KIND: ClassVar = "surat_pembatalan"

    id: UUID

    def title(self, _region: Region) -> str:
        return "Surat keterangan pembatalan kehadiran"

    async def contents(self, source: Source) -> Contents:
        code = source.region.code
        async with source.connect() as db:
            case = await cancellations.find(db, code, self.id)
            if case is None:
                raise LookupError(f"no cancellation {self.id}")
            heard = (await witnesses.of(db, code, [case.id]))[case.id]
            bearing = [each.employee for each in heard if each.testified]
            people = {case.employee, case.superior, *bearing}
            people |= {case.decided_by} if case.decided_by else set()
            named = await signatory.named(db, code, people)
            then = await status.members(db, code, case.date, people=list(people), gone=True)
            heads = await verifier.heads(db, code, [case.employee], case.date)
            organisation = await offices.load(db, code, source.region.zone)
        units = {each.employee: _unit(organisation, each.office) for each in then}
        is_head = case.decided_by in heads[case.employee]
        printing = printing_of(source.region)
        letter = Letter(
            superior=Signatory(person(named[case.superior], units.get(case.superior, ""))),
            person=person(named[case.employee], units.get(case.employee, "")),
            day=case.date,
            head=_head(case, named, is_head=is_head),
            witnesses=tuple(person(named[each]) for each in bearing),
        )
        name = f"Surat-Pembatalan_{case.date:%Y-%m-%d}"
        return Contents((Print(name, letter_form(printing, letter)),))


def _unit(organisation: Organisation, office: str | None) -> str:
    return organisation.offices[office].name if office else ""


def _head(case: Cancellation, named: dict[UUID, Named], *, is_head: bool) -> Signatory:
    """The form calls a head by itself; anybody else who took note signs by their own post."""
    if case.decided_by is None:
        return NOBODY
    who = named[case.decided_by]
    post = (f"{who.title},",) if who.title and not is_head else ()
    return Signatory(person(who), post)
