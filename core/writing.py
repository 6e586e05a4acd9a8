"""Cleans text that a person wrote of characters that are invisible or change its reading."""

import re
import unicodedata
from itertools import pairwise

MARKS_PER_LETTER_MAX = 4  # no language stacks more; a flood of them hides the line

_ZWJ = "\u200d"  # between pictures it makes one of several: a family, a profession
_KEYCAP = "\u20e3"
_FIRST_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_DECEIVING = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
# Drawn as nothing although they are letters, signs or marks (Unicode: Default_Ignorable, blanks).
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIANTS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_PICTURE_STYLES = frozenset("\ufe0e\ufe0f")
_BLANKS = frozenset("\t\n")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_MARKS = frozenset({"Mn", "Me", "Mc"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def plain(text: str) -> str:
    """The text without controls, direction changers, blanks that pass for letters, and floods.

    Letters of every script stay, with up to `MARKS_PER_LETTER_MAX` accents each, and so do
    emoji. What is left may be blank. Lines stay lines; any other space becomes a plain one.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    lines = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    kept: list[str] = []
    marks = 0
    for sign, following in pairwise((*lines, "")):
        category = unicodedata.category(sign)
        if category == "Zs" or sign in _BLANKS:
            kept.append("\n" if sign == "\n" else " ")
        elif _is_seen(sign, category, kept[-1:], following, marks):
            kept.append(sign)
        else:
            continue
        marks = marks + 1 if category in _MARKS else 0
    # Once more: what was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", "".join(kept))


def deceives(text: str) -> bool:
    """Whether it holds controls or turns letters around, so that nobody reads what is there."""
    return _DECEIVING.search(text) is not None


def _is_seen(sign: str, category: str, before: list[str], following: str, marks: int) -> bool:
    last = before[0] if before else " "
    if sign == _ZWJ:
        return _is_pictured(last) and _is_picture(following)
    if sign in _VARIANTS:
        return sign in _PICTURE_STYLES and (_is_picture(last) or following == _KEYCAP)
    if category in _HIDDEN or sign in _UNSEEN or _is_no_character(sign):
        return False
    return category not in _MARKS or (not last.isspace() and marks < MARKS_PER_LETTER_MAX)


def _is_picture(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign) == "So"


def _is_pictured(sign: str) -> bool:
    """A picture, its style, or the colour of its skin."""
    return _is_picture(sign) or sign in _PICTURE_STYLES or "\U0001f3fb" <= sign <= "\U0001f3ff"


def _is_no_character(sign: str) -> bool:
    return ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def quoted(text: str) -> str:
    """The text as part of a sentence of ours: `plain`, and isolated where it runs right to left.

    It cannot turn the words and numbers around it then.
    """
    shown = plain(text)
    if shown.isascii() or not _turns(shown):
        return shown
    return f"{_FIRST_ISOLATE}{shown}{_END_OF_ISOLATE}"


def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
