"""The only place that reads a clock: real time in service, a virtual one in the sandbox."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever tells the time: an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the one place


class VirtualClock:
    """Stands still, or runs from where it stands; shared by the sandbox and the bot it talks to."""

    def __init__(self, start: datetime) -> None:
        self._set = start.astimezone(UTC)
        self._since: float | None = None

    def now(self) -> datetime:
        if self._since is None:
            return self._set
        return self._set + timedelta(seconds=time.monotonic() - self._since)

    @property
    def set_at(self) -> datetime:
        """Where it was set when it was last moved, held or let run."""
        return self._set

    @property
    def running(self) -> bool:
        return self._since is not None

    def run(self) -> None:
        """Go on at the pace of real seconds."""
        self._set, self._since = self.now(), time.monotonic()

    def pause(self) -> None:
        self._set, self._since = self.now(), None

    def travel(self, to: datetime) -> None:
        """Jump to an instant; time never runs backwards."""
        now = self.now()
        if to < now:
            raise ValueError(f"the clock stands at {now}, {to} is in the past")
        self._set = to.astimezone(UTC)
        if self._since is not None:
            self._since = time.monotonic()

    def advance(self, by: timedelta) -> None:
        self.travel(self.now() + by)
