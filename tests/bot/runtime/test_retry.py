"""A dead letter meets the conversation as it was, or the chat is told that it cannot any more."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime import app
from bot.runtime.delivery import Outcome
from db.messages import inbox
from db.messages.conversation import conversation
from db.messages.inbox import Letter, dead_letter
from db.records.activity import activity
from db.records.stamp import stamp
from handlers.chat.context import Context
from handlers.chat.reply import Reply
from handlers.router import route
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, old_button, say, share, tap
from tests.handlers.worker import MONDAY, entry, newest, superior
from tests.harness.database import ON_SQLITE
from tests.office import GATE, SARI, wita
from tests.world import World, a_world

TROUBLE = "gangguan"
TOO_LATE = "Tidak bisa diolah lagi: pesan Anda Senin, 6 April 2026,"
FILED = [(90, None)]
SENT = {"activity": entry(), "stamp": [(say("Masuk"), "lokasi"), (share(GATE), "")]}


class Bug:
    """What every event runs into while it is switched on."""

    def __init__(self) -> None:
        self.there = False

    async def route(self, ctx: Context) -> Reply | None:
        if self.there:
            raise ZeroDivisionError("a bug")
        return await route(ctx)


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> Bug:
    made = Bug()
    monkeypatch.setattr(app, "route", made.route)
    return made


@pytest.fixture
async def world(furnished: AsyncEngine, database_url: str) -> AsyncIterator[World]:
    del furnished
    async with a_world(database_url, wita(MONDAY, "05.00")) as opened:
        yield opened


@pytest.fixture
async def budi(world: World) -> Speaker:
    await superior(world)
    who = await employed(world)
    await who.play((at("14.00", MONDAY), SILENCE))
    return who


async def fails(who: Speaker, bug: Bug, gesture: object) -> None:
    """A gesture that raises a bug: kept, and told as an outage of ours."""
    bug.there = True
    await gesture(who)  # type: ignore[operator]  # a Gesture
    await who.world.quiet()
    bug.there = False
    assert TROUBLE in await newest(who)


async def letters(world: World) -> list[Letter]:
    async with world.service.app.engine.begin() as db:
        return await inbox.dead_letters(db)


async def retried(world: World) -> list[Outcome]:
    """As the command does it."""
    receivers = world.service.receivers
    outcomes = [
        await receivers[letter.channel].handle_again(letter) for letter in await letters(world)
    ]
    await world.quiet()
    return outcomes


async def filed(world: World) -> list[tuple[int, str | None]]:
    return [(row.minutes, row.state) for row in await world.rows(activity)]


async def test_an_answer_meets_its_question(budi: Speaker, bug: Bug) -> None:
    await budi.play(*entry()[:3])
    await fails(budi, bug, say("90"))
    assert await retried(budi.world) == [Outcome.DONE]
    assert "Uraian kegiatannya?" in await newest(budi)
    await budi.play(*entry()[4:])
    assert await filed(budi.world) == FILED


async def test_the_last_answer_files_it_days_later(budi: Speaker, bug: Bug) -> None:
    """Silence has not moved the chat on; the time is that of the tap."""
    await budi.play(*entry()[:-1])
    await fails(budi, bug, tap("Ya"))
    budi.world.clock.advance(timedelta(hours=20))
    assert await retried(budi.world) == [Outcome.DONE]
    (row,) = await budi.world.rows(activity)
    assert row.filed_at == wita(MONDAY, "14.00")
    assert await letters(budi.world) == []


@ON_SQLITE
@pytest.mark.parametrize("gesture", [*SENT], ids=["an activity", "a stamp"])
async def test_nothing_is_written_into_a_month_that_has_closed_meanwhile(
    budi: Speaker, bug: Bug, gesture: str
) -> None:
    """BLG-13-4, AMB-55: what is handled again weeks later is done then, not when it was sent."""
    await budi.play(*SENT[gesture][:-1])
    await fails(budi, bug, SENT[gesture][-1][0])
    await budi.play((at("00.00", "2026-05-05"), SILENCE))
    assert await retried(budi.world) == [Outcome.NOTHING]
    assert any("April 2026 sudah ditutup" in each for each in budi.phone.told)
    assert await filed(budi.world) == []
    assert await budi.world.rows(stamp) == []


@ON_SQLITE
@pytest.mark.parametrize("gesture", [*SENT], ids=["an activity", "a stamp"])
async def test_until_it_closes_it_is_written_with_the_time_at_which_it_was_sent(
    budi: Speaker, bug: Bug, gesture: str
) -> None:
    await budi.play(*SENT[gesture][:-1])
    await fails(budi, bug, SENT[gesture][-1][0])
    await budi.play((at("23.59.59", "2026-05-04"), SILENCE))
    assert await retried(budi.world) == [Outcome.DONE]
    assert len(await filed(budi.world)) + len(await budi.world.rows(stamp)) == 1


@ON_SQLITE
async def test_what_goes_on_from_an_old_answer_has_its_time_from_now(
    budi: Speaker, bug: Bug
) -> None:
    await budi.play(*entry()[:3])
    await fails(budi, bug, say("90"))
    await budi.play((at("16.00"), SILENCE))
    assert await retried(budi.world) == [Outcome.DONE]
    await budi.play(*entry()[4:])
    assert await filed(budi.world) == FILED


@ON_SQLITE
async def test_a_chat_whose_row_was_forgotten_goes_on_from_what_the_letter_kept(
    budi: Speaker, bug: Bug
) -> None:
    await budi.play(*entry()[:-1])
    await fails(budi, bug, tap("Ya"))
    async with budi.world.service.app.engine.begin() as db:
        await db.execute(sa.delete(conversation))
        await db.execute(sa.delete(inbox.inbox))
    assert await retried(budi.world) == [Outcome.DONE]
    assert await filed(budi.world) == FILED


async def test_what_was_answered_again_meanwhile_is_not_filed_twice(
    budi: Speaker, bug: Bug
) -> None:
    await budi.play(*entry()[:-1])
    yes = old_button("Ya")(budi)
    await fails(budi, bug, tap("Ya"))
    await budi.play((at("14.01"), SILENCE), (yes, "Tersimpan"))
    assert await retried(budi.world) == [Outcome.NOTHING]
    assert TOO_LATE in await newest(budi)
    assert await filed(budi.world) == FILED
    assert await letters(budi.world) == []


@ON_SQLITE
async def test_whoever_went_elsewhere_is_told_to_repeat_it(budi: Speaker, bug: Bug) -> None:
    await budi.play(*entry()[:3])
    await fails(budi, bug, say("90"))
    await budi.play((at("14.01"), SILENCE), (say("/izin"), "Mengajukan apa?"))
    assert await retried(budi.world) == [Outcome.NOTHING]
    assert TOO_LATE in await newest(budi)
    talk = (await budi.state())["talk"]
    assert isinstance(talk, dict)
    assert (talk["flow"], talk["answers"]) == ("izin", [])


@ON_SQLITE
async def test_a_conversation_that_runs_now_is_not_answered_by_an_old_word(
    budi: Speaker, bug: Bug
) -> None:
    await budi.play(*entry()[:3])
    await fails(budi, bug, say("90"))
    await budi.play((at("14.01"), SILENCE), (say("/izin"), "Mengajukan apa?"))
    running = (await budi.state())["talk"]
    assert await retried(budi.world) == [Outcome.NOTHING]
    assert (await budi.state())["talk"] == running


@ON_SQLITE
async def test_a_command_does_not_cross_a_conversation_that_runs_now(
    budi: Speaker, bug: Bug
) -> None:
    await fails(budi, bug, say("/izin"))
    await budi.play((at("14.01"), SILENCE), *entry()[:3])
    assert await retried(budi.world) == [Outcome.NOTHING]
    await budi.play(*entry()[3:])
    assert await filed(budi.world) == FILED


async def test_a_stamp_needs_no_conversation_and_disturbs_none(budi: Speaker, bug: Bug) -> None:
    await fails(budi, bug, share(GATE))
    await budi.play((at("14.01"), SILENCE), *entry()[:3])
    assert await retried(budi.world) == [Outcome.DONE]
    (row,) = await budi.world.rows(stamp)
    assert row.at == wita(MONDAY, "14.00")
    await budi.play(*entry()[3:])


@ON_SQLITE
async def test_a_tap_that_came_after_silence_had_decided_decides_nothing(
    world: World, budi: Speaker, bug: Bug
) -> None:
    """BLG-9-10: it is not reported as a success, and the card says what holds."""
    sari = Speaker(world, world.phone(SARI))
    await budi.play(*entry())
    world.clock.advance(timedelta(hours=48, minutes=1))
    await fails(sari, bug, tap("Setujui"))
    assert await retried(world) == [Outcome.NOTHING]
    assert any("Sudah diputuskan lebih dulu" in text for text in sari.phone.told)
    assert [state for _, state in await filed(world)] == ["dianggap disetujui"]


@ON_SQLITE
async def test_a_tap_in_time_decides_although_it_is_retried_after_silence(
    world: World, budi: Speaker, bug: Bug
) -> None:
    """BLG-9-8: the superior pressed in the 48th hour."""
    sari = Speaker(world, world.phone(SARI))
    await budi.play(*entry())
    world.clock.advance(timedelta(hours=47, minutes=59))
    await fails(sari, bug, tap("Setujui"))
    world.clock.advance(timedelta(minutes=10))
    assert await retried(world) == [Outcome.DONE]
    assert [state for _, state in await filed(world)] == ["disetujui"]


@ON_SQLITE
async def test_a_letter_without_its_conversation_is_judged_by_the_one_there_is(
    budi: Speaker, bug: Bug
) -> None:
    """Of an older release."""
    await budi.play(*entry()[:3])
    await fails(budi, bug, say("90"))
    (letter,) = await letters(budi.world)
    body = {"body": letter.body["body"], "chat": "1"}
    async with budi.world.service.app.engine.begin() as db:
        await db.execute(sa.update(dead_letter).values(body=body))
    assert await retried(budi.world) == [Outcome.DONE]
    assert "Uraian kegiatannya?" in await newest(budi)


@ON_SQLITE
async def test_a_second_bug_keeps_when_it_came_and_what_it_found(budi: Speaker, bug: Bug) -> None:
    await budi.play(*entry()[:3])
    await fails(budi, bug, say("90"))
    (first,) = await letters(budi.world)
    budi.world.clock.advance(timedelta(minutes=5))
    bug.there = True
    assert await retried(budi.world) == [Outcome.DEAD]
    (second,) = await letters(budi.world)
    assert (second.received_at, second.state) == (first.received_at, first.state)
    assert first.state is not None
    assert first.state["talk"]["asked"] == "menit"


@ON_SQLITE
async def test_an_update_that_concerns_nobody_leaves_the_list(budi: Speaker, bug: Bug) -> None:
    await fails(budi, bug, say("halo"))
    async with budi.world.service.app.engine.begin() as db:
        await db.execute(sa.update(dead_letter).values(body={"body": {"update_id": 1}}))
    assert await retried(budi.world) == [Outcome.NOTHING]
    assert await letters(budi.world) == []
