"""How a long import tells how far it is, and what it has changed before that is weighed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.records.audit import Change

# What is being done, how much of it, of about how much.
Tick = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Watch:
    """Whoever waits for an import; `changed` is called once all of it is written."""

    tick: Tick
    changed: Callable[[Sequence[Change]], None]
