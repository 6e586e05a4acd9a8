"""Where the buttons of the clock lead."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from bot.demo import time_travel
from bot.demo.phone import Unfit
from bot.demo.session import Session
from bot.demo.stops import next_at
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


async def carry_on(session: Session, move: Move) -> None:
    """Move the clock as a button says; `Unfit` where that would be the past."""
    if isinstance(move, Go):
        session.go_on(running=move.act == "run")
        return
    goal = await _goal(session, move)
    if goal < session.env.clock.now():
        raise Unfit("Jam di sini sudah melewati saat itu; waktu tidak bisa mundur.")
    await session.travel(goal)


async def _goal(session: Session, move: Now | At | Hours | WorkingDays | MonthEnd) -> datetime:
    now = session.env.clock.now()
    match move:
        case Now():
            return SystemClock().now()
        case At(_, at, region):
            return next_at(now, at, _region(session, region).zone)
        case Hours(_, count):
            return now + timedelta(hours=count)
        case WorkingDays(_, count, region):
            return await time_travel.working_days(session.env, _region(session, region), count)
        case MonthEnd(_, region):
            return time_travel.month_end(now, _region(session, region).zone)
        case _:
            assert_never(move)


def _region(session: Session, code: str) -> Region:
    region = session.env.service.app.regions.get(code)
    if region is None:
        raise Unfit("Daerah itu tidak ada di sini.")
    return region
