"""What the page shows of a chat, as JSON: messages, keyboard, what the bot is doing."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.sandbox.chat import Chat
from bot.sandbox.model import Json, Message, StoredFile


def message_view(message: Message, person: int) -> Json:
    """A message as `person` (a user's id) sees it; dates in POSIX seconds."""
    origin: Any = message.extra.get("forward_origin")
    return {
        "id": message.id,
        "date": message.date,
        "mine": message.sender.id == person,
        "sender": message.sender.name,
        "text": message.text,
        "entities": list(message.entities),
        "media": _media(message, person),
        "forwarded": _named(origin["sender_user"]) if origin else None,
        "reply": message.reply_to and _quote(message.reply_to),
        "buttons": [[_button(each) for each in row] for row in message.inline_keyboard],
        "edited": message.edit_date is not None,
    }


def keyboard_view(chat: Chat) -> Json | None:
    board = chat.keyboard
    if board is None:
        return None
    rows = [list(row) for row in board.rows]
    shown: Json = {"placeholder": board.placeholder, "one_time": board.one_time}
    return {"message": chat.keyboard_from, "rows": rows} | shown


def action_view(chat: Chat) -> str | None:
    """What the bot is shown to do just now, "typing" mostly."""
    action = chat.action
    shown = action is not None and asyncio.get_running_loop().time() < action.until
    return action.word if action is not None and shown else None


def _quote(message: Message) -> Json:
    return {"id": message.id, "sender": message.sender.name, "text": message.text}


def _button(button: Json) -> Json:
    shown = {"text": button["text"]}
    names = {"callback_data": "data", "url": "url"}
    return shown | {names[key]: button[key] for key in names if key in button}


def _media(message: Message, person: int) -> Json | None:
    media: Mapping[str, Any] = message.media
    if "venue" in media:
        venue = media["venue"]
        more = {"title": venue["title"], "address": venue["address"]}
        place = venue["location"]
        return {"type": "venue", **_point(place["latitude"], place["longitude"]), **more}
    match media:
        case {"photo": sizes}:
            return _photo(message.files[-1], sizes[-1])
        case {"document": about}:
            return _document(message.files[0], about)
        case {"location": place}:
            more = {
                "accuracy": place.get("horizontal_accuracy"),
                "period": place.get("live_period"),
            }
            return {"type": "location", **_point(place["latitude"], place["longitude"]), **more}
        case {"contact": contact}:
            own = contact.get("user_id") == person
            named = {"phone": contact["phone_number"], "name": contact["first_name"]}
            return {"type": "contact", **named, "own": own}
    return None


def _photo(file: StoredFile, size: Mapping[str, Any]) -> Json:
    sides = {"width": size["width"], "height": size["height"]}
    return {"type": "photo", "url": f"files/{file.id}", **sides}


def _document(file: StoredFile, about: Mapping[str, Any]) -> Json:
    named = {"name": about["file_name"], "mime": about["mime_type"], "size": about["file_size"]}
    return {"type": "document", "url": f"files/{file.id}", **named}


def _point(lat: float, lon: float) -> Json:
    return {"lat": lat, "lon": lon}


def _named(user: Mapping[str, str]) -> str:
    return f"{user['first_name']} {user.get('last_name', '')}".strip()
