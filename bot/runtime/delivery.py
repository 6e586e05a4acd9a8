"""A delivery: an update to handle, and its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handlers.chat.event import Incoming


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event, and the update as it came, to be kept should the event raise a bug."""

    event: Incoming
    body: Mapping[str, Any]


class Outcome(StrEnum):
    DONE = "done"
    SEEN = "seen"
    DEAD = "dead"
    UNAVAILABLE = "unavailable"
    NOTHING = "nothing"  # a dead letter that was too late to do anything
