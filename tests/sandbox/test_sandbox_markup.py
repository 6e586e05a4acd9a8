"""Telegram's HTML becomes plain text and entities, measured in UTF-16 units."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import units
from bot.sandbox.errors import TelegramError
from bot.sandbox.markup import parse_html
from bot.sandbox.words import detect


@pytest.mark.parametrize(
    ("html", "plain", "entities"),
    [
        ("biasa", "biasa", []),
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("😀<b>é</b>", "😀é", [("bold", 2, 1)]),
        ("<STRONG>a</strong>", "a", [("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("&lt;b&gt; &amp;&quot;&#39;&#x41; &nbsp; & x", "<b> &\"'A &nbsp; & x", []),
        ("&lt&lt;3 &ltb &LT; &#X41; &#0;", "<<3 &ltb &LT; &#X41; &#0;", []),
        (
            "&#1114110;&#1114111; &#12345678; &#x1234567;",
            "\U0010fffe&#1114111; &#12345678; &#x1234567;",
            [],
        ),
        ("<b >a</b >", "a", [("bold", 0, 1)]),
        ("<b lang>a</b>", "a", [("bold", 0, 1)]),
        ("<i a='<b>'>a</i>", "a", [("italic", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<blockquote expandable=no>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<blockquote cite=''>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<a>tanpa tujuan</a>", "tanpa tujuan", []),
        ("<tg-emoji></tg-emoji>a", "a", []),
        ("<u>a</u><s>b</s>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
    ],
)
def test_tags_become_entities(html: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = parse_html(html)
    assert text == plain
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_links_and_languages_keep_what_they_point_to() -> None:
    link = parse_html('<a href="https://a.id/?x=1&amp;y=2">a</a>')[1]
    assert link == [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.id/?x=1&y=2"}]
    emoji = parse_html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')[1]
    assert emoji[0]["custom_emoji_id"] == "5368324170671202286"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<pre><code class="language-toml">a=1</code></pre>', [("pre", "toml")]),
        ('<code class="language-toml"><pre>a=1</pre></code>', [("pre", "toml")]),
        ('<pre><b></b><code class="language-toml">a=1</code></pre>', [("pre", "toml")]),
        ('<pre> <code class="language-toml">a=1</code></pre>', [("pre", None), ("code", None)]),
        ("<pre><code>a=1</code></pre>", [("code", None), ("pre", None)]),
        ('<pre><code class="language-">a=1</code></pre>', [("code", None), ("pre", None)]),
        ('<pre class="language-toml">a=1</pre>', [("pre", None)]),
        ('<code class="language-toml">a=1</code>', [("code", None)]),
    ],
)
def test_a_pre_and_a_code_of_the_same_words_are_one(
    html: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(each["type"], each.get("language")) for each in parse_html(html)[1]] == found


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@given(st.text())
def test_whatever_is_sent_is_read_or_refused(html: str) -> None:
    try:
        text, entities = parse_html(html)
    except TelegramError:
        return
    assert all(0 < int(str(each["length"])) <= units(text) for each in entities)


@given(st.text(), st.text(min_size=1))
def test_an_entity_covers_its_own_words(before: str, inside: str) -> None:
    _, entities = parse_html(f"{escape(before)}<b>{escape(inside)}</b>")
    whole = (before + inside).encode("utf-16-le")
    begin, length = int(str(entities[0]["offset"])), int(str(entities[0]["length"]))
    assert whole[2 * begin : 2 * (begin + length)].decode("utf-16-le") == inside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start kode", [("bot_command", 0, 6)]),
        ("/masuk@hadir_bot", [("bot_command", 0, 16)]),
        ("08/09/2026", []),
        (
            "😀 #apel @budi_s https://a.id/x",
            [("hashtag", 3, 5), ("mention", 9, 7), ("url", 17, 14)],
        ),
        ("a@b.id dan/atau", []),
    ],
)
def test_telegram_finds_commands_links_and_names(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in detect(text)] == found
