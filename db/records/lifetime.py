"""The later life of a request: looked at, ended early, taken back, ended with its month.

Each is one UPDATE with what it expects to find; False: it is not so any more.
"""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import COUNTED, State
from core.approvals.transitions import Act, target
from db.approvals import in_state_for
from db.records.request import Request, read_all, request

_OPEN = request.c.state.is_(None)
_GRANTED = request.c.state.in_([each.value for each in COUNTED])


async def look(
    db: AsyncConnection, region: str, id_: UUID, *, by: UUID, now: datetime, due_at: datetime
) -> bool:
    """Note the first look of whoever decides; from then on it waits until `due_at`."""
    unseen = (_OPEN, request.c.seen_at.is_(None))
    return await _set(db, region, id_, unseen, seen_at=now, seen_by=by, due_at=due_at)


async def end_early(db: AsyncConnection, region: str, item: Request, last: date) -> bool:
    """Give it an earlier last date; what was filed stays known. It is undecided or granted."""
    was = (request.c.last == item.last, request.c.employee == item.employee)
    alive = sa.or_(_OPEN, _GRANTED)
    filed = item.filed_last or item.last
    return await _set(db, region, item.id, (*was, alive), last=last, filed_last=filed, back_on=None)


async def take_back(db: AsyncConnection, region: str, item: Request, now: datetime) -> bool:
    """Withdraw what was granted and has not begun."""
    granted = in_state_for(request, Act.TAKE_BACK)
    was = (request.c.last == item.last, request.c.employee == item.employee, granted)
    taken = target(Act.TAKE_BACK).value
    return await _set(db, region, item.id, was, state=taken, decided_at=now, back_on=None)


async def claim_back(db: AsyncConnection, region: str, item: Request, day: date) -> bool:
    """Note from which past date on somebody says to have worked; the superior confirms it."""
    was = (request.c.last == item.last, request.c.employee == item.employee, _GRANTED)
    return await _set(db, region, item.id, was, back_on=day)


async def deny_back(db: AsyncConnection, region: str, item: Request) -> bool:
    """The superior does not confirm it: the days stay as they are."""
    was = (request.c.back_on == item.back_on, request.c.last == item.last)
    return await _set(db, region, item.id, was, back_on=None)


async def ignored(db: AsyncConnection, region: str, now: datetime, limit: int) -> list[Request]:
    """What is overdue, and what ended with its month without a decision; the oldest first."""
    c = request.c
    overdue = sa.and_(_OPEN, c.due_at <= now)
    let_pass = sa.or_(overdue, c.state == State.ENDED.value)
    listed = sa.select(c.id).where(c.region == region, let_pass).order_by(c.due_at, c.id)
    return await read_all(db, region, (await db.execute(listed.limit(limit))).scalars().all())


async def _set(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    where: tuple[sa.ColumnElement[bool], ...],
    **values: object,
) -> bool:
    this = sa.update(request).where(request.c.region == region, request.c.id == id_, *where)
    return (await db.execute(this.values(values))).rowcount == 1
