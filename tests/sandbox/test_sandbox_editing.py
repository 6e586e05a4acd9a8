"""What a bot may change after it has been said."""

import pytest
import telegram
from telegram import (
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from bot.clock import VirtualClock
from bot.sandbox.talk import PersonChat
from tests.sandbox.kit import inline, picture


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
