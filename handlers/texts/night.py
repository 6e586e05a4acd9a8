"""The words for a night shift after midnight, when "hari ini" is not the calendar's date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from core.organisation.calendar import Hours
from handlers.chat.context import Context
from handlers.chat.format import long_date, short_date


def called(day: date) -> str:
    """`dinas malam Senin, 6 April`."""
    return f"dinas malam {short_date(day)}"


def dated(day: date, at: datetime, zone: ZoneInfo) -> str:
    """The working date of a moment: `Senin, 6 April 2026`, of the night before if that is it."""
    night = "dinas malam " if at.astimezone(zone).date() > day else ""
    return night + long_date(day)


def when(ctx: Context, hours: Hours) -> str:
    """`hari ini`, or which night it is where a duty crosses midnight."""
    night = hours.end.date() > hours.date or hours.date < ctx.calendar_date
    return called(hours.date) if night else "hari ini"


def choose(ctx: Context, prompt: Markup) -> Markup:
    """The question for a date; above it which one is meant while a night goes on."""
    if ctx.working_date == ctx.calendar_date:
        return prompt
    told = Markup("Untuk {}, pilih tanggal itu.\n").format(called(ctx.working_date))
    return told + prompt
