"""Pauses in work that takes long in this process, so that whoever stamps is answered first."""

import asyncio
from time import monotonic

BITE_SECONDS = 0.002  # of work without a pause, or one person's if that takes longer
REST_TIMES = 2  # a pause is so many times as long: a third of the time at most is worked
REST_SECONDS_MAX = 0.02  # what was waited for, and not worked at, asks for no longer one


class Rest:
    """Called between two pieces of the work: pauses where there was enough of it."""

    def __init__(self) -> None:
        self._since = monotonic()

    async def __call__(self) -> None:
        worked = monotonic() - self._since
        if worked >= BITE_SECONDS:
            await asyncio.sleep(min(REST_SECONDS_MAX, REST_TIMES * worked))
            self._since = monotonic()
