"""Health of the line to a platform: since when nothing gets through."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from bot.runtime.metrics import NOTHING_SENT_SINCE

log = structlog.get_logger()

GIVE_UP = timedelta(hours=24)
# Longer without anything sent is no sign of a working line: a night is, a day is not.
SILENT = timedelta(hours=12)
ALARMING = timedelta(minutes=5)


@dataclass(slots=True)
class Line:
    """What one bot's last tries tell; in memory only, so a new start knows nothing yet."""

    region: str
    _worked: datetime | None = None
    _works_since: datetime | None = None
    _fails_since: datetime | None = None
    _why: str = ""
    _told: bool = False

    def works(self, now: datetime) -> None:
        """The platform took a message, or said of this very one why not."""
        if self._worked is None or now - self._worked > SILENT:
            self._works_since = now
        self._worked, self._fails_since = now, None
        NOTHING_SENT_SINCE.labels(self.region).set(0)
        if self._told:
            log.info("messages are sent again", region=self.region)
            self._told = False

    def fails(self, now: datetime, why: str, *, for_all: bool) -> None:
        """A message did not get through; `for_all` where no other one can, either."""
        self._fails_since, self._why = self._fails_since or now, why
        NOTHING_SENT_SINCE.labels(self.region).set(self._fails_since.timestamp())
        if not self._told and (for_all or now - self._fails_since >= ALARMING):
            self._told = True
            log.error("nothing is sent; answers are kept", region=self.region, why=why)

    @property
    def trouble(self) -> str | None:
        """What an operator has to know, in one sentence; None while messages get through."""
        if not self._told or self._fails_since is None:
            return None
        since = f"{self._fails_since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return f"nothing is sent for {self.region} since {since}: {self._why}"

    def is_hopeless(self, written: datetime, now: datetime) -> bool:
        """Whether others got through for a day while a message, written then, did not.

        While nothing gets through it is not the message's fault, and it is kept.
        """
        if self._worked is None or self._works_since is None or now - self._worked > SILENT:
            return False
        return now - max(written, self._works_since) > GIVE_UP
