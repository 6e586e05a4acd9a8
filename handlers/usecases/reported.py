"""What received reports say of an office's month: it stands, whatever the facts say by now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import closes_at
from core.law.regulation import Regulation
from core.month.ceremony import Called
from core.month.dates import month_of
from core.month.day_state import Day
from core.month.frozen import (
    NOTHING,
    Difference,
    Kept,
    difference,
    overlaid,
    overlaid_apel,
    settled,
)
from core.month.office_days import counted, office_on
from core.organisation.office import wholes
from core.organisation.posting import Posting
from core.organisation.region import Region
from db.people import status
from db.records import report as reports
from db.records import report_line
from db.records.report import Report
from db.records.report_line import Line


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of a received report; `whole`: of one by an office of which this one is a part.

    `final`: its month was locked when it was handed in.
    """

    line: Line
    handed_in_at: datetime
    whole: bool
    final: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of somebody's month here, and the lines of reports that say so.

    `as_of`: when the newest of these was handed in. `changed`: what the facts say otherwise than
    these; `followed`: some of that stands, for it was still open when it was handed in (KAM-47).
    """

    days: tuple[Day, ...]
    apel: tuple[Called, ...]
    lines: tuple[Line, ...] = ()
    as_of: datetime | None = None
    changed: Difference = NOTHING
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """The lines of received reports by person, in the order in which these were handed in.

    `parts` are the office and its parts, `offices` those of them that a report speaks of.
    """

    parts: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    kept: Mapping[UUID, tuple[KeptLine, ...]] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()

    @property
    def people(self) -> set[UUID]:
        """Whom reports list here, wherever they are by now."""
        return {
            who
            for who, all_ in self.kept.items()
            if any(not each.whole or each.line.office in self.parts for each in all_)
        }

    def stands(
        self,
        regulation: Regulation,
        who: UUID,
        days: Sequence[Day],
        apel: Sequence[Called],
        postings: Sequence[Posting],
    ) -> Standing:
        """Somebody's days and apel here: as they were reported, else as they are."""
        derived = (tuple(days), tuple(apel))
        if not self.offices:
            return Standing(*derived)

        def covered(day: date) -> bool:
            return office_on(postings, day) in self.offices

        lines = self.kept.get(who, ())
        found = [(each, _here(regulation, each, postings, self.parts)) for each in lines]
        found = [(each, said) for each, said in found if said.days]
        said = [(line.days, line.apel) for _, line in found]
        firm = [
            one if each.final else settled(one, derived)
            for (each, _), one in zip(found, said, strict=True)
        ]
        reported, stands = (_overlaid(derived, some, covered) for some in (said, firm))
        as_of = max((each.handed_in_at for each, _ in found), default=None)
        said_by = tuple(each.line for each, _ in found)
        changed, followed = difference(reported, derived), bool(difference(reported, stands))
        return Standing(*stands, said_by, as_of, changed, followed)


def _overlaid(
    derived: tuple[tuple[Day, ...], tuple[Called, ...]],
    kept: Sequence[Kept],
    covered: Callable[[date], bool],
) -> tuple[tuple[Day, ...], tuple[Called, ...]]:
    days, apel = derived
    said = [day for some, _ in kept for day in some]
    return overlaid(days, said, covered), overlaid_apel(apel, kept, covered)


def _here(
    regulation: Regulation, each: KeptLine, postings: Sequence[Posting], parts: Collection[str]
) -> Line:
    """What a line says of these offices: all of it, or of a whole's the dates that count here."""
    line = each.line
    if not each.whole or not line.days:
        return line
    counts = counted(regulation, postings, parts, line.days[-1].date)
    apel = line.apel and tuple(one for one in line.apel if counts(one.date))
    return replace(line, days=tuple(day for day in line.days if counts(day.date)), apel=apel)


async def read(
    db: AsyncConnection, region: Region, office: str, parts: Collection[str], month: date
) -> Reported:
    """Of an office with its parts; it may itself be a part of one that has reported."""
    code = region.code
    parents = await status.fetch_parents(db, code)
    found = await reports.received(db, code, {*parts, *wholes(office, parents)}, month)
    if not found:
        return Reported()
    listed = await report_line.offices(db, code, [each.id for each in found])
    closes = closes_at(region.regulation, month_of(month)[-1], region.zone)
    kept: defaultdict[UUID, tuple[KeptLine, ...]] = defaultdict(tuple)
    spoken: set[str] = set()
    for report in sorted(found, key=lambda each: each.handed_in_at):
        spoken |= {report.office, *listed.get(report.id, ())} & {*parts}
        final = closes is not None and report.handed_in_at >= closes
        for line in await report_line.read(db, code, [report.id]):
            whole = report.office not in parts
            kept[line.employee] += (KeptLine(line, report.handed_in_at, whole, final),)
    return Reported(frozenset(parts), frozenset(spoken), dict(kept), tuple(found))
