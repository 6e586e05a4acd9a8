"""The signed lists of an apel: which office handed in which pages, and when (Pasal 8 ayat (7))."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, Json, insert, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of

ceremony_list = sa.Table(
    "ceremony_list",
    metadata,
    region_key(),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("office", sa.Text, primary_key=True),
    # A further list of the same office is a further fact; the first one was in time, or late.
    sa.Column("nth", sa.SmallInteger, primary_key=True),
    sa.Column("handed_in_at", Instant, nullable=False),
    sa.Column("handed_in_by", sa.Uuid, nullable=False),
    sa.Column("pages", Json, nullable=False),
    # Who was called, in the order of the printed list, and who of them did not sign, as whoever
    # handed it in said; null: nothing was said of it.
    sa.Column("called", Json, nullable=False),
    sa.Column("unsigned", Json),
    within_region("ceremony", to="ceremony"),
    within_region("office", to="office"),
    within_region("handed_in_by", to="employee", names=("employee",)),
)


@dataclass(frozen=True, slots=True)
class SignedList:
    """One list; `unsigned` None: nobody has said who did not sign."""

    ceremony: UUID
    date: date
    office: str
    nth: int
    at: datetime
    by: UUID
    pages: tuple[Page, ...]
    called: tuple[UUID, ...]
    unsigned: tuple[UUID, ...] | None = None

    @property
    def signatures(self) -> int | None:
        """How many signed, where anybody has said who did not."""
        return None if self.unsigned is None else len(self.called) - len(self.unsigned)


async def hand_in(db: AsyncConnection, region: str, given: SignedList) -> bool:
    """Write it down; False: somebody else has just handed in the list of that number."""
    row = {
        "region": region,
        "ceremony": given.ceremony,
        "date": given.date,
        "office": given.office,
        "nth": given.nth,
        "handed_in_at": given.at,
        "handed_in_by": given.by,
        "pages": listed(given.pages),
        "called": [each.hex for each in given.called],
        "unsigned": None if given.unsigned is None else [each.hex for each in given.unsigned],
    }
    new = insert(db, ceremony_list).values(row).on_conflict_do_nothing()
    return (await db.execute(new)).rowcount > 0


async def of_ceremonies(
    db: AsyncConnection, region: str, ids: Collection[UUID], first: date, last: date
) -> list[SignedList]:
    """The lists of some ceremonies between two dates, in the order in which they came."""
    c = ceremony_list.c
    query = sa.select(ceremony_list).where(
        c.region == region, c.ceremony.in_(ids), c.date.between(first, last)
    )
    rows = await db.execute(query.order_by(c.handed_in_at, c.office, c.nth))
    return [_list(row) for row in rows]


async def of_offices(
    db: AsyncConnection, region: str, offices: Collection[str], first: date, last: date
) -> list[SignedList]:
    """The lists of some offices between two dates, by date and in the order in which they came."""
    c = ceremony_list.c
    these = (c.region == region, c.office.in_(offices), c.date.between(first, last))
    query = sa.select(ceremony_list).where(*these)
    rows = await db.execute(query.order_by(c.date, c.office, c.handed_in_at, c.ceremony, c.nth))
    return [_list(row) for row in rows]


def _list(row: sa.Row[Any]) -> SignedList:
    return SignedList(
        ceremony=row.ceremony,
        date=row.date,
        office=row.office,
        nth=row.nth,
        at=row.handed_in_at,
        by=row.handed_in_by,
        pages=pages_of(row.pages),
        called=_people(row.called),
        unsigned=None if row.unsigned is None else _people(row.unsigned),
    )


def _people(raw: Sequence[str]) -> tuple[UUID, ...]:
    return tuple(UUID(hex=each) for each in raw)
