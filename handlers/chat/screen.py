"""What a message on a screen shows, and as of which state it was drawn."""

from dataclasses import dataclass
from uuid import UUID

CLOSED = "tutup"  # decided, withdrawn or lapsed: the same on every screen
REPLACED = "lama"  # a newer message of the same chat has what this one lacks
_OWN = "milik "
_OTHERS = "lain "


@dataclass(frozen=True, slots=True)
class Screen:
    """Which card a message shows, or what somebody filed, and as of what it was drawn.

    A message whose `as_of` is no longer what its reader should see is drawn anew.
    """

    card: UUID
    as_of: str


def own_as_of(state: str) -> str:
    """As of what the message stands that tells a person of what they filed themselves."""
    return f"{_OWN}{state}"


def is_own(as_of: str | None) -> bool:
    return (as_of or "").startswith(_OWN)


def others_as_of(decider: UUID | None) -> str:
    """As of what a card stands whose reader does not decide it any more: `decider` does."""
    return f"{_OTHERS}{decider and decider.hex}"
