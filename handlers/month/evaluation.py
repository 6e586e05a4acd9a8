"""`/evaluasi`: superiors and heads go through a month and sign it; monitors see who has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from core.law.questions.laporan import Evaluator
from core.month.report import evaluators, has_begun
from core.organisation.calendar import DAY
from db.records import evaluation
from db.records.evaluation import Evaluation
from handlers.chat.context import Context
from handlers.chat.reply import Button, Reply
from handlers.texts import evaluation as texts
from handlers.texts.closing import month_name
from handlers.usecases import authority, documents, evaluations
from handlers.usecases.act import in_chat
from handlers.usecases.evaluation_paper import MonitoringPaper
from handlers.usecases.evaluations import Sheet
from handlers.usecases.office_month import Reading

PAGE_PEOPLE = 8
PAGE_OFFICES = 8

NOT_ASKED = Reply(
    Markup("Evaluasi bulanan tidak ditentukan di daerah ini. Kehadiran pegawai Anda: /bawahan")
)
NOBODY = Reply(Markup("Tidak ada pegawai yang Anda evaluasi. Rekap Anda sendiri: /rekap_saya"))
PRINTING = Reply(Markup("Lembarnya disiapkan, lalu dikirim ke sini."), toast=True)


async def show(ctx: Context) -> Reply:
    """Last month's sheets of whoever asks; for a monitor how far all offices are."""
    month = (ctx.calendar_date.replace(day=1) - DAY).replace(day=1)
    if not evaluators(ctx.regulation, month):
        return NOT_ASKED
    found = await evaluations.sheets(_reading(ctx), ctx.someone.employee, month)
    if not found:
        return await _states(ctx, month, 0) or NOBODY
    several = len(found) > 1
    parts = [await _summary(ctx, e, n if several else 0) for n, e in enumerate(found, 1)]
    ways = [way for each in parts for way in each.buttons]
    if await _monitors(ctx):
        ways.append(Button("Semua kantor", texts.data(texts.LIST, month, None)))
    return Reply(Markup("\n\n").join(each.text for each in parts), tuple(ways))


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """A button of an evaluation; who may press it is asked anew. None where it means nothing."""
    said = _read(data)
    if said is None or not has_begun(ctx.regulation, said.month, ctx.calendar_date):
        return None
    if not evaluators(ctx.regulation, said.month):
        return None
    if said.verb == texts.LIST:
        return await _states(ctx, said.month, said.page) or NOBODY
    found = await evaluations.sheets(_reading(ctx), ctx.someone.employee, said.month)
    sheet = next((each for each in found if _is_of(each, said.key)), None)
    if sheet is None:
        return NOBODY
    match said.verb:
        case texts.OPEN:
            return _page(ctx, sheet, said.page)
        case texts.DONE:
            return await _sign(ctx, sheet)
        case texts.PRINTED:
            return await _print(ctx, sheet)
    return None


async def _summary(ctx: Context, sheet: Sheet, number: int) -> Reply:
    """A sheet in three numbers; `number` tells several apart, 0: there is one."""
    text = texts.ready(sheet.month, _name(ctx, sheet), sheet.totals)
    text = Markup("{}. {}").format(number, text) if number else text
    at = await evaluations.signed(_reading(ctx), ctx.someone.employee, sheet)
    if at is not None:
        text += Markup("\n") + texts.signed(ctx.region, sheet.month, at)
    return Reply(text, texts.ways(sheet.month, sheet.office, number, signed=at is not None))


def _name(ctx: Context, sheet: Sheet) -> str:
    return ctx.organisation.offices[sheet.office].name if sheet.office else ""


