"""Of an export what no phone has sent online: corrections that were agreed to, and captures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Source
from db.people.employee import employee
from db.people.office import place
from db.records.capture import capture
from db.records.correction import AGREED, correction

Key = tuple[UUID, date]  # whose date


@dataclass(frozen=True, slots=True)
class Span:
    """Working dates of a region; of their keys those behind `after`, up to `until` where given."""

    region: str
    first: date
    last: date
    after: Key | None
    until: Key | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A fact under the names by which an export knows a stamp.

    `superseded`: another correction of the same leg was agreed to later.
    """

    employee: UUID
    nip: str
    name: str
    date: date
    leg: str
    duty: int
    at: datetime
    place: str | None
    called: str | None
    distance: float | None
    evidence: dict[str, Any]
    source: str
    review: UUID | None = None
    look: str | None = None
    nth: int = 0
    superseded: bool = False


async def read(db: AsyncConnection, span: Span) -> list[Beside]:
    """All of them, in no order."""
    corrected = [_corrected(row) for row in await db.execute(_corrections(span))]
    found = [_captured(row) for row in await db.execute(_captures(span))]
    return [*_marked(corrected), *found]


def _marked(corrected: Sequence[Beside]) -> Iterable[Beside]:
    """Of a leg the one that was agreed to last stands; they come in that order."""
    newest = {(each.employee, each.date, each.leg, each.duty): each for each in corrected}
    standing = {id(each) for each in newest.values()}
    return (replace(each, superseded=id(each) not in standing) for each in corrected)


def _corrected(row: sa.Row[Any]) -> Beside:
    evidence = {"alasan": row.reason, "keputusan": row.decree}
    facts = (row.employee, row.nip, row.name, row.date, row.leg, row.duty)
    where = (row.at, row.place, row.called, None)
    return Beside(*facts, *where, evidence, Source.CORRECTED.value)


def _captured(row: sa.Row[Any]) -> Beside:
    evidence = {"diterima": row.received_at.isoformat(), "tanda": row.signals}
    facts = (row.employee, row.nip, row.name, row.date, row.leg, row.duty)
    where = (row.captured_at, row.place, row.called, row.distance)
    return Beside(*facts, *where, evidence, Source.OFFLINE.value, row.id, row.state)


def _corrections(span: Span) -> sa.Select[Any]:
    c = correction.c
    columns = (c.employee, c.date, c.leg, c.duty, c.at, c.place, c.reason, c.decree)
    found = _of_people(correction, span, *columns).where(AGREED, c.leg.is_not(None))
    return found.order_by(c.decided_at, c.id)


def _captures(span: Span) -> sa.Select[Any]:
    c = capture.c
    columns = (c.employee, c.date, c.leg, c.duty, c.place, c.distance, c.id, c.state)
    return _of_people(capture, span, *columns, c.captured_at, c.received_at, c.signals)


def _of_people(table: sa.Table, span: Span, *columns: sa.Column[Any]) -> sa.Select[Any]:
    c = table.c
    same_person = (employee.c.region == c.region, employee.c.employee == c.employee)
    same_place = (place.c.region == c.region, place.c.place == c.place)
    names = (employee.c.nip, employee.c.name, place.c.name.label("called"))
    query = (
        sa.select(*columns, *names)
        .select_from(table)
        .join(employee, sa.and_(*same_person))
        .outerjoin(place, sa.and_(*same_place))
        .where(c.region == span.region, c.date.between(span.first, span.last))
    )
    key = sa.tuple_(c.employee, c.date)
    types = [c.employee.type, c.date.type]
    if span.after is not None:
        query = query.where(key > sa.tuple_(*span.after, types=types))
    if span.until is not None:
        query = query.where(key <= sa.tuple_(*span.until, types=types))
    return query
