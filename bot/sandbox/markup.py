"""Telegram's HTML: tags become entities with UTF-16 offsets, broken tags are refused.

A scanner of its own, because ``html.parser`` repairs what Telegram refuses.
"""

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import TYPES, Tag, entity_of, units
from bot.sandbox.errors import TelegramError, bad_request
from bot.sandbox.model import Json

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = re.compile(r"[^<&]+")
# What is longer than seven or six digits, or runs on in letters, is no reference but text.
_REFERENCE = re.compile(
    r"&(?:#([0-9]{1,7})(?![0-9])|#x([0-9a-fA-F]{1,6})(?![0-9a-fA-F])"
    r"|(lt|gt|amp|quot)(?![A-Za-z]));?"
)
_BLANK = r" \t\r\n\v"
_NAME = re.compile(rf"[^{_BLANK}>]*")
_SPACE = re.compile(rf"[{_BLANK}]*")
_ATTRIBUTE = re.compile(rf"[^{_BLANK}=>/\"']+")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_TOKEN = re.compile(rf"[A-Za-z0-9.-]*(?=[{_BLANK}>]|\Z)")
_EMOJI = re.compile(r"[0-9]{1,19}")


@dataclass(slots=True)
class _Scan:
    source: str
    at: int = 0
    length: int = 0
    parts: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    language: str = ""  # of the code that was closed last

    def refuse(self, words: str) -> TelegramError:
        return bad_request(f"can't parse entities: {words}")

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Part the text from its entities, in the order Telegram lists them."""
    scan = _Scan(source)
    while scan.at < len(source):
        _step(scan)
    if scan.tags:
        name = scan.tags[-1].name
        raise scan.refuse(f'Can\'t find end tag corresponding to start tag "{name}"')
    text = "".join(scan.parts)
    if any("\ud800" <= letter < "\ue000" for letter in text):
        raise scan.refuse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return text, sorted(scan.entities, key=_position)


def _position(entity: Json) -> tuple[int, int]:
    return int(str(entity["offset"])), -int(str(entity["length"]))


def _step(scan: _Scan) -> None:
    if scan.source.startswith("</", scan.at):
        _close(scan)
    elif scan.source[scan.at] == "<":
        _open(scan)
    elif scan.source[scan.at] == "&":
        _reference(scan)
    else:
        scan.write(scan.take(_PLAIN))


def _reference(scan: _Scan) -> None:
    found = _REFERENCE.match(scan.source, scan.at)
    if found is None:
        scan.at += 1
        scan.write("&")
        return
    scan.at = found.end()
    decimal, hexadecimal, named = found.groups()
    if named:
        scan.write(_NAMED[named])
        return
    code = int(decimal) if decimal else int(hexadecimal, 16)
    scan.write(chr(code) if 0 < code < 0x10FFFF else found[0])


def _open(scan: _Scan) -> None:
    begin = scan.at
    scan.at += 1
    name = scan.take(_NAME).lower()
    if scan.at >= len(scan.source):
        raise scan.refuse(f"Unclosed start tag at byte offset {scan.byte(begin)}")
    if name not in TYPES:
        where = scan.byte(begin)
        raise scan.refuse(f'Unsupported start tag "{name}" at byte offset {where}')
    attributes = _attributes(scan, name, begin)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        where = scan.byte(begin)
        raise scan.refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    scan.tags.append(Tag(name, scan.length, attributes, len(scan.parts)))


def _attributes(scan: _Scan, name: str, begin: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    while True:
        scan.take(_SPACE)
        if scan.source.startswith(">", scan.at):
            scan.at += 1
            return attributes
        key = scan.take(_ATTRIBUTE).lower()
        if not key:
            where = scan.byte(begin)
            raise scan.refuse(f'Empty attribute name in the tag "{name}" at byte offset {where}')
        scan.take(_SPACE)
        attributes[key] = _value(scan, name, begin)


def _value(scan: _Scan, name: str, begin: int) -> str:
    """Read what follows the name of an attribute; it may stand without any value."""
    if scan.source.startswith("=", scan.at):
        scan.at += 1
        scan.take(_SPACE)
        if scan.at < len(scan.source):
            return _given(scan, begin)
    if scan.at >= len(scan.source):
        raise scan.refuse(f'Unclosed start tag "{name}" at byte offset {scan.byte(begin)}')
    return ""


def _given(scan: _Scan, begin: int) -> str:
    if scan.source[scan.at] in {'"', "'"}:
        found = _QUOTED.match(scan.source, scan.at)
        value = "" if found is None else found[1] or found[2] or ""
    else:
        found = _TOKEN.match(scan.source, scan.at)
        if found is None:
            raise scan.refuse(f"Unexpected end of name token at byte offset {scan.byte(scan.at)}")
        value = found[0].lower()
    if found is None or found.end() >= len(scan.source):
        raise scan.refuse(f"Unclosed start tag at byte offset {scan.byte(begin)}")
    scan.at = found.end()
    return _unescape(value)


def _unescape(value: str) -> str:
    return value if "&" not in value else parse_html(value.replace("<", "&lt;"))[0]


def _close(scan: _Scan) -> None:
    begin = scan.at
    if not scan.tags:
        raise scan.refuse(f"Unexpected end tag at byte offset {scan.byte(begin)}")
    scan.at += 2
    name = scan.take(_NAME).lower()
    scan.take(_SPACE)
    if not scan.source.startswith(">", scan.at):
        raise scan.refuse(f"Unclosed end tag at byte offset {scan.byte(begin)}")
    scan.at += 1
    tag = scan.tags.pop()
    if name and name != tag.name:
        where = scan.byte(begin)
        expected = f'expected "</{tag.name}>", found "</{name}>"'
        raise scan.refuse(f"Unmatched end tag at byte offset {where}, {expected}")
    _found(scan, tag)


def _found(scan: _Scan, tag: Tag) -> None:
    """Keep the entity of a closed tag; a pre and a code of the same words are one entity."""
    inside = "".join(scan.parts[tag.at :])
    if tag.name == "tg-emoji" and inside and not _EMOJI.fullmatch(tag.emoji):
        raise scan.refuse("Invalid custom emoji identifier specified")
    entity = entity_of(tag, inside)
    if entity is None:
        return
    last = scan.entities[-1] if scan.entities else {}
    same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
    if same and {tag.name, last["type"]} == {"pre", "code"} and (tag.language or scan.language):
        scan.entities[-1] = entity | {"type": "pre", "language": tag.language or scan.language}
    else:
        scan.entities.append(entity)
    scan.language = tag.language if tag.name == "code" else ""
