"""Whose month somebody may look at: operators by `rekap`, heads and monitors by `pantau`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import LOCAL, Authority, misplaced
from core.organisation.office import wholes
from core.organisation.region import Region
from db.people import authority, status
from db.people.status import Member
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused

NOT_THEIRS = (
    "Halaman ini untuk operator, kepala kantor, dan pengelola presensi. Presensi Anda sendiri: "
    "/rekap_saya"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """The offices that somebody may look at, by code; `tops` are those with no visible whole."""

    offices: frozenset[str]
    tops: tuple[str, ...]
    everywhere: bool  # for the whole region, as who monitors it

    def of(self, office: str) -> bool:
        return office in self.offices


def sight(by: Authority) -> Sight:
    """Read of the authority of a date; asked anew for each page and button."""
    peran = by.region.regulation.peran
    seen = frozenset(
        each for each in by.parents if by.roles(peran.rekap, each) or by.roles(peran.pantau, each)
    )
    tops = tuple(sorted(each for each in seen if by.parents.get(each) not in seen))
    return Sight(seen, tops, bool(by.roles(peran.pantau, None) - LOCAL))


def require(act: Act, office: str) -> None:
    """`Refused` where whoever acts may not look at an office."""
    if not sight(act.by).of(office):
        raise Refused(NOT_THEIRS)


def monitors(by: Authority, office: str) -> bool:
    """Whether somebody monitors an office for the region, and not as its own head or operator."""
    return bool(by.roles(by.region.regulation.peran.pantau, office) - LOCAL)


def hears_of_absence(by: Authority) -> bool:
    """Whether somebody is told every morning who is missing, of an office or of all."""
    right = by.region.regulation.peran.pantau
    return any(by.roles(right, each) for each in (None, *by.parents))


async def region_wide(
    db: AsyncConnection, region: Region, roles: Sequence[Role], day: date
) -> list[Member]:
    """The holders of roles for the whole region who work where the regulation wants them."""
    held = [
        (role, each.employee)
        for role in roles
        for each in await authority.holders(db, region.code, role, None, day)
    ]
    people = list(dict.fromkeys(person for _, person in held))
    parents = await status.fetch_parents(db, region.code)
    found = []
    for each in await status.members(db, region.code, day, people=people):
        here = wholes(each.office, parents)
        theirs = (role for role, person in held if person == each.employee)
        if any(not misplaced(region, role, day, here) for role in theirs):
            found.append(each)
    return found
