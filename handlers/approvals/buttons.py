"""The data of the buttons of cards and of the list of what waits, in the 64 bytes there are."""

from dataclasses import dataclass
from uuid import UUID

REFUSE, ALL = "tolak", "semua"  # what every kind of card calls them
LIST = "l"  # what the buttons of the list of what waits begin with


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says: the verb, the card, and the number of one of the cases on it."""

    verb: str
    card: UUID
    number: int = 1


def data(kind: str, verb: str, card: UUID, number: int | None = None) -> str:
    """`kind` is what the buttons of a kind begin with; `number` where a card holds several."""
    tail = "" if number is None else f":{number}"
    return f"{kind}:{verb}:{card.hex}{tail}"


def listed(verb: str, person: UUID, page: int = 0) -> str:
    """A button in, or on the way to, the list of what waits."""
    return data(LIST, verb, person, page)


def read(data: str) -> Press | None:
    """What a button about one thing says; None where nobody here wrote it."""
    try:
        _, verb, key = data.split(":")
        return Press(verb, UUID(key))
    except ValueError:
        return None


def read_numbered(data: str) -> Press | None:
    """What a button about one of several things says; None where nobody here wrote it."""
    try:
        _, verb, key, number = data.split(":")
        return Press(verb, UUID(key), int(number))
    except ValueError:
        return None
