"""`/manual`, the sheet of daily work (Form D): one row an activity, and its photo or PDF."""

from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.law.regulation import ActivityKind
from core.month.dates import month_of
from core.work import activity as law
from db.people.status import Member
from db.records import manual
from handlers.chat import question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Talk, pick
from handlers.chat.format import brief, grouped, short_date
from handlers.chat.reply import Reply
from handlers.manual.own_offices import NOT_OPERATOR, me, mine, named, whom
from handlers.texts import attachments
from handlers.texts import manual_work as texts
from handlers.texts.activity import KINDS
from handlers.usecases import closing, manual_works, manuals
from handlers.usecases.act import in_chat
from handlers.usecases.manual_works import WorkLine
from handlers.work.activity import (
    DESCRIPTION_CHARACTERS_MAX,
    MINUTES,
    OUTPUT_CHARACTERS_MAX,
    PIECES,
    SKIP,
)

FLOW = "manual-kinerja"
ROWS_MAX = 10  # of one sheet; the rest is entered from it once more
DATES_SHOWN_MAX = 8
MORE, DONE = "lagi", "selesai"
NOT_KEPT = Reply(Markup("Di daerah ini kinerja harian tidak diisi di kertas. Lihat /manual."))
NOBODY = Reply(
    Markup("Belum ada presensi manual bulan ini. Catat daftar hadirnya dulu lewat /manual.")
)


def kept(ctx: Context) -> bool:
    """Whether daily work is kept there at all."""
    return law.kept_lately(ctx.regulation, ctx.working_date)


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Enter the rows of a sheet that the superior has signed (AMB-68)."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    if not kept(ctx):
        return NOT_KEPT
    found = await _who(ctx, talk, offices)
    if isinstance(found, Reply):
        return found
    who, dates = found
    lines = await _rows(ctx, talk, dates)
    prompt = Markup("Kirim foto atau PDF lembar kinerja yang sudah ditandatangani atasan.")
    pages = await talk.ask("foto", photo(prompt))
    row = Markup("{}, {} menit: {}")
    told = [row.format(short_date(e.date), e.minutes, e.description) for e in lines]
    total = grouped(sum(each.minutes for each in lines))
    summary = Markup("<b>Kinerja manual {}</b>\n{}\nJumlah: {} menit\nLembar: {}\n\nSimpan?")
    await talk.confirm(
        summary.format(brief(who.name), Markup("\n").join(told), total, attachments.count(pages)),
        {"foto": "foto"},
    )
    async with in_chat(ctx) as act:
        kept_sheet = await manuals.keep_sheet(act, await me(ctx), pages)
        counted = await manual_works.record(act, await me(ctx), who, lines, kept_sheet)
    text = Markup("✅ <b>{} aktivitas tercatat manual</b> untuk {}.").format(
        len(lines), brief(who.name)
    )
    waits = Markup("\n{}").format(texts.WAITS) if counted < len(lines) else Markup("")
    return Reply(text + waits)


async def _who(
    ctx: Context, talk: Talk, offices: frozenset[str]
) -> Reply | tuple[Member, list[date]]:
    """Whose sheet it is, and the dates on paper whose month is open."""
    today = ctx.working_date
    first, last = month_of(month_of(today)[0] - law.LATELY)[0], today
    entries = await manual.of_offices(ctx.db, ctx.region.code, sorted(offices), first, last)
    entries = [each for each in entries if closing.is_open(ctx, each.date)]
    theirs = {each.employee for each in entries}
    people = await named(ctx, theirs)
    if not people:
        return NOBODY
    prompt = Markup("<b>Laporan kinerja manual.</b> Milik siapa?")
    key = UUID(hex=await talk.ask("orang", whom(prompt, people, sorted(theirs))))
    who = next((each for each in people if each.employee == key), None)
    if who is None:
        return NOBODY
    if who.employee == ctx.someone.employee:
        return Reply(Markup.escape(manual_works.OWN))
    return who, sorted({each.date for each in entries if each.employee == key})


async def _rows(ctx: Context, talk: Talk, dates: list[date]) -> list[WorkLine]:
    found: list[WorkLine] = []
    while len(found) < ROWS_MAX:
        n = len(found) + 1
        found.append(await _row(ctx, talk, dates, n))
        text = Markup("{} baris dicatat. Ada baris lagi?").format(n)
        chosen = await talk.ask(f"lagi{n}", pick(text, {MORE: "Tambah baris", DONE: "Selesai"}))
        if chosen == DONE:
            break
    return found


async def _row(ctx: Context, talk: Talk, dates: list[date], n: int) -> WorkLine:
    day = await talk.ask(f"tanggal{n}", _day(ctx, dates, n))
    if shut := closing.refusal(ctx, day):
        raise talk.again(f"tanggal{n}", _day(ctx, dates, n), shut)
    known = ctx.regulation.kinerja.jenis.on(day).value or ()
    kinds = {kind: called for kind, called in KINDS.items() if kind in known}
    kind = await talk.ask(f"jenis{n}", pick(Markup("Jenis aktivitas?"), kinds))
    spent = await talk.ask(f"menit{n}", MINUTES)
    prompt = Markup("Apa yang dikerjakan menurut lembarnya?")
    what = await talk.ask(f"uraian{n}", question.words(prompt, DESCRIPTION_CHARACTERS_MAX))
    prompt = Markup("Hasilnya apa? Boleh dilewati.")
    asked = question.words(prompt, OUTPUT_CHARACTERS_MAX, optional=SKIP)
    output = await talk.ask(f"hasil{n}", asked)
    pieces = await talk.ask(f"jumlah{n}", PIECES) if output else 0
    return WorkLine(day, ActivityKind(kind), spent, what, output or None, pieces or None)


def _day(ctx: Context, dates: list[date], n: int) -> Question[date]:
    near = {each: short_date(each) for each in dates[-DATES_SHOWN_MAX:]}
    prompt = Markup("Baris {}: tanggal berapa?").format(n)
    return question.day(prompt, ctx.working_date, dates[0], dates[-1], near)
