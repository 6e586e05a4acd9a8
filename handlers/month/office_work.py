"""The daily work of an office in a month, as the reports of E-Kinerja have it (AMB-29)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.month.day_state import WITHOUT_WORK
from core.month.day_state import State as DayState
from core.organisation.calendar import DayOff, Hours
from core.reports.person import Signatory, head
from core.reports.work import Work, WorkReport, WorkTotal, work
from core.work.activity import kept
from core.work.progress import progress
from db.people import signatory, verifier
from db.records import activity
from db.records.activity import Activity
from handlers.chat.paper import Source
from handlers.usecases.office_month import OfficeMonth, PersonMonth
from handlers.usecases.signatories import NOBODY, person
from handlers.work.approval import KIND


@dataclass(frozen=True, slots=True)
class OfficeWork:
    """The activities of everybody of an office in a month, and who signs for whom."""

    source: Source
    month: OfficeMonth
    done: Mapping[UUID, Sequence[Activity]]
    superiors: Mapping[UUID, Signatory]

    @property
    def is_kept(self) -> bool:
        """Whether the regulation knows daily work in this month."""
        law = self.source.region.regulation
        return any(kept(law, day) for day in (self.month.first, self.month.last))

    def report(self, each: PersonMonth) -> WorkReport:
        """Form D of somebody, without the word MANUAL."""
        offices = self.month.organisation.offices
        unit = each.office
        return WorkReport(
            month=self.month.first,
            person=person(each.who, offices[unit].name if unit else self.month.name),
            works=tuple(self._work(one) for one in self._of(each)),
            working_days=_working_days(self._hours(each)),
            superior=self.superiors[each.who.employee],
            manual=False,
        )

    def total(self, each: PersonMonth) -> WorkTotal:
        """Their line in the summary; whoever has moved has no target of one office alone.

        What was reported and received of their work stands (AMB-82).
        """
        if each.kept and len({day.date for line in each.kept for day in line.days}) == len(
            each.days
        ):
            return _reported(each)
        hours, works = self._hours(each), self._of(each)
        found = progress(
            self.source.region.regulation,
            hours,
            [(one.date, self._state(one), one.minutes) for one in works],
            self.month.last,
            {day.date: day.points for day in each.days if day.points},
            {day.date for day in each.days if day.state is DayState.UNUSED},
        )
        target = None if each.moved else found.target
        return WorkTotal(person(each.who), _working_days(hours), len(works), found.counted, target)

    def _of(self, each: PersonMonth) -> list[Activity]:
        """What somebody did on the days that count here."""
        here = {day.date for day in each.days}
        return [one for one in self.done.get(each.who.employee, ()) if one.date in here]

    def _state(self, one: Activity) -> State:
        return KIND.state(self.source.region, one, self.source.now)

    def _work(self, one: Activity) -> Work:
        """Points are minutes (AMB-14), so how many of something was made stands with the output."""
        made = one.output or ""
        output = f"{made} ({one.quantity})" if made and one.quantity else made
        state = self._state(one)
        return work(one.date, one.kind, one.minutes, one.description, state, output=output)

    def _hours(self, each: PersonMonth) -> list[Hours | DayOff]:
        return each.hours(self.source.region, self.month.organisation)


def _reported(each: PersonMonth) -> WorkTotal:
    working = sum(day.state not in WITHOUT_WORK for day in each.days)
    target = each.kept[0].target if len(each.kept) == 1 else None
    done = sum(line.activities or 0 for line in each.kept)
    points = sum(line.points or 0 for line in each.kept)
    return WorkTotal(person(each.who), working, done, points, target)


async def read(source: Source, found: OfficeMonth) -> OfficeWork:
    """Read what everybody did, and who verifies them on the last date of the month."""
    people, code = [each.who.employee for each in found.people], source.region.code
    async with source.connect() as db:
        done = await activity.of_people(db, code, people, found.first, found.last)
        superiors = await _superiors(db, source, found)
    return OfficeWork(source, found, done, superiors)


async def _superiors(
    db: AsyncConnection, source: Source, found: OfficeMonth
) -> dict[UUID, Signatory]:
    people, code = [each.who.employee for each in found.people], source.region.code
    official = await verifier.official(db, source.region)
    above = await verifier.find(db, code, people, found.last, official)
    named = await signatory.named(db, code, {each for each in above.values() if each})
    return {each: head(person(named[by])) if by in named else NOBODY for each, by in above.items()}


def _working_days(hours: Sequence[Hours | DayOff]) -> int:
    return sum(isinstance(each, Hours) for each in hours)
