"""What a bot may change after it has been said."""

import pytest
import telegram
from telegram import (
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import inline, picture, post


async def test_an_edit_changes_the_message_in_place_and_drops_its_buttons(
    client: telegram.Bot, chat: PersonChat, clock: VirtualClock
) -> None:
    sent = await client.send_message(chat.chat.id, "Setujui?", reply_markup=inline([("Ya", "y")]))
    edited = await client.edit_message_text("Disetujui", chat.chat.id, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date == clock.now()
    assert [m.text for m in chat.messages] == ["/start", "Disetujui"]
    assert chat.last.buttons == []


async def test_captions_and_buttons_are_edited_too(client: telegram.Bot, chat: PersonChat) -> None:
    sent = await client.send_photo(chat.chat.id, picture(), caption="lama")
    await client.edit_message_caption(chat.chat.id, sent.message_id, caption="baru")
    await client.edit_message_reply_markup(
        chat.chat.id, sent.message_id, reply_markup=inline([("Ya", "y")])
    )
    assert (chat.last.text, chat.last.buttons) == ("baru", ["Ya"])
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await client.edit_message_text("x", chat.chat.id, sent.message_id)


async def test_an_edit_that_changes_nothing_is_refused(
    client: telegram.Bot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "x", reply_markup=inline([("Ya", "y")]))
    chat_id, message_id = chat.chat.id, sent.message_id
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await client.edit_message_text("x", chat_id, message_id, reply_markup=inline([("Ya", "y")]))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await client.edit_message_reply_markup(
            chat_id, message_id, reply_markup=inline([("Ya", "y")])
        )
    assert await client.edit_message_reply_markup(
        chat_id, message_id, reply_markup=inline([("Ya", "z")])
    )


async def test_messages_that_cannot_be_edited_are_refused(
    client: telegram.Bot, chat: PersonChat
) -> None:
    fixed = await client.send_message(chat.chat.id, "x", reply_markup=ReplyKeyboardMarkup([["A"]]))
    plain = await client.send_message(chat.chat.id, "y")
    for message_id, words in [
        (999, "Message to edit not found"),
        (0, "Message identifier is not specified"),
        (chat.messages[0].id, "Message can't be edited"),
        (fixed.message_id, "Message can't be edited"),
    ]:
        with pytest.raises(BadRequest, match=words):
            await client.edit_message_text("z", chat.chat.id, message_id)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await client.edit_message_caption(chat.chat.id, plain.message_id, caption="z")
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await client.edit_message_text(
            "z",
            chat.chat.id,
            plain.message_id,
            reply_markup=ReplyKeyboardMarkup([["A"]]),  # type: ignore[arg-type]  # wrong on purpose
        )


async def test_a_message_is_deleted_within_two_days(
    client: telegram.Bot, chat: PersonChat, clock: VirtualClock
) -> None:
    first = await client.send_message(chat.chat.id, "a")
    second = await client.send_message(chat.chat.id, "b")
    clock.travel(clock.now().replace(day=4))
    assert await client.delete_message(chat.chat.id, first.message_id)
    clock.travel(clock.now().replace(second=1))
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await client.delete_message(chat.chat.id, second.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await client.delete_message(chat.chat.id, first.message_id)
    assert [message.text for message in chat.messages] == ["/start", "b"]


async def test_a_bot_edits_its_own_messages_only(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot
) -> None:
    other = sandbox.add_bot("222:other", "lain_bot")
    group = sandbox.group("Kantor", bot)
    other.chats[group.chat.id] = group.chat
    await post(sandbox, other, "sendMessage", chat_id=group.chat.id, text="x")
    (theirs,) = group.chat.messages
    bot.last_message = theirs  # two bots of one group share its numbers
    said = await sandbox.person("Sari").join(group).say("Pagi")
    for message_id in (theirs, said.id):
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await client.edit_message_text("z", group.chat.id, message_id)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await client.edit_message_reply_markup(group.chat.id, message_id)


async def test_a_deleted_message_is_edited_and_deleted_no_more(
    client: telegram.Bot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "x")
    assert await client.delete_message(chat.chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await client.delete_message(chat.chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await client.edit_message_text("y", chat.chat.id, sent.message_id)


async def test_what_others_say_is_deleted_in_private_chats_only(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot, chat: PersonChat
) -> None:
    mine = await chat.say("salah ketik")
    assert await client.delete_message(chat.chat.id, mine.id)
    group = sandbox.group("Kantor", bot)
    said = await sandbox.person("Sari").join(group).say("Pagi")
    own = await client.send_message(group.chat.id, "Pagi juga")
    with pytest.raises(BadRequest, match=r"^Message can't be deleted$"):
        await client.delete_message(group.chat.id, said.id)
    assert await client.delete_message(group.chat.id, own.message_id)


async def test_the_same_words_in_bold_are_a_change(client: telegram.Bot, chat: PersonChat) -> None:
    sent = await client.send_message(chat.chat.id, "x")
    assert await client.edit_message_text(
        "<b>x</b>", chat.chat.id, sent.message_id, parse_mode="HTML"
    )
    with pytest.raises(BadRequest, match="Message is not modified"):
        await client.edit_message_text(
            "<strong>x</strong>\n", chat.chat.id, sent.message_id, parse_mode="HTML"
        )


async def test_an_edited_text_has_the_limits_of_a_new_one(
    client: telegram.Bot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "x")
    for text, words in [("a" * 4097, "Message is too long"), (" ", "Text must be non-empty")]:
        with pytest.raises(BadRequest, match=words):
            await client.edit_message_text(text, chat.chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await client.edit_message_text(
            "y", chat.chat.id, sent.message_id, reply_markup=inline([("a", "d" * 65)])
        )
    assert chat.last.text == "x"
