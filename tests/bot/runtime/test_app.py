"""One transaction per event: a bug changes nothing, is kept whole, told once, can be retried."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.channels.errors import RedeliverLater
from bot.runtime.app import TROUBLE, App
from bot.runtime.clock import VirtualClock
from bot.runtime.delivery import Outcome
from bot.runtime.recent import Recent
from bot.runtime.retry import handle
from core.organisation.address import Address
from db.engine import open_engine
from db.messages import conversation
from db.people.office import office, region
from db.records.stamp import stamp
from handlers.chat.event import Incoming, Located, Moved, Text
from tests.bot.cli.desk import BODY, Desk, live
from tests.builders.chats import BUDIS, CITRAS
from tests.harness.bot_and_telegram import MONDAY
from tests.harness.database import rows, statements
from tests.office import a_region, furnish
from tests.postgres import free_port


@pytest.mark.parametrize(
    ("accuracy", "most"), [(12.0, 5), (None, 6)], ids=["sure", "still to be borne out"]
)
async def test_a_check_in_takes_at_most_five_statements_a_message(
    desk: Desk, accuracy: float | None, most: int
) -> None:
    """One more where the point does not say how sure it is, and the next is waited for."""
    await desk.hears(Text("Bantuan"), CITRAS)  # the organisation is in memory from here on
    for content in (Text("Masuk"), Located(live(desk, accuracy=accuracy))):
        with statements(desk.app.engine) as sent:
            await desk.hears(content)
        assert len(sent) <= most, [statement.sql for statement in sent]
    assert len(await rows(desk.app.engine, stamp)) == 1


async def test_a_duplicate_takes_one_statement_and_changes_nothing(desk: Desk) -> None:
    event = await desk.hears(Text("Bantuan"))
    before = await desk.answers()
    with statements(desk.app.engine) as sent:
        await desk.app.receive(event, BODY)
    assert (len(sent), await desk.answers()) == (1, before)


async def test_of_one_update_at_once_one_is_handled(desk: Desk) -> None:
    event = Incoming(BUDIS, "99", "99", MONDAY, True, Text("Bantuan"))
    await asyncio.gather(*(desk.app.receive(event, BODY) for _ in range(4)))
    assert len(await desk.answers()) == 1


async def test_what_was_received_wakes_the_sender(desk: Desk) -> None:
    await desk.hears(Text("Bantuan"))
    assert desk.app.wake.is_set()


@pytest.mark.usefixtures("broken")
async def test_a_bug_changes_nothing_and_is_kept_whole(desk: Desk) -> None:
    event = await desk.hears(Text("Bantuan"))
    chats = await rows(desk.app.engine, conversation.conversation)
    assert all(chat.state == {} for chat in chats)
    (letter,) = await desk.letters()
    assert (letter.update, letter.received_at) == (event.update, MONDAY)
    assert letter.body == {
        "body": BODY,
        "chat": "5001",
        "state": {},
        "cause": letter.cause,
    }
    assert "ZeroDivisionError: a bug" in letter.traceback


@pytest.mark.usefixtures("broken")
async def test_a_bug_is_told_once_however_often_the_update_comes(desk: Desk) -> None:
    event = await desk.hears(Text("Bantuan"))
    for _ in range(3):
        await desk.app.receive(event, BODY)
    assert await desk.answers() == [str(TROUBLE.text)]


async def test_a_retry_that_works_answers_exactly_once(
    desk: Desk, broken: Callable[[], None]
) -> None:
    event = await desk.hears(Text("Bantuan"))
    (letter,) = await desk.letters()
    broken()
    for _ in range(3):
        await handle(desk.app, event, letter)
    assert await desk.letters() == []
    assert await desk.answers() == [str(TROUBLE.text), "Sudah baik"]


async def test_two_retries_at_once_answer_once(desk: Desk, broken: Callable[[], None]) -> None:
    event = await desk.hears(Text("Bantuan"))
    (letter,) = await desk.letters()
    broken()
    outcomes = await asyncio.gather(*(handle(desk.app, event, letter) for _ in range(3)))
    assert sorted(outcomes) == [Outcome.DONE, Outcome.SEEN, Outcome.SEEN]
    assert len(await desk.answers()) == 2


@pytest.mark.usefixtures("broken")
async def test_a_retry_that_fails_keeps_the_letter_and_tells_nobody_again(desk: Desk) -> None:
    event = await desk.hears(Text("Bantuan"))
    (letter,) = await desk.letters()
    assert await handle(desk.app, event, letter) is Outcome.DEAD
    assert len(await desk.letters()) == 1
    assert await desk.answers() == [str(TROUBLE.text)]


async def test_a_bug_of_one_person_is_nobody_elses(desk: Desk, broken: object) -> None:
    del broken
    await desk.hears(Text("Bantuan"))
    await desk.hears(Text("Hari ini"), CITRAS)
    assert "Senin, 6 April 2026" in (await desk.answers())[-1]


@pytest.mark.parametrize(
    "body",
    [{"text": "a\u0000b"}, {"text": "\U0001f600 é"}, {"number": 2**63, "list": [None, 1.5]}],
    ids=["a null character", "outside the first plane", "large numbers"],
)
async def test_whatever_an_update_holds_it_can_be_kept(desk: Desk, body: dict[str, object]) -> None:
    await desk.app.dead_letter(BUDIS, "9", body, ValueError("a\u0000b"))
    assert len(await desk.letters()) == 1


async def test_a_null_character_is_a_text_like_any_other(desk: Desk) -> None:
    """PostgreSQL keeps none; a chat that sends one must not be stuck for a day."""
    for text in ("a\u0000b", r"a\u0000b"):
        await desk.hears(Text(f"/start {text}"), Address("bulungan", "telegram", "9"))
        await desk.hears(Text(text), Address("bulungan", "telegram", "9"))
    assert await desk.letters() == []


async def test_without_a_database_the_platform_shall_come_again() -> None:
    nowhere = open_engine(f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir")
    app = App(nowhere, {"bulungan": a_region()}, VirtualClock(MONDAY))
    event = Incoming(BUDIS, "1", "1", MONDAY, True, Text("Masuk"))
    with pytest.raises(RedeliverLater):
        await app.receive(event, BODY)
    with pytest.raises(RedeliverLater):
        await app.dead_letter(BUDIS, "1", BODY, ValueError("x"))
    await nowhere.dispose()


async def test_the_organisation_is_read_once_until_an_import(desk: Desk) -> None:
    await desk.hears(Text("Hari ini"))
    first = desk.app.organisations["bulungan"]
    await desk.hears(Text("Hari ini"), CITRAS)
    assert desk.app.organisations["bulungan"] is first
    async with desk.app.engine.begin() as db:
        await db.execute(sa.update(region).values(version=region.c.version + 1))
        await db.execute(sa.update(office).values(name="Baru"))
    await desk.hears(Text("Hari ini"))
    renewed = desk.app.organisations["bulungan"]
    assert renewed.version == first.version + 1
    assert {each.name for each in renewed.offices.values()} == {"Baru"}


async def test_every_region_has_its_own_organisation(desk: Desk) -> None:
    await furnish(desk.app.engine, "karanganyar")
    there = a_region("karanganyar", regulation="karanganyar")
    app = App(desk.app.engine, {**desk.app.regions, "karanganyar": there}, desk.clock)
    for code in ("bulungan", "karanganyar"):
        who = Address(code, "telegram", "77")
        await app.receive(Incoming(who, "1", "1", MONDAY, True, Text("halo")), BODY)
    assert set(app.organisations) == {"bulungan", "karanganyar"}


async def test_a_share_that_was_stamped_is_settled(desk: Desk) -> None:
    event = await desk.hears(Located(live(desk)))
    assert (BUDIS, event.message) in desk.app.stamped_shares


async def test_a_share_that_does_not_say_how_sure_it_is_is_listened_to(desk: Desk) -> None:
    event = await desk.hears(Located(live(desk, accuracy=None)))
    assert len(await rows(desk.app.engine, stamp)) == 1
    assert (BUDIS, event.message) not in desk.app.stamped_shares


async def test_a_share_from_outside_is_listened_to_until_it_is_stamped(desk: Desk) -> None:
    first = await desk.hears(Located(live(desk, (2.8412, 117.3655))))
    key = (BUDIS, first.message)
    assert key not in desk.app.stamped_shares
    desk.clock.advance(timedelta(minutes=1))
    await desk.hears(Moved(live(desk), running=True), message=first.message)
    assert key in desk.app.stamped_shares
    assert len(await rows(desk.app.engine, stamp)) == 1


Key = tuple[str, str, str]


def test_what_is_settled_is_remembered_up_to_a_bound() -> None:
    settled = Recent[Key](most=3)
    keys = [("bulungan", "5001", str(number)) for number in range(5)]
    for key in keys:
        settled.add(key)
    assert [key in settled for key in keys] == [False, False, True, True, True]
    settled.discard(keys[4])
    settled.discard(keys[0])
    assert keys[4] not in settled


def test_the_oldest_goes_first_and_a_repeat_takes_no_room() -> None:
    settled = Recent[Key](most=2)
    for number in ("1", "2", "2", "2"):
        settled.add(("bulungan", "5001", number))
    assert ("bulungan", "5001", "1") in settled
