"""What people want to be reminded of, and who has to be looked at, on both databases."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.people import binding, reminder, reminder_round
from db.people.reminder import Settings, Watched
from tests.builders.chats import BUDIS, MONDAY
from tests.harness.database import ON_ITS_OWN_POSTGRESQL, plan, statements
from tests.office import BUDI, CITRA, DEWI, EKO, Actor, furnish

HOUR = timedelta(hours=1)
ALL_OFF = {"masuk": None, "pulang": None}


async def wants(engine: AsyncEngine, actor: Actor, **minutes: int | None) -> None:
    async with engine.begin() as db:
        await reminder.wish(db, "bulungan", actor.id, minutes, MONDAY)


async def due(
    engine: AsyncEngine, at: datetime = MONDAY, after: Watched | None = None
) -> list[Watched]:
    async with engine.begin() as db:
        return await reminder.due(db, "bulungan", at, 10, after)


async def settings(engine: AsyncEngine, actor: Actor = BUDI) -> Settings:
    async with engine.begin() as db:
        return await reminder.read(db, "bulungan", actor.id)


async def test_whoever_never_said_anything_wants_nothing_and_hears_who_is_missing(
    bound: AsyncEngine,
) -> None:
    assert await settings(bound) == Settings(None, None, offered=False, monitors=True)
    assert await due(bound) == []


async def test_one_leg_is_switched_without_the_other(bound: AsyncEngine) -> None:
    await wants(bound, BUDI, masuk=15)
    await wants(bound, BUDI, pulang=20)
    assert await settings(bound) == Settings(15, 20, offered=True)
    await wants(bound, BUDI, masuk=None)
    assert await settings(bound) == Settings(None, 20, offered=True)
    assert [each.pulang for each in await due(bound)] == [20]


async def test_whoever_switches_all_of_it_off_is_looked_at_no_more(bound: AsyncEngine) -> None:
    await wants(bound, BUDI, masuk=15)
    assert [each.employee for each in await due(bound)] == [BUDI.id]
    await wants(bound, BUDI, **ALL_OFF)
    assert await due(bound) == []


async def test_they_are_looked_at_in_order_and_page_by_page(bound: AsyncEngine) -> None:
    for actor in (BUDI, CITRA, DEWI):
        await wants(bound, actor, masuk=15)
    async with bound.begin() as db:
        later = {CITRA.id: MONDAY - HOUR, DEWI.id: MONDAY + HOUR}
        await reminder.look_again(db, "bulungan", later)
    first, second = await due(bound)
    assert [first.employee, second.employee] == [CITRA.id, BUDI.id]
    assert await due(bound, after=first) == [second]
    assert await due(bound, after=second) == []
    assert len(await due(bound, at=MONDAY + HOUR)) == 3
    assert len(await due(bound, at=MONDAY + HOUR - timedelta(seconds=1))) == 2


async def test_the_next_at_whom_somebody_has_to_look_comes_after_an_instant(
    bound: AsyncEngine,
) -> None:
    for actor in (BUDI, CITRA, DEWI):
        await wants(bound, actor, masuk=15)
    await wants(bound, DEWI, **ALL_OFF)
    async with bound.begin() as db:
        later = {CITRA.id: MONDAY + HOUR}
        await reminder.look_again(db, "bulungan", later)
        found = [
            await reminder.soonest(db, region, since)
            for region, since in (
                ("bulungan", MONDAY - HOUR),
                ("bulungan", MONDAY),
                ("bulungan", MONDAY + HOUR),
                ("karanganyar", MONDAY - HOUR),
            )
        ]
    assert found == [MONDAY, MONDAY + HOUR, None, None]


async def test_the_chat_comes_with_them_unless_they_are_away(bound: AsyncEngine) -> None:
    await wants(bound, BUDI, masuk=15)
    await wants(bound, EKO, masuk=15)
    chats = {each.employee: each.chat for each in await due(bound)}
    assert chats == {BUDI.id: BUDIS, EKO.id: None}
    async with bound.begin() as db:
        await binding.set_reachable(db, BUDIS, reachable=False, now=MONDAY)
    assert {each.chat for each in await due(bound)} == {None}


async def test_a_sweep_that_was_overtaken_by_switching_off_wakes_nobody(
    bound: AsyncEngine,
) -> None:
    await wants(bound, BUDI, masuk=15)
    await wants(bound, BUDI, **ALL_OFF)
    async with bound.begin() as db:
        await reminder.look_again(db, "bulungan", {BUDI.id: MONDAY})
    assert await due(bound, at=MONDAY + HOUR) == []


async def test_it_is_offered_once_and_never_to_who_has_chosen(bound: AsyncEngine) -> None:
    async with bound.begin() as db:
        both = [BUDI.id, EKO.id]
        assert await reminder.offer(db, "bulungan", [BUDI.id], MONDAY) == {BUDI.id}
        assert await reminder.offer(db, "bulungan", both, MONDAY) == {EKO.id}
        assert await reminder.offer(db, "bulungan", both, MONDAY) == set()
        assert await reminder.offer(db, "bulungan", [], MONDAY) == set()
    await wants(bound, CITRA, masuk=15)
    async with bound.begin() as db:
        assert await reminder.offer(db, "bulungan", [CITRA.id], MONDAY) == set()
    assert (await settings(bound, CITRA)).masuk == 15
    assert (await settings(bound)).offered


async def test_who_monitors_may_be_silent_and_keeps_the_rest(bound: AsyncEngine) -> None:
    await wants(bound, BUDI, masuk=15)
    async with bound.begin() as db:
        await reminder.monitor(db, "bulungan", BUDI.id, on=False)
        assert await reminder.silent_monitors(db, "bulungan") == {BUDI.id}
        assert await reminder.silent_monitors(db, "karanganyar") == set()
    assert await settings(bound) == Settings(15, None, offered=True, monitors=False)
    async with bound.begin() as db:
        await reminder.monitor(db, "bulungan", BUDI.id, on=True)
        assert await reminder.silent_monitors(db, "bulungan") == set()


async def test_another_region_has_wishes_of_its_own(bound: AsyncEngine) -> None:
    await furnish(bound, "karanganyar")
    await wants(bound, BUDI, masuk=15)
    async with bound.begin() as db:
        assert await reminder.due(db, "karanganyar", MONDAY, 10) == []
        assert await reminder.read(db, "karanganyar", BUDI.id) == Settings()


async def test_a_round_is_done_once_and_forgotten_in_time(bound: AsyncEngine) -> None:
    async with bound.begin() as db:
        both = ["isi:2026-04", "isi:2026-05"]
        assert await reminder_round.done(db, "bulungan", both) == set()
        for _ in range(2):
            await reminder_round.finish(db, "bulungan", "isi:2026-04", MONDAY)
        assert await reminder_round.done(db, "bulungan", both) == {"isi:2026-04"}
        assert await reminder_round.done(db, "bulungan", []) == set()
        assert await reminder_round.done(db, "karanganyar", both) == set()
        assert await reminder_round.forget(db, MONDAY) == 0
        assert await reminder_round.forget(db, MONDAY + HOUR) == 1


@ON_ITS_OWN_POSTGRESQL
async def test_ten_thousand_who_want_nothing_cost_nothing(furnished: AsyncEngine) -> None:
    """The sweep reads the partial index: the few who asked, never the employees."""
    async with furnished.begin() as db:
        await db.execute(
            sa.text(
                "INSERT INTO employee (region, employee, nip, name, kind, title, rank, phone) "
                "SELECT 'bulungan', lpad(to_hex(n), 32, '0')::uuid, n::text, 'A', 'PNS', 'x', "
                "'x', 'x' FROM generate_series(1, 10000) n"
            )
        )
        await db.execute(
            sa.text(
                "INSERT INTO reminder (region, employee, next_at) SELECT region, employee, "
                "CASE WHEN nip::numeric <= 20 THEN timestamptz '2026-04-05 00:00Z' END "
                "FROM employee WHERE length(nip) < 18"
            )
        )
        await db.execute(sa.text("ANALYZE reminder"))

    with statements(furnished) as sent:
        assert len(await due(furnished)) == 10
    (sweep,) = sent
    async with furnished.begin() as db:
        shown = await plan(db, sweep)
    assert "ix_reminder_next" in shown
    assert "Seq Scan on reminder" not in shown


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_pages_hold_everybody_once(bound: AsyncEngine, limit: int) -> None:
    for actor in (BUDI, CITRA, DEWI, EKO):
        await wants(bound, actor, masuk=15)
    seen: list[object] = []
    last = None
    async with bound.begin() as db:
        while found := await reminder.due(db, "bulungan", MONDAY, limit, last):
            seen += [each.employee for each in found]
            last = found[-1]
    assert sorted(map(str, seen)) == sorted(str(a.id) for a in (BUDI, CITRA, DEWI, EKO))
