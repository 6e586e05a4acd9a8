"""The only place that reads a clock: real time in service, a virtual one in the sandbox."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever tells the time: an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the one place


class VirtualClock:
    """Stands still until it is moved; shared by the sandbox and the bot it talks to."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def travel(self, to: datetime) -> None:
        """Jump to an instant; time never runs backwards."""
        if to < self._now:
            raise ValueError(f"the clock stands at {self._now}, {to} is in the past")
        self._now = to.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        self.travel(self._now + by)
