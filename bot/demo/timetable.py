"""Where the buttons of the clock lead."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from bot.demo import journey
from bot.demo.phone import Unfit
from bot.demo.show import Show
from bot.runtime.clock import SystemClock
from core.organisation.region import Region

_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, config=_STRICT)
class Go:
    """Let the clock run, or hold it."""

    act: Literal["run", "pause"]


@checked(frozen=True, config=_STRICT)
class Now:
    """To the real present."""

    act: Literal["now"]


@checked(frozen=True, config=_STRICT)
class At:
    """To the next time that the clocks of a region show an hour."""

    act: Literal["at"]
    time: time
    region: str


@checked(frozen=True, config=_STRICT)
class Hours:
    """So many hours and a moment more: what runs out then has run out."""

    act: Literal["hours"]
    count: Annotated[int, Field(ge=1, le=1000)]


@checked(frozen=True, config=_STRICT)
class WorkingDays:
    act: Literal["working_days"]
    count: Annotated[int, Field(ge=1, le=60)]
    region: str


@checked(frozen=True, config=_STRICT)
class MonthEnd:
    act: Literal["month_end"]
    region: str


Move: TypeAlias = Annotated[
    Go | Now | At | Hours | WorkingDays | MonthEnd, Field(discriminator="act")
]
MOVE: TypeAdapter[Move] = TypeAdapter(Move)


async def carry_on(show: Show, move: Move) -> None:
    """Move the clock as a button says; `Unfit` where that would be the past."""
    if isinstance(move, Go):
        show.go_on(running=move.act == "run")
        return
    goal = await _goal(show, move)
    if goal < show.stage.clock.now():
        raise Unfit("Jam di sini sudah melewati saat itu; waktu tidak bisa mundur.")
    await show.travel(goal)


async def _goal(show: Show, move: Now | At | Hours | WorkingDays | MonthEnd) -> datetime:
    now = show.stage.clock.now()
    match move:
        case Now():
            return SystemClock().now()
        case At(_, at, region):
            return journey.next_at(now, at, _region(show, region).zone)
        case Hours(_, count):
            return now + timedelta(hours=count)
        case WorkingDays(_, count, region):
            return await journey.working_days(show.stage, _region(show, region), count)
        case MonthEnd(_, region):
            return journey.month_end(now, _region(show, region).zone)
        case _:
            assert_never(move)


def _region(show: Show, code: str) -> Region:
    region = show.stage.service.app.regions.get(code)
    if region is None:
        raise Unfit("Daerah itu tidak ada di sini.")
    return region
