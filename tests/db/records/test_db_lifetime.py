"""The later life of a request in the tables: each act is one UPDATE that expects what it saw."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.approvals.transitions import Act, Outcome
from core.organisation.verifier import StandIn, StandInReason
from db.approvals import conclude, left_over
from db.people import delegation
from db.records import lifetime, request
from db.records.request import Request
from tests.builders.chats import MONDAY
from tests.db.records.test_db_request import DUE, another, decide, file, found, withdraw
from tests.office import BUDI, CITRA, SARI, wita

FIRST, LAST = date(2026, 4, 6), date(2026, 4, 8)
LONG = another(1, first=FIRST, last=LAST)


async def do(
    engine: AsyncEngine, act: Callable[[AsyncConnection, str, Request], Awaitable[bool]]
) -> bool:
    """Do something with the request as it stands now."""
    item = await found(engine)
    async with engine.begin() as db:
        return await act(db, "bulungan", item)


async def look(engine: AsyncEngine, by: UUID = SARI.id) -> bool:
    due = DUE + timedelta(days=9)
    async with engine.begin() as db:
        return await lifetime.look(db, "bulungan", UUID(int=1), by=by, now=MONDAY, due_at=due)


async def test_only_the_first_look_counts(furnished: AsyncEngine) -> None:
    """KAM-22: it moves the deadline once, and never that of what is decided."""
    await file(furnished, LONG)
    assert await look(furnished)
    assert not await look(furnished, CITRA.id)
    one = await found(furnished)
    assert (one.seen_at, one.seen_by, one.due_at) == (MONDAY, SARI.id, DUE + timedelta(days=9))


async def test_nobody_looks_at_what_is_decided(furnished: AsyncEngine) -> None:
    await file(furnished, LONG)
    assert await decide(furnished)
    assert not await look(furnished)


@pytest.mark.parametrize("state", [None, State.APPROVED, State.REJECTED])
async def test_it_ends_early_once_and_what_was_filed_stays_known(
    furnished: AsyncEngine, state: State | None
) -> None:
    await file(furnished, LONG)
    if state:
        assert await decide(furnished, state)
    alive = state is not State.REJECTED
    seen = await found(furnished)
    for last in (date(2026, 4, 7), FIRST):
        now_is = await found(furnished)
        async with furnished.begin() as db:
            assert await lifetime.end_early(db, "bulungan", now_is, last) is alive
    one = await found(furnished)
    assert (one.last, one.filed_last) == ((FIRST, LAST) if alive else (LAST, None))
    async with furnished.begin() as db:
        assert not await lifetime.end_early(db, "bulungan", seen, FIRST), "seen before it changed"


async def test_what_was_granted_is_taken_back_and_what_waits_is_withdrawn_elsewhere(
    furnished: AsyncEngine,
) -> None:
    await file(furnished, LONG)

    async def take_back(db: AsyncConnection, region: str, item: Request) -> bool:
        return await lifetime.take_back(db, region, item, MONDAY)

    assert not await do(furnished, take_back)
    assert await decide(furnished)
    assert not await withdraw(furnished)
    assert await do(furnished, take_back)
    assert not await do(furnished, take_back)
    assert (await found(furnished)).state is State.WITHDRAWN


async def test_a_claim_is_confirmed_or_denied_once(furnished: AsyncEngine) -> None:
    await file(furnished, LONG)
    day = date(2026, 4, 7)
    claim: Callable[..., Awaitable[bool]] = lambda db, r, e: lifetime.claim_back(db, r, e, day)  # noqa: E731
    assert not await do(furnished, claim), "nobody has granted it yet"
    assert await decide(furnished)
    assert await do(furnished, claim)
    assert (await found(furnished)).back_on == day
    seen = await found(furnished)
    assert await do(furnished, lifetime.deny_back)
    async with furnished.begin() as db:
        assert not await lifetime.deny_back(db, "bulungan", seen)
    assert (await found(furnished)).back_on is None


async def test_what_its_month_closes_over_is_what_waits_and_ends_before(
    furnished: AsyncEngine,
) -> None:
    days = {1: FIRST, 2: LAST, 3: LAST, 4: date(2026, 5, 1)}
    await file(furnished, *(another(n, first=FIRST, last=last) for n, last in days.items()))
    assert await decide(furnished, State.APPROVED, 3)
    async with furnished.begin() as db:
        cases, may = request.CASES, date(2026, 5, 1)
        over = await left_over(db, cases, "bulungan", may, 10)
        few = await left_over(db, cases, "bulungan", may, 1)
        none = await left_over(db, cases, "karanganyar", may, 10)
        rest = await left_over(db, cases, "bulungan", may, 10, few[-1])
        ended = Outcome(Act.END, "keputusan KAM-24", wita("2026-05-06", "00.00"))
        which = [over[1].id, UUID(int=3)]
        written = await conclude(db, cases, "bulungan", which, ended, MONDAY)
    assert sorted(each.id.int for each in over) == [1, 2]
    assert ([*few, *rest], none) == (over, [])
    assert written == {over[1].id}
    assert (await found(furnished, over[1].id.int)).decided_at == ended.at


@pytest.mark.parametrize(("until", "revoked"), [(FIRST, False), (date(2026, 4, 5), True)])
async def test_a_substitute_ends_with_the_leave(
    furnished: AsyncEngine, until: date, *, revoked: bool
) -> None:
    """AMB-39: on its new last date, or altogether where nothing of it is left."""
    written = StandIn(SARI.id, BUDI.id, StandInReason.SUBSTITUTE, FIRST, LAST)
    async with furnished.begin() as db:
        await delegation.add(db, "bulungan", written)
        acting = replace(written, why=StandInReason.ACTING)
        assert not await delegation.end_early(db, "bulungan", acting, until, MONDAY)
        assert await delegation.end_early(db, "bulungan", written, until, MONDAY)
        (one,) = await delegation.of_employee(db, "bulungan", SARI.id)
    assert (one.revoked_at is not None) is revoked
    assert one.stand_in.until == (LAST if revoked else until)
