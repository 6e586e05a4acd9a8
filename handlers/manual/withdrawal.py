"""Taking back what was entered by mistake, and what the person says of it."""

from datetime import date
from uuid import UUID

from markupsafe import Markup

from db.people.status import Member
from db.records import manual, manual_work
from db.records.manual import Entry
from handlers.approvals import buttons
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk, pick
from handlers.chat.format import brief, clock, long_date, short_date
from handlers.chat.reply import Reply
from handlers.manual.own_offices import NOT_OPERATOR, me, members, mine, open_day, whom
from handlers.usecases import closing, manual_works, manuals
from handlers.usecases.act import in_chat

FLOW, DISPUTE = "manual-tarik", "manual-keliru"
REASON_CHARACTERS_MAX = 300
NOTHING = Reply(Markup("Belum ada catatan manual pada bulan ini. Catat lewat /manual."))
LIST, WORK = "hadir", "kinerja"


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Which date of whom, and why it was wrong; the right times are entered anew."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    prompt = Markup("<b>Tarik catatan manual.</b> Tanggal berapa?")
    day = await talk.ask("tanggal", open_day(ctx, prompt))
    if shut := closing.refusal(ctx, day):
        return shut
    found = await manual.of_offices(ctx.db, ctx.region.code, sorted(offices), day, day)
    if not found:
        return NOTHING
    people = await members(ctx, offices, day)
    theirs = {each.employee for each in found}
    listed = [each for each in people if each.employee in theirs]
    key = await talk.ask("orang", whom(Markup("Milik siapa?"), listed, sorted(theirs)))
    theirs_ = [each for each in found if each.employee == UUID(hex=key)]
    who = next((each for each in listed if each.employee == UUID(hex=key)), None)
    if who is None or not theirs_:
        return NOTHING
    if who.employee == ctx.someone.employee:
        return Reply(Markup.escape(manual_works.OWN))
    if await _chosen(ctx, talk, who, day) == WORK:
        return await _work(ctx, talk, who, day)
    asked = question.words(Markup("Apa yang keliru?"), REASON_CHARACTERS_MAX)
    reason = await talk.ask("alasan", asked)
    await talk.confirm(_summary(ctx, who, day, theirs_, reason), {"alasan": "alasan"})
    async with in_chat(ctx) as act:
        await manuals.withdraw(act, await me(ctx), who.employee, day, reason)
    text = Markup("✅ <b>Ditarik</b>: presensi manual {}, {}. Catat yang benar lewat /manual.")
    return Reply(text.format(brief(who.name), long_date(day)))


async def _chosen(ctx: Context, talk: Talk, who: Member, day: date) -> str:
    """Where there is work of that date, too, it is asked which of both was wrong."""
    found = await manual_work.of_people(ctx.db, ctx.region.code, [who.employee], day, day)
    if not found:
        return LIST
    choices = {LIST: "Daftar hadir", WORK: "Kinerja"}
    return await talk.ask("apa", pick(Markup("Apa yang ditarik?"), choices))


async def _work(ctx: Context, talk: Talk, who: Member, day: date) -> Reply:
    told = (brief(who.name), long_date(day))
    await talk.confirm(Markup("Tarik kinerja manual <b>{}</b>, {}?").format(*told))
    async with in_chat(ctx) as act:
        await manual_works.withdraw(act, await me(ctx), who, day)
    text = Markup("✅ <b>Ditarik</b>: kinerja manual {}, {}. Catat yang benar lewat /manual.")
    return Reply(text.format(*told))


def _summary(ctx: Context, who: Member, day: date, found: list[Entry], reason: str) -> Markup:
    legs = ", ".join(f"{each.leg.value} {clock(each.at, ctx.zone)}" for each in found)
    return Markup("Tarik presensi manual <b>{}</b>, {}: {}?\nAlasan: {}").format(
        brief(who.name), long_date(day), legs, reason
    )


async def handle_button(_ctx: Context, data: str) -> Start | None:
    """*Ini keliru* under what the person was told; whose it is, the conversation asks."""
    said = buttons.read(data)
    if said is None or said.verb != "keliru":
        return None
    return Start(DISPUTE, {"catatan": said.card.hex})


async def dispute(ctx: Context, talk: Talk) -> Reply:
    """The person says what is wrong; the operator compares it with the list."""
    id_ = UUID(hex=talk.known["catatan"])
    entry = await manual.find(ctx.db, ctx.region.code, id_)
    if entry is None or entry.employee != ctx.someone.employee:
        return Reply(Markup("Catatan ini sudah ditarik. Lihat /rekap_saya."))
    if shut := closing.refusal(ctx, entry.date):
        return shut
    prompt = Markup("Apa yang keliru pada {}?").format(short_date(entry.date))
    remark = await talk.ask("kata", question.words(prompt, REASON_CHARACTERS_MAX))
    await talk.confirm(Markup("Kirim ke operator: {}?").format(remark), {"kata": "tulisan"})
    async with in_chat(ctx) as act:
        await manuals.dispute(act, await me(ctx), id_, remark)
    return Reply(Markup("✅ <b>Terkirim ke operator.</b> Hasilnya dikirim ke sini."))
