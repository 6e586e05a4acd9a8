"""A reply through the outbox: what goes in as JSON comes out as the same reply."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.runtime.message_codec import pack
from bot.runtime.reply_codec import unpack_reply
from core.organisation.address import Address
from core.organisation.fence import Fence, Point
from core.work.progress import Progress
from db.messages.outbox import NewMessage
from handlers.chat.event import JPEG, PDF, XLSX, ZIP, Kept
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import (
    Button,
    Cell,
    Enclosure,
    InputKind,
    Map,
    Month,
    Priority,
    RecapLine,
    RecapPage,
    Reply,
)

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
kept = st.builds(
    Kept, hash=texts, size=st.integers(0, 20_000_000), media=st.sampled_from([JPEG, PDF, XLSX, ZIP])
)
enclosures = st.builds(Enclosure, kept, texts)
pairs = st.lists(st.tuples(texts, texts), min_size=1, max_size=3).map(tuple)
rows = st.lists(st.lists(texts, min_size=1, max_size=2).map(tuple), min_size=1).map(tuple)
some_text = texts.filter(bool)
replies = st.builds(
    Reply,
    text=texts.map(Markup.escape),
    buttons=st.lists(st.builds(Button, texts, texts), max_size=4).map(tuple),
    unseen=st.lists(st.builds(Button, texts, texts), max_size=2).map(tuple),
    input_kind=st.sampled_from(InputKind),
    picture=st.none() | maps | kept | enclosures,
    keys=st.none() | rows,
    commands=st.none() | pairs,
    edits=st.none() | some_text,
    answers_callback=st.none() | some_text,
    toast=st.booleans(),
    in_place=st.booleans(),
)


def through_json(body: dict[str, Any]) -> Reply:
    return unpack_reply(json.loads(json.dumps(body)))


@given(replies)
def test_a_reply_comes_out_as_it_went_in(reply: Reply) -> None:
    body = pack(Outgoing(TO, reply)).body
    assert through_json(body) == reply


@given(replies)
def test_the_text_stays_safe_and_is_not_escaped_twice(reply: Reply) -> None:
    body = pack(Outgoing(TO, reply)).body
    assert isinstance(through_json(body).text, Markup)
    assert body["text"] == str(reply.text)


def test_a_polygon_comes_out_as_it_went_in() -> None:
    corners = (Point(2.83, 117.36), Point(2.84, 117.36), Point(2.84, 117.37))
    fence = Fence("setda", "Setda", Point(2.836, 117.364), 900.0, corners)
    reply = Reply(Markup("Di luar"), picture=Map((fence,), corners[0], 12.0, "Setda"))
    assert through_json(pack(Outgoing(TO, reply)).body) == reply


def test_a_kept_photo_is_named_and_not_carried() -> None:
    reply = Reply(Markup("Surat"), picture=Kept("ab12", 180_000, JPEG))
    body = pack(Outgoing(TO, reply)).body
    assert body == {"text": "Surat", "picture": ["ab12", 180_000, "image/jpeg"]}
    assert through_json(body) == reply


def test_what_is_at_its_default_is_left_out() -> None:
    assert pack(Outgoing(TO, Reply(Markup("<b>Halo</b>")))).body == {"text": "<b>Halo</b>"}


def test_the_row_says_to_whom_how_urgent_and_once() -> None:
    apel = Reply(Markup("Apel"))
    row = pack(Outgoing(TO, apel, Priority.REMINDER, "apel-2026-04-06", "apel"))
    assert row == NewMessage(TO, 2, {"text": "Apel"}, "apel-2026-04-06", "apel")
    assert pack(Outgoing(TO, apel)).priority == Priority.ANSWER


def test_a_month_comes_out_as_it_went_in() -> None:
    cells = (Cell(date(2026, 4, 1)), Cell(date(2026, 4, 2), "TK", 450, True, True, True))
    page = Month(
        "Hadir", "Budi", date(2026, 4, 2), cells, Progress(6800, 450, 60, 9000, 6460, None)
    )
    reply = Reply(Markup("Poin"), picture=page)
    assert through_json(pack(Outgoing(TO, reply)).body) == reply


def test_a_recap_comes_out_as_it_went_in() -> None:
    lines = (RecapLine("Siti", ("H", "DL", ""), (3,), (2,)), RecapLine("Budi", ("", "A", "BM")))
    page = RecapPage("Hadir", "Dinas Contoh", date(2026, 4, 1), date(2026, 4, 2), lines, 2, 3)
    reply = Reply(Markup("Rekap"), picture=page)
    assert through_json(pack(Outgoing(TO, reply)).body) == reply
