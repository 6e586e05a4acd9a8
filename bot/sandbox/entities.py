"""What a tag of Telegram's HTML means: the entity it becomes, measured in UTF-16 units."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Tag:
    """An open tag; ``offset`` in UTF-16 units, ``at`` counts the pieces of text before it."""

    name: str
    offset: int
    attributes: dict[str, str]
    at: int

    @property
    def language(self) -> str:
        return self.attributes.get("class", "").removeprefix("language-")


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of every limit and offset of Telegram."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


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
        case "pre":
            return {"language": tag.language} if tag.language else {}
        case "tg-emoji":
            return {"custom_emoji_id": tag.attributes.get("emoji-id", "")}
        case "blockquote" if "expandable" in tag.attributes:
            return {"type": "expandable_blockquote"}
        case _:
            return {}
