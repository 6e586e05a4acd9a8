"""How a console shows what was and what is: `tempat SETDA: radius 100 → 5000`."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from db.records.audit import Change, Values

NOTHING = "(kosong)"


def table(changes: Sequence[Change]) -> Table:
    """One row for each value that was there before and is another one now."""
    made = Table("apa", "isi", "sebelum", "sesudah")
    for change in changes:
        for name, before, after in _values(change):
            cells = (
                f"{change.what} {change.about}",
                name,
                describe_value(before),
                describe_value(after),
            )
            made.add_row(*(Text(cell) for cell in cells))
    return made


def sentence(change: Change) -> str:
    """All of a change in one line."""
    words = ", ".join(_words(*each) for each in _values(change))
    return f"{change.what} {change.about}: {words}"


def _words(name: str, before: object, after: object) -> str:
    return f"{name} {describe_value(before)} → {describe_value(after)}"


def _values(change: Change) -> Iterator[tuple[str, Any, Any]]:
    before: Values = change.before or {}
    after: Values = change.after or {}
    for name in dict.fromkeys([*before, *after]):
        was, is_ = before.get(name), after.get(name)
        if was != is_:
            yield name, was, is_


def describe_value(value: object) -> str:
    """A value of JSON in few words."""
    match value:
        case None | "":
            return NOTHING
        case bool():
            return "ya" if value else "tidak"
        case float():
            return f"{value:.10g}"
        case list() | tuple():
            return " ".join(describe_value(each) for each in value) or NOTHING
        case _:
            return str(value)
