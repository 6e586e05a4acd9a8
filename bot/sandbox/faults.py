"""Faults on demand: what the network and Telegram do on a bad day."""

import random
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class TooMany:
    """429 with ``parameters.retry_after`` in seconds."""

    retry_after: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """403: bot was blocked by the user."""


@dataclass(frozen=True, slots=True)
class ServerError:
    """500 as JSON; 502 and 504 as the HTML page of the proxy in front. Nothing was applied."""

    code: int = 500


@dataclass(frozen=True, slots=True)
class Slow:
    """Applied at once, answered ``seconds`` later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hang:
    """Not applied, no answer for ``seconds``, then the connection breaks."""

    seconds: float


@dataclass(frozen=True, slots=True)
class ResetAfter:
    """Applied, but the connection breaks before the answer: the caller cannot know."""


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """The webhook's 2xx gets lost, so Telegram delivers again (method ``webhook``)."""


Kind: TypeAlias = TooMany | Blocked | ServerError | Slow | Hang | ResetAfter | LostAnswer


@dataclass(frozen=True, slots=True)
class Fault:
    """Strikes calls of ``method`` to ``chat_id`` (None: any).

    ``times`` limits how often; ``share`` (0..1) leaves it to a seeded chance. With ``method``
    ``webhook`` the chat is the queue of the update.
    """

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = None
    share: float = 1.0

    def fits(self, method: str, chat_id: str) -> bool:
        if self.method is None and (method == "webhook") != (self.kind == LostAnswer()):
            return False
        if self.method is not None and self.method.lower() != method:
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id


class Faults:
    """The faults in force, asked on every call; the first that fits strikes."""

    def __init__(self, seed: int = 0) -> None:
        self._left: dict[Fault, int | None] = {}
        self._chance = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def add(self, fault: Fault) -> None:
        self._left[fault] = fault.times

    @property
    def on(self) -> bool:
        """Whether any may still strike."""
        return any(left != 0 for left in self._left.values())

    def clear(self) -> None:
        self._left.clear()

    def strike(self, method: str, chat_id: str) -> Kind | None:
        """Tell what happens to this call; ``method`` in lower case."""
        for fault in self._left:
            if fault.fits(method, chat_id) and self._falls(fault):
                return fault.kind
        return None

    def _falls(self, fault: Fault) -> bool:
        left = self._left[fault]
        if left == 0 or (fault.share < 1 and self._chance.random() >= fault.share):
            return False
        if left is not None:
            self._left[fault] = left - 1
        return True
