"""Match a file's first row against the columns of its kind, whatever their order and case."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.law.fault import nearest
from handlers.usecases.importing.fault import Fault, ImportRefused
from handlers.usecases.importing.parse import shown


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of a kind's columns, and those without which a file makes no sense."""

    names: tuple[str, ...]
    needed: frozenset[str]


def columns(text: str) -> Columns:
    """`columns("kode nama induk?")`: a question mark marks what may be missing."""
    names = text.split()
    needed = frozenset(name for name in names if not name.endswith("?"))
    return Columns(tuple(name.rstrip("?") for name in names), needed)


def match(file: str, row: int, titles: Sequence[str], known: Columns) -> list[str | None]:
    """The column of each title, None for empty ones; ImportRefused tells all that is wrong."""
    found = [name_of(title) for title in titles]
    faults = [
        Fault(file, row, shown(title), f"kolom ini tidak dikenal{nearest(name, known.names)}")
        for title, name in zip(titles, found, strict=True)
        if name and name not in known.names
    ]
    counts = Counter(filter(None, found))
    faults += [Fault(file, row, n, "kolom ini ada dua kali") for n, c in counts.items() if c > 1]
    faults += [
        Fault(file, row, name, "kolom ini belum ada")
        for name in known.names
        if name in known.needed and name not in counts
    ]
    if faults:
        raise ImportRefused(faults)
    return [name or None for name in found]


def name_of(title: str) -> str:
    """`Berlaku Sejak` is `berlaku_sejak`."""
    return re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")
