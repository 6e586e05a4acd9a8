"""Who asks the calendar for a date, and why; everybody else asks for the person's working date."""

import ast
from pathlib import Path

HANDLERS = Path(__file__).parents[3] / "handlers"

# What goes by the calendar, whatever shift somebody is on.
CALENDAR = {
    "account/delegation.py": "who stands in, from date to date",
    "account/examination.py": "who is employed, who holds the right",
    "account/mismatch.py": "tries of a day",
    "account/register.py": "the law in force, tries of a day",
    "account/reminders.py": "the law in force",
    "approvals/colleague.py": "who is employed",
    "approvals/deciders.py": "who decides",
    "approvals/kind.py": "who decides",
    "approvals/queue.py": "who decides",
    "attendance/check_in.py": "the days around a share, of which core.attendance.stamp chooses",
    "attendance/missing.py": "once a day",
    "attendance/unjudged.py": "when a location was shared",
    "ceremonies/announcing.py": "an apel is announced for a date of the calendar",
    "ceremonies/page.py": "which apel are to come",
    "ceremonies/rights.py": "the roles of the date",
    "chat/album.py": "the law in force: which commands there are",
    "chat/context.py": "here it is told",
    "chat/format.py": "how a moment is told",
    "chat/own_records.py": "what to read: the days around an event",
    "corrections/correction.py": "who may propose, by the law in force",
    "helpdesk/reporting.py": "the law in force: whether problems are reported here",
    "month/evaluation.py": "which month is over, and who evaluates it",
    "month/office_recap.py": "what a picture calls today",
    "month/recap_paper.py": "who signs",
    "month/report.py": "which months are over, and who may look at their reports",
    "manual/own_offices.py": "which roles somebody has, and who is employed",
    "manual/papers.py": "who signs on the day that it is printed",
    "month/cancellation/propose.py": "the law in force; how far back days are chosen",
    "month/recap.py": "whether the two differ, to say so",
    "month/subordinates.py": "who verifies whom; each line has a working date of its own",
    "office/bands.py": "the calendar year that is counted",
    "office/month_rounds.py": "the dates of a month, which are the office's",
    "office/monitoring.py": "the office's day; each person counts on their working date",
    "office/page.py": "the month of the office; each line has a working date of its own",
    "office/nudging.py": "once a day",
    "office/problems.py": "how a moment is told",
    "office/ranking.py": "who works where",
    "office/view.py": "which months a button may name",
    "pages/information.py": "the days around, and whether a night ended today",
    "requests/duty.py": "whether a night may still go on; then the working date is asked for",
    "requests/filing.py": "the days around, of which core.attendance.stamp chooses",
    "requests/own_request.py": "how far a list reaches",
    "manual/letters.py": "the date on which a letter was prepared",
    "texts/incident.py": "the date on which more was asked for",
    "texts/letter.py": "the last date on which a letter is in time",
    "texts/manual.py": "the date on which a month closes",
    "texts/night.py": "whether the two differ, to say so",
    "texts/monitoring.py": "how a moment is told",
    "texts/month_end.py": "how a moment is told",
    "texts/nudge.py": "how a moment is told",
    "texts/on_leave.py": "whether the two differ, to say so",
    "texts/report.py": "until when a report is on time, for an office",
    "texts/request.py": "the law in force",
    "usecases/act.py": "on which date somebody acts: the law and the roles of that date",
    "usecases/offered.py": "which roles somebody holds, by the law in force",
    "usecases/cancellable.py": "the date on which a cancellation was proposed: who acted for whom",
    "usecases/captures.py": "the law in force, and the days around a picture",
    "usecases/blocks.py": "on which dates a block may bear",
    "usecases/consequence.py": "what to read; the dates end with the working date",
    "usecases/corrected_days.py": "which days are over; a night that goes on is told of later",
    "usecases/departures.py": "who has left; on a last night the working date is asked for",
    "usecases/first_use.py": "when the first code was handed out",
    "usecases/forgetting.py": "what is forgotten in time",
    "usecases/office_month.py": "how far a month has come, and which date it is",
    "usecases/operator.py": "who is the operator",
    "usecases/report_changes.py": "the date on which a report was handed in",
    "usecases/package/handed.py": "who signed on the day of the report",
    "usecases/package/presence.py": "who signed a letter on its day",
    "usecases/package/problems.py": "the dates on which problems were reported and finished",
    "usecases/package/corrections.py": "the date on which a correction was agreed to",
    "usecases/incidents.py": "the date of a new binding, whose morning may still be manual",
    "usecases/paper_rules.py": "the last date on which a letter is in time",
    "usecases/working_dates.py": "what to read",
    "work/own_activity.py": "how far a list reaches",
}


def asks_the_calendar(text: str) -> bool:
    """`ctx.calendar_date`, or the date of an instant in a zone."""
    return any(_asks(node) for node in ast.walk(ast.parse(text)))


def _asks(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="calendar_date") | ast.FunctionDef(name="calendar_date"):
            return True
        case ast.Call(func=ast.Attribute(attr="date", value=ast.Call(func=ast.Attribute(attr=of)))):
            return of == "astimezone"
    return False


def test_only_what_goes_by_the_calendar_asks_it() -> None:
    """AMB-56: "hari ini" of a person is `working_date`; a new reader of the date says why not."""
    asks = {
        file.relative_to(HANDLERS).as_posix()
        for file in HANDLERS.rglob("*.py")
        if asks_the_calendar(file.read_text("utf-8"))
    }
    assert asks == set(CALENDAR)


def test_both_ways_to_ask_are_found() -> None:
    assert asks_the_calendar("day = ctx.calendar_date")
    assert asks_the_calendar("day = now.astimezone(region.zone).date()")
    assert not asks_the_calendar("day = ctx.working_date; at = now.astimezone(zone)")
