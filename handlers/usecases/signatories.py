"""Who signs the papers of an office on a date, as a form prints them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.office import Organisation, wholes
from core.organisation.signatory import Signer, signer
from core.reports.person import Person, Signatory
from db.people import delegation, signatory, status
from db.people.signatory import Named

NOBODY = Signatory(Person("", ""))  # lines that a pen fills: a name is never made up


@dataclass(frozen=True, slots=True)
class Signing:
    """Whoever signs, and what to say to the operator; `note` is empty where somebody is named."""

    signatory: Signatory
    note: str = ""


async def signing_for(
    db: AsyncConnection, region: str, organisation: Organisation, office: str, day: date
) -> Signing:
    """The head of an office or of the nearest whole that has one, or who acts for them (AMB-66).

    Where nobody is entered the lines stay empty for a pen.
    """
    offices = wholes(office, await status.fetch_parents(db, region))
    found = signer(
        offices,
        await signatory.heads(db, region, offices, day),
        await delegation.on(db, region, day),
        day,
    )
    if found is None:
        name = organisation.offices[office].name
        return Signing(NOBODY, _nobody(name))
    people = await signatory.named(db, region, {found.by, found.head})
    where = organisation.offices[found.office].name
    return Signing(_signatory(found, people[found.by], people[found.head], where))


def _nobody(office: str) -> str:
    return (
        f"Kepala {office} belum tercatat, jadi nama penanda tangan dikosongkan untuk diisi tangan. "
        "Minta Administrator mencatat kepalanya."
    )


def person(who: Named, office: str = "") -> Person:
    """Somebody on a form, with the Unit Kerja where the form has it."""
    return Person(who.name, who.nip, who.rank, who.title, office)


def _signatory(found: Signer, by: Named, head: Named, office: str) -> Signatory:
    """`Plh. Kepala Dinas Kesehatan,` above, and below it the post of whoever acts."""
    post = head.title or f"Kepala {office}"
    lines = [f"{found.prefix} {post}".strip()]
    if by.employee != head.employee and by.title:
        lines.append(by.title)
    return Signatory(person(by, office), (*lines[:-1], f"{lines[-1]},"))
