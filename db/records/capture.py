"""Captures: pictures that tell when and where they were taken, handed in later (AMB-77).

Each is a stamp without signal, that somebody looks at; written once, decided once.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.attendance.offline import Signal
from core.attendance.stamp import Leg
from db.approvals import Cases, case_columns, index_due, undecided
from db.base import Instant, Json, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of
from db.records.case_rows import CaseRows

Day: TypeAlias = date  # where a field named `date` hides the type

capture = sa.Table(
    "capture",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("leg", sa.Text, nullable=False),
    sa.Column("duty", sa.SmallInteger, nullable=False),
    # By the picture's own clock, by that of the satellites, and when it was handed in.
    sa.Column("captured_at", Instant, nullable=False),
    sa.Column("gps_at", Instant),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("distance", sa.Double, nullable=False),
    # The one point that is kept, until the time that /privasi promises.
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("accuracy", sa.Double),
    # The picture itself (db.records.attachment), without what it said of itself.
    sa.Column("picture", Json, nullable=False),
    # Why it comes so late, where the law wants to know.
    sa.Column("note", sa.Text),
    # For a human to look at, as `core.attendance.offline.Signal` calls it.
    sa.Column("signals", Json, nullable=False),
    *case_columns(),  # silence never decides
    within_region("employee", to="employee"),
    sa.Index(None, "employee", "date", "region"),
)

# Of a leg one waits at a time; what was accepted is a stamp that counts, and refuses the next.
_WAITS = undecided(capture)
sa.Index(
    "uq_capture_waiting",
    *(capture.c[name] for name in ("employee", "date", "leg", "duty", "region")),
    unique=True,
    postgresql_where=_WAITS,
    sqlite_where=_WAITS,
)
index_due(capture)
CASES = Cases(capture, capture.c.id, capture.c.date)


@dataclass(frozen=True, slots=True)
class NewCapture:
    """A picture as it was handed in; `place` is the code of the fence, `distance` in metres."""

    id: UUID
    employee: UUID
    date: date
    leg: Leg
    duty: int
    captured_at: datetime
    gps_at: datetime | None
    received_at: datetime
    place: str
    distance: float
    latitude: float | None
    longitude: float | None
    accuracy: float | None
    picture: tuple[Page, ...]
    note: str | None
    signals: tuple[Signal, ...]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Captured(NewCapture):
    """One capture and what was decided (`core.approvals.case.Case`)."""

    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None

    @property
    def day(self) -> Day:
        return self.date

    @property
    def card(self) -> UUID:
        return self.id


_NEW = tuple(each.name for each in fields(NewCapture))


def _captured(values: dict[str, Any]) -> Captured:
    values["leg"] = Leg(values["leg"])
    values["picture"] = pages_of(values["picture"])
    values["signals"] = tuple(map(Signal, values["signals"]))
    return Captured(**values)


_COLUMNS = tuple(capture.c[each.name] for each in fields(Captured))
_ROWS = CaseRows(capture, sa.select(*_COLUMNS), _captured)
find, read_all, waiting = _ROWS.find, _ROWS.read_all, _ROWS.waiting


async def write(db: AsyncConnection, region: str, new: NewCapture) -> None:
    """Write a capture. Raises IntegrityError where one of the same leg waits."""
    values = {name: getattr(new, name) for name in _NEW}
    values |= {"region": region, "leg": new.leg.value, "picture": listed(new.picture)}
    values |= {"signals": [each.value for each in new.signals]}
    await db.execute(sa.insert(capture), values)


async def forget_points(db: AsyncConnection, region: str, before: date) -> int:
    """Drop the coordinates of old captures; time, place and distance stay (UU 27/2022)."""
    c = capture.c
    old = (c.region == region, c.date < before, c.latitude.is_not(None))
    forgotten = sa.update(capture).where(*old).values(latitude=None, longitude=None)
    return (await db.execute(forgotten)).rowcount
