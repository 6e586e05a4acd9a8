"""Reads ``reply_markup`` and refuses the keyboards that Telegram refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json, Rows
from bot.sandbox.params import decode

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_PLACEHOLDER = 64

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
)
_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


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
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard", _inline_button)
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


def _reply_keyboard(markup: Json, *, private: bool) -> ReplyKeyboard:
    placeholder = str(markup.get("input_field_placeholder") or "")
    if len(placeholder) > MAX_PLACEHOLDER:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")

    def button(value: object) -> Json:
        return _key(value, private=private)

    return ReplyKeyboard(
        rows=_rows(markup["keyboard"], "keyboard", button),
        placeholder=placeholder,
        one_time=bool(markup.get("one_time_keyboard")),
        persistent=bool(markup.get("is_persistent")),
    )


def _rows(value: object, name: str, button: Callable[[object], Json]) -> Rows:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if any(len(row) > MAX_IN_ROW for row in value) or sum(map(len, value)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return tuple(tuple(button(each) for each in row) for row in value if row)


def _inline_button(value: object) -> Json:
    button = _labelled(value, "inline keyboard button", "InlineKeyboardButton")
    if not any(button.get(action) is not None for action in _ACTIONS):
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if "callback_data" in button:
        _check_callback_data(button["callback_data"])
    if "url" in button:
        _check_url(str(button["url"]))
    return button


def _check_callback_data(data: object) -> None:
    if not isinstance(data, str):
        words = 'Field "callback_data" must be of type String'
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if not data:
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if len(data.encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: str) -> None:
    words = _fault_of(url)
    if words:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {words}")


def _fault_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme not in {"", "http", "https", "tg", "ton"}:
        return "Unsupported URL protocol"
    web = parts.scheme in {"", "http", "https"}
    return "Wrong HTTP URL" if web and "." not in (parts.hostname or parts.path) else ""


def _key(value: object, *, private: bool) -> Json:
    if isinstance(value, str):
        value = {"text": value}
    button = _labelled(value, "keyboard button", "KeyboardButton")
    for request, words in _PRIVATE_ONLY.items():
        if button.get(request) and not private:
            raise bad_request(words)
    return button


def _labelled(value: object, thing: str, kind: str) -> Json:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {thing}: {kind} must be an Object")
    if "text" not in value:
        raise bad_request(f"can't parse {thing}: Can't find field \"text\"")
    if not isinstance(value["text"], str):
        raise bad_request(f'can\'t parse {thing}: Field "text" must be of type String')
    if not value["text"].strip():
        raise bad_request(f"{thing} text must be non-empty")
    return value
