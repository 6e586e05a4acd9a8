"""However many strangers write: their answers are sent last, and employees are decided first."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.runtime.app import TROUBLE, UNSENT_MAX
from core.organisation.address import Address
from db import chat_accounts
from db.messages import outbox, sending
from db.people import binding
from handlers.account import stranger
from handlers.account.stranger import WAITS
from handlers.chat.context import Context
from handlers.chat.event import Contact, Content, Located, Tap, Text
from handlers.chat.reply import Priority, Reply
from handlers.usecases.invitations import hash_code
from tests.bot.cli.desk import Desk, live
from tests.builders.chats import BUDIS, MONDAY
from tests.office import BUDI, EKO

STRANGERS = [Address("bulungan", "telegram", str(7000 + n)) for n in range(30)]
STRANGER = STRANGERS[0]
CODE = "kode-eko-123456"


async def priorities(desk: Desk, who: Address) -> list[int]:
    async with desk.app.engine.begin() as db:
        mine = sa.select(outbox.outbox.c.priority).where(outbox.outbox.c.address == who.id)
        return list((await db.execute(mine.order_by(outbox.outbox.c.id))).scalars())


async def next_to_be_sent(desk: Desk, limit: int) -> list[str]:
    async with desk.app.engine.begin() as db:
        found = await sending.claim(
            db,
            ("bulungan", "telegram"),
            EKO.id,
            now=desk.clock.now(),
            lease=timedelta(seconds=10),
            limit=limit,
            rate=None,
        )
    return [message.to.id for message in found.messages]


async def test_an_employee_is_answered_before_all_strangers_who_wrote_earlier(desk: Desk) -> None:
    for who in STRANGERS:
        await desk.hears(Text("/start"), who)
    await desk.hears(Located(live(desk)), BUDIS)
    assert await priorities(desk, STRANGER) == [Priority.STRANGER]
    assert await priorities(desk, BUDIS) == [Priority.ANSWER]
    assert await next_to_be_sent(desk, 1) == [BUDIS.id]
    assert sorted(await next_to_be_sent(desk, 99)) == sorted(who.id for who in STRANGERS)


async def registers(desk: Desk, who: Address) -> None:
    async with desk.app.engine.begin() as db:
        until = MONDAY + timedelta(days=1)
        await binding.issue(db, "bulungan", EKO.id, hash_code(CODE), now=MONDAY, expires_at=until)
    contact = Contact(EKO.phone.removeprefix("+"), own=True)
    said: tuple[Content, ...] = (Text(f"/start {CODE}"), Text("CPNS"), Text(EKO.nip), contact)
    for content in said:
        await desk.hears(content, who)


async def test_whoever_has_just_registered_is_an_employee_from_that_answer_on(desk: Desk) -> None:
    await registers(desk, STRANGER)
    assert STRANGER in desk.app.strangers
    await desk.hears(Text("ya"), STRANGER)
    await desk.hears(Located(live(desk)), STRANGER)
    # What they were told as a stranger and is not sent yet has nothing to say any more.
    assert await priorities(desk, STRANGER) == [Priority.ANSWER] * 2
    assert STRANGER not in desk.app.strangers


async def test_a_strangers_taps_and_bugs_come_last_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: Context) -> Reply:
        raise ZeroDivisionError("a bug")

    monkeypatch.setitem(stranger.PAGES, "bantuan", fails)
    for content in (Text("halo"), Tap("x:y:z", "q"), Text("/bantuan")):
        await desk.hears(content, STRANGER)
    assert (await desk.answers())[-1] == TROUBLE.text
    assert await priorities(desk, STRANGER) == [Priority.STRANGER] * 3


async def test_the_employee_who_is_released_gives_way_after_the_next_message(desk: Desk) -> None:
    async with desk.app.engine.begin() as db:
        assert await chat_accounts.release(db, "bulungan", BUDI.id, MONDAY) == BUDIS
    await desk.hears(Text("halo"), BUDIS)
    assert BUDIS in desk.app.strangers
    assert await priorities(desk, BUDIS) == [Priority.STRANGER]


async def test_a_group_is_told_once_in_six_hours_however_much_it_talks(desk: Desk) -> None:
    """Most of its commands are for other bots."""
    group = Address("bulungan", "telegram", "-100123")
    for number in range(50):
        await desk.hears(Text(f"/tagall{number}@other_bot"), group, private=False)
        await desk.hears(Text("halo"), group, private=False)
    assert await priorities(desk, group) == [Priority.STRANGER]
    desk.clock.advance(WAITS)
    await desk.hears(Located(live(desk)), group, private=False)
    assert len(await priorities(desk, group)) == 2
    assert "bukan di grup" in (await desk.answers())[-1]


async def test_a_flood_of_one_stranger_is_no_more_than_can_be_answered(desk: Desk) -> None:
    for _ in range(UNSENT_MAX + 30):
        await desk.hears(Text("/privasi"), STRANGER)
    assert await priorities(desk, STRANGER) == [Priority.STRANGER] * UNSENT_MAX
    for _ in range(UNSENT_MAX + 30):
        await desk.hears(Text("Bantuan"), BUDIS)
    assert len(await priorities(desk, BUDIS)) == UNSENT_MAX + 30, "an employee is always read"
