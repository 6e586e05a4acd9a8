"""What the facts say otherwise than a report: a sheet beside it, for its own numbers stand."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from core.month.ceremony import Called
from core.month.frozen import apel_by_date, changed, changed_apel
from core.reports.changes import ChangeSheet, Otherwise, change_sheet
from core.reports.form import Form
from core.reports.person import Person
from db.people import office as offices
from db.records import report_line
from db.records.report import Report
from db.records.report_line import Line
from handlers.chat.format import grouped
from handlers.chat.paper import Source
from handlers.texts.past_days import describe_day
from handlers.usecases import report_lines
from handlers.usecases.office_month import Reading
from handlers.usecases.printing import printing_of


async def sheet(source: Source, report: Report) -> Form | None:
    """The sheet of one report, as of the source's instant; None where nothing is otherwise."""
    region = source.region
    async with source.connect() as db:
        organisation = await offices.load(db, region.code, region.zone)
        reading = Reading(db, region, organisation, source.now)
        kept = await report_line.read(db, region.code, [report.id])
        parts = await report_lines.parts(reading, report)
        now = await report_lines.lines(reading, parts, report.month)
    rows = tuple(compared(kept, now))
    if not rows:
        return None
    return change_sheet(
        printing_of(region),
        ChangeSheet(
            office=organisation.offices[report.office].name,
            month=report.month,
            version=report.version,
            handed_in_on=report.handed_in_at.astimezone(region.zone).date(),
            rows=rows,
        ),
    )


def compared(kept: Iterable[Line], now: Iterable[Line]) -> Iterator[Otherwise]:
    """Somebody's days by date, their apel, then the points of their month; people by name."""
    then, after = _by_person(kept), _by_person(now)
    people = sorted(after | then, key=lambda who: _order((then | after)[who]))
    for who in people:
        yield from _of_person(then.get(who), after.get(who))


def _of_person(then: Line | None, now: Line | None) -> Iterator[Otherwise]:
    either = then or now
    if either is None:
        return
    person = Person(either.name, either.nip, either.rank, either.title, either.office)
    before, after = ({e.date: e for e in line.days} if line else {} for line in (then, now))
    for day in changed(before.values(), after.values()):
        yield Otherwise(person, day, describe_day(before.get(day)), describe_day(after.get(day)))
    called = [apel_by_date((line.apel if line else None) or ()) for line in (then, now)]
    for day in _changed_apel(then, now):
        yield Otherwise(person, day, *[_apel(each.get(day, ())) for each in called])
    reported, points = (_points(line) for line in (then, now))
    if reported != points:
        yield Otherwise(person, None, reported, points)


def _changed_apel(then: Line | None, now: Line | None) -> list[date]:
    """None where a report is older than the apel that are kept."""
    kept, found = ((line.apel if line else ()) for line in (then, now))
    return [] if kept is None or found is None else changed_apel(kept, found)


def _apel(called: Sequence[Called]) -> str:
    """`apel hadir`, or of two on a date `apel hadir, dibebaskan`."""
    said = ", ".join(each.seen.value for each in called)
    return f"apel {said or 'tidak dihitung'}"


def _by_person(lines: Iterable[Line]) -> dict[UUID, Line]:
    return {each.employee: each for each in lines}


def _order(line: Line) -> tuple[str, str]:
    return line.name.casefold(), line.nip


def _points(line: Line | None) -> str:
    if line is None or line.points is None:
        return "tidak dihitung"
    return f"{grouped(line.points)} poin"
