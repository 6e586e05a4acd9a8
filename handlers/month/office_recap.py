"""`/rekap`: the month of an office as pictures and sums, and its files on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from core.month.dates import month_of
from core.month.day_state import Day, State
from core.organisation.calendar import DAY
from handlers.chat.context import Context
from handlers.chat.event import PDF, XLSX
from handlers.chat.reply import Button, RecapLine, Reply
from handlers.month import office_apel
from handlers.month.recap import code
from handlers.month.recap_paper import RecapPaper, reported_note
from handlers.texts import office_recap as texts
from handlers.texts import recap_page
from handlers.usecases import act as acts
from handlers.usecases import documents, office_month, recaps
from handlers.usecases.act import Act
from handlers.usecases.office_month import OfficeMonth, PersonMonth
from handlers.usecases.refusal import Refused

LIST = "daftar"
_MEDIA = {"pdf": PDF, "xlsx": XLSX}


@dataclass(frozen=True, slots=True)
class Page:
    """Which picture of which month of which office; `page` counts from 0."""

    office: str
    month: date
    page: int = 0

    def data(self, verb: str = "") -> str:
        """The data of a button to it, or of what else a button does with it."""
        return texts.data(self.office, self.month, self.page, verb)


async def start(ctx: Context) -> Reply:
    """The one office of whoever asks, or the list of theirs."""
    async with acts.in_chat(ctx) as act:
        found = recaps.offices_of(act.by)
    if not found:
        return texts.NOT_YOURS
    if len(found) == 1:
        return await _shown(ctx, Page(found[0], ctx.working_date))
    return _listed(ctx, found, 0)


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """A button of the list or of a recap; None where it means nothing."""
    match data.split(":")[1:]:
        case [verb, page] if verb == LIST and _is_number(page):
            async with acts.in_chat(ctx) as act:
                found = recaps.offices_of(act.by)
            return _listed(ctx, found, int(page)) if found else texts.NOT_YOURS
        case [office, month, page, *verb] if _is_number(page) and len(verb) <= 1:
            first = _month(month)
            if first is None:
                return None
            return await _pressed(ctx, Page(office, first, int(page)), "".join(verb))
    return None


async def _pressed(ctx: Context, page: Page, verb: str) -> Reply | None:
    if verb in _MEDIA:
        return await _ask(ctx, page, _MEDIA[verb])
    return await _shown(ctx, page) if not verb else None


async def _shown(ctx: Context, page: Page) -> Reply:
    try:
        async with acts.in_chat(ctx) as act:
            _require(act, page.office)
            several = len(recaps.offices_of(act.by)) > 1
            connect = office_month.within(ctx.db)
            found = await office_month.read(
                connect, ctx.region, page.office, page.month, ctx.event.at
            )
    except Refused as refused:
        return Reply(Markup.escape(str(refused)), idle=True)
    return _drawn(ctx, page, found, several=several)


async def _ask(ctx: Context, page: Page, media: str) -> Reply:
    """Printing takes its time: the files come as soon as they are there."""
    try:
        async with acts.in_chat(ctx) as act:
            await recaps.hand_out(act, [page.office], page.month)
            name = ctx.organisation.offices[page.office].name
            paper = RecapPaper(page.office, name, page.month, media)
            me = ctx.someone.employee
            await documents.ask(act.db, act.region, act.now, paper, to=ctx.event.address, by=me)
    except Refused as refused:
        return Reply(Markup.escape(str(refused)), idle=True)
    return texts.coming(paper.title(ctx.region))


def _require(act: Act, office: str) -> None:
    if office not in act.by.parents:
        raise Refused("Kantor itu tidak ada lagi. Lihat daftarnya: /rekap")
    recaps.require(act.by, office)


def _drawn(ctx: Context, page: Page, found: OfficeMonth, *, several: bool) -> Reply:
    buttons = _buttons(ctx, page, found)
    if several:
        buttons = (*buttons, Button("Kantor lain", f"{texts.BUTTON}:{LIST}:0"))
    if not found.people:
        return texts.nobody(found.name, page.month, buttons)
    dates, today = month_of(page.month), ctx.calendar_date
    lines = [_line(each, dates) for each in found.people]
    pages = recap_page.pages(ctx.region.app_name, found.name, dates[0], today, lines)
    shown = pages[min(page.page, len(pages) - 1)]
    text = recap_page.described(shown)
    for note in (*texts.apel(office_apel.counts(found)), *reported_note(ctx.region, found)):
        text += Markup("\n{}").format(note)
    return Reply(text, buttons, picture=shown)


def _line(each: PersonMonth, dates: Sequence[date]) -> RecapLine:
    made = {day.date: day for day in each.days}
    numbered = [(number, made.get(day)) for number, day in enumerate(dates, 1)]
    return RecapLine(
        each.who.name,
        tuple(_code(day) for _, day in numbered),
        tuple(number for number, day in numbered if day and day.state is State.OFF),
        tuple(number for number, day in numbered if day and day.provisional),
    )


def _code(day: Day | None) -> str:
    return (code(day) or "") if day else ""


def _buttons(ctx: Context, page: Page, found: OfficeMonth) -> tuple[Button, ...]:
    """Files where there is anybody, the other month, further pictures."""
    this = page.month.replace(day=1) == ctx.working_date.replace(day=1)
    other = ctx.working_date if not this else ctx.working_date.replace(day=1) - DAY
    buttons = [Button("Bulan lalu" if this else "Bulan ini", Page(page.office, other).data())]
    if found.people:
        files = [Button(texts.FILES[verb], page.data(verb)) for verb in _MEDIA]
        buttons = [*files, *buttons]
    last = (len(found.people) - 1) // recap_page.PAGE_PEOPLE
    if last > 0:
        number = page.page + 1 if page.page < last else 0
        further = Page(page.office, page.month, number)
        buttons.append(Button(texts.further(number, last + 1), further.data()))
    return tuple(buttons)


def _listed(ctx: Context, found: Sequence[str], page: int) -> Reply:
    last = (len(found) - 1) // texts.LIST_OFFICES
    start = min(page, last) * texts.LIST_OFFICES
    names = ctx.organisation.offices
    shown = [each for each in found[start : start + texts.LIST_OFFICES] if each in names]
    labels = texts.labels({each: names[each].name for each in shown})
    buttons = [Button(labels[each], Page(each, ctx.working_date).data()) for each in shown]
    if last > 0:
        number = min(page, last) + 1 if page < last else 0
        buttons.append(Button(texts.further(number, last + 1), f"{texts.BUTTON}:{LIST}:{number}"))
    return Reply(texts.WHICH, tuple(buttons))


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 4


def _month(text: str) -> date | None:
    if len(text) != 6 or not text.isdecimal():
        return None
    year, month = int(text[:4]), int(text[4:])
    return date(year, month, 1) if year >= 2000 and 1 <= month <= 12 else None
