"""What people and the law do to cases, as the handlers do it, for tests of the tables."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.approvals.transitions import Act, Outcome
from db import approvals
from db.approvals import Cases, Done
from db.records import activity

ACTS = {State.APPROVED: Act.APPROVE, State.REJECTED: Act.REJECT}
BY_LAW = {State.DEEMED_APPROVED: Act.DEEM, State.LAPSED: Act.LAPSE, State.ENDED: Act.END}


def in_time(cases: Cases) -> bool:
    """Silence decides of daily work, so a person decides in time or not at all."""
    return cases is activity.CASES


async def decide(
    db: AsyncConnection,
    cases: Cases,
    region: str,
    id_: UUID,
    state: State,
    *,
    by: UUID,
    now: datetime,
    remark: str | None = None,
) -> bool:
    done = Done(ACTS[state], now, by=by, remark=remark, in_time=in_time(cases))
    return await approvals.transition(db, cases, region, id_, done)


async def withdraw(
    db: AsyncConnection, cases: Cases, region: str, id_: UUID, employee: UUID, now: datetime
) -> bool:
    done = Done(Act.WITHDRAW, now, own=employee, in_time=in_time(cases))
    return await approvals.transition(db, cases, region, id_, done)


async def escalate(
    db: AsyncConnection, cases: Cases, region: str, which: Collection[UUID], now: datetime
) -> set[UUID]:
    return await approvals.conclude(db, cases, region, which, Outcome(Act.ESCALATE), now)


async def lapse(
    db: AsyncConnection,
    cases: Cases,
    region: str,
    which: Collection[UUID],
    state: State,
    article: str,
    now: datetime,
    *,
    skip_locked: bool = False,
) -> set[UUID]:
    law = Outcome(BY_LAW[state], article)
    return await approvals.conclude(db, cases, region, which, law, now, skip_locked=skip_locked)
