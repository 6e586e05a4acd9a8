"""What an administrator's act makes of days that are over: shown, agreed to, or refused.

What is closed is closed for writers too (Pasal 13 ayat (4), AMB-28): an act that would change a
day of a closed month is taken back whole. One that changes days of an open month shows them and
asks. The question is put after the act was taken back, so that nobody waits at a gate for the
answer; then the act is done again, and must come to the same.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cli.days import COUNTED, Changed, Changes, refused, table
from bot.cli.desk import Desk, Problem, reader
from core.law.closing import closed
from core.month.effect import Reach, differing, turns
from core.month.record import DayDeriver, Record
from core.organisation.region import Region
from db.people import office
from db.records import audit
from db.records import reader as records

T = TypeVar("T")

CHANGED = "hari yang sudah lewat berubah"
AGREED = frozenset({"y", "ya"})
DAYS_AT_ONCE = 25_000  # of all people of a page: however far an act reaches, memory stays flat

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


async def weigh(act: Act, reaches: Sequence[Reach], consent: Consent) -> None:
    """Compare the days that are over before and after what was written, and note what changed.

    Problem where a day of a closed month differs; Unagreed where one of an open month does, and
    nobody agreed to it. Either ends the transaction.
    """
    found = Changes()
    async with aclosing(_changed(act, reaches)) as changed:
        async for each in changed:
            found.add(each)
            if found.closed.total() >= COUNTED:
                break
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


async def _changed(act: Act, reaches: Sequence[Reach]) -> AsyncGenerator[Changed, None]:
    """Each day once, though several reaches hold it; read and derived some people at a time."""
    region, seen = act.region, list[tuple[Collection[UUID], Collection[date]]]()
    today = act.now.astimezone(region.zone).date()
    since = region.regulation.peraturan.berlaku_sejak
    bearing = [(each.people, each.over(since, today)) for each in reaches]
    if not any(dates for _, dates in bearing):
        return
    async with reader(act.desk) as engine:
        async with engine.connect() as before:
            stood = await office.load(before, region.code, region.zone)
        stands = await office.load(act.db, region.code, region.zone)
        for people, dates in bearing:
            if people is None:
                dates = differing(region.regulation, stood, stands, dates)  # noqa: PLW2901
            was, then = (
                DayDeriver(region.regulation, each, dates, act.now, region.zone)
                for each in (stood, stands)
            )
            async for one, after in _both(act, engine, people, dates):
                for turn in turns(was.days(one), then.days(after)):
                    if not any(one.employee in who and turn.date in days for who, days in seen):
                        shut = closed(region.regulation, turn.date, act.now, region.zone)
                        yield Changed(one.employee, one.name, turn, shut)
            if people is not None:
                seen.append((people, frozenset(dates)))


async def _both(
    act: Act, engine: AsyncEngine, people: frozenset[UUID] | None, dates: Sequence[date]
) -> AsyncIterator[tuple[Record, Record]]:
    """Everybody, or these people, as they stood before and as they stand now.

    Whoever is new stood nowhere before, and has no days that could change.
    """
    if not dates:
        return
    at_once = min(records.PAGE_PEOPLE, max(1, DAYS_AT_ONCE // len(dates)))
    async for page in _pages(engine, act.region.code, people, dates, at_once):
        ids = [each.employee for each in page]
        found = await records.read(act.db, act.region.code, ids, dates[0], dates[-1])
        for each in page:
            yield each, found[each.employee]


async def _pages(
    engine: AsyncEngine,
    region: str,
    people: frozenset[UUID] | None,
    dates: Sequence[date],
    at_once: int,
) -> AsyncIterator[Sequence[Record]]:
    if people is None:
        async for page in records.pages(engine, region, dates[0], dates[-1], at_once):
            yield page
        return
    order = sorted(people)
    for first in range(0, len(order), at_once):
        some = order[first : first + at_once]
        async with engine.connect() as before:
            yield list((await records.read(before, region, some, dates[0], dates[-1])).values())
