"""What received reports say of an office's month: it stands, whatever the facts say by now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.day_state import Day
from core.month.frozen import changed, overlaid
from core.month.office_days import office_on
from core.organisation.office import wholes
from core.organisation.posting import Posting
from db.people import status
from db.records import report as reports
from db.records import report_line
from db.records.report_line import Line


@dataclass(frozen=True, slots=True)
class Reported:
    """The lines of received reports by person, and the offices that these reports speak of."""

    offices: frozenset[str] = frozenset()
    lines: Mapping[UUID, tuple[Line, ...]] = field(default_factory=dict)

    def days(
        self, who: UUID, derived: Sequence[Day], postings: Sequence[Posting]
    ) -> tuple[Day, ...]:
        """Somebody's days here: as they were reported, else as they are."""
        if not self.offices:
            return tuple(derived)
        kept = [day for line in self.lines.get(who, ()) for day in line.days]
        return overlaid(derived, kept, lambda day: office_on(postings, day) in self.offices)


async def read(
    db: AsyncConnection, region: str, office: str, parts: Collection[str], month: date
) -> Reported:
    """Of an office with its parts; it may itself be a part of one that has reported."""
    above = wholes(office, await status.fetch_parents(db, region))
    found = await reports.received(db, region, {*parts, *above}, month)
    if not found:
        return Reported()
    kept = await report_line.read(db, region, [each.id for each in found])
    here = [each for each in kept if each.office in parts]
    lines: dict[UUID, tuple[Line, ...]] = {}
    for each in here:
        lines[each.employee] = (*lines.get(each.employee, ()), each)
    spoken = {each.office for each in found} & {*parts}
    return Reported(frozenset(spoken | {each.office for each in here}), lines)


def difference(stands: Sequence[Day], derived: Sequence[Day]) -> int:
    """On how many days of somebody the facts say otherwise than what stands."""
    return 0 if stands == derived else len(changed(stands, derived))


def summed(differences: Sequence[int]) -> tuple[int, int]:
    """How many days that are together, and of how many people."""
    return sum(differences), sum(map(bool, differences))
