"""The journal of calls that reached the sandbox, for tests to assert on."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Call:
    """``params`` are the strings that arrived, ``files`` the names of uploaded parts.

    ``outcome`` is ``ok`` or Telegram's refusal.
    """

    at: datetime
    bot_id: int
    method: str
    params: Mapping[str, str]
    outcome: str
    files: tuple[str, ...] = ()

    @property
    def chat_id(self) -> str:
        return self.params.get("chat_id", "")


@dataclass(slots=True)
class Journal:
    """The newest ``keep`` calls, and how often each method came to each outcome code."""

    keep: int
    calls: deque[Call] = field(init=False)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.calls = deque(maxlen=self.keep)

    def write(self, call: Call, code: int) -> None:
        self.calls.append(call)
        self.counts[call.method, code] += 1

    def find(self, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        """List accepted and refused calls, oldest first."""
        return [
            call
            for call in self.calls
            if method in {None, call.method} and (chat_id is None or call.chat_id == str(chat_id))
        ]

    def accepted(self, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        return [call for call in self.find(method, chat_id) if call.outcome == "ok"]
