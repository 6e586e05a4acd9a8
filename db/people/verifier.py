"""Who verifies whom on a date: the supervision of that date, and who stands in (AMB-39)."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.region import Region
from core.organisation.verifier import StandIn, deputy_for, verifier
from db.base import GIVEN, Spelling, per_database
from db.people import delegation, departure
from db.people.departure import left
from db.people.employee import employee, posting, role, supervision
from db.people.office import office

# The people of a superior; the key leads the other way only.
sa.Index(None, supervision.c.supervisor, supervision.c.region)

_REGION, _DAY = sa.bindparam("region", type_=sa.Text), sa.bindparam("day", type_=sa.Date)
_ABOVE_ON = sa.bindparam("above_on", type_=sa.Date)


def _superior(of: sa.ColumnElement[UUID]) -> sa.Label[UUID]:
    """The newest superior of somebody; null where nobody is above them."""
    c = supervision.c
    theirs = (c.region == _REGION, c.employee == of, c.since <= _ABOVE_ON)
    newest = sa.select(c.supervisor).where(*theirs).order_by(c.since.desc()).limit(1)
    return newest.correlate_except(supervision).scalar_subquery().label("supervisor")


def _upwards(spelling: Spelling) -> sa.Select[Any]:
    people = spelling.given("people", employee=sa.Uuid())
    first = sa.select(people.c.employee, _superior(people.c.employee))
    chain = first.cte("chain", recursive=True)
    higher = sa.select(chain.c.supervisor, _superior(chain.c.supervisor))
    # A union keeps each row once: a ring ends, and whoever many share above them is read once.
    whole = chain.union(higher.where(chain.c.supervisor.is_not(None)))
    gone = left(_REGION, whole.c.employee, _DAY).label("gone")
    return sa.select(whole.c.employee, whole.c.supervisor, gone)


_UPWARDS = per_database(_upwards)


async def find(
    db: AsyncConnection,
    region: str,
    people: Collection[UUID],
    day: date,
    official: UUID | None,
    above_on: date | None = None,
) -> dict[UUID, UUID | None]:
    """Who verifies each of these people on a date; None where nobody is named.

    `official` verifies whoever has nobody above (see `official`). `above_on`: the superiors are
    those of that date, while whoever stands in for them does so on `day`.
    """
    whole = {*people, *([official] if official else [])}
    above, gone = await _superiors(db, region, whole, day, above_on or day)
    whom = {*above.values(), *([official] if official else [])}
    stand_ins = await delegation.stand_ins_for(db, region, whom, day)
    return {each: verifier(each, day, above, stand_ins, official, gone) for each in people}


async def moved(
    db: AsyncConnection, region: str, people: Collection[UUID], after: date, day: date
) -> dict[UUID, list[date]]:
    """Since when these people have other superiors, after a date and up to another."""
    c = supervision.c
    later = (c.region == region, c.since > after, c.since <= day)
    rows = await db.execute(
        sa.select(c.employee, c.since).where(*later, c.employee.in_(list(people)))
    )
    found: dict[UUID, list[date]] = {}
    for row in rows:
        found.setdefault(row.employee, []).append(row.since)
    return found


async def former(
    db: AsyncConnection, region: str, superior: UUID, after: date, day: date
) -> set[UUID]:
    """Who was under somebody, and got another superior after a date and up to another."""
    c, newer = supervision.c, supervision.alias("newer")
    same = (newer.c.region == c.region, newer.c.employee == c.employee)
    then = (newer.c.since > c.since, newer.c.since > after, newer.c.since <= day)
    theirs = (c.region == region, c.supervisor == superior, sa.exists().where(*same, *then))
    return set((await db.execute(sa.select(c.employee).where(*theirs))).scalars())


async def _superiors(
    db: AsyncConnection, region: str, people: Collection[UUID], day: date, above_on: date
) -> tuple[dict[UUID, UUID], set[UUID]]:
    """Who is above whom on a date, up to the top, and who of all those has left by `day`."""
    given = [{"employee": each.hex} for each in people]
    when = {"day": day, "above_on": above_on}
    rows = (await db.execute(_UPWARDS(db), {GIVEN: given, "region": region, **when})).all()
    above = {row.employee: row.supervisor for row in rows if row.supervisor}
    return above, {row.employee for row in rows if row.gone}


async def subordinates(
    db: AsyncConnection,
    region: str,
    superior: UUID,
    day: date,
    official: UUID | None,
    above_on: date | None = None,
) -> list[UUID]:
    """Everybody whom somebody verifies on a date: exactly those for whom `find` names them."""
    stand_ins, then = await delegation.on(db, region, day), above_on or day
    whom = _whom(superior, stand_ins)
    # Whoever stands in for their own superior is verified further up, maybe by this one.
    people = {each.by for each in stand_ins} | await below(db, region, whom, then)
    if official in whom:
        people |= await _without_superior(db, region, then)
    people |= await _left_behind(db, region, people, day, then)
    found = await find(db, region, people, day, official, above_on)
    return sorted(each for each, by in found.items() if by == superior)


def _whom(superior: UUID, stand_ins: Iterable[StandIn]) -> set[UUID]:
    """Somebody, and all whose work may come to them, also by way of others."""
    found: set[UUID] = set()
    further = {superior}
    while further:
        found |= further
        further = {each.of for each in stand_ins if each.by in further} - found
    return found


async def below(
    db: AsyncConnection, region: str, superiors: Collection[UUID], day: date
) -> set[UUID]:
    """Whose newest superior on a date is one of these, whether they are still employed or not."""
    c, other = supervision.c, supervision.alias("other")
    same = (other.c.region == c.region, other.c.employee == c.employee, other.c.since <= day)
    newest = sa.select(sa.func.max(other.c.since)).where(*same).scalar_subquery()
    theirs = (c.region == region, c.supervisor.in_(superiors), c.since == newest)
    return set((await db.execute(sa.select(c.employee).where(*theirs))).scalars())


async def _left_behind(
    db: AsyncConnection, region: str, people: Collection[UUID], day: date, above_on: date
) -> set[UUID]:
    """All below those of these people who have left: their work goes further up."""
    gone, found = await departure.gone(db, region, day), set[UUID]()
    above = set(gone.intersection(people))
    while above:
        new = await below(db, region, above, above_on) - found
        found |= new
        above = new & gone
    return found


async def _without_superior(db: AsyncConnection, region: str, day: date) -> set[UUID]:
    c = supervision.c
    above = (c.region == region, c.employee == employee.c.employee, c.since <= day)
    nobody = ~sa.exists().where(*above)
    query = sa.select(employee.c.employee).where(employee.c.region == region, nobody)
    return set((await db.execute(query)).scalars())


async def official(db: AsyncConnection, region: Region) -> UUID | None:
    """The employee whom the region names for those with nobody above; None: named nobody here."""
    if region.official is None:
        return None
    named = (employee.c.region == region.code, employee.c.nip == region.official)
    return (await db.execute(sa.select(employee.c.employee).where(*named))).scalar_one_or_none()


def _offices(spelling: Spelling) -> sa.Select[Any]:
    """The office of each given person on a date, and every office that it is a part of."""
    given = spelling.given("people", employee=sa.Uuid())
    mine = (posting.c.region == _REGION, posting.c.employee == given.c.employee)
    here = sa.select(posting.c.office).where(*mine, posting.c.since <= _DAY)
    newest = here.order_by(posting.c.since.desc()).limit(1).correlate_except(posting)
    place = newest.scalar_subquery().label("office")
    first = sa.select(given.c.employee, place, sa.literal(0).label("height"))
    chain = first.cte("chain", recursive=True)
    above = sa.and_(office.c.region == _REGION, office.c.office == chain.c.office)
    higher = sa.select(chain.c.employee, office.c.parent, chain.c.height + 1)
    climb = higher.select_from(chain.join(office, above))
    # An office that lies within itself would never end.
    whole = chain.union(climb.where(office.c.parent.is_not(None), chain.c.height < _HIGHEST))
    held = sa.and_(
        role.c.region == _REGION,
        role.c.office == whole.c.office,
        role.c.role == Role.HEAD.value,
        role.c.since <= _DAY,
        sa.or_(role.c.until.is_(None), role.c.until >= _DAY),
    )
    gone = left(_REGION, role.c.employee, _DAY).label("gone")
    found = sa.select(whole.c.employee, role.c.employee.label("head"), gone)
    ordered = found.select_from(whole.join(role, held))
    return ordered.order_by(whole.c.employee, whole.c.height, role.c.since.desc())


_HIGHEST = 9
_HEADS = per_database(_offices)


Instead = Callable[[UUID, date, Collection[StandIn]], UUID]


async def heads(
    db: AsyncConnection,
    region: str,
    people: Collection[UUID],
    day: date,
    instead: Instead = deputy_for,
) -> dict[UUID, list[UUID]]:
    """Who heads the office of each on a date, then the office above it, and so on.

    Whoever is there `instead` takes the place of their head: for what a head signs a Plt or Plh,
    for what they verify a substitute too (`acting_for`). Those who have left are not listed.
    """
    given = [{"employee": each.hex} for each in people]
    rows = (await db.execute(_HEADS(db), {GIVEN: given, "region": region, "day": day})).all()
    stand_ins = await delegation.stand_ins_for(db, region, {row.head for row in rows}, day)
    found: dict[UUID, list[UUID]] = {each: [] for each in people}
    for row in rows:
        by = instead(row.head, day, stand_ins)
        if not row.gone or by != row.head:
            found[row.employee].append(by)
    return found
