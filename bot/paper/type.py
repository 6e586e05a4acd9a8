"""Type on paper: the embedded font, what it can draw, and where a line breaks."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MM = 72 / 25.4
LINES_REMEMBERED = 4096  # letters of days and titles come again and again
LEADING = 1.22  # of the size: Liberation Sans stands as Arial does
MISSING = "□"  # in place of a letter that the font does not have

REGULAR, BOLD = "LiberationSans", "LiberationSans-Bold"
_FILES = {REGULAR: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf"}
_PART_OF_A_LETTER = frozenset({"Mn", "Me", "Cf"})
_PARTS = "-_/.,"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})  # would be drawn backwards


@cache
def font(name: str) -> TTFont:
    """Read a font once a process, and make it known to reportlab."""
    path = files("bot.paper") / "fonts" / _FILES[name]
    with path.open("rb") as file:
        found = TTFont(name, file)
    pdfmetrics.registerFont(found)
    return found


def drawable(text: str, name: str = REGULAR) -> str:
    """The text with a mark for each letter that the font lacks, so that nobody misses one.

    Emoji of several signs and letters with further accents are one mark each.
    """
    if text.isascii() and text.isprintable():
        return text
    known = font(name).face.charToGlyph
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if unicodedata.category(sign) in _PART_OF_A_LETTER:
            continue
        if sign.isspace():
            kept.append(" ")
        elif ord(sign) in known and unicodedata.bidirectional(sign) not in _RIGHT_TO_LEFT:
            kept.append(sign)
        elif kept[-1:] != [MISSING]:
            kept.append(MISSING)
    return "".join(kept)


@lru_cache(LINES_REMEMBERED)
def width_of(text: str, name: str, size: float) -> float:
    """How wide a line gets, in points."""
    font(name)
    return float(pdfmetrics.stringWidth(text, name, size))


@lru_cache(LINES_REMEMBERED)
def wrapped(text: str, name: str, size: float, room: float, first: float = 0) -> tuple[str, ...]:
    """The lines that fit into a room, in points; the first one has `first` less.

    A word that is wider than the room breaks where it has to. "" is one empty line.
    """
    lines: list[str] = []
    line, left = "", room - first
    for word in drawable(text, name).split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, name, size) <= left:
            line = longer
            continue
        if line:
            lines.append(line)
            left = room
        *full, line = _broken(word, name, size, left)
        lines += full
        left = room if full else left
    return (*lines, line)


def named(text: str, name: str, size: float, room: float) -> tuple[str, ...]:
    """A name with its degrees: where it must break, it does so before the degrees first."""
    whole, (bare, comma, degrees) = wrapped(text, name, size, room), text.partition(", ")
    without = wrapped(f"{bare},", name, size, room)
    if not comma or len(whole) == 1 or len(without) > 1:
        return whole
    return (*without, *wrapped(degrees, name, size, room))


def balanced(text: str, name: str, size: float, room: float) -> tuple[str, ...]:
    """As few lines as `wrapped` has, and as even as they can be, as a title stands."""
    lines = wrapped(text, name, size, room)
    while len(narrower := wrapped(text, name, size, room := room - size)) == len(lines) > 1:
        lines = narrower
    return lines


def cut(lines: Sequence[str], most: int) -> Sequence[str]:
    """At most so many lines; that some are missing shows."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def _broken(word: str, name: str, size: float, room: float) -> Iterator[str]:
    while width_of(word, name, size) > room and len(word) > 1:
        most = next(
            (n for n in range(len(word) - 1, 1, -1) if width_of(word[:n], name, size) <= room), 1
        )
        # Behind a sign that parts it, such as those of a file's name, if that leaves a fair line.
        parted = max(word.rfind(sign, most // 2, most) for sign in _PARTS)
        end = parted + 1 or most
        yield word[:end]
        word = word[end:]
    yield word
