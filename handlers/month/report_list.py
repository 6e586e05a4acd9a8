"""The list of /laporan: where the month of each office stands, for whoever looks after several."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.month import report as months
from core.month.report import Stage
from db.records import report as reports
from db.records.report import Report
from handlers.chat.context import Context
from handlers.chat.format import label
from handlers.chat.reply import Button, Reply
from handlers.texts import report as texts
from handlers.texts import report_page
from handlers.usecases import report_lines
from handlers.usecases.office_month import Reading

PAGE_OFFICES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One office of the list, and where its month stands."""

    office: str
    name: str
    group: str
    order: int


async def show(ctx: Context, offices: Sequence[str], month: date, page: int) -> Reply:
    """Where the month of each office stands, the latest first."""
    newest = await reports.of_month(ctx.db, ctx.region.code, month)
    reading = Reading(ctx.db, ctx.region, ctx.organisation, ctx.event.at)
    reporting = await report_lines.reporting(reading, month)
    used = [
        e for e in offices if e in newest or months.in_use(ctx.region, ctx.organisation, e, month)
    ]
    by = {each: reporting.elsewhere(each) or each for each in used}
    lines = [_line(ctx, month, each, by[each], newest.get(by[each])) for each in used]
    lines.sort(key=lambda each: (each.order, each.name.casefold()))
    last = max(len(lines) - 1, 0) // PAGE_OFFICES
    page = min(page, last)
    part = lines[page * PAGE_OFFICES :][:PAGE_OFFICES]
    counts = Counter(each.group for each in lines)
    shown = [(each.name, each.group) for each in part]
    noun = texts.noun_of(ctx.regulation, month)
    text = report_page.overview(noun, month, counts, shown, page * PAGE_OFFICES + 1)
    ways = [
        Button(label(number, each.name), texts.data(texts.OPEN, month, each.office))
        for number, each in enumerate(part, page * PAGE_OFFICES + 1)
    ]
    turns = {"Sebelumnya": page - 1, "Berikutnya": page + 1}
    fits = {name: other for name, other in turns.items() if 0 <= other <= last}
    ways += [Button(name, f"{texts.BUTTON}:daftar:{month:%Y%m}:{n}") for name, n in fits.items()]
    return Reply(text, tuple(ways))


def _line(ctx: Context, month: date, office: str, by: str, newest: Report | None) -> Line:
    """An office stands where the report of its month stands, which may be that of its whole."""
    dates = months.of_office(ctx.region, ctx.organisation, by, month)
    step = newest.step if newest else None
    stands = months.state(dates.stage(ctx.event.at), step)
    late = dates.due.days_late(ctx.event.at) if dates.due and isinstance(stands, Stage) else 0
    group = report_page.group(stands, late)
    name = ctx.organisation.offices[office].name
    return Line(office, name, group, report_page.ORDER.index(group))
