"""What the page may send of an act: checked whole, before anything is done."""

import json

import pytest
from pydantic import ValidationError

from bot.demo.act import ACTS, Act, Contact, Forward, Live, Move, Say, Tap

HERE = {"lat": 2.8375, "lon": 117.3655}


@pytest.mark.parametrize(
    ("name", "body", "act"),
    [
        ("say", {"text": "halo"}, Say("halo")),
        ("tap", {"message": 7, "data": "a:1"}, Tap(7, "a:1")),
        ("contact", {}, Contact()),
        ("contact", {"of": "1-2"}, Contact("1-2")),
        ("contact", {"forged": True}, Contact(forged=True)),
        ("move", HERE, Move(2.8375, 117.3655)),
        ("move", HERE | {"accuracy": None}, Move(2.8375, 117.3655)),
        ("move", HERE | {"accuracy": 1500}, Move(2.8375, 117.3655, 1500)),
        ("move", HERE | {"accuracy": 0.1}, Move(2.8375, 117.3655, 0.1)),
        ("move", {"lat": -90, "lon": 180}, Move(-90, 180)),
        ("move", {"lat": 90, "lon": -180}, Move(90, -180)),
        ("live", {"period": 28800}, Live(28800)),
        ("live", {}, Live(900)),
        ("forward", {"message": 7, "of": "1-2"}, Forward(7, "1-2")),
    ],
)
def test_what_the_page_sends_becomes_an_act(name: str, body: object, act: Act) -> None:
    assert ACTS[name].validate_json(json.dumps(body)) == act


@pytest.mark.parametrize("name", ["stop", "pin", "block", "unblock", "read"])
def test_some_acts_need_nothing_more(name: str) -> None:
    assert type(ACTS[name].validate_json("{}")).__name__.lower() == name
    with pytest.raises(ValidationError):
        ACTS[name].validate_json('{"message": 7}')


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("move", '{"lat": 91, "lon": 0}'),
        ("move", '{"lat": -90.000001, "lon": 0}'),
        ("move", '{"lat": 0, "lon": 180.000001}'),
        ("move", '{"lat": 0, "lon": -181}'),
        ("move", '{"lat": NaN, "lon": 0}'),
        ("move", '{"lat": 0, "lon": Infinity}'),
        ("move", '{"lat": -Infinity, "lon": 0}'),
        ("move", '{"lat": "utara", "lon": 0}'),
        ("move", '{"lat": "2.84", "lon": 117.36}'),
        ("move", '{"lat": true, "lon": 117.36}'),
        ("move", '{"lat": null, "lon": 117.36}'),
        ("move", '{"lat": 2.84}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": 0}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": -1}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": 1500.1}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": 1501}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": NaN}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": Infinity}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "accuracy": "baik"}'),
        ("move", '{"lat": 2.84, "lon": 117.36, "height": 3}'),
        ("live", '{"period": 1}'),
        ("live", '{"period": 901}'),
        ("live", '{"period": "900"}'),
        ("live", '{"period": null}'),
        ("say", "{}"),
        ("say", '{"text": 7}'),
        ("say", '{"text": "halo", "reply": 7}'),
        ("say", '{"text": "\\ud800"}'),
        ("tap", '{"message": 7}'),
        ("tap", '{"message": "7", "data": "x"}'),
        ("tap", '{"message": true, "data": "x"}'),
        ("press", '{"label": ["Masuk"]}'),
        ("contact", '{"forged": "mungkin"}'),
        ("contact", '{"of": 7}'),
        ("forward", '{"message": 7}'),
        ("read", "[]"),
        ("read", "null"),
        ("read", "7"),
        ("read", ""),
        ("read", "{"),
        ("say", '{"text": "halo"} lagi'),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(name: str, body: str) -> None:
    with pytest.raises(ValidationError):
        ACTS[name].validate_json(body)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValidationError):
        ACTS["say"].validate_json(b'{"text": "\xff"}')
