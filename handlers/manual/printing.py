"""The papers of attendance on paper are printed for the operator and sent as files."""

from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.month.dates import month_of
from core.organisation.calendar import DAY
from db.people import office as office_records
from db.records import manual
from db.records.letter import Letter
from handlers.chat.context import Context
from handlers.chat.conversation import Talk, pick
from handlers.chat.format import brief, label
from handlers.chat.paper import Paper
from handlers.chat.reply import Reply
from handlers.manual import work
from handlers.manual.own_offices import NOT_OPERATOR, members, mine, named, whom
from handlers.manual.papers import LetterPaper, ListPaper, WorkPaper
from handlers.texts.closing import month_name
from handlers.usecases import documents

FLOW = "manual-cetak"
OFFICES_SHOWN_MAX = 8
LIST, WORK = "daftar", "kinerja"
READY_SOON = Reply(Markup("⏳ <b>Sedang disiapkan.</b> Berkasnya dikirim ke sini."))


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Which list or sheet, of which office and month."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    chosen = LIST
    if work.kept(ctx):
        choices = {LIST: "Daftar hadir", WORK: "Lembar kinerja"}
        chosen = await talk.ask("apa", pick(Markup("Cetak apa?"), choices))
    if chosen == WORK:
        return await _work(ctx, talk, offices)
    found = await _office(ctx, talk, offices)
    if found is None:
        return NOT_OPERATOR
    return await _asked(ctx, ListPaper(*found, await _month(ctx, talk)))


async def _office(ctx: Context, talk: Talk, offices: frozenset[str]) -> tuple[str, str] | None:
    known = (await office_records.load(ctx.db, ctx.region.code, ctx.zone)).offices
    named = {code: known[code].name for code in sorted(offices)}
    key = next(iter(named))
    if len(named) > 1:
        shown = list(named)[:OFFICES_SHOWN_MAX]
        lines = [Markup("<b>Kantor mana?</b>")]
        lines += [Markup("{}. {}").format(n, brief(named[e])) for n, e in enumerate(shown, 1)]
        choices = {each: label(n, named[each]) for n, each in enumerate(shown, 1)}
        key = await talk.ask("kantor", pick(Markup("\n").join(lines), choices))
    return (key, named[key]) if key in named else None


async def _month(ctx: Context, talk: Talk) -> date:
    this = month_of(ctx.working_date)[0]
    last = month_of(this - DAY)[0]
    choices = {str(each): month_name(each) for each in (this, last)}
    return date.fromisoformat(await talk.ask("bulan", pick(Markup("Bulan apa?"), choices)))


async def _work(ctx: Context, talk: Talk, offices: frozenset[str]) -> Reply:
    today, here = ctx.working_date, sorted(offices)
    since = month_of(month_of(today)[0] - DAY)[0]
    people = await members(ctx, offices, today)
    entries = await manual.of_offices(ctx.db, ctx.region.code, here, since, today)
    people += await named(ctx, {e.employee for e in entries} - {e.employee for e in people})
    key = UUID(hex=await talk.ask("orang", whom(Markup("Lembar kinerja siapa?"), people)))
    who = next((each for each in people if each.employee == key), None)
    if who is None:
        return NOT_OPERATOR
    return await _asked(ctx, WorkPaper(key, who.name, await _month(ctx, talk)))


async def ask_letter(ctx: Context, found: Letter) -> Reply:
    """The letter with its list, to be signed by hand."""
    known = await office_records.load(ctx.db, ctx.region.code, ctx.zone)
    month = found.lines[0].date.replace(day=1)
    return await _asked(ctx, LetterPaper(found.id, known.offices[found.office].name, month))


async def _asked(ctx: Context, paper: Paper) -> Reply:
    to, by = ctx.event.address, ctx.someone.employee
    await documents.ask(ctx.db, ctx.region, ctx.event.at, paper, to=to, by=by)
    return READY_SOON
