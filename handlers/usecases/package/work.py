"""Daily work in the report of a month: the summary, and Form D of everybody (AMB-29)."""

from collections.abc import Iterator, Sequence

from core.month.day_state import WITHOUT_WORK
from core.reports.form import Form
from core.reports.person import Signatory
from core.reports.work import (
    Work,
    WorkReport,
    WorkSummary,
    WorkTotal,
    work_report,
    work_summary,
)
from db.records import manual, manual_work, reader, sheet
from db.records.report_line import Line
from handlers.chat.paper import Print
from handlers.usecases import manual_forms, work_forms
from handlers.usecases.package.handed import BOTH, Handed, Members
from handlers.usecases.work_forms import Done

SHEETS, ON_PAPER = "03_Kinerja", "07_Kinerja-Manual"


async def papers(handed: Handed) -> Members:
    """The report of E-Kinerja; nothing where no daily work is kept."""
    if lines := _kept(handed):
        yield _summary(handed, lines)
    for first, some in _some(lines):
        for each in await _reports(handed, some, first):
            yield each


async def on_paper(handed: Handed) -> Members:
    """The report of work on paper (Pasal 14)."""
    for first, some in _some(_kept(handed)):
        async for member in _on_paper(handed, some, first):
            yield member


def _kept(handed: Handed) -> list[Line]:
    """Whoever has points in the report: numbered by their row in the summary."""
    return [each for each in handed.lines if each.points is not None]


def _some(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    """So many at a time as are read in one transaction, and the number of the first."""
    for start in range(0, len(lines), reader.PAGE_PEOPLE):
        yield start + 1, lines[start : start + reader.PAGE_PEOPLE]


def _summary(handed: Handed, lines: Sequence[Line]) -> Print:
    rows = tuple(
        WorkTotal(
            handed.person(each),
            _working_days(each),
            each.activities or 0,
            each.points or 0,
            each.target,
        )
        for each in lines
    )
    summary = WorkSummary(handed.office, handed.month, rows, handed.signatory)
    return Print(handed.named("02", "Rekap-Kinerja"), work_summary(handed.printing, summary), BOTH)


async def _reports(handed: Handed, lines: Sequence[Line], first: int) -> list[Print]:
    """Form D of some people, without the word MANUAL; numbered as the summary numbers them."""
    people = [each.employee for each in lines]
    async with handed.source.connect() as db:
        done = await work_forms.read(db, handed.code, people, *handed.span)
        superiors = await work_forms.superiors(db, handed.region, people, handed.span[1])
    return [
        Print(
            _stem(handed, SHEETS, "Laporan-Kinerja", number),
            _report(handed, each, works, superiors[each.employee]),
        )
        for number, each in enumerate(lines, first)
        if (works := _works(handed, each, done))
    ]


def _works(handed: Handed, line: Line, done: Done) -> tuple[Work, ...]:
    here = {day.date for day in line.days}
    return work_forms.rows(done.of(line.employee, here, handed.as_of), line.days)


def _report(handed: Handed, line: Line, works: tuple[Work, ...], superior: Signatory) -> Form:
    who, days = handed.person(line), _working_days(line)
    report = WorkReport(handed.month, who, works, days, superior, manual=False)
    return work_report(handed.printing, report)


async def _on_paper(handed: Handed, lines: Sequence[Line], first: int) -> Members:
    """Form D itself of those who worked on paper, and the sheets that their superior signed."""
    people = [each.employee for each in lines]
    async with handed.source.connect() as db:
        found = await manual_work.of_people(db, handed.code, people, *handed.span)
        entries = await manual.of_people(db, handed.code, people, *handed.span)
        written = [each for each in found if each.entered_at <= handed.as_of]
        superiors = await work_forms.superiors(db, handed.region, people, handed.span[1])
        sheets = await sheet.read(db, handed.code, {each.sheet for each in written})
    for number, line in enumerate(lines, first):
        works = [each for each in written if each.employee == line.employee]
        if not works:
            continue
        days = {each.date for each in entries if each.employee == line.employee}
        rows, superior = manual_forms.works(works), superiors[line.employee]
        who, month = handed.person(line), handed.month
        report = WorkReport(month, who, rows, len(days), superior, manual=True)
        stem = _stem(handed, ON_PAPER, "Laporan-Kinerja-Manual", number)
        form = work_report(handed.printing, report)
        yield Print(stem, form)
        theirs = {each.sheet for each in works}
        pages = [page for each in sheets if each.id in theirs for page in each.pages]
        for scan in handed.scans(stem, pages, form.title):
            yield scan


def _stem(handed: Handed, folder: str, what: str, number: int) -> str:
    """Without a name: whose it is says the list, and the row of the same number in the summary."""
    return f"{folder}/{what}_{handed.month:%Y-%m}_{number:03}"


def _working_days(line: Line) -> int:
    return sum(day.state not in WITHOUT_WORK for day in line.days)