def _page(ctx: Context, sheet: Sheet, page: int) -> Reply:
    people = sheet.people
    last = (len(people) - 1) // PAGE_PEOPLE
    page = min(page, last)
    part = people[page * PAGE_PEOPLE :][:PAGE_PEOPLE]
    lines = [(each.who.name, sheet.rows[each.employee]) for each in part]
    title = ", ".join(filter(None, [f"Evaluasi {month_name(sheet.month)}", _name(ctx, sheet)]))
    text = texts.sheet(title, lines, page * PAGE_PEOPLE + 1)
    done = Button("Sudah dievaluasi", texts.data(texts.DONE, sheet.month, sheet.office))
    print_ = Button("Cetak", texts.data(texts.PRINTED, sheet.month, sheet.office))
    return Reply(text, (*_turning(sheet, page, last), print_, done))


def _turning(sheet: Sheet, page: int, last: int) -> tuple[Button, ...]:
    turns = {"Sebelumnya": page - 1, "Berikutnya": page + 1}
    return tuple(
        Button(name, texts.data(texts.OPEN, sheet.month, sheet.office, other))
        for name, other in turns.items()
        if 0 <= other <= last
    )


async def _sign(ctx: Context, sheet: Sheet) -> Reply:
    me, reading = ctx.someone.employee, _reading(ctx)
    async with in_chat(ctx) as act:
        await evaluations.sign(act, reading, me, sheet)
    at = await evaluations.signed(reading, me, sheet)
    return Reply(texts.signed(ctx.region, sheet.month, at or ctx.event.at))


async def _print(ctx: Context, sheet: Sheet) -> Reply:
    me, to = ctx.someone.employee, ctx.event.address
    paper = MonitoringPaper(me, sheet.month, sheet.office)
    await documents.ask(ctx.db, ctx.region, ctx.event.at, paper, to=to, by=me)
    return PRINTING


async def _monitors(ctx: Context) -> bool:
    """Whether somebody monitors the whole region (`peran.pantau`)."""
    code = ctx.region.code
    by = await authority.acting(ctx.db, ctx.region, ctx.calendar_date, ctx.someone.nip)
    return bool(code and by.roles(ctx.regulation.peran.pantau, None))


async def _states(ctx: Context, month: date, page: int) -> Reply | None:
    """How far each office is, those that are not through first; None for who does not monitor."""
    if not await _monitors(ctx):
        return None
    reading = _reading(ctx)
    known = await evaluation.of_month(ctx.db, ctx.region.code, month)
    shown = [
        _state(ctx, office, known)
        for office in await evaluations.with_heads(reading)
        if office in ctx.organisation.offices
    ]
    shown.sort(key=lambda each: (each.head, each.name.casefold()))
    last = max(len(shown) - 1, 0) // PAGE_OFFICES
    page = min(page, last)
    part = shown[page * PAGE_OFFICES :][:PAGE_OFFICES]
    turns = {"Sebelumnya": page - 1, "Berikutnya": page + 1}
    ways = tuple(
        Button(name, texts.data(texts.LIST, month, None, other))
        for name, other in turns.items()
        if 0 <= other <= last
    )
    return Reply(texts.states(month, part, page * PAGE_OFFICES + 1), ways)


def _state(ctx: Context, office: str, known: Sequence[Evaluation]) -> texts.State:
    done = Counter(each.role for each in known if each.office == office)
    name = ctx.organisation.offices[office].name
    return texts.State(name, done[Evaluator.HEAD] > 0, done[Evaluator.SUPERIOR])


@dataclass(frozen=True, slots=True)
class _Said:
    """What a button says."""

    verb: str
    month: date
    key: str
    page: int


def _read(data: str) -> _Said | None:
    """None where nobody here wrote it."""
    try:
        _, verb, month, key, page = data.split(":")
        return _Said(verb, date(int(month[:4]), int(month[4:]), 1), key, max(int(page), 0))
    except ValueError:
        return None


def _is_of(sheet: Sheet, key: str) -> bool:
    return texts.key_of(sheet.office) == key if sheet.office else texts.of_people(key)


def _reading(ctx: Context) -> Reading:
    return Reading(ctx.db, ctx.region, ctx.organisation, ctx.event.at)
