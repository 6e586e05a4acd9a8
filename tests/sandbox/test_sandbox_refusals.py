"""What Telegram refuses, and the words it has for it."""

import io

import aiohttp
import pytest
import telegram
from telegram import (
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.sandbox.kit import inline, picture, post

BUTTON = "Can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        (
            "<a href>y</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href=ja!>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, html: str, words: str
) -> None:
    said = await post(
        sandbox, bot, "sendMessage", chat_id=chat.chat.id, text=html, parse_mode="HTML"
    )
    assert said["description"] == "Bad Request: can't parse entities: " + words
    assert len(chat.messages) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Message text is empty"),
        (" \n", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("a" * 4097, "Message is too long"),
        ("😀" * 2048 + "a", "Message is too long"),
    ],
    ids=["empty", "blank", "only tags", "4097 letters", "4097 units"],
)
async def test_texts_outside_the_limits_are_refused(
    client: telegram.Bot, chat: PersonChat, text: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=words):
        await client.send_message(chat.chat.id, text, parse_mode="HTML")


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>"])
async def test_texts_within_the_limits_are_accepted(
    client: telegram.Bot, chat: PersonChat, text: str
) -> None:
    assert await client.send_message(chat.chat.id, text, parse_mode="HTML")


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
        with pytest.raises(BadRequest, match="Reply_markup_too_long"):
            await client.send_message(chat.chat.id, "x", reply_markup=markup)


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


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no picture", "Image_process_failed"),
        (picture(4200, 200, "PNG"), "Photo_invalid_dimensions"),
        (picture(9000, 1001, "PNG"), "Photo_invalid_dimensions"),
        (picture() + b"\0" * (10 << 20), "too big for a photo; the maximum size is 10485760 bytes"),
        (b"", "File must be non-empty"),
    ],
    ids=["no picture", "21:1", "10001 px", "10 MB", "empty"],
)
async def test_pictures_that_are_none_are_refused(
    client: telegram.Bot, chat: PersonChat, data: bytes, words: str
) -> None:
    with pytest.raises(BadRequest, match=words):
        await client.send_photo(chat.chat.id, data)


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ("https://example.org/a.jpg", "Failed to get http url content"),
        ("AgACunknown", "Wrong file identifier/http url specified"),
    ],
)
async def test_a_photo_from_nowhere_is_refused(
    client: telegram.Bot, chat: PersonChat, photo: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await client.send_photo(chat.chat.id, photo)


@pytest.mark.parametrize(("length", "fits"), [(1024, True), (1025, False)])
async def test_captions_have_1024_units(
    client: telegram.Bot, chat: PersonChat, length: int, *, fits: bool
) -> None:
    if fits:
        assert await client.send_photo(chat.chat.id, picture(), caption="a" * length)
    else:
        with pytest.raises(BadRequest, match="Message caption is too long"):
            await client.send_photo(chat.chat.id, picture(), caption="a" * length)


async def test_chat_actions_are_known_by_name(client: telegram.Bot, chat: PersonChat) -> None:
    assert await client.send_chat_action(chat.chat.id, "find_location")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await client.send_chat_action(chat.chat.id, "dancing")


async def test_a_body_beyond_fifty_megabytes_is_refused(sandbox: Sandbox, bot: SandboxBot) -> None:
    url = f"{sandbox.base_url}{bot.token}/sendDocument"
    form = aiohttp.FormData({"document": io.BytesIO(b"0" * (52 << 20))})
    async with aiohttp.ClientSession() as web, web.post(url, data=form) as raw:
        assert (raw.status, (await raw.json())["description"]) == (413, "Request Entity Too Large")


async def test_half_a_surrogate_pair_is_refused(sandbox: Sandbox, bot: SandboxBot) -> None:
    for params in ({"text": "\ud83d"}, {"text": "x", "reply_markup": '{"keyboard":[["\\ud83d"]]}'}):
        answer = await post(sandbox, bot, "sendMessage", chat_id=1, **params)
        assert answer["error_code"] == 400


async def test_markdown_is_refused_because_the_sandbox_cannot_read_it(
    client: telegram.Bot, chat: PersonChat
) -> None:
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await client.send_message(chat.chat.id, "*x*", parse_mode="MarkdownV2")


async def test_given_entities_are_kept_or_refused(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat
) -> None:
    bold = {"type": "bold", "offset": 1, "length": 3}
    sent = {"chat_id": chat.chat.id, "text": " abc"}
    await post(sandbox, bot, "sendMessage", **sent, entities=[bold])
    assert chat.last.entities == ({"type": "bold", "offset": 0, "length": 3},)
    for wrong in ("x", [1], [{"type": "bold"}]):
        answer = await post(sandbox, bot, "sendMessage", **sent, entities=wrong)
        assert str(answer["description"]).startswith("Bad Request: can't parse entities: ")
