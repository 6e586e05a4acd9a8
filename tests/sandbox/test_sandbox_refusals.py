"""What Telegram refuses, and the words it has for it."""

import pytest
import telegram
from telegram.error import BadRequest

from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import picture, post


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
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b />x", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<a href="x"">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href =", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ("<b>x</b   ", "Unclosed end tag at byte offset 4"),
        ("x</", "Unexpected end tag at byte offset 1"),
        ("<b>x</B >y</i>", "Unexpected end tag at byte offset 10"),
        ("<a href=ja!>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "&#xD83D;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
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
        (" \n", "Text must be non-empty"),
        ("<b></b>", "Text must be non-empty"),
        ("<i> </i>\n", "Text must be non-empty"),
        ("a" * 4097, "Message is too long"),
        ("😀" * 2048 + "a", "Message is too long"),
    ],
    ids=["empty", "blank", "only tags", "a blank in tags", "4097 letters", "4097 units"],
)
async def test_texts_outside_the_limits_are_refused(
    client: telegram.Bot, chat: PersonChat, text: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=words):
        await client.send_message(chat.chat.id, text, parse_mode="HTML")


@pytest.mark.parametrize(
    "text",
    ["a" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>", "&lt;" * 4096],
    ids=["letters", "units", "tags", "references"],
)
async def test_texts_within_the_limits_are_accepted(
    client: telegram.Bot, chat: PersonChat, text: str
) -> None:
    assert await client.send_message(chat.chat.id, text, parse_mode="HTML")


async def test_chat_actions_are_known_by_name(client: telegram.Bot, chat: PersonChat) -> None:
    assert await client.send_chat_action(chat.chat.id, "find_location")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await client.send_chat_action(chat.chat.id, "dancing")


async def test_half_a_surrogate_pair_is_refused(sandbox: Sandbox, bot: SandboxBot) -> None:
    for params in ({"text": "\ud83d"}, {"text": "x", "reply_markup": '{"keyboard":[["\\ud83d"]]}'}):
        answer = await post(sandbox, bot, "sendMessage", chat_id=1, **params)
        assert answer["error_code"] == 400


async def test_markdown_is_refused_because_the_sandbox_cannot_read_it(
    client: telegram.Bot, chat: PersonChat
) -> None:
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await client.send_message(chat.chat.id, "*x*", parse_mode="MarkdownV2")


@pytest.mark.parametrize(
    ("caption", "fits"),
    [
        ("a" * 1024, True),
        ("a" * 1025, False),
        ("😀" * 512, True),
        ("😀" * 512 + "a", False),
        ("<b>" + "a" * 1024 + "</b>", True),
        ("", True),
        (" ", True),
    ],
    ids=["1024", "1025", "1024 units", "1025 units", "tags do not count", "none", "blank"],
)
async def test_captions_have_1024_units(
    client: telegram.Bot, chat: PersonChat, caption: str, *, fits: bool
) -> None:
    changed = await client.send_photo(chat.chat.id, picture(), caption="lama")
    calls = (
        client.send_photo(chat.chat.id, picture(), caption=caption, parse_mode="HTML"),
        client.edit_message_caption(
            chat.chat.id, changed.message_id, caption=caption, parse_mode="HTML"
        ),
    )
    for call in calls:
        if fits:
            assert await call
        else:
            with pytest.raises(BadRequest, match="Message caption is too long"):
                await call


async def test_a_message_shows_a_hundred_entities_and_no_more(
    client: telegram.Bot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "<b>a</b>b" * 101, parse_mode="HTML")
    assert sent.text == "ab" * 101
    assert [each.offset for each in sent.entities] == list(range(0, 200, 2))


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (1, "can't parse MessageEntity: expected an Object"),
        ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
        (
            {"type": "bold", "offset": "0", "length": 1},
            'can\'t parse MessageEntity: Field "offset" must be of type Number',
        ),
        (
            {"type": "loud", "offset": 0, "length": 1},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"type": "bold", "offset": -1, "length": 1},
            "receive an entity with incorrect offset -1",
        ),
        (
            {"type": "bold", "offset": 0, "length": -1},
            "receive an entity with incorrect length -1",
        ),
        (
            {"type": "bold", "offset": 5, "length": 0},
            "entity begins after the end of the text at UTF-16 offset 5",
        ),
        (
            {"type": "bold", "offset": 3, "length": 2},
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 5",
        ),
    ],
)
async def test_entities_that_do_not_fit_are_refused(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, entity: object, words: str
) -> None:
    answer = await post(
        sandbox, bot, "sendMessage", chat_id=chat.chat.id, text="😀ab", entities=[entity]
    )
    assert answer["description"] == f"Bad Request: {words}"


async def test_given_entities_are_kept_but_for_those_telegram_finds_itself(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat
) -> None:
    bold = {"type": "bold", "offset": 1, "length": 3}
    found = {"type": "hashtag", "offset": 0, "length": 2}
    sent = {"chat_id": chat.chat.id, "text": " abc"}
    await post(sandbox, bot, "sendMessage", **sent, entities=[bold, found])
    assert chat.last.entities == ({"type": "bold", "offset": 0, "length": 3},)


@pytest.mark.parametrize("entities", ["{", "x", {}, None], ids=repr)
async def test_entities_that_are_no_list_are_not_looked_at(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, entities: object
) -> None:
    await post(sandbox, bot, "sendMessage", chat_id=chat.chat.id, text="abc", entities=entities)
    assert (chat.last.text, chat.last.entities) == ("abc", ())
    bot.world.journal.calls.clear()  # no list that the judge knows
