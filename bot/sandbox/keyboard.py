"""Reads ``reply_markup`` and refuses the keyboards that Telegram refuses."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.sandbox.button import inline_button, key
from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json, Rows
from bot.sandbox.params import decode

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_PLACEHOLDER = 64
MAX_BYTES = 10_000  # of JSON; nowhere documented, but bots with more than some 10 kB are refused
TOO_LONG = "reply markup is too long"

_FLAGS = frozenset(
    {
        "remove_keyboard",
        "force_reply",
        "selective",
        "resize_keyboard",
        "one_time_keyboard",
        "is_persistent",
    }
)


@dataclass(frozen=True, slots=True)
class InlineKeyboard:
    rows: Rows


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    rows: Rows
    placeholder: str = ""
    one_time: bool = False
    persistent: bool = False

    @property
    def labels(self) -> list[list[str]]:
        return [[str(button["text"]) for button in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class RemoveKeyboard:
    pass


@dataclass(frozen=True, slots=True)
class ForceReply:
    pass


Markup: TypeAlias = InlineKeyboard | ReplyKeyboard | RemoveKeyboard | ForceReply | None


def read_markup(raw: str, *, private: bool) -> Markup:
    """Read the keyboard of a ``reply_markup`` parameter; None when there is none."""
    if not raw:
        return None
    markup = _object(raw)
    _check_kinds(markup)
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard", inline_button)
        return InlineKeyboard(rows)
    if "keyboard" in markup:
        return _reply_keyboard(markup, private=private)
    if markup.get("remove_keyboard"):
        return RemoveKeyboard()
    return ForceReply() if markup.get("force_reply") else None


def read_inline(raw: str) -> Rows:
    """Edited messages take an inline keyboard or nothing."""
    match read_markup(raw, private=True):
        case None:
            return ()
        case InlineKeyboard(rows):
            return rows
        case _:
            raise bad_request("inline keyboard expected")


def _object(raw: str) -> Json:
    markup = decode(raw, "can't parse reply keyboard markup JSON object")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    return markup


def _check_kinds(markup: Json) -> None:
    for name in _FLAGS & markup.keys():
        if not isinstance(markup[name], bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    placeholder = markup.get("input_field_placeholder", "")
    if not isinstance(placeholder, str):
        raise bad_request('field "input_field_placeholder" must be of type String')
    if len(placeholder) > MAX_PLACEHOLDER:
        # The limit is documented; in which words Telegram refuses more is not known.
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")


def _reply_keyboard(markup: Json, *, private: bool) -> ReplyKeyboard:
    def button(value: object) -> Json:
        return key(value, private=private)

    return ReplyKeyboard(
        rows=_rows(markup["keyboard"], "keyboard", button),
        placeholder=str(markup.get("input_field_placeholder", "")),
        one_time=bool(markup.get("one_time_keyboard")),
        persistent=bool(markup.get("is_persistent")),
    )


def _rows(value: object, name: str, button: Callable[[object], Json]) -> Rows:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if any(len(row) > MAX_IN_ROW for row in value) or sum(map(len, value)) > MAX_BUTTONS:
        raise bad_request(TOO_LONG)
    if len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()) > MAX_BYTES:
        raise bad_request(TOO_LONG)
    return tuple(tuple(button(each) for each in row) for row in value if row)
