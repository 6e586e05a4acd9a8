"""Who has a right over an office today, nearest first: whom a decision by role waits for."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import LOCAL, Authority, Right
from core.organisation.office import wholes
from core.organisation.region import Region
from core.organisation.verifier import deputy_for
from db.people import authority, delegation, departure, status
from db.people.authority import Holder


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
    return (await entitled_over(db, region, right, [office], day, role=role))[office]


async def entitled_over(
    db: AsyncConnection,
    region: Region,
    right: Right,
    offices: Collection[str | None],
    day: date,
    *,
    role: Role | None = None,
) -> dict[str | None, list[list[UUID]]]:
    """The same for each of these offices, in as many statements as for one."""
    parents = await status.fetch_parents(db, region.code)
    named = right.on(day).value or ()
    roles = named if role is None else [each for each in named if each is role]
    held = [
        (role_, holder)
        for role_ in roles
        for holder in await authority.holders(db, region.code, role_, None, day)
    ]
    found = {each: _candidates(held, wholes(each, parents)) for each in offices}
    people = {each.employee for candidates in found.values() for each in candidates}
    by = await _authorities(db, region, people, parents, day)
    groups = {each: _groups(found[each], by, right, each) for each in found}
    instead = await _acting(db, region, people, day)
    return {
        office: [there for group in near if (there := instead(group))]
        for office, near in groups.items()
    }


def _candidates(held: Iterable[tuple[Role, Holder]], near: Sequence[str]) -> list[_Candidate]:
    found = []
    for role, holder in held:
        if holder.office in near:
            found.append(_Candidate(holder.employee, role, near.index(holder.office)))
        elif holder.office is None and role not in LOCAL:
            found.append(_Candidate(holder.employee, role, len(near)))
    return found


async def _authorities(
    db: AsyncConnection,
    region: Region,
    people: Collection[UUID],
    parents: Mapping[str, str | None],
    day: date,
) -> dict[UUID, Authority]:
    members = await status.members(db, region.code, day, people=people, gone=True)
    held = await authority.roles_of(db, region.code, people, day)
    return {
        each.employee: Authority(
            each.nip, region, day, parents, tuple(held[each.employee]), each.office
        )
        for each in members
    }


def _groups(
    candidates: Iterable[_Candidate], by: Mapping[UUID, Authority], right: Right, office: str | None
) -> list[list[UUID]]:
    """Those of the candidates who have the right, the nearest first."""
    groups: dict[int, dict[UUID, None]] = {}
    for each in candidates:
        if each.role in by[each.employee].roles(right, office):
            groups.setdefault(each.height, {})[each.employee] = None
    return [list(groups[height]) for height in sorted(groups)]


Acting = Callable[[Iterable[UUID]], list[UUID]]


async def _acting(db: AsyncConnection, region: Region, whom: Iterable[UUID], day: date) -> Acting:
    """Gives of some of these people each who is still there, or whoever stands in for them."""
    stand_ins = await delegation.stand_ins_for(db, region.code, list(whom), day)
    gone = await departure.gone(db, region.code, day)

    def instead(people: Iterable[UUID]) -> list[UUID]:
        found = (deputy_for(each, day, stand_ins) for each in people)
        return list(dict.fromkeys(each for each in found if each not in gone))

    return instead
