"""What a tag of Telegram's HTML means: the entity it becomes, measured in UTF-16 units."""

from dataclasses import dataclass

from bot.sandbox.errors import TelegramError, bad_request
from bot.sandbox.model import Json

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
# What Telegram finds by itself it does not take from a bot.
FOUND_ALONE = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
_GIVEN = frozenset(TYPES.values()) | FOUND_ALONE | {"expandable_blockquote", "text_mention"}
_FIELDS = (("offset", int, "Number"), ("length", int, "Number"), ("type", str, "String"))


@dataclass(frozen=True, slots=True)
class Tag:
    """An open tag; ``offset`` in UTF-16 units, ``at`` counts the pieces of text before it."""

    name: str
    offset: int
    attributes: dict[str, str]
    at: int

    @property
    def language(self) -> str:
        """Of a code; a pre has none of its own."""
        named = self.attributes.get("class", "") if self.name == "code" else ""
        return named.removeprefix("language-") if named.startswith("language-") else ""

    @property
    def emoji(self) -> str:
        return self.attributes.get("emoji-id", "")


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of every limit and offset of Telegram."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def entity_of(tag: Tag, inside: str) -> Json | None:
    """Make the entity of a closed tag around ``inside``; None where Telegram makes none."""
    extra = _extra(tag, inside)
    if not inside or extra is None:
        return None
    return {"type": TYPES[tag.name], "offset": tag.offset, "length": units(inside)} | extra


def _extra(tag: Tag, inside: str) -> Json | None:
    match tag.name:
        case "a":
            url = tag.attributes.get("href") or inside
            return {"url": url} if "." in url or ":" in url else None
        case "tg-emoji":
            return {"custom_emoji_id": tag.emoji}
        case "blockquote" if "expandable" in tag.attributes:
            return {"type": "expandable_blockquote"}
        case _:
            return {}


def read_entity(value: object, length: int) -> Json:
    """Read an entity that a bot gives for a text of so many UTF-16 units."""
    if not isinstance(value, dict):
        raise _unreadable("expected an Object")
    for name, kind, called in _FIELDS:
        if name not in value:
            raise _unreadable(f'Can\'t find field "{name}"')
        if not isinstance(value[name], kind):
            raise _unreadable(f'Field "{name}" must be of type {called}')
    if value["type"] not in _GIVEN:
        raise _unreadable("Unsupported type specified")
    _check_place(value["offset"], value["length"], length)
    return value


def _check_place(offset: int, length: int, whole: int) -> None:
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > whole:
        words = "entity begins after the end of the text"
        raise bad_request(f"{words} at UTF-16 offset {offset}")
    if offset + length > whole:
        words = f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
        raise bad_request(f"{words} at UTF-16 offset {offset + length}")


def _unreadable(words: str) -> TelegramError:
    return bad_request(f"can't parse MessageEntity: {words}")
