"""Failures by row: one bad row is logged, counted and shown, the rest goes on."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from bot.runtime.metrics import FAILED
from db.engine import is_unavailable

log = structlog.get_logger()

R = TypeVar("R")


@dataclass(slots=True)
class Failures:
    """What could not be done the last time it was tried, by work, region and row."""

    rows: dict[tuple[str, str, str], str] = field(default_factory=dict)

    async def apart(
        self,
        work: str,
        region: str,
        rows: Sequence[R],
        do: Callable[[Sequence[R]], Awaitable[object]],
    ) -> None:
        """Do all rows together, or where one raises each by itself.

        A database that cannot now is no fault of a row: that surfaces.
        """
        try:
            await do(rows)
        except Exception as error:
            if is_unavailable(error):
                raise
            if len(rows) == 1:
                self._note((work, region, str(rows[0])), error)
                return
        else:
            for row in rows:
                self.rows.pop((work, region, str(row)), None)
            return
        for row in rows:
            await self.apart(work, region, [row], do)

    def left(self, work: str, region: str, rows: Iterable[object]) -> None:
        """Of a work of a region only these came up this time; what else had failed is over."""
        keys = {(work, region, str(row)) for row in rows}
        gone = [each for each in self.rows if each[:2] == (work, region) and each not in keys]
        for each in gone:
            del self.rows[each]

    def _note(self, row: tuple[str, str, str], error: Exception) -> None:
        """Counted each time, told in the log once."""
        work, region, key = row
        FAILED.labels(work, region).inc()
        if row not in self.rows:
            log.error("row failed", work=work, region=region, row=key, exc_info=error)
        self.rows[row] = type(error).__name__
