"""The daily work of an office in a month, as the reports of E-Kinerja have it (AMB-29)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from core.approvals.case import State
from core.month.day_state import WITHOUT_WORK
from core.month.day_state import State as DayState
from core.organisation.calendar import DayOff, Duty, Hours
from core.organisation.posting import Posting, between
from core.reports.person import Signatory
from core.reports.work import WorkReport, WorkTotal
from core.work.activity import kept
from core.work.progress import progress
from db.records.activity import Activity
from handlers.chat.paper import Source
from handlers.usecases import work_forms
from handlers.usecases.office_month import OfficeMonth, PersonMonth
from handlers.usecases.signatories import person
from handlers.usecases.work_forms import Done

PAGE_PEOPLE = 25
Held = tuple[tuple[Posting, ...], tuple[Duty, ...], tuple[date, ...]]


@dataclass(frozen=True, slots=True)
class OfficeWork:
    """The activities of everybody of an office in a month, and who signs for whom."""

    source: Source
    month: OfficeMonth
    done: Done
    superiors: Mapping[UUID, Signatory]
    known: dict[Held, list[Hours | DayOff]] = field(default_factory=dict, repr=False)

    @property
    def is_kept(self) -> bool:
        """Whether the regulation knows daily work in this month."""
        law = self.source.region.regulation
        return any(kept(law, day) for day in (self.month.first, self.month.last))

    def report(self, each: PersonMonth) -> WorkReport:
        """Form D of somebody, without the word MANUAL; as reported where that was received."""
        offices, unit = self.month.organisation.offices, each.office
        days = _working_days(self._hours(each))
        return WorkReport(
            month=self.month.first,
            person=person(each.who, offices[unit].name if unit else self.month.name),
            works=work_forms.rows(self._of(each), each.days),
            working_days=_worked(each) if _is_reported(each) else days,
            superior=self.superiors[each.who.employee],
            manual=False,
        )

    def total(self, each: PersonMonth) -> WorkTotal:
        """Their line in the summary; whoever has moved has no target of one office alone.

        What was reported and received of their work stands (AMB-82).
        """
        if _is_reported(each):
            return _reported(each)
        hours, works = self._hours(each), self._of(each)
        found = progress(
            self.source.region.regulation,
            hours,
            [(one.date, one.state or State.PENDING, one.counted) for one in works],
            self.month.last,
            {day.date: day.points for day in each.days if day.points},
            {day.date for day in each.days if day.state is DayState.UNUSED},
        )
        target = None if each.moved else found.target
        return WorkTotal(person(each.who), _working_days(hours), len(works), found.counted, target)

    def _of(self, each: PersonMonth) -> list[Activity]:
        """What somebody did on the days that count here."""
        here = {day.date for day in each.days}
        as_of = each.as_of if each.as_of and _is_reported(each) else self.source.now
        return self.done.of(each.who.employee, here, as_of)

    def _hours(self, each: PersonMonth) -> list[Hours | DayOff]:
        """The same for all with the same offices, duties and dates."""
        offices = between(each.postings, self.month.first, self.month.last)
        held = (offices, each.duties, tuple(day.date for day in each.days))
        if held not in self.known:
            self.known[held] = each.hours(self.source.region, self.month.organisation)
        return self.known[held]


def _is_reported(each: PersonMonth) -> bool:
    """Whether received reports speak of all of their days here, and of no others."""
    said = {day.date for line in each.kept for day in line.days}
    return bool(each.kept) and said == {day.date for day in each.days}


def _reported(each: PersonMonth) -> WorkTotal:
    target = each.kept[0].target if len(each.kept) == 1 else None
    done = sum(line.activities or 0 for line in each.kept)
    points = sum(line.points or 0 for line in each.kept)
    return WorkTotal(person(each.who), _worked(each), done, points, target)


def _worked(each: PersonMonth) -> int:
    return sum(day.state not in WITHOUT_WORK for day in each.days)


async def read(source: Source, found: OfficeMonth) -> OfficeWork:
    """Read what everybody did, and who verifies them on the last date of the month.

    So many people at a time: each has some fifty activities.
    """
    people, region = [each.who.employee for each in found.people], source.region
    pages: list[Done] = []
    superiors: dict[UUID, Signatory] = {}
    for start in range(0, len(people), PAGE_PEOPLE):
        some = people[start : start + PAGE_PEOPLE]
        async with source.connect() as db:
            pages.append(await work_forms.read(db, region.code, some, found.first, found.last))
            superiors |= await work_forms.superiors(db, region, some, found.last)
        await source.rest()
    return OfficeWork(source, found, work_forms.together(pages), superiors)


def _working_days(hours: Sequence[Hours | DayOff]) -> int:
    return sum(isinstance(each, Hours) for each in hours)
