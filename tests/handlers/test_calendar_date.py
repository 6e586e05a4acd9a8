"""Who asks the calendar for a date, and why; everybody else asks for the person's working date."""

import ast
from pathlib import Path

HANDLERS = Path(__file__).parents[2] / "handlers"

# What goes by the calendar, whatever shift somebody is on.
CALENDAR = {
    "attendance.py": "the days around a share, of which core.stamp chooses",
    "colleague.py": "who is employed",
    "consequence.py": "what to read; the dates end with the working date",
    "context.py": "here it is told",
    "deadlines.py": "what is forgotten in time",
    "delegation.py": "who stands in, from date to date",
    "departure.py": "who has left; those on their last night are asked for their working date",
    "duty.py": "whether a night may still go on; then the working date is asked for",
    "information.py": "the days around, and whether a night ended today",
    "lapse.py": "who decides",
    "mismatch.py": "tries of a day",
    "missing.py": "once a day",
    "night.py": "whether the two differ, to say so",
    "on_leave.py": "whether the two differ, to say so",
    "operator.py": "who is the operator",
    "own_activity.py": "how far a list reaches",
    "own_request.py": "how far a list reaches",
    "pages.py": "the law in force: which commands there are",
    "recap.py": "whether the two differ, to say so",
    "register.py": "the law in force, tries of a day",
    "reminders.py": "who decides; whether a night may still go on",
    "request.py": "the days around, of which core.stamp chooses",
    "request_words.py": "the law in force",
    "returning.py": "who decides",
    "subordinates.py": "who verifies whom; each line has a working date of its own",
    "unjudged.py": "when a location was shared",
    "verification.py": "who decides",
    "verifier.py": "who decides",
    "words.py": "how a moment is told",
    "working_dates.py": "what to read",
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
        file.name for file in HANDLERS.glob("*.py") if asks_the_calendar(file.read_text("utf-8"))
    }
    assert asks == set(CALENDAR)


def test_both_ways_to_ask_are_found() -> None:
    assert asks_the_calendar("day = ctx.calendar_date")
    assert asks_the_calendar("day = now.astimezone(region.zone).date()")
    assert not asks_the_calendar("day = ctx.working_date; at = now.astimezone(zone)")
