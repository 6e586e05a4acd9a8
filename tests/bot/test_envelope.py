"""A reply through the outbox: what goes in as JSON comes out as the same reply."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.envelope import pack, unpack
from core.address import Address
from core.fence import Fence, Point
from handlers.reply import Button, Map, Priority, Reply, Wants

TO = Address("bulungan", "telegram", "5001")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
fences = st.builds(
    Fence,
    code=texts,
    name=texts,
    centre=points,
    radius=st.floats(1, 1000),
    corners=st.just(()),
)
maps = st.builds(
    Map,
    fences=st.lists(fences, max_size=3).map(tuple),
    point=points,
    accuracy=st.none() | st.floats(0, 1500),
    caption=texts,
)
pairs = st.lists(st.tuples(texts, texts), min_size=1, max_size=3).map(tuple)
rows = st.lists(st.lists(texts, min_size=1, max_size=2).map(tuple), min_size=1).map(tuple)
some_text = texts.filter(bool)
replies = st.builds(
    Reply,
    text=texts.map(Markup.escape),
    buttons=st.lists(st.builds(Button, texts, texts), max_size=4).map(tuple),
    wants=st.sampled_from(Wants),
    picture=st.none() | maps,
    keys=st.none() | rows,
    commands=st.none() | pairs,
    edits=st.none() | some_text,
    heard=st.none() | some_text,
    passing=st.booleans(),
)


def through_json(body: dict[str, Any]) -> Reply:
    return unpack(json.loads(json.dumps(body)))


@given(replies)
def test_a_reply_comes_out_as_it_went_in(reply: Reply) -> None:
    _, _, body, _ = pack(TO, reply)
    assert through_json(body) == reply


@given(replies)
def test_the_text_stays_safe_and_is_not_escaped_twice(reply: Reply) -> None:
    _, _, body, _ = pack(TO, reply)
    assert isinstance(through_json(body).text, Markup)
    assert body["text"] == str(reply.text)


def test_a_polygon_comes_out_as_it_went_in() -> None:
    corners = (Point(2.83, 117.36), Point(2.84, 117.36), Point(2.84, 117.37))
    fence = Fence("setda", "Setda", Point(2.836, 117.364), 900.0, corners)
    reply = Reply(Markup("Di luar"), picture=Map((fence,), corners[0], 12.0, "Setda"))
    assert through_json(pack(TO, reply)[2]) == reply


def test_what_is_at_its_default_is_left_out() -> None:
    assert pack(TO, Reply(Markup("<b>Halo</b>")))[2] == {"text": "<b>Halo</b>"}


def test_the_row_says_to_whom_how_urgent_and_once() -> None:
    row = pack(TO, Reply(Markup("Apel")), Priority.REMINDER, "apel-2026-04-06")
    assert row == (TO, 2, {"text": "Apel"}, "apel-2026-04-06")
    assert pack(TO, Reply(Markup("Apel")))[1] == Priority.ANSWER
