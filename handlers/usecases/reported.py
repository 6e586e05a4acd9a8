"""What received reports say of an office's month: it stands, whatever the facts say by now."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.ceremony import Called
from core.month.day_state import Day
from core.month.frozen import overlaid, overlaid_apel
from core.month.office_days import office_on
from core.organisation.office import wholes
from core.organisation.posting import Posting
from db.people import status
from db.records import report as reports
from db.records import report_line
from db.records.report import Report
from db.records.report_line import Line


@dataclass(frozen=True, slots=True)
class Reported:
    """The lines of received reports by person, and the offices that these reports speak of.

    `as_of`: when the newest of those that speak of a person was handed in.
    """

    offices: frozenset[str] = frozenset()
    lines: Mapping[UUID, tuple[Line, ...]] = field(default_factory=dict)
    as_of: Mapping[UUID, datetime] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()

    def stands(
        self, who: UUID, days: Sequence[Day], apel: Sequence[Called], postings: Sequence[Posting]
    ) -> tuple[tuple[Day, ...], tuple[Called, ...]]:
        """Somebody's days and apel here: as they were reported, else as they are."""
        if not self.offices:
            return tuple(days), tuple(apel)

        def covered(day: date) -> bool:
            return office_on(postings, day) in self.offices

        lines = self.lines.get(who, ())
        kept = [day for line in lines for day in line.days]
        said = overlaid_apel(apel, [(line.days, line.apel) for line in lines], covered)
        return overlaid(days, kept, covered), said


async def read(
    db: AsyncConnection, region: str, office: str, parts: Collection[str], month: date
) -> Reported:
    """Of an office with its parts; it may itself be a part of one that has reported."""
    above = wholes(office, await status.fetch_parents(db, region))
    found = await reports.received(db, region, {*parts, *above}, month)
    if not found:
        return Reported()
    lines: defaultdict[UUID, tuple[Line, ...]] = defaultdict(tuple)
    as_of: dict[UUID, datetime] = {}
    spoken = {each.office for each in found} & {*parts}
    for report in sorted(found, key=lambda each: each.handed_in_at):
        for line in await report_line.read(db, region, [report.id]):
            if line.office in parts:
                lines[line.employee] += (line,)
                as_of[line.employee] = report.handed_in_at
                spoken.add(line.office)
    return Reported(frozenset(spoken), dict(lines), as_of, tuple(found))
