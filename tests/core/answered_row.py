"""One row of the tables of answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What one question must answer; `article` None means that a decision answers, or nothing.

    `choice` is what the region may choose.
    """

    rule: str
    key: str
    value: object
    article: str | None
    decisions: tuple[str, ...] = ()
    choice: tuple[str, ...] = ()
