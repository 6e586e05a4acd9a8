"""One bad row in the middle: the rest of its page, and every other region, is done all the same."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.demo.environment import DATA
from bot.runtime import scheduler
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from bot.runtime.regions import read_region
from bot.runtime.server import Server
from core.law.regulation import ActivityKind
from core.organisation.address import Address
from db.messages import outbox
from db.records import activity, request, stamp
from db.records.activity import NewActivity
from db.records.request import NewRequest
from handlers.approvals import sweep
from tests.builders.chats import MONDAY, bind
from tests.harness.database import ON_SQLITE, rows
from tests.office import BUDI, SARI, a_region, furnish, wita

TODAY = date(2026, 4, 6)
DUE = MONDAY + timedelta(hours=48)
LATER = DUE + timedelta(seconds=1)
BOTH = ("bulungan", "karanganyar")
SAMPLES = DATA / "regions" / "karanganyar.toml"
POISON = 3  # the number of the bad row, in the middle of five
LONG_AGO = date(2020, 1, 1)  # before any regulation
UNREADABLE = {"kind": "entah"}
OUT_OF_LAW = {"date": LONG_AGO}
BARE = {"paper": ["only a hash"]}


@pytest.fixture
async def app(furnished: AsyncEngine) -> App:
    """Two regions with the same people, who have their chats."""
    await furnish(furnished, "karanganyar")
    for number, code in enumerate(BOTH):
        for who in (BUDI, SARI):
            address = Address(code, "telegram", f"{number}{who.phone[-1]}")
            await bind(furnished, address, who)
    regions = {code: a_region(code) for code in BOTH}
    return App(furnished, regions, VirtualClock(MONDAY))


def work(number: int) -> NewActivity:
    return NewActivity(
        id=UUID(int=number),
        employee=BUDI.id,
        date=TODAY,
        kind=ActivityKind.DUTY,
        minutes=1,
        description=f"Rapat {number}",
        output=None,
        quantity=None,
        filed_at=MONDAY,
        due_at=DUE - timedelta(minutes=10 - number),
        beyond=0,
        card=UUID(int=100 + number),
    )


def asked(number: int) -> NewRequest:
    span = (TODAY + timedelta(days=number),) * 2
    due = DUE - timedelta(minutes=10 - number)
    return NewRequest(UUID(int=number), BUDI.id, "sakit", *span, "Demam", MONDAY, due)


async def filed(app: App) -> None:
    async with app.engine.begin() as db:
        for code in BOTH:
            for number in range(1, 6):
                await activity.file(db, code, work(number))
                await request.file(db, code, asked(number))


async def spoil(
    app: App, table: sa.Table, values: Mapping[str, object], *, upto: int = POISON
) -> None:
    """Bulungan's third row, or its first ones, becomes one that nobody can read any more."""
    numbers = [UUID(int=n) for n in range(POISON if upto == POISON else 1, upto + 1)]
    mine = (table.c.region == "bulungan", table.c.id.in_(numbers))
    async with app.engine.begin() as db:
        await db.execute(sa.update(table).where(*mine).values(values))


