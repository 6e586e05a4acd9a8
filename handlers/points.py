"""The month in points: a calendar of what was stamped and counted, and how far the target is."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from core import activity as law
from core.activity import COUNTED, State, state_at
from core.calendar import DAY, DayOff, Hours
from db import activity as activities
from db import stamp as stamps
from db.activity import Activity
from handlers.activity import NOT_KEPT
from handlers.context import Context
from handlers.reply import Cell, Month, Reply
from handlers.words import MONTHS, grouped


async def points(ctx: Context) -> Reply:
    """The progress to the monthly target, what is pending, and the pace (Pasal 9 ayat (2)).

    A date shows what is recorded of it, and nothing where nothing is: to be absent is not for
    a picture to say.
    """
    if not law.kept(ctx.regulation, ctx.today):
        return NOT_KEPT
    dates = _dates(ctx)
    days = [_hours(ctx, day) for day in dates]
    mine = (ctx.db, ctx.region.code, ctx.someone.employee, dates[0], dates[-1])
    work, present = await activities.of_person(*mine), await stamps.of_person(*mine)
    done = [(state_at(each.state, each.due_at, ctx.event.at), each.minutes) for each in work]
    progress = law.progress(ctx.regulation, days, done, ctx.today)
    stamped = {stamp.date for stamp in present}
    cells = tuple(_cell(ctx, day, work, stamped) for day in days)
    name = f"{MONTHS[ctx.today.month - 1]} {ctx.today.year}"
    counts = (grouped(progress.counted), grouped(progress.target))
    text = Markup("<b>{}</b>: {} dari {} poin.").format(name, *counts)
    if progress.pending:
        text += Markup(" Menunggu keputusan: {}.").format(grouped(progress.pending))
    page = Month(ctx.region.app_name, ctx.someone.name, ctx.today, cells, progress)
    return Reply(text, picture=page)


def _dates(ctx: Context) -> list[date]:
    """All dates of the month that it is."""
    first = ctx.today.replace(day=1)
    count = monthrange(first.year, first.month)[1]
    return [first + DAY * number for number in range(count)]


def _hours(ctx: Context, day: date) -> Hours | DayOff:
    person = ctx.someone
    return ctx.organisation.hours(ctx.regulation, person.postings, person.duties, day)


def _cell(ctx: Context, day: Hours | DayOff, work: Sequence[Activity], stamped: set[date]) -> Cell:
    each = ctx.regulation.kinerja.poin_per_menit.on(ctx.today).value or 0
    theirs = [
        (state_at(one.state, one.due_at, ctx.event.at), one.minutes)
        for one in work
        if one.date == day.date
    ]
    return Cell(
        date=day.date,
        # An incomplete pair prints H, too (AMB-31).
        code="H" if day.date in stamped else None,
        points=each * sum(spent for state, spent in theirs if state in COUNTED),
        off=isinstance(day, DayOff),
        holiday=day.date in ctx.organisation.calendar.holidays,
        pending=any(state is State.PENDING for state, _ in theirs),
    )
