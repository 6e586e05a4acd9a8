"""Reads one button of a keyboard and refuses those that Telegram refuses."""

from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json

MAX_CALLBACK_BYTES = 64

_ACTIONS = (
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


def inline_button(value: object) -> Json:
    button = _labelled(value, "inline keyboard button", "InlineKeyboardButton")
    url, data = _word(button, "url"), _word(button, "callback_data")
    if url:
        _check_url(url)
    elif len(data.encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    elif not data and all(button.get(action) is None for action in _ACTIONS):
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    return button


def _word(button: Json, name: str) -> str:
    """Give a field that says what a button does; an empty one is none."""
    value = button.get(name, "")
    if not isinstance(value, str):
        words = f'Field "{name}" must be of type String'
        raise bad_request(f"can't parse inline keyboard button: {words}")
    return value


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


def key(value: object, *, private: bool) -> Json:
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