async def done(app: App, table: sa.Table, column: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {code: [] for code in BOTH}
    for row in await rows(app.engine, table):
        if getattr(row, column) is not None:
            found[row.region].append(row.id.int)
    return {code: sorted(numbers) for code, numbers in found.items()}


def failed(work_: str) -> float:
    labels = {"work": work_, "region": "bulungan"}
    return REGISTRY.get_sample_value("hadir_failed_total", labels) or 0


@pytest.mark.parametrize("poison", [UNREADABLE, OUT_OF_LAW], ids=["unreadable", "out of the law"])
async def test_the_other_activities_of_the_page_are_approved(
    app: App, poison: Mapping[str, object]
) -> None:
    """BLG-9-10."""
    await filed(app)
    await spoil(app, activity.activity, poison)
    app.times.process.travel(LATER)  # type: ignore[attr-defined]
    before = failed("aktivitas")
    for tick in (1, 2):
        await scheduler.settle_cases(app)
        assert await done(app, activity.activity, "state") == {
            "bulungan": [1, 2, 4, 5],
            "karanganyar": [1, 2, 3, 4, 5],
        }
        assert failed("aktivitas") == before + tick
    assert list(app.failures.rows) == [("aktivitas", "bulungan", str(UUID(int=100 + POISON)))]


async def test_pages_full_of_bad_rows_starve_nobody(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "PAGE_CASES", 2)
    await filed(app)
    await spoil(app, activity.activity, UNREADABLE, upto=4)
    await spoil(app, request.request, BARE, upto=4)
    app.times.process.travel(LATER)  # type: ignore[attr-defined]
    await scheduler.settle_cases(app)
    assert (await done(app, activity.activity, "state"))["bulungan"] == [5]
    assert (await done(app, request.request, "escalated_at"))["bulungan"] == [5]


async def test_what_is_mended_is_done_at_the_next_tick_and_out_of_sight(app: App) -> None:
    await filed(app)
    await spoil(app, activity.activity, UNREADABLE)
    app.times.process.travel(LATER)  # type: ignore[attr-defined]
    await scheduler.settle_cases(app)
    await spoil(app, activity.activity, {"kind": "jabatan"})
    await scheduler.settle_cases(app)
    assert (await done(app, activity.activity, "state"))["bulungan"] == [1, 2, 3, 4, 5]
    assert app.failures.rows == {}


async def test_what_somebody_has_decided_meanwhile_is_out_of_sight(app: App) -> None:
    await filed(app)
    await spoil(app, activity.activity, UNREADABLE)
    app.times.process.travel(LATER)  # type: ignore[attr-defined]
    await scheduler.settle_cases(app)
    assert len(app.failures.rows) == 1
    await spoil(app, activity.activity, {"state": "ditarik", "decided_at": LATER})
    await scheduler.settle_cases(app)
    assert app.failures.rows == {}


async def test_the_other_requests_of_the_page_go_up(app: App) -> None:
    """AMB-35, KAM-01."""
    await filed(app)
    await spoil(app, request.request, BARE)
    app.times.process.travel(LATER)  # type: ignore[attr-defined]
    await scheduler.settle_cases(app)
    assert await done(app, request.request, "escalated_at") == {
        "bulungan": [1, 2, 4, 5],
        "karanganyar": [1, 2, 3, 4, 5],
    }
    assert list(app.failures.rows) == [("izin", "bulungan", str(UUID(int=POISON)))]


async def cards(app: App) -> dict[str, int]:
    """How many cards of requests, and of work, each region's superior was sent."""
    keys = [row for row in await rows(app.engine, outbox.outbox) if row.dedupe]
    return {code: sum(row.region == code for row in keys) for code in BOTH}


async def test_the_other_cards_are_sent(app: App) -> None:
    """Five cards of work and five requests; two of Bulungan's nobody can draw."""
    await filed(app)
    await spoil(app, activity.activity, UNREADABLE)
    await spoil(app, request.request, BARE)
    await scheduler.remind(app)
    assert await cards(app) == {"bulungan": 8, "karanganyar": 10}
    app.times.process.travel(wita("2026-04-07", "19.30"))  # type: ignore[attr-defined]
    await scheduler.remind(app)
    assert await cards(app) == {"bulungan": 16, "karanganyar": 20}


async def test_a_region_in_trouble_keeps_no_other_from_forgetting(app: App) -> None:
    """KAM-18: in August 2023 Bulungan has no regulation yet, and comes first."""
    regions = {"bulungan": a_region(), "karanganyar": a_region("karanganyar", regulation=BOTH[1])}
    early = App(app.engine, regions, VirtualClock(wita("2023-08-01", "02.00")))
    async with app.engine.begin() as db:
        for code in BOTH:
            row = {"region": code, "employee": BUDI.id, "date": date(2022, 7, 1), "leg": "masuk"}
            facts = {"at": MONDAY, "place": None, "latitude": 2.8, "longitude": 117.3}
            await db.execute(sa.insert(stamp.stamp), row | facts | FACTS)
    await scheduler.forget(early)
    found = {row.region: row.latitude for row in await rows(app.engine, stamp.stamp)}
    assert found == {"bulungan": 2.8, "karanganyar": None}


FACTS: dict[str, object] = {
    "received_at": MONDAY,
    "channel": "x",
    "message": "1",
    "review": False,
    "evidence": {},
    "grounds": [],
}


@ON_SQLITE
async def test_readiness_tells_of_rows_that_failed(app: App) -> None:
    server = Server(app, [])
    said = await server.readyz(None)  # type: ignore[arg-type]  # it asks nothing of the request
    assert said.text == "ready\n"
    await filed(app)
    await spoil(app, activity.activity, UNREADABLE)
    app.times.process.travel(LATER)  # type: ignore[attr-defined]
    await scheduler.settle_cases(app)
    said = await server.readyz(None)  # type: ignore[arg-type]
    assert (said.status, said.text) == (200, "ready\n1 rows failed: hadir tertahan\n")


@ON_SQLITE
async def test_readiness_tells_of_sample_data(furnished: AsyncEngine) -> None:
    """KAM-13."""
    regions = {"bulungan": a_region(), "karanganyar": read_region(SAMPLES)}
    server = Server(App(furnished, regions, VirtualClock(MONDAY)), [])
    said = await server.readyz(None)  # type: ignore[arg-type]
    assert (said.status, said.text) == (200, "ready\nsample data decides in karanganyar\n")
