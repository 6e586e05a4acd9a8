"""A notification comes out of the outbox as it went in, today and after every release to come."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.runtime.message_codec import UnknownKind, pack, unpack
from core.organisation.address import Address
from db.messages.outbox import REPLY
from handlers.chat.notification import Notification, Parts
from handlers.chat.outgoing import Outgoing
from handlers.notifications import NOTIFICATIONS
from tests.builders.notifications import EXAMPLES
from tests.office import a_region
from tests.plain import check

TO = Address("bulungan", "telegram", "7")
# What a release has written is never changed here, only added to: it may still wait somewhere.
# A line each: kind, body, and the text as it was sent then.
WRITTEN = Path(__file__).parents[2] / "handlers" / "notified.jsonl"


def body_of(told: Notification) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(json.dumps(pack(Outgoing(TO, told)).body))
    return body


def written() -> list[dict[str, Any]]:
    return [json.loads(line) for line in WRITTEN.read_text("utf-8").splitlines()]


def by_kind(told: Notification) -> str:
    return told.KIND


@pytest.mark.parametrize("told", EXAMPLES, ids=by_kind)
def test_a_notification_comes_out_as_it_went_in(told: Notification) -> None:
    again = unpack(told.KIND, body_of(told))
    assert isinstance(again, type(told))
    region = a_region()
    assert again.render(region) == told.render(region)
    assert pack(Outgoing(TO, again)) == pack(Outgoing(TO, told))


@pytest.mark.parametrize("told", EXAMPLES, ids=by_kind)
def test_its_words_fit_a_message_and_escape_what_people_wrote(told: Notification) -> None:
    reply = told.render(a_region())
    check(reply)
    assert "<Santoso>" not in reply.text
    assert "<laporan>" not in reply.text


def test_every_kind_has_an_example_and_a_name_of_its_own() -> None:
    kinds = [each.KIND for each in NOTIFICATIONS]
    assert len(set(kinds)) == len(kinds)
    assert REPLY not in kinds
    assert {type(each) for each in EXAMPLES} == set(NOTIFICATIONS)


def dataclasses_of(value: object) -> Iterator[Any]:
    """A value's dataclasses, itself among them, however deep they stand."""
    if isinstance(value, tuple):
        for each in value:
            yield from dataclasses_of(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from dataclasses_of(getattr(value, field.name, None))


def test_every_field_is_written_by_some_example() -> None:
    """What no example fills could be renamed, and nobody would see what waits get lost."""
    filled: dict[type, set[str]] = {}
    for each in dataclasses_of(EXAMPLES):
        given = {
            f.name for f in fields(each) if getattr(each, f.name, None) not in {f.default, None}
        }
        filled.setdefault(type(each), set()).update(given)
    base = {"screen", "parts", "in_place"}
    empty = {
        kind.__name__: missing
        for kind, names in filled.items()
        if (missing := {f.name for f in fields(kind) if f.init} - names - base)
    }
    assert empty == {}


def test_what_a_release_has_written_is_read_by_this_one() -> None:
    region = a_region()
    for line in written():
        says = unpack(line["kind"], line["body"])
        assert isinstance(says, Notification)
        assert str(says.render(region).text) == line["text"], line["kind"]


def test_what_this_release_writes_stands_in_the_file() -> None:
    """A new kind, or a new field, is a new line of the file; no older line changes."""
    known = [(line["kind"], line["body"]) for line in written()]
    for each in EXAMPLES:
        line = {"kind": each.KIND, "body": body_of(each)}
        line["text"] = str(each.render(a_region()).text)
        assert (each.KIND, line["body"]) in known, json.dumps(line, ensure_ascii=False)


def test_what_is_at_its_default_is_left_out() -> None:
    kinds = {each.KIND: each for each in EXAMPLES}
    assert body_of(kinds["akun_dilepas"]) == {}
    assert body_of(kinds["akun_diperiksa"]) == {"reason": "dua ponsel <sekaligus>"}


def test_a_kind_that_nobody_knows_is_named() -> None:
    with pytest.raises(UnknownKind, match="belum_ada"):
        unpack("belum_ada", {})


def test_a_card_that_its_reader_does_not_decide_has_no_buttons() -> None:
    region = a_region()
    for each in EXAMPLES:
        whole, shown = each.word(region), each.render(region)
        assert shown.buttons == (whole.buttons if each.parts is Parts.ALL else ())
        assert shown.picture == (None if each.parts is Parts.TEXT else whole.picture)
        assert (shown.screen, shown.in_place) == (each.screen, each.in_place)
