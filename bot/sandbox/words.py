"""The text of a message: its limits, its trimmed form, and what Telegram finds in it by itself."""

import re

from bot.sandbox.entities import FOUND_ALONE, read_entity, units
from bot.sandbox.errors import TelegramError, bad_request
from bot.sandbox.markup import parse_html
from bot.sandbox.model import Json
from bot.sandbox.params import Params

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100  # Telegram shows no more and does not say so

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)
_CLOSED = frozenset({"code", "pre", "text_link", "custom_emoji"})


def read_text(params: Params) -> tuple[str, tuple[Json, ...]]:
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = _read(params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(params: Params) -> tuple[str, tuple[Json, ...]]:
    text, entities = _read(params, "caption", "caption_entities")
    if units(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def detect(text: str, known: tuple[Json, ...] = ()) -> tuple[Json, ...]:
    """``known`` entities and the commands, links, mentions and hashtags that nobody marked."""
    if not any(sign in text for sign in "/@#"):
        return known
    found = [
        _entity(str(each.lastgroup), units(text[: each.start()]), units(each[0]))
        for each in _FOUND.finditer(text)
    ]
    free = [each for each in found if not any(_covers(other, each) for other in known)]
    return tuple(sorted([*known, *free], key=_start))


def _read(params: Params, name: str, listed: str) -> tuple[str, tuple[Json, ...]]:
    source = params.text(name)
    match params.text("parse_mode").lower():
        case "html":
            text, entities = parse_html(source)
        case "":
            text, entities = source, _listed(params, listed, source)
        case _:
            raise bad_request("unsupported parse_mode")
    return _trimmed(text, entities)


def _listed(params: Params, name: str, text: str) -> list[Json]:
    """What cannot be read as a list at all Telegram does not look at."""
    try:
        listed = params.decoded(name, "no list")
    except TelegramError:
        return []
    if not isinstance(listed, list):
        return []
    entities = [read_entity(each, units(text)) for each in listed]
    return [each for each in entities if each["type"] not in FOUND_ALONE]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, tuple[Json, ...]]:
    trimmed = text.strip()
    shift = units(text[: len(text) - len(text.lstrip())])
    moved = [_clipped(entity, shift, units(trimmed)) for entity in entities]
    found = detect(trimmed, tuple(each for each in moved if each is not None))
    return trimmed, found[:MAX_ENTITIES]


def _clipped(entity: Json, shift: int, length: int) -> Json | None:
    begin = max(_start(entity) - shift, 0)
    end = min(_start(entity) - shift + int(str(entity["length"])), length)
    return entity | {"offset": begin, "length": end - begin} if end > begin else None


def _entity(kind: str, offset: int, length: int) -> Json:
    return {"type": kind, "offset": offset, "length": length}


def _start(entity: Json) -> int:
    return int(str(entity["offset"]))


def _covers(known: Json, found: Json) -> bool:
    inside = _start(known) <= _start(found) < _start(known) + int(str(known["length"]))
    return inside and known["type"] in _CLOSED
