"""Many at once share a transaction: each gets their own answer, a bug stays one person's."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.runtime.app import TROUBLE
from core.attendance.stamp import Leg, Stamp
from core.organisation.address import Address
from core.organisation.fence import Point
from db.messages import outbox
from db.records import stamp as stamps
from db.records.stamp import NewStamp, stamp
from handlers import router
from handlers.chat.context import Context
from handlers.chat.event import Located, Text
from handlers.chat.reply import Reply
from tests.bot.cli.desk import Desk, live
from tests.builders.chats import BUDIS, CITRAS
from tests.harness.bot_and_telegram import MONDAY
from tests.harness.database import ON_POSTGRESQL, rows, second_process, statements
from tests.office import BUDI, CITRA, GATE, WITA


async def test_a_crowd_shares_its_statements_and_its_commit(desk: Desk) -> None:
    chats = [Address("bulungan", "telegram", str(9000 + number)) for number in range(20)]
    await desk.hears(Text("Bantuan"))  # the organisation is in memory from here on
    commits: list[object] = []
    sa.event.listen(desk.app.engine.sync_engine, "commit", commits.append)
    with statements(desk.app.engine) as sent:
        await asyncio.gather(*(desk.hears(Text("halo"), chat) for chat in (*chats, BUDIS)))
    assert len(await desk.answers()) == 2 + len(chats)
    assert len(commits) <= 2
    # Mark, person, outbox and conversation; strangers' first words make their rows and lock them.
    assert len(sent) <= 6 * len(commits)


async def test_everybody_in_a_crowd_gets_their_own_answer(desk: Desk) -> None:
    strangers = [Address("bulungan", "telegram", str(9000 + number)) for number in range(5)]
    acts = [desk.hears(Located(live(desk)), who) for who in (BUDIS, CITRAS)]
    acts += [desk.hears(Text("halo"), who) for who in strangers]
    await asyncio.gather(*acts)
    assert {row.employee for row in await rows(desk.app.engine, stamp)} == {BUDI.id, CITRA.id}
    told = {row.address: row.body["text"] for row in await rows(desk.app.engine, outbox.outbox)}
    assert set(told) == {who.id for who in (BUDIS, CITRAS, *strangers)}
    assert all(("07.24" in text) == (chat in {"5001", "5002"}) for chat, text in told.items())


@pytest.mark.usefixtures("broken")
async def test_a_bug_in_a_crowd_is_nobody_elses(desk: Desk) -> None:
    await asyncio.gather(
        desk.hears(Located(live(desk)), CITRAS),
        desk.hears(Text("Bantuan"), BUDIS),
        desk.hears(Text("halo"), Address("bulungan", "telegram", "9001")),
    )
    (letter,) = await desk.letters()
    assert letter.body["chat"] == BUDIS.id
    assert [row.employee for row in await rows(desk.app.engine, stamp)] == [CITRA.id]
    told = {row.address: row.body["text"] for row in await rows(desk.app.engine, outbox.outbox)}
    assert set(told) == {BUDIS.id, CITRAS.id, "9001"}
    assert told[BUDIS.id] == str(TROUBLE.text)


@ON_POSTGRESQL
async def test_a_stamp_that_came_in_between_stands_and_is_told(
    desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read before, written after: the key refuses the second, and it looks again."""
    first = NewStamp(
        BUDI.id,
        Stamp(MONDAY.astimezone(WITA).date(), Leg.MASUK, MONDAY, "kantor-bupati", review=False),
        *(MONDAY, Address("bulungan", "whatsapp", "1"), "1", Point(*GATE), None, 1.0, {}, []),
    )
    others = [first]

    async def meanwhile(ctx: Context) -> Reply | None:
        if others:
            async with second_process(database_url) as other, other.begin() as db:
                await stamps.write(db, [others.pop()])
        return await router.route(ctx)

    monkeypatch.setattr("bot.runtime.app.route", meanwhile)
    await asyncio.gather(
        desk.hears(Located(live(desk)), BUDIS), desk.hears(Located(live(desk)), CITRAS)
    )
    found = {row.employee: row.channel for row in await rows(desk.app.engine, stamp)}
    assert found == {BUDI.id: "whatsapp", CITRA.id: "telegram"}
    assert await desk.letters() == []
    assert len(await desk.answers()) == 2
