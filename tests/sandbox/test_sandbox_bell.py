"""The bell: whatever changes in a chat is noticed, there and in the whole sandbox."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import FrozenInstanceError
from functools import partial

import pytest
import telegram
from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import ACTION_LASTS, Bell
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import inline, picture

Change = Callable[[telegram.Bot, PersonChat], Awaitable[object]]
KEYS = ReplyKeyboardMarkup([["Masuk"]])


def _has_said(chat: PersonChat, text: str) -> bool:
    return any(each.sender == chat.user and each.text == text for each in chat.messages)


async def _live(_: telegram.Bot, chat: PersonChat) -> None:
    live = await chat.share_live(2.8375, 117.3653)
    await live.move(2.8376, 117.3653)
    await live.stop()


async def _answer(client: telegram.Bot, chat: PersonChat) -> None:
    tap = await chat.tap("Ya")
    await client.answer_callback_query(tap.query_id, "Baik")


async def _gone(_: telegram.Bot, chat: PersonChat) -> None:
    chat.deactivate()


CHANGES: dict[str, tuple[int, Change]] = {
    "words": (1, lambda _, chat: chat.say("halo")),
    "a photo": (1, lambda _, chat: chat.photo(picture())),
    "a live location, its move and its end": (3, _live),
    "blocking": (1, lambda _, chat: chat.block()),
    "unblocking": (1, lambda _, chat: chat.unblock()),
    "leaving Telegram": (1, _gone),
    "a toast": (1, _answer),
    "an answer": (1, lambda client, chat: client.send_message(chat.chat.id, "x")),
    "an edit": (
        1,
        lambda client, chat: client.edit_message_text("y", chat.chat.id, chat.last.id),
    ),
    "a deletion": (1, lambda client, chat: client.delete_message(chat.chat.id, chat.last.id)),
    "a keyboard and its message": (
        2,
        lambda client, chat: client.send_message(chat.chat.id, "x", reply_markup=KEYS),
    ),
    "no keyboard and its message": (
        2,
        lambda client, chat: client.send_message(
            chat.chat.id, "x", reply_markup=ReplyKeyboardRemove()
        ),
    ),
    "typing": (1, lambda client, chat: client.send_chat_action(chat.chat.id, "typing")),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_whatever_changes_a_chat_rings_its_bell_and_that_of_the_sandbox(
    client: telegram.Bot, sandbox: Sandbox, chat: PersonChat, change: str
) -> None:
    await client.send_message(chat.chat.id, "1", reply_markup=inline([("Ya", "y")]))
    here, everywhere = chat.chat.bell.rung, sandbox.world.bell.rung
    times, act = CHANGES[change]
    await act(client, chat)
    assert chat.chat.bell.rung - here == sandbox.world.bell.rung - everywhere == times


async def test_what_changes_nothing_rings_no_bell(client: telegram.Bot, chat: PersonChat) -> None:
    before = chat.chat.bell.rung
    with pytest.raises(telegram.error.BadRequest):
        await client.send_message(chat.chat.id, "")
    with pytest.raises(telegram.error.BadRequest):
        await client.send_chat_action(chat.chat.id, "dancing")
    await client.get_me()
    assert chat.chat.bell.rung == before


async def test_the_bell_of_the_sandbox_rings_with_that_of_every_chat(
    sandbox: Sandbox, bot: SandboxBot, budi: Person
) -> None:
    sari = sandbox.person("Sari")
    group = sandbox.group("Kantor", bot)
    other = sandbox.add_bot("222:other", "lain_bot")
    for chat in (budi.open(bot), sari.open(bot), budi.open(other), sari.join(group)):
        rung = asyncio.create_task(sandbox.world.bell.until(partial(_has_said, chat, "halo"), 5))
        await asyncio.sleep(0)
        await chat.say("halo")
        await rung


async def test_what_has_happened_before_is_not_waited_for() -> None:
    await Bell().until(lambda: True, 0)


async def test_a_bell_that_rings_for_something_else_ends_no_wait() -> None:
    bell = Bell()
    happened: list[bool] = []
    waiting = asyncio.create_task(bell.until(lambda: bool(happened), 5))
    await asyncio.sleep(0)
    bell.ring()
    await asyncio.sleep(0)
    assert not waiting.done()
    happened.append(True)
    bell.ring()
    await waiting


async def test_nobody_is_left_waiting_at_a_bell_that_did_not_ring() -> None:
    bell = Bell()
    with pytest.raises(TimeoutError):
        await bell.until(lambda: False, 0)
    assert not bell._waiting


async def test_a_message_is_never_changed_only_replaced(
    client: telegram.Bot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "lama")
    live = await chat.share_live(2.8375, 117.3653)
    start, before, place = chat.messages
    await client.edit_message_text("baru", chat.chat.id, sent.message_id)
    await live.move(2.8376, 117.3653)
    assert [each.id for each in chat.messages] == [start.id, before.id, place.id]
    assert chat.messages[0] is start
    assert chat.messages[1] is not before
    assert chat.messages[2] is not place
    assert (before.text, chat.messages[1].text) == ("lama", "baru")
    with pytest.raises(FrozenInstanceError):
        before.text = "baru"  # type: ignore[misc]  # wrong on purpose


async def test_typing_is_shown_for_five_real_seconds(
    client: telegram.Bot, chat: PersonChat
) -> None:
    clock = asyncio.get_running_loop()
    before = clock.time()
    await client.send_chat_action(chat.chat.id, "Typing")
    after = clock.time()
    shown = chat.chat.action
    assert shown is not None
    assert shown.word == "typing"
    assert before + ACTION_LASTS <= shown.until <= after + ACTION_LASTS
    assert ACTION_LASTS == 5


async def test_typing_ends_with_the_next_message_of_the_bot(
    client: telegram.Bot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "Sebentar")
    await client.send_chat_action(chat.chat.id, "upload_photo")
    await client.edit_message_text("Sebentar lagi", chat.chat.id, sent.message_id)
    await chat.say("halo?")
    assert chat.chat.action is not None
    await client.send_photo(chat.chat.id, picture())
    assert chat.chat.action is None
