"""Who has a right over an office today, nearest first: whom a decision by role waits for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import LOCAL, Authority, Right
from core.organisation.office import wholes
from core.organisation.region import Region
from core.organisation.verifier import acting_for
from db.people import authority, delegation, departure, status


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody who holds a role that could give the right, and how far up their office is."""

    employee: UUID
    role: Role
    height: int


async def entitled(
    db: AsyncConnection,
    region: Region,
    right: Right,
    office: str | None,
    day: date,
    *,
    role: Role | None = None,
) -> list[list[UUID]]:
    """Groups of people: those nearest to the office first, then whoever has it region-wide.

    With `role` only those who have it by that one.

    Instead of somebody for whom a Plt or Plh stands in, that one is listed, also where the head
    has left (AMB-39). Nobody who lacks the decree that the law wants, or works elsewhere than it
    wants, is among them.
    """
    parents = await status.fetch_parents(db, region.code)
    near = wholes(office, parents)
    named = right.on(day).value or ()
    roles = named if role is None else [each for each in named if each is role]
    found = await _candidates(db, region, roles, near, day)
    people = {each.employee for each in found}
    members = await status.members(db, region.code, day, people=people, gone=True)
    here = {each.employee: each for each in members}
    groups: dict[int, dict[UUID, None]] = {}
    for each in found:
        member = here[each.employee]
        held = tuple(await authority.roles(db, region.code, each.employee, day))
        by = Authority(member.nip, region, day, parents, held, member.office)
        if each.role in by.roles(right, office):
            groups.setdefault(each.height, {})[each.employee] = None
    acting = [await _acting(db, region, groups[height], day) for height in sorted(groups)]
    return [each for each in acting if each]


async def _candidates(
    db: AsyncConnection, region: Region, roles: Iterable[Role], near: Sequence[str], day: date
) -> list[_Candidate]:
    found = []
    for role in roles:
        for held in await authority.holders(db, region.code, role, None, day):
            if held.office in near:
                found.append(_Candidate(held.employee, role, near.index(held.office)))
            elif held.office is None and role not in LOCAL:
                found.append(_Candidate(held.employee, role, len(near)))
    return found


async def _acting(
    db: AsyncConnection, region: Region, people: Iterable[UUID], day: date
) -> list[UUID]:
    """Each of them who is still there, or whoever stands in for them."""
    whom = list(people)
    stand_ins = await delegation.stand_ins_for(db, region.code, whom, day)
    gone = await departure.gone(db, region.code, day)
    found = (acting_for(each, day, stand_ins) for each in whom)
    return list(dict.fromkeys(each for each in found if each not in gone))
