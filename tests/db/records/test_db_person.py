"""Who writes: everything about them and nothing about anybody else, in one statement."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.attendance.evidence import History, Share, ShareKind, Trace
from core.attendance.stamp import Leg, Stamp
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.organisation.address import Address
from core.organisation.calendar import Duty
from core.organisation.posting import Posting
from core.requests.absence import Asked
from db.people.employee import block, employee_duty, exemption, posting
from db.records import person, stamp
from db.records.person import Lookup, Person
from db.records.request import request
from db.records.stamp import NewStamp
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.builders.claims import tries
from tests.db.bound import DAY, ELSEWHERE, HERE, TODAY, add, budi, find, stamped
from tests.harness.database import statements
from tests.office import BUDI, CITRA, DEWI, LONG_AGO, Actor, furnish


async def test_a_stranger_is_nobody(furnished: AsyncEngine) -> None:
    assert await find(furnished) is None


@pytest.mark.parametrize(
    "address",
    [
        Address("bulungan", "telegram", "50011"),
        Address("bulungan", "whatsapp", "5001"),
        Address("karanganyar", "telegram", "5001"),
    ],
    ids=["another number", "another channel", "another region"],
)
async def test_an_account_is_its_whole_address(bound: AsyncEngine, address: Address) -> None:
    await furnish(bound, "karanganyar")
    assert await find(bound, address) is None


async def test_a_new_employee_has_nothing_yet(bound: AsyncEngine) -> None:
    assert await budi(bound) == Person(
        employee=BUDI.id,
        nip=BUDI.nip,
        name="Budi",
        kind=EmployeeKind.PNS,
        region_version=1,
        reachable=True,
        postings=(Posting(date(2024, 1, 1), "setda"),),
        duties=(),
        exemptions=(),
        departures=(),
        blocked=False,
        stamps=(),
        requests=(),
        history=History(),
        looks=(),
        claims=(),
        offered_at=LONG_AGO,
    )


async def test_everything_is_one_statement(bound: AsyncEngine) -> None:
    await stamped(bound, BUDI, TODAY, MONDAY)
    with statements(bound) as sent:
        await budi(bound)
    assert len(sent) == 1


async def test_what_others_have_is_not_seen(bound: AsyncEngine) -> None:
    before = await budi(bound, point=ELSEWHERE)
    since = {"since": TODAY - DAY}
    for other in (CITRA, DEWI):
        await add(bound, posting, other, office="dinkes", **since)
        await add(bound, exemption, other, kind="guru", decree="SK 1", until=None, **since)
        await add(bound, block, other, since=MONDAY - DAY, until=None, reason="x")
        await stamped(bound, other, TODAY, MONDAY)
    await add(bound, employee_duty, CITRA, schedule="malam", until=None, **since)
    await tries(bound, CITRAS, CITRA, until=MONDAY + DAY)
    await tries(bound, BUDIS, CITRA, "12", until=MONDAY + DAY)
    assert await budi(bound, point=ELSEWHERE) == before


async def test_the_same_person_in_another_region_is_another_person(bound: AsyncEngine) -> None:
    """Budi works in Karanganyar, too: the same UUID, other rows."""
    await furnish(bound, "karanganyar")
    before = await budi(bound)
    async with bound.begin() as db:
        there = {"region": "karanganyar", "employee": BUDI.id, "since": TODAY}
        await db.execute(sa.insert(posting), there | {"office": "rsud"})
        fact = Stamp(TODAY, Leg.MASUK, MONDAY, "rsud-utama", review=False)
        address = Address("karanganyar", "telegram", "5001")
        new = NewStamp(BUDI.id, fact, MONDAY, address, "1", HERE, None, 1.5, {}, [])
        await stamp.write(db, [new])
    assert await budi(bound) == before


async def test_postings_come_all(bound: AsyncEngine) -> None:
    await add(bound, posting, BUDI, since=TODAY + DAY, office="dinkes")
    found = {(each.since, each.office) for each in (await budi(bound)).postings}
    assert found == {(date(2024, 1, 1), "setda"), (TODAY + DAY, "dinkes")}


@pytest.mark.parametrize(
    ("since", "until", "near"),
    [
        (TODAY - 9 * DAY, TODAY - 2 * DAY, False),
        (TODAY - 9 * DAY, TODAY - DAY, True),
        (TODAY, None, True),
        (TODAY + DAY, None, True),
        (TODAY + 2 * DAY, None, False),
    ],
    ids=["ended the day before yesterday", "ended yesterday", "today", "tomorrow", "later"],
)
async def test_duties_reach_from_yesterday_to_tomorrow(
    bound: AsyncEngine, since: date, until: date | None, *, near: bool
) -> None:
    await add(bound, employee_duty, BUDI, since=since, until=until, schedule="malam")
    assert (await budi(bound)).duties == (Duty(since, "malam", until),) * near


@pytest.mark.parametrize(
    ("since", "until", "exempt"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY, True),
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
    ids=["from today", "until today", "until yesterday", "from tomorrow"],
)
async def test_an_exemption_holds_on_its_dates(
    bound: AsyncEngine, since: date, until: date | None, *, exempt: bool
) -> None:
    kind = next(iter(ExemptStatus))
    await add(bound, exemption, BUDI, since=since, until=until, kind=kind.value, decree="SK 1")
    assert (await budi(bound)).exempt_on(TODAY) == (kind if exempt else None)


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("since", "until", "blocked"),
    [
        (MONDAY, None, True),
        (MONDAY + SECOND, None, False),
        (MONDAY - DAY, MONDAY + SECOND, True),
        (MONDAY - DAY, MONDAY, False),
    ],
    ids=["from now", "from a second later", "for one more second", "until now"],
)
async def test_a_block_holds_to_the_second(
    bound: AsyncEngine, since: datetime, until: datetime | None, *, blocked: bool
) -> None:
    await add(bound, block, BUDI, since=since, until=until, reason="pemeriksaan")
    assert (await budi(bound)).blocked is blocked


@pytest.mark.parametrize(
    ("days", "near"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
async def test_stamps_reach_from_yesterday_to_tomorrow(
    bound: AsyncEngine, days: int, *, near: bool
) -> None:
    at = MONDAY.replace(microsecond=123_456)
    fact = await stamped(bound, BUDI, TODAY + days * DAY, at)
    assert (await budi(bound)).stamps == (fact,) * near


async def test_a_stamp_without_a_fence_has_no_place(bound: AsyncEngine) -> None:
    """KRA-9A-1: two columns are null, and nothing else of the person changes."""
    fact = Stamp(TODAY, Leg.MASUK, MONDAY, None, review=False)
    async with bound.begin() as db:
        new = NewStamp(BUDI.id, fact, MONDAY, BUDIS, "1", HERE, None, None, {}, [])
        await stamp.write(db, [new])
    found = await budi(bound)
    assert found.stamps == (fact,)
    assert found.history.last_point == HERE


async def ask(
    engine: AsyncEngine, actor: Actor, first: date, last: date, state: State | None = None
) -> Asked:
    """A request, with a state where it is decided."""
    filed, due = MONDAY.replace(microsecond=123_456), MONDAY + 2 * DAY
    asked = {"code": "sakit", "first": first, "last": last, "filed_at": filed, "due_at": due}
    await add(engine, request, actor, id=uuid4(), reason="demam", state=state, **asked)
    return Asked("sakit", first, last, filed, due, state, bare=True)


@pytest.mark.parametrize(
    ("first", "last", "near"),
    [
        (-9, -2, False),
        (-9, -1, True),
        (0, 0, True),
        (-9, 9, True),
        (1, 9, True),
        (2, 9, False),
    ],
    ids=["long over", "until yesterday", "today", "all along", "from tomorrow", "later"],
)
async def test_requests_reach_from_yesterday_to_tomorrow(
    bound: AsyncEngine, first: int, last: int, *, near: bool
) -> None:
    asked = await ask(bound, BUDI, TODAY + first * DAY, TODAY + last * DAY)
    assert (await budi(bound)).requests == (asked,) * near


@pytest.mark.parametrize("state", [None, *State])
async def test_what_was_refused_taken_back_or_lapsed_is_left_out(
    bound: AsyncEngine, state: State | None
) -> None:
    asked = await ask(bound, BUDI, TODAY, TODAY, state)
    alive = state not in {State.REJECTED, State.WITHDRAWN, State.LAPSED}
    assert (await budi(bound)).requests == (asked,) * alive


async def test_requests_of_others_are_not_ones_own(bound: AsyncEngine) -> None:
    await ask(bound, CITRA, TODAY, TODAY)
    mine = {await ask(bound, BUDI, TODAY, TODAY), await ask(bound, BUDI, TODAY + DAY, TODAY + DAY)}
    found = (await budi(bound)).requests
    assert (len(found), set(found)) == (2, mine)


def seen() -> Trace:
    flags = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True}
    at = MONDAY.astimezone(UTC)
    point = Share(ShareKind.LIVE, HERE, 8.5, at, at, live_until=at + DAY, heading=90, **flags)
    return Trace().seen(point).seen(replace(point, sent_at=at + SECOND))


async def test_a_running_share_brings_what_its_points_told(bound: AsyncEngine) -> None:
    """AMB-45: and only to the person whose it is."""
    tried = await tries(
        bound,
        BUDIS,
        BUDI,
        until=MONDAY + DAY,
        unsure_since=MONDAY.astimezone(UTC),
        unsure_in="11",
        trace=seen(),
    )
    assert (await budi(bound)).claims == (tried,)
    others = await tries(bound, BUDIS, CITRA, "12", until=MONDAY + DAY)
    assert others not in (await budi(bound)).claims


async def test_many_are_found_in_one_statement_and_each_has_their_own(bound: AsyncEngine) -> None:
    await stamped(bound, CITRA, TODAY, MONDAY)
    await tries(bound, BUDIS, BUDI, until=MONDAY + DAY)
    stranger = Address("bulungan", "telegram", "9")
    asked = [
        Lookup(CITRAS, TODAY, HERE),
        Lookup(stranger, TODAY, HERE),
        Lookup(BUDIS, TODAY - 2 * DAY, ELSEWHERE),
    ]
    alone = [await find(bound, each.address, day=each.day, point=each.point) for each in asked]
    async with bound.begin() as db:
        with statements(bound) as sent:
            together = await person.find(db, asked, MONDAY)
    assert together == alone
    assert len(sent) == 1
    assert together[1] is None
