"""Weighing an act on past days: noted in an open month, refused in a closed one.

What is closed is closed for writers too (Pasal 13 ayat (4), AMB-28): an act that would change a
day of a closed month is taken back whole. One that changes days of an open month tells which, and
whoever called it keeps it only once somebody has agreed to just that.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from contextlib import aclosing
from datetime import date
from uuid import UUID

from core.law.closing import Closed, closed
from core.month.day_deriver import DayDeriver
from core.month.day_state import State
from core.month.effect import Reach, Turn, differing, turns
from core.month.past_days import COUNTED, ChangedDay, PastDays
from core.month.record import Record
from db.people import office
from db.records import before, reader
from db.records.before import Before
from handlers.texts.past_days import describe_refusal
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused

CHANGED = "hari yang sudah lewat berubah"
DAYS_AT_ONCE = 25_000  # of all people of a page: however far an act reaches, memory stays flat


async def weigh(act: Act, reaches: Sequence[Reach], about: UUID | None = None) -> PastDays:
    """Compare the days that are over before and after what was written, and note what changed.

    `Refused` where a day of a closed month differs.
    """
    found = PastDays()
    async with aclosing(_changed(act, reaches)) as changed:
        async for each in changed:
            found.add(each)
            if found.closed.total() >= COUNTED:
                break
    if found.closed:
        raise Refused(describe_refusal(act.region, found, act.now))
    if found.open:
        detail = {f"{month:%Y-%m}": f"{days} hari" for month, days in found.open.items()}
        await act.note(CHANGED, detail, about=about)
    return found


async def _changed(act: Act, reaches: Sequence[Reach]) -> AsyncGenerator[ChangedDay, None]:
    """Each day once, though several reaches hold it; read and derived some people at a time."""
    region, seen = act.region, list[tuple[Collection[UUID], Collection[date]]]()
    since = region.regulation.peraturan.berlaku_sejak
    bearing = [(each.people, each.over(since, act.today)) for each in reaches]
    if not any(dates for _, dates in bearing):
        return
    async with before.before(act.db, region) as past:
        stood = await past.organisation()
        stands = await office.load(act.db, region.code, region.zone)
        for people, dates in bearing:
            if people is None:
                dates = differing(region.regulation, stood, stands, dates)  # noqa: PLW2901
            was, then = (
                DayDeriver(region.regulation, each, dates, act.now, region.zone)
                for each in (stood, stands)
            )
            async for one, after in _both(act, past, people, dates):
                for turn in turns(was.days(one), then.days(after)):
                    if not any(one.employee in who and turn.date in days for who, days in seen):
                        yield ChangedDay(one.employee, one.name, turn, _shut(act, turn))
            if people is not None:
                seen.append((people, frozenset(dates)))


def _shut(act: Act, turn: Turn) -> Closed | None:
    """The closed month of a day; what is under review waits for its outcome longer (AMB-71)."""
    if turn.before is not None and turn.before.state is State.UNDER_REVIEW:
        return None
    return closed(act.region.regulation, turn.date, act.now, act.region.zone)


async def _both(
    act: Act, past: Before, people: frozenset[UUID] | None, dates: Sequence[date]
) -> AsyncIterator[tuple[Record, Record]]:
    """Everybody, or these people, as they stood before and as they stand now.

    Whoever is new stood nowhere before, and has no days that could change.
    """
    if not dates:
        return
    at_once = min(reader.PAGE_PEOPLE, max(1, DAYS_AT_ONCE // len(dates)))
    async for page in past.pages(people, dates[0], dates[-1], at_once):
        ids = [each.employee for each in page]
        found = await reader.read(act.db, act.region.code, ids, dates[0], dates[-1])
        for each in page:
            yield each, found[each.employee]
