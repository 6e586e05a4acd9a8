"""Stamps for other systems, read in short pages so that a long export never blocks a check-in."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.attendance.counts import counting
from core.attendance.stamp import Leg, Source, Stamp
from core.organisation.first_use import begun
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.requests.absence import absences
from db.people import office
from db.people.employee import employee
from db.people.office import place
from db.records import export_beside, reader, request
from db.records.export_beside import Beside, Key, Span
from db.records.request import Request
from db.records.review import review
from db.records.stamp import stamp

Row = sa.Row[Any] | Beside  # a stamp, or what says so beside it; both have the same names

PAGE_STAMPS = 2_000  # a person's date is never cut in two


@dataclass(frozen=True, slots=True)
class StampLine:
    """A stamp with the names a reader needs; `distance` in metres to the nearest own place.

    Where it was stamped elsewhere, without a fence, `place` is empty. `counts` as in
    `core.attendance.counts`, and not on a date on which the office did not use Hadir (`unused`);
    `review`: somebody still has to look at it. What a correction replaced stands beside it and
    does not count; `evidence` of a correction is why, and by which decision.
    """

    employee: UUID
    nip: str
    name: str
    stamp: Stamp
    place: str
    distance: float | None
    counts: bool
    unused: bool
    evidence: dict[str, Any]


async def stamps(
    engine: AsyncEngine, region: Region, since: date, until: date, now: datetime
) -> AsyncIterator[StampLine]:
    """All stamps of working dates from `since` to `until`, person by person, in constant memory.

    Whether one counts is what holds `now`, as every reader has it.
    """
    last: Key | None = None
    async with engine.connect() as db:
        organisation = await office.load(db, region.code, region.zone)
    while True:
        async with engine.connect() as db:
            rows = (await db.execute(_page(region.code, since, until, last))).all()
            over = len(rows) < PAGE_STAMPS
            whole: list[Row] = list(rows if over else _without_the_last_date(rows))
            end = None if over else _key(whole[-1])
            beside = await export_beside.read(db, Span(region.code, since, until, last, end))
            whole = sorted([*whole, *beside], key=_order)
            away = {row.employee for row in whole if row.place is None}
            asked = await request.of_people(db, region.code, away, since, until) if away else []
            unused = await _before_use(db, region, organisation, whole)
        for line in _lines(region, whole, asked, unused, now):
            yield line
        if end is None:
            return
        last = end


def _without_the_last_date(rows: Sequence[sa.Row[Any]]) -> Sequence[sa.Row[Any]]:
    """What a full page ends with may go on; nobody stamps so often that nothing is left."""
    end = (rows[-1].employee, rows[-1].date)
    return [row for row in rows if (row.employee, row.date) != end]


def _key(row: Row) -> Key:
    return row.employee, row.date


def _order(row: Row) -> tuple[Any, ...]:
    """As the database has them, and of one leg what was stamped online before anything else."""
    return *_key(row), row.leg, row.duty, row.source != Source.ONLINE.value, row.nth, row.at


async def _before_use(
    db: AsyncConnection, region: Region, office: Organisation, rows: Sequence[Row]
) -> set[Key]:
    """Of the dates of stamps those on which the person's office did not use Hadir (AMB-52)."""
    all_begun = office.all_begun or date.min
    keys = {(row.employee, row.date) for row in rows if row.date < all_begun}
    if not keys:
        return set()
    dates = [day for _, day in keys]
    people = {who for who, _ in keys}
    found = await reader.read(db, region.code, people, min(dates), max(dates))
    return {
        (who, day)
        for who, day in keys
        if not begun(day, office.first_use(found[who].postings, day))
    }


def _lines(
    region: Region,
    rows: Sequence[Row],
    asked: Sequence[Request],
    unused: set[Key],
    now: datetime,
) -> Iterator[StampLine]:
    theirs: Mapping[UUID, list[Request]] = {
        who: list(found) for who, found in groupby(sorted(asked, key=_whose), key=_whose)
    }
    for (who, day), same in groupby(rows, key=lambda row: (row.employee, row.date)):
        together = list(same)
        requests = [each.asked for each in theirs.get(who, ())]
        covering = absences(region.regulation, requests, day, now)
        count = set(counting((_stamp(row) for row in together), covering))
        early = (who, day) in unused
        yield from (_line(row, counts=_stamp(row) in count, unused=early) for row in together)


def _whose(asked: Request) -> UUID:
    return asked.employee


def _stamp(row: Row) -> Stamp:
    return Stamp(
        date=row.date,
        leg=Leg(row.leg),
        at=row.at,
        place=row.place,
        review=row.review is not None and row.look is None,
        duty=row.duty,
        nth=row.nth,
        refused=row.look == State.REJECTED.value or row.superseded,
        source=Source(row.source),
    )


def _line(row: Row, *, counts: bool, unused: bool) -> StampLine:
    return StampLine(
        employee=row.employee,
        nip=row.nip,
        name=row.name,
        stamp=_stamp(row),
        place=row.called or row.place or "",
        distance=row.distance,
        counts=counts and not unused,
        unused=unused,
        evidence=row.evidence,
    )


def _page(region: str, since: date, until: date, last: Key | None) -> sa.Select[Any]:
    c = stamp.c
    key = (c.employee, c.date)
    same_person = (employee.c.region == c.region, employee.c.employee == c.employee)
    same_place = (place.c.region == c.region, place.c.place == c.place)
    looked = [review.c[name] == c[name] for name in ("region", "employee", "date", "leg")]
    looked += [review.c.duty == c.duty, review.c.nth == c.nth]
    query = (
        sa.select(
            *key,
            *(c[name] for name in ("leg", "duty", "nth", "at", "distance", "evidence")),
            c.place,
            place.c.name.label("called"),
            employee.c.nip,
            employee.c.name,
            review.c.id.label("review"),
            review.c.state.label("look"),
            sa.literal(Source.ONLINE.value).label("source"),
            sa.false().label("superseded"),
        )
        .select_from(stamp)
        .join(employee, sa.and_(*same_person))
        .outerjoin(place, sa.and_(*same_place))
        .outerjoin(review, sa.and_(*looked))
        .where(c.region == region, c.date.between(since, until))
        .order_by(*key, c.leg, c.duty, c.nth)
        .limit(PAGE_STAMPS)
    )
    if last is None:
        return query
    types = [column.type for column in key]
    return query.where(sa.tuple_(*key) > sa.tuple_(*last, types=types))
