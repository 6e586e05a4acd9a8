"""Who writes: everything about them and nothing about anybody else, in one statement."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import nextafter
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.address import Address
from core.calendar import Duty
from core.evidence import History, Share, ShareKind, Trace
from core.fence import Point
from core.nip import EmployeeKind
from core.posting import Posting
from core.regulation import ExemptStatus
from core.stamp import Leg, Stamp
from db import person, share, stamp
from db.employee import block, employee_duty, exemption, posting
from db.person import Listening, Lookup, Person
from db.stamp import NewStamp
from tests.db.kit import BUDIS, CITRAS, MONDAY, bind, statements
from tests.office import BUDI, CITRA, DEWI, GATE, Actor, furnish

DAY = timedelta(days=1)
TODAY = date(2026, 4, 6)
HERE, ELSEWHERE = Point(*GATE), Point(2.84, 117.37)


@pytest.fixture
async def bound(furnished: AsyncEngine) -> AsyncEngine:
    """Budi and Citra have an account each."""
    await bind(furnished, BUDIS, BUDI)
    await bind(furnished, CITRAS, CITRA)
    return furnished


async def find(engine: AsyncEngine, address: Address = BUDIS, **more: Any) -> Person | None:
    asked: dict[str, Any] = {"day": TODAY, "point": HERE, "message": "11"} | more
    now = asked.pop("now", MONDAY)
    async with engine.begin() as db:
        (found,) = await person.find(db, [Lookup(address, **asked)], now)
        return found


async def budi(engine: AsyncEngine, **more: Any) -> Person:
    found = await find(engine, **more)
    assert found is not None
    return found


async def add(engine: AsyncEngine, table: sa.Table, actor: Actor, **row: object) -> None:
    async with engine.begin() as db:
        key = {"region": "bulungan", "employee": actor.id}
        await db.execute(sa.insert(table), key | row)


async def stamped(
    engine: AsyncEngine, actor: Actor, day: date, at: datetime, point: Point = HERE
) -> Stamp:
    fact = Stamp(day, Leg.MASUK, at, "kantor-bupati", review=True)
    async with engine.begin() as db:
        new = NewStamp(actor.id, fact, at, BUDIS, "1", point, None, 1.5, {}, [])
        await stamp.write(db, [new])
    return fact


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
        exempt=None,
        blocked=False,
        stamps=(),
        history=History(),
        listening=None,
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
    await listen(bound, CITRAS, "11")
    await listen(bound, BUDIS, "12")
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
    assert (await budi(bound)).exempt == (kind if exempt else None)


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


async def test_the_last_point_is_that_of_the_newest_stamp(bound: AsyncEngine) -> None:
    await stamped(bound, BUDI, TODAY - DAY, MONDAY - DAY, ELSEWHERE)
    await stamped(bound, BUDI, TODAY - 9 * DAY, MONDAY - 9 * DAY)
    history = (await budi(bound)).history
    assert (history.last_point, history.last_at) == (ELSEWHERE, MONDAY - DAY)


@pytest.mark.parametrize(
    ("who", "day", "point", "found"),
    [
        (BUDI, TODAY, HERE, (0, 0)),
        (BUDI, TODAY - 30 * DAY, HERE, (1, 0)),
        (BUDI, TODAY - DAY, ELSEWHERE, (0, 0)),
        (CITRA, TODAY, HERE, (0, 1)),
        (CITRA, TODAY - 30 * DAY, HERE, (0, 1)),
        (CITRA, TODAY, replace(HERE, latitude=HERE.latitude + 1e-7), (0, 0)),
    ],
    ids=["today", "another day", "elsewhere", "another", "another, earlier", "a centimetre off"],
)
async def test_the_same_point_is_told_to_the_last_digit(
    bound: AsyncEngine, who: Actor, day: date, point: Point, found: tuple[int, int]
) -> None:
    await stamped(bound, who, day, MONDAY, point)
    history = (await budi(bound)).history
    assert (history.same_point_other_days, history.same_point_other_people) == found


async def test_a_forgotten_point_is_nobodys_point(bound: AsyncEngine) -> None:
    """UU 27/2022: the coordinates go, the time stays."""
    fact = await stamped(bound, BUDI, TODAY, MONDAY)
    await stamped(bound, CITRA, TODAY - DAY, MONDAY - DAY)
    async with bound.begin() as db:
        assert await stamp.forget_points(db, "karanganyar", TODAY + DAY) == 0
        assert await stamp.forget_points(db, "bulungan", TODAY) == 1
        assert await stamp.forget_points(db, "bulungan", TODAY + DAY) == 1
    found = await budi(bound)
    assert found.history == History(last_at=MONDAY)
    assert found.stamps == (fact,)


async def test_without_a_point_there_is_no_same_point(bound: AsyncEngine) -> None:
    await stamped(bound, CITRA, TODAY, MONDAY)
    history = (await budi(bound, point=None, message=None)).history
    assert history == History()


def seen() -> Trace:
    flags = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True}
    at = MONDAY.astimezone(UTC)
    point = Share(ShareKind.LIVE, HERE, 8.5, at, at, live_until=at + DAY, heading=90, **flags)
    return Trace().seen(point).seen(replace(point, sent_at=at + SECOND))


async def listen(engine: AsyncEngine, address: Address, message: str) -> None:
    async with engine.begin() as db:
        await share.listen(
            db,
            address,
            message,
            leg="pulang",
            expires_at=MONDAY + DAY,
            unsure_since=MONDAY,
            trace=seen(),
        )


async def test_a_running_share_brings_what_its_points_told(bound: AsyncEngine) -> None:
    await listen(bound, BUDIS, "11")
    assert (await budi(bound)).listening == Listening(Leg.PULANG, MONDAY, seen())
    assert (await budi(bound, message="12")).listening is None


async def test_many_are_found_in_one_statement_and_each_has_their_own(bound: AsyncEngine) -> None:
    await stamped(bound, CITRA, TODAY, MONDAY)
    await listen(bound, BUDIS, "11")
    stranger = Address("bulungan", "telegram", "9")
    asked = [
        Lookup(CITRAS, TODAY, HERE, "11"),
        Lookup(stranger, TODAY, HERE, "11"),
        Lookup(BUDIS, TODAY - 2 * DAY, ELSEWHERE, "11"),
    ]
    alone = [await find(bound, each.address, day=each.day, point=each.point) for each in asked]
    async with bound.begin() as db:
        with statements(bound) as sent:
            together = await person.find(db, asked, MONDAY)
    assert together == alone
    assert len(sent) == 1
    assert together[1] is None


@pytest.mark.parametrize("turn", range(20))
async def test_a_point_is_the_same_only_to_its_last_bit(bound: AsyncEngine, turn: int) -> None:
    """Coordinates travel to the database as text; what comes out there is what went in."""
    chance = Random(turn)  # noqa: S311 - any point will do
    point = Point(chance.uniform(-8, 4), chance.uniform(115, 118))
    await stamped(bound, CITRA, TODAY, MONDAY, point)
    beside = Point(point.latitude, nextafter(point.longitude, 180))
    assert (await budi(bound, point=point)).history.same_point_other_people == 1
    assert (await budi(bound, point=beside)).history.same_point_other_people == 0
