"""Somebody's month as the recap has it: the letter of each day, and what the days add up to."""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from core.month.ceremony import called as called_to
from core.month.ceremony import totals
from core.month.dates import month_of
from core.month.day_deriver import days
from core.month.day_state import Day, Mark, State
from core.month.recap import Recap, month
from core.month.record import Record
from core.organisation.calendar import DAY, DayOff, Hours
from db.records import ceremony_presence, reader
from db.records import correction as corrections
from handlers.approvals.kind import Scope
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.chat.format import MONTHS, minutes
from handlers.chat.reply import MEANINGS, UNUSED, Button, Cell, Month, Reply
from handlers.corrections.approval import describe
from handlers.texts.correction import line
from handlers.texts.night import called

BUTTON = "r"
CORRECTIONS_SHOWN = 5


async def mine(ctx: Context) -> Reply:
    """The month that it is, until today."""
    return await _page(ctx, ctx.working_date, Button("Bulan lalu", f"{BUTTON}:lalu"))


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """The button under a month, which leads to the other one: of the day on which it is pressed."""
    match data.partition(":")[2]:
        case "lalu":
            last = ctx.working_date.replace(day=1) - DAY
            return await _page(ctx, last, Button("Bulan ini", f"{BUTTON}:ini"))
        case "ini":
            return await mine(ctx)
    return None


async def derived(ctx: Context, dates: Sequence[date]) -> dict[date, Day]:
    """What these dates, in rising order, are by now; none for a date before the regulation."""
    known = await _record(ctx, dates)
    law, now = ctx.regulation, ctx.event.at
    found = days(law, ctx.organisation, known, dates, now=now, zone=ctx.zone)
    return {day.date: day for day in found}


async def _record(ctx: Context, dates: Sequence[date]) -> Record:
    """All that is known of them over these dates, read once for an event."""
    key = ("record", dates[0], dates[-1])
    if key not in ctx.known:
        me, code = ctx.someone.employee, ctx.region.code
        ctx.known[key] = (await reader.read(ctx.db, code, [me], dates[0], dates[-1]))[me]
    found: Record = ctx.known[key]
    return found


async def _ceremonies(ctx: Context, dates: Sequence[date]) -> list[str]:
    """One line about the apel of these dates; none where nobody called them."""
    organisation, me, code = ctx.organisation, ctx.someone.employee, ctx.region.code
    if not any(organisation.ceremonies(each) for each in dates):
        return []
    came = await ceremony_presence.of_people(ctx.db, code, [me], dates[0], dates[-1])
    record, presences = await _record(ctx, dates), came.get(me, [])
    found = called_to(ctx.regulation, organisation, record, presences, dates, ctx.event.at)
    counts = ", ".join(f"{what} {count}" for what, count in totals(found).items() if count)
    return [f"Apel: {len(found)} kali, {counts}."] if found else []


async def _page(ctx: Context, day: date, button: Button) -> Reply:
    dates = month_of(day)
    past = [each for each in dates if each <= ctx.working_date]
    found = await derived(ctx, past)
    hours = await own_records.hours(ctx, dates[0], dates[-1])
    cells = tuple(_cell(ctx, hours(each), found.get(each)) for each in dates)
    running = f" sampai {_until(ctx)}" if ctx.working_date in dates else ""
    title = f"Rekap {MONTHS[day.month - 1]} {day.year}{running}"
    unproved = sum(each.state is State.ALPA and each.provisional for each in found.values())
    lines = [*_lines(month(found.values()), unproved, ctx.region.app_name)]
    lines += await _ceremonies(ctx, past)
    corrected = await _corrected(ctx, dates[0], dates[-1])
    head = Markup("<b>{}</b>").format(title)
    text = Markup("\n").join([head, *map(Markup.escape, lines), *corrected])
    page = Month(ctx.region.app_name, ctx.someone.name, ctx.working_date, cells)
    return Reply(text, (button,), picture=page)


async def _corrected(ctx: Context, first: date, last: date) -> list[Markup]:
    """What somebody corrected of the month, both values of each, the newest of them."""
    me, scope = [ctx.someone.employee], Scope.of(ctx)
    found = await corrections.of_people(ctx.db, ctx.region.code, me, first, last)
    shown = found[-CORRECTIONS_SHOWN:]
    lines = [line(ctx.region, await describe(scope, each)) for each in shown]
    if more := len(found) - len(shown):
        lines.append(Markup("… dan {} koreksi lain").format(more))
    return [Markup("<b>Dikoreksi</b>"), *lines] if lines else []


def _until(ctx: Context) -> str:
    return "hari ini" if ctx.working_date == ctx.calendar_date else called(ctx.working_date)


def _cell(ctx: Context, hours: Hours | DayOff, made: Day | None) -> Cell:
    return Cell(
        date=hours.date,
        code=code(made) if made else None,
        off=isinstance(hours, DayOff),
        holiday=hours.date in ctx.organisation.calendar.holidays,
        pending=made is not None and made.provisional,
    )


def code(day: Day) -> str | None:
    """What a calendar shows for a day: the letter of Form F, or that it does not count yet."""
    return UNUSED if day.state is State.UNUSED else day.letter or None


def _lines(recap: Recap, unproved: int, app: str) -> Iterator[str]:
    """What the days add up to; nothing is said of what there is none of.

    Of the days printed A `unproved` may still be proved otherwise: nobody is told to be absent.
    """
    letters = {MEANINGS[mark]: count for mark, count in recap.letters.items() if mark}
    letters[MEANINGS[Mark.ALPA]] -= unproved
    letters["belum ada presensi"] = unproved
    counts = ", ".join(f"{words} {count} hari" for words, count in letters.items() if count)
    yield f"{counts[:1].upper()}{counts[1:]}." if counts else "Belum ada hari yang dihitung."
    if half := recap.states[State.INCOMPLETE]:
        yield f"{half} hari hanya satu kali presensi."
    if recap.late:
        yield f"Terlambat {minutes(recap.late)}."
    if recap.early:
        excused = f", {minutes(recap.excused)} di antaranya diizinkan" if recap.excused else ""
        yield f"Pulang cepat {minutes(recap.early)}{excused}."
    if recap.reviews:
        yield f"{recap.reviews} presensi menunggu pemeriksaan atasan."
    if unknown := recap.states[State.NO_HOURS]:
        yield f"{unknown} hari belum ada jadwal kerjanya, bukan alpa."
    if reviewed := recap.states[State.UNDER_REVIEW]:
        yield f"{reviewed} hari dalam pemeriksaan, bukan alpa."
    if unused := recap.states[State.UNUSED]:
        yield f"{unused} hari belum memakai {app}: tidak dihitung."
    if recap.provisional:
        yield f"{recap.provisional} hari belum final."
