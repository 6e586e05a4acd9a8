"""Who could have reached a band at all: the others' year need not be derived.

A day of absence is a working day of a closed month without a stamp that counts. Whoever has
stamped on all but a few of those has not reached the first band, whatever else is known of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.law.closing import closed
from core.month import absence_bands
from core.organisation.calendar import Duty, Hours
from core.organisation.first_use import begun
from core.organisation.office import Organisation
from core.organisation.posting import Posting, between
from core.organisation.region import Region
from db.records import attended
from handlers.approvals.kind import Scope

PAGE_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class _Working:
    """Dates on which somebody had to work; on `stampable` ones a stamp says that they were there.

    On others, as where the first duty of several is not theirs, nothing that is counted here does.
    """

    stampable: tuple[date, ...]
    others: int


async def find(scope: Scope, people: Sequence[UUID], dates: Sequence[date]) -> list[UUID]:
    """Those of some people who may have so many days of absence among these, by the bands.

    `dates` stand in rising order. Everybody who has is among them; and few who have not.
    """
    law, zone = scope.region.regulation, scope.region.zone
    least = absence_bands.least(law, dates[-1]) if dates else None
    if least is None:
        return []
    final = [each for each in dates if closed(law, each, scope.now, zone)]
    years = _Years(scope.region, await scope.organisation(), final)
    found: list[UUID] = []
    for start in range(0, len(people), PAGE_PEOPLE):
        some = people[start : start + PAGE_PEOPLE]
        found += await _of_page(scope, years, some, dates, least)
    return found


async def _of_page(
    scope: Scope, years: "_Years", people: Sequence[UUID], dates: Sequence[date], least: int
) -> list[UUID]:
    db, code = scope.db, scope.region.code
    known = await attended.timetables(db, code, people, dates[0], dates[-1])
    found = [each.employee for each in known if each.decided]
    alike: defaultdict[_Working, list[UUID]] = defaultdict(list)
    for each in known:
        if not each.decided:
            alike[years.of(each.postings, each.duties)].append(each.employee)
    for working, whose in alike.items():
        there = await attended.count(db, code, whose, working.stampable)
        days = len(working.stampable) + working.others
        found += [each for each in whose if days - there.get(each, 0) >= least]
    return found


class _Years:
    """The working dates of everybody, once for all who have the same timetable."""

    def __init__(self, region: Region, organisation: Organisation, dates: Sequence[date]) -> None:
        self._law, self._organisation, self._dates = region.regulation, organisation, dates
        self._known: dict[tuple[tuple[Posting, ...], tuple[Duty, ...]], _Working] = {}

    def of(self, postings: Sequence[Posting], duties: Sequence[Duty]) -> _Working:
        """Of whoever has these."""
        if not self._dates:
            return _Working((), 0)
        here = between(postings, self._dates[0], self._dates[-1])
        key = (tuple(sorted(here, key=lambda each: each.since)), tuple(duties))
        if key not in self._known:
            self._known[key] = self._read(*key)
        return self._known[key]

    def _read(self, postings: Sequence[Posting], duties: Sequence[Duty]) -> _Working:
        first = self._organisation.first_use
        all_ = [
            self._organisation.hours(self._law, postings, duties, each)
            for each in self._dates
            if begun(each, first(postings, each))
        ]
        hours = [each for each in all_ if isinstance(each, Hours)]
        sure = tuple(e.date for e in hours if any(duty.duty == 1 for duty in e.duties))
        return _Working(sure, len(hours) - len(sure))
