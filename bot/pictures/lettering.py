"""Words that fit into a picture: drawable with the bundled font, as long as there is room."""

import unicodedata
from collections.abc import Callable

CHARACTERS_MAX = 200  # characters looked at; whatever is longer is cut anyway
_DRAWABLE = frozenset("·…±“”’")  # beyond ASCII, what Pillow's bundled font knows
_SPELLED = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "‘": "’"})


def plain(text: str) -> str:
    """Return one line of drawable letters: no accents, emoji, other scripts or controls."""
    spelled = unicodedata.normalize("NFKD", text[:CHARACTERS_MAX].translate(_SPELLED))
    kept = (letter if _drawable(letter) else " " * letter.isspace() for letter in spelled)
    return " ".join("".join(kept).split())


def fitting(text: str, room: float, width: Callable[[str], float]) -> str:
    """Return the text, or as much of it as `room` allows, ending in an ellipsis."""
    if width(text) <= room:
        return text
    cuts = (text[:end].rstrip(" ,.-") + "…" for end in range(len(text) - 1, 0, -1))
    return next((cut for cut in cuts if width(cut) <= room), "")


def metres(value: float) -> str:
    """Return a distance as one says it: `3 m`, `340 m`, `1,2 km`, `30 km`; never `0 m`."""
    if round(value) < 1000:
        return f"{max(1, round(value))} m"
    kilometres = f"{value / 1000:.1f}" if value < 9_950 else f"{value / 1000:.0f}"
    return kilometres.removesuffix(".0").replace(".", ",") + " km"


def _drawable(letter: str) -> bool:
    return " " <= letter <= "~" or letter in _DRAWABLE
