"""The month in points: a calendar of what each day is and counts, and how far the target is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from core.approvals.case import COUNTED, State
from core.law.answer import Answer, ground
from core.month.dates import month_of
from core.month.day_state import Day, Mark
from core.month.day_state import State as DayState
from core.organisation.calendar import DayOff, Hours
from core.work import activity as law
from core.work import progress as month
from db.records.activity import Activity
from handlers.approvals import silence
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.chat.format import MONTHS, grouped
from handlers.chat.reply import Because, Cell, Month, Reply
from handlers.month.recap import code, derived
from handlers.work.activity import NOT_KEPT
from handlers.work.approval import KIND


async def points(ctx: Context) -> Reply:
    """The progress to the monthly target, what is pending, and the pace (Pasal 9 ayat (2)).

    What a granted request credits by itself counts, too (Pasal 11 ayat (3), AMB-15).
    """
    dates = month_of(ctx.working_date)
    if not any(law.kept(ctx.regulation, day) for day in dates):
        return NOT_KEPT
    hours = await own_records.hours(ctx, dates[0], dates[-1])
    days, found = [hours(day) for day in dates], await derived(ctx, dates)
    work = await silence.settle(ctx, KIND, await own_records.work(ctx, dates[0], dates[-1]))
    done = [(each.date, each.state or State.PENDING, each.counted) for each in work]
    credited = {day.date: day.points for day in found.values() if day.points}
    unused = [day.date for day in found.values() if day.state is DayState.UNUSED]
    progress = month.progress(ctx.regulation, days, done, ctx.working_date, credited, unused)
    cells = tuple(_cell(ctx, day, work, found.get(day.date)) for day in days)
    name = f"{MONTHS[ctx.working_date.month - 1]} {ctx.working_date.year}"
    counts = (grouped(progress.counted), grouped(progress.target))
    text = Markup("<b>{}</b>: {} dari {} poin.").format(name, *counts)
    if progress.pending:
        text += Markup(" Menunggu keputusan: {}.").format(grouped(progress.pending))
    if progress.prorated != progress.target:
        words = Markup("\nMenurut hari kerja Anda bulan ini: {} poin (hanya sebagai pembanding).")
        text += words.format(grouped(progress.prorated))
    if unused:
        words = Markup("\nTarget dan hari kerja dihitung sejak Anda memakai {}.")
        text += words.format(ctx.region.app_name)
    if not progress.target:  # a bar of nothing has no length
        text = Markup("<b>{}</b>: belum ada hari kerja yang dihitung.").format(name)
    shown = progress if progress.target else None
    page = Month(ctx.region.app_name, ctx.someone.name, ctx.working_date, cells, shown)
    return Reply(text, picture=page, because=_because(ctx, name, unused=bool(unused)))


def _because(ctx: Context, month: str, *, unused: bool) -> Because:
    """What the target and its points stand on, and what is credited without work."""
    law = ctx.regulation
    asked: tuple[Answer[Any], ...] = (
        law.kinerja.target_bulanan.on(ctx.working_date),
        law.kinerja.poin_per_menit.on(ctx.working_date),
        law.izin.poin_per_hari.on(ctx.working_date),
        *([law.presensi.sebelum_dipakai.on(ctx.working_date)] if unused else []),
    )
    return Because(f"Poin {month}", tuple(ground(each) for each in asked))


def _cell(ctx: Context, hours: Hours | DayOff, work: Sequence[Activity], day: Day | None) -> Cell:
    theirs = [(one.state or State.PENDING, one.counted) for one in work if one.date == hours.date]
    credited = day.points if day else 0
    return Cell(
        date=hours.date,
        code=_code(day) if day else None,
        points=credited + _points(ctx, hours.date, [n for state, n in theirs if state in COUNTED]),
        off=isinstance(hours, DayOff),
        holiday=hours.date in ctx.organisation.calendar.holidays,
        pending=any(state is State.PENDING for state, _ in theirs),
        credited=credited > 0,
    )


def _points(ctx: Context, day: date, minutes: Sequence[int]) -> int:
    return month.per_minute(ctx.regulation, day) * sum(minutes) if minutes else 0


def _code(day: Day) -> str | None:
    """What the recap prints; nobody reads of being absent before that is final."""
    early = day.letter is Mark.ALPA and day.provisional
    return None if early else code(day)
