"""Which keyboards Telegram takes, and the words with which it refuses the others."""

import pytest
import telegram
from telegram import ForceReply, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest

from bot.sandbox.bots import SandboxBot
from bot.sandbox.keyboard import MAX_BYTES
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import inline, post

BUTTON = "Can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "Can't parse reply keyboard markup JSON object"),
        ("null", "Object expected as reply markup"),
        ("[]", "Object expected as reply markup"),
        ('{"inline_keyboard":{}}', 'Field "inline_keyboard" must be of type Array'),
        ('{"inline_keyboard":[{}]}', 'Field "inline_keyboard" must be an Array of Arrays'),
        ('{"inline_keyboard":[[1]]}', BUTTON + "InlineKeyboardButton must be an Object"),
        ('{"inline_keyboard":[[{}]]}', BUTTON + 'Can\'t find field "text"'),
        ('{"inline_keyboard":[[{"text":1}]]}', BUTTON + 'Field "text" must be of type String'),
        (
            '{"inline_keyboard":[[{"text":"a"}]]}',
            BUTTON + "Text buttons are unallowed in the inline keyboard",
        ),
        (
            '{"inline_keyboard":[[{"text":"a","callback_data":""}]]}',
            BUTTON + "Text buttons are unallowed in the inline keyboard",
        ),
        (
            '{"inline_keyboard":[[{"text":"a","url":"ftp://a.id"}]]}',
            "Inline keyboard button URL 'ftp://a.id' is invalid: Unsupported URL protocol",
        ),
        (
            '{"inline_keyboard":[[{"text":"a","url":"a-id"}]]}',
            "Inline keyboard button URL 'a-id' is invalid: Wrong HTTP URL",
        ),
        (
            '{"inline_keyboard":[[{"text":"a","url":""}]]}',
            BUTTON + "Text buttons are unallowed in the inline keyboard",
        ),
        (
            '{"inline_keyboard":[[{"text":"a","callback_data":1}]]}',
            BUTTON + 'Field "callback_data" must be of type String',
        ),
        (
            '{"inline_keyboard":[[{"text":" ","callback_data":"a"}]]}',
            "Inline keyboard button text must be non-empty",
        ),
        ('{"keyboard":"a"}', 'Field "keyboard" must be of type Array'),
        ('{"keyboard":[[""]]}', "Keyboard button text must be non-empty"),
        ('{"keyboard":[["a"]],"is_persistent":1}', 'Field "is_persistent" must be of type Boolean'),
        ('{"remove_keyboard":"yes"}', 'Field "remove_keyboard" must be of type Boolean'),
        (
            '{"force_reply":true,"input_field_placeholder":1}',
            'Field "input_field_placeholder" must be of type String',
        ),
    ],
)
async def test_broken_keyboards_are_refused(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, markup: str, words: str
) -> None:
    answer = await post(
        sandbox, bot, "sendMessage", chat_id=chat.chat.id, text="x", reply_markup=markup
    )
    said = str(answer["description"]).removeprefix("Bad Request: ")
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert said[:1].upper() + said[1:] == words


@pytest.mark.parametrize(
    ("data", "fits"),
    [("a" * 64, True), ("a" * 65, False), ("é" * 32, True), ("é" * 33, False)],
    ids=["64 bytes", "65 bytes", "64 bytes in 32 letters", "66 bytes in 33 letters"],
)
async def test_callback_data_is_measured_in_bytes(
    client: telegram.Bot, chat: PersonChat, data: str, *, fits: bool
) -> None:
    send = client.send_message(chat.chat.id, "x", reply_markup=inline([("a", data)]))
    if fits:
        assert await send
    else:
        with pytest.raises(BadRequest, match="Button_data_invalid"):
            await send


@pytest.mark.parametrize(
    ("rows", "fits"),
    [([8] * 12 + [4], True), ([8] * 12 + [5], False), ([8], True), ([9], False)],
    ids=["100 buttons", "101 buttons", "8 in a row", "9 in a row"],
)
async def test_keyboards_have_a_hundred_buttons_and_eight_in_a_row(
    client: telegram.Bot, chat: PersonChat, rows: list[int], *, fits: bool
) -> None:
    markup = inline(*([("a", "b")] * row for row in rows))
    if fits:
        assert await client.send_message(chat.chat.id, "x", reply_markup=markup)
    else:
        with pytest.raises(BadRequest, match="Reply markup is too long"):
            await client.send_message(chat.chat.id, "x", reply_markup=markup)


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
async def test_a_keyboard_has_ten_thousand_bytes(
    client: telegram.Bot, chat: PersonChat, more: int, *, fits: bool
) -> None:
    empty = len('[[{"text":"","callback_data":"a"}]]')
    send = client.send_message(
        chat.chat.id, "x", reply_markup=inline([("x" * (MAX_BYTES - empty + more), "a")])
    )
    if fits:
        assert await send
    else:
        with pytest.raises(BadRequest, match="Reply markup is too long"):
            await send


@pytest.mark.parametrize("kind", [ReplyKeyboardMarkup, ForceReply], ids=["keyboard", "reply"])
async def test_a_placeholder_has_64_letters(
    client: telegram.Bot, chat: PersonChat, kind: type[ReplyKeyboardMarkup | ForceReply]
) -> None:
    def asking(length: int) -> ReplyKeyboardMarkup | ForceReply:
        words = "é" * length
        if kind is ForceReply:
            return ForceReply(input_field_placeholder=words)
        return ReplyKeyboardMarkup([["A"]], input_field_placeholder=words)

    assert await client.send_message(chat.chat.id, "x", reply_markup=asking(64))
    with pytest.raises(BadRequest, match="Reply_markup_placeholder_invalid"):
        await client.send_message(chat.chat.id, "x", reply_markup=asking(65))


async def test_a_deleted_message_takes_its_reply_keyboard_along(
    client: telegram.Bot, chat: PersonChat
) -> None:
    await client.send_message(chat.chat.id, "1")
    menu = await client.send_message(
        chat.chat.id, "Menu", reply_markup=ReplyKeyboardMarkup([["Masuk"]])
    )
    await client.delete_message(chat.chat.id, chat.messages[1].id)
    assert chat.keyboard == [["Masuk"]]
    await client.delete_message(chat.chat.id, menu.message_id)
    assert chat.keyboard == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (KeyboardButton("HP", request_contact=True), "Phone number can be requested"),
        (KeyboardButton("Lokasi", request_location=True), "Location can be requested"),
    ],
    ids=["contact", "location"],
)
async def test_a_phone_and_a_place_are_asked_for_in_private_chats_only(
    client: telegram.Bot,
    sandbox: Sandbox,
    bot: SandboxBot,
    chat: PersonChat,
    *,
    key: KeyboardButton,
    words: str,
) -> None:
    markup = ReplyKeyboardMarkup([[key]])
    assert await client.send_message(chat.chat.id, "x", reply_markup=markup)
    group = sandbox.group("Kantor", bot)
    with pytest.raises(BadRequest, match=f"{words} in private chats only"):
        await client.send_message(group.chat.id, "x", reply_markup=markup)
