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
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=>]+")
_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])")


@dataclass(slots=True)
class _Scan:
    source: str
    at: int = 0
    length: int = 0
    parts: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

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
    return "".join(scan.parts), sorted(scan.entities, key=_position)


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
    known = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    scan.write(chr(code) if known else found[0])


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
        if scan.at >= len(scan.source):
            raise scan.refuse(f"Unclosed start tag at byte offset {scan.byte(begin)}")
        if scan.source[scan.at] == ">":
            scan.at += 1
            return attributes
        key = scan.take(_ATTRIBUTE).lower()
        if not key:
            where = scan.byte(begin)
            raise scan.refuse(f'Empty attribute name in the tag "{name}" at byte offset {where}')
        attributes[key] = _value(scan, name, key, begin)


def _value(scan: _Scan, name: str, key: str, begin: int) -> str:
    scan.take(_SPACE)
    if not scan.source.startswith("=", scan.at):
        if key == "expandable":
            return ""
        raise scan.refuse(
            "Expected equal sign in declaration of an attribute of the tag "
            f'"{name}" at byte offset {scan.byte(begin)}'
        )
    scan.at += 1
    scan.take(_SPACE)
    start = scan.at
    found = _VALUE.match(scan.source, start)
    if found is not None:
        scan.at = found.end()
        return _unescape(next(group for group in found.groups() if group is not None))
    if scan.source[start : start + 1] in {"", '"', "'"}:
        raise scan.refuse(f"Unclosed start tag at byte offset {scan.byte(begin)}")
    raise scan.refuse(f"Unexpected end of name token at byte offset {scan.byte(start)}")


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
    """Keep the entity of a closed tag; the code inside a pre only tells its language."""
    outer = scan.tags[-1] if scan.tags else None
    if tag.name == "code" and tag.language and outer is not None and outer.name == "pre":
        outer.attributes["class"] = tag.attributes["class"]
        return
    entity = entity_of(tag, "".join(scan.parts[tag.at :]))
    if entity is not None:
        scan.entities.append(entity)
