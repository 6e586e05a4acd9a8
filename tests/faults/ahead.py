"""The same process by the sandbox's clock, for the law counts from the times of both."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

from bot.composition import open_channels
from bot.runtime import scheduler
from bot.runtime.log import configure
from bot.runtime.service import serve
from bot.runtime.settings import Settings

AHEAD = "CLOCK_AHEAD"  # seconds, in the environment
CODE = "from tests.faults.ahead import main\nmain()\n"


class AheadClock:
    """A clock of its own that brings its own witnesses: it only is that of another day."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def main() -> None:
    # It looks for what silence has decided every second or so: between two kills a quarter of a
    # minute is long.
    scheduler.SWEEP_SECONDS = 1
    settings = Settings()
    configure(settings.log_format)
    clock = AheadClock(timedelta(seconds=float(os.environ[AHEAD])))
    asyncio.run(serve(settings, open_channels(settings), polling=False, clock=clock))
