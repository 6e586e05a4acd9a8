"""What waits for somebody beside cases: cards that went to all who may press them, once each."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from handlers.chat.notification import Notification
from handlers.usecases.act import Act

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pile(Generic[T]):
    """Cards of one sort, found again by whoever may press their buttons.

    `code` stands in the data of buttons. `short` is the label of its button, `counted` follows the
    number of cards in a line. `waiting` is what waits for the person who acts, the oldest first,
    by the same right as each button of its card asks for; `draw` makes the card of one of these.
    """

    code: str
    short: str
    counted: str
    waiting: Callable[[Act, UUID], Awaitable[Sequence[T]]]
    draw: Callable[[Act, T], Awaitable[Notification]]


Piles = Sequence[Pile[Any]]
