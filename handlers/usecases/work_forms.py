"""Daily work as Form D has it: what somebody made, what their days credit, and who verifies it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.month.day_state import Day
from core.organisation.region import Region
from core.reports.person import Signatory, head
from core.reports.work import Work, credit, work
from core.work.activity import state_at
from db.people import signatory, verifier
from db.records import activity
from db.records import correction as corrections
from db.records.activity import Activity
from db.records.correction import Correction
from handlers.usecases.signatories import NOBODY, person


@dataclass(frozen=True, slots=True)
class Done:
    """What some people filed over some dates, and what of it was corrected, the newest last."""

    activities: Mapping[UUID, Sequence[Activity]]
    corrections: Mapping[UUID, Sequence[Correction]]

    def of(self, who: UUID, days: Collection[date], as_of: datetime) -> list[Activity]:
        """Somebody's activities of some dates as they stood at an instant."""
        filed = self.activities.get(who, ())
        return [
            self._then(each, as_of)
            for each in filed
            if each.date in days and each.filed_at <= as_of
        ]

    def _then(self, item: Activity, as_of: datetime) -> Activity:
        agreed = self.corrections.get(item.id, ())
        before = [each.minutes for each in agreed if each.decided_at and each.decided_at <= as_of]
        decided = item.decided_at is not None and item.decided_at <= as_of
        state = state_at(item.state if decided else None, item.due_at, as_of)
        minutes = before[-1] if before else None
        if (item.state, item.corrected) == (state, minutes):  # as nearly all of thousands
            return item
        return replace(item, state=state, corrected=minutes)


def together(pages: Iterable[Done]) -> Done:
    """What was read of some people at a time."""
    activities: dict[UUID, Sequence[Activity]] = {}
    agreed: dict[UUID, Sequence[Correction]] = {}
    for each in pages:
        activities |= each.activities
        agreed |= each.corrections
    return Done(activities, agreed)


async def read(
    db: AsyncConnection, region: str, people: Collection[UUID], first: date, last: date
) -> Done:
    """What these people filed from one date to another, both included."""
    filed = await activity.of_people(db, region, people, first, last)
    by_activity: defaultdict[UUID, list[Correction]] = defaultdict(list)
    for each in await corrections.of_people(db, region, people, first, last):
        if each.activity is not None:
            by_activity[each.activity].append(each)
    for agreed in by_activity.values():
        agreed.sort(key=lambda each: (each.decided_at or each.asked_at, each.id))
    return Done(filed, by_activity)


def rows(done: Sequence[Activity], days: Sequence[Day]) -> tuple[Work, ...]:
    """The rows of Form D by date: what was made, then what the day itself credits (AMB-90)."""
    made = [_row(each) for each in done]
    credited = [credit(e.date, e.state.value.capitalize(), e.points) for e in days if e.points]
    return tuple(sorted((*made, *credited), key=lambda each: each.date))


def _row(item: Activity) -> Work:
    """Points are minutes (AMB-14), so how many of something was made stands with the output."""
    output = item.output or ""
    if output and item.quantity:
        output = f"{output} ({item.quantity})"
    state = item.state or State.PENDING
    found = work(item.date, item.kind, item.counted, item.description, state, output=output)
    if item.corrected is None:
        return found
    return replace(found, note=f"{found.note}, dikoreksi dari {item.minutes}")


async def superiors(
    db: AsyncConnection, region: Region, people: Sequence[UUID], day: date
) -> dict[UUID, Signatory]:
    """Who signs as whose superior on a date; empty lines where nobody is entered."""
    official = await verifier.official(db, region)
    above = await verifier.find(db, region.code, people, day, official)
    named = await signatory.named(db, region.code, {each for each in above.values() if each})
    return {each: head(person(named[by])) if by in named else NOBODY for each, by in above.items()}
