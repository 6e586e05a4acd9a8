"""The words of an office's page: presence today, what is open of its month, who was nudged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from markupsafe import Markup

from core.organisation.helpdesk import TicketState
from handlers.chat.format import MONTHS, brief
from handlers.chat.reply import Button

BUTTON = "kn"  # what the buttons of an office's pages begin with
_KEY_CHARACTERS = 8


def key_of(office: str) -> str:
    """An office in the data of a button, which has no room for a code of any length."""
    return sha256(office.encode()).hexdigest()[:_KEY_CHARACTERS]


def data(verb: str, *parts: object) -> str:
    """The opaque data of a button: 2 + 2 + 9 + 7 + 3 + 33 + 4 bytes at most, of 64 there are."""
    return ":".join([BUTTON, verb, *map(str, parts)])


def month_key(month: date) -> str:
    """A month in the data of a button: `202604`."""
    return f"{month:%Y%m}"


def month_name(month: date) -> str:
    """`April 2026`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


@dataclass(frozen=True, slots=True)
class Count:
    """So many things of a kind, in the words that follow the number."""

    number: int
    counted: str


def open_lines(counts: Sequence[Count]) -> list[Markup]:
    """One line for each kind of open problem."""
    return [Markup("{} {}").format(each.number, each.counted) for each in counts]


def total(counts: Sequence[Count]) -> int:
    return sum(each.number for each in counts)


def reported(counts: Mapping[TicketState, int]) -> list[Markup]:
    """The inventory of the problems of a month, by state; nothing where none was reported."""
    said = [f"{number} {state.value}" for state, number in counts.items() if number]
    return [Markup("Masalah dilaporkan: {}").format(", ".join(said))] if said else []


def title(office: str, month: date) -> Markup:
    return Markup("<b>{}, {}</b>").format(brief(office), month_name(month))


def turning(page: int, last: int, verb: str, *parts: object) -> tuple[Button, ...]:
    """The ways to the pages before and after."""
    turns = {"Sebelumnya": page - 1, "Berikutnya": page + 1}
    fits = {label: other for label, other in turns.items() if 0 <= other <= last}
    return tuple(Button(label, data(verb, *parts, other)) for label, other in fits.items())
