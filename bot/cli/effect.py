"""What an administrator's act makes of days that are over: shown, agreed to, or refused.

What is closed is closed for writers too (Pasal 13 ayat (4), AMB-28): an act that would change a
day of a closed month is taken back whole. One that changes days of an open month shows them and
asks. The question is put after the act was taken back, so that nobody waits at a gate for the
answer; then the act is done again, and must come to the same.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cli.days import Changed, Changes, refused, table
from bot.cli.desk import Desk, Problem, reader
from core.closing import closed
from core.effect import Reach, turns
from core.record import Deriving, Record
from core.region import Region
from db import audit, office, record

T = TypeVar("T")

CHANGED = "hari yang sudah lewat berubah"
AGREED = frozenset({"y", "ya"})

Yes = Annotated[
    bool, typer.Option("--ya", help="Setujui perubahan hari yang sudah lewat tanpa ditanya")
]


@dataclass(frozen=True, slots=True)
class Consent:
    """To any change of days of an open month, or to the very one that was shown."""

    given: bool = False
    shown: str | None = None


class Unagreed(Problem):
    """The act changes days that are over, and nobody has agreed to just that yet."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            "Tidak ada yang disimpan: hari yang sudah lewat berubah. Periksa daftarnya. Bila "
            "sudah benar, ulangi perintah ini dengan --ya."
        )
        self.digest = digest


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was just written, in its transaction, and by whom."""

    desk: Desk
    db: AsyncConnection
    region: Region
    now: datetime
    actor: str
    employee: UUID | None = None


async def agreed(act: Callable[[Consent], Awaitable[T]], *, yes: bool) -> T:
    """Carry out an act that asks `weigh`; where it has to be agreed to, a second time."""
    try:
        return await act(Consent(given=yes))
    except Unagreed as asked:
        if not interactive():
            raise
        digest = asked.digest
    answer = await asyncio.to_thread(input, "Lanjutkan? [y/T] ")
    if answer.strip().casefold() not in AGREED:
        raise Problem("Dibatalkan; tidak ada yang disimpan.")
    return await act(Consent(shown=digest))


def interactive() -> bool:
    """Whether somebody sits there who could answer."""
    return sys.stdin.isatty()


async def weigh(act: Act, reach: Reach | None, consent: Consent) -> None:
    """Compare the days that are over before and after what was written, and note what changed.

    Problem where a day of a closed month differs; Unagreed where one of an open month does, and
    nobody agreed to it. Either ends the transaction.
    """
    found = Changes()
    if reach is not None:
        async with aclosing(_changed(act, reach)) as changed:
            async for each in changed:
                found.add(each)
    if found.closed:
        raise Problem(refused(act.region, found, act.now))
    if not found.open:
        return
    if consent.shown != found.digest:
        table(act.desk, found)
    if not consent.given and consent.shown != found.digest:
        raise Unagreed(found.digest)
    await audit.note(
        act.db,
        region=act.region.code,
        at=act.now,
        actor=act.actor,
        action=CHANGED,
        employee=act.employee,
        detail={f"{month:%Y-%m}": f"{days} hari" for month, days in found.open.items()},
    )


async def _changed(act: Act, reach: Reach) -> AsyncGenerator[Changed, None]:
    """Month by month and page by page: memory stays flat, however far the act reaches back."""
    region = act.region
    today = act.now.astimezone(region.zone).date()
    dates = reach.over(region.regulation.peraturan.berlaku_sejak, today)
    if not dates:
        return
    async with reader(act.desk) as engine:
        async with engine.connect() as before:
            stood = await office.load(before, region.code, region.zone)
        stands = await office.load(act.db, region.code, region.zone)
        for some in _by_month(dates):
            was, then = (
                Deriving(region.regulation, each, some, act.now, region.zone)
                for each in (stood, stands)
            )
            async for page in _pages(engine, region.code, reach.people, some):
                for one, after in await _again(act, page, some):
                    for turn in turns(was.days(one), then.days(after)):
                        shut = closed(region.regulation, turn.date, act.now, region.zone)
                        yield Changed(one.employee, one.name, turn, shut)


def _by_month(dates: Sequence[date]) -> Iterator[list[date]]:
    for _, days in groupby(dates, lambda day: day.replace(day=1)):
        yield list(days)


async def _pages(
    engine: AsyncEngine, region: str, people: frozenset[UUID] | None, dates: Sequence[date]
) -> AsyncIterator[Sequence[Record]]:
    """As it stood before: whoever is new has no days that could change."""
    if people is None:
        async for page in record.pages(engine, region, dates[0], dates[-1]):
            yield page
        return
    order = sorted(people)
    for first in range(0, len(order), record.PAGE):
        some = order[first : first + record.PAGE]
        async with engine.connect() as before:
            yield list((await record.read(before, region, some, dates[0], dates[-1])).values())


async def _again(
    act: Act, page: Sequence[Record], dates: Sequence[date]
) -> list[tuple[Record, Record]]:
    """The same people as they stand now."""
    ids = [each.employee for each in page]
    found = await record.read(act.db, act.region.code, ids, dates[0], dates[-1])
    return [(each, found[each.employee]) for each in page]
