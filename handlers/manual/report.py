"""An operator opens an incident for somebody whose phone is gone; the head vouches for it."""

from uuid import UUID

from markupsafe import Markup

from core.law.questions.manual import Condition
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Talk, pick
from handlers.chat.format import brief, long_date
from handlers.chat.reply import Reply
from handlers.manual.own_offices import NOT_OPERATOR, me, members, mine, open_day, whom
from handlers.texts.incident import LABELS
from handlers.usecases import closing, incident_cards, incidents
from handlers.usecases.act import in_chat
from handlers.usecases.incidents import Claim

FLOW = "manual-kendala"
REASON_CHARACTERS_MAX = 300


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Whose phone is gone, since when, and why; then the head is asked."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    today = ctx.working_date
    people = await members(ctx, offices, today)
    key = await talk.ask("orang", whom(Markup("Kendala siapa?"), people))
    who = next((each for each in people if each.employee == UUID(hex=key)), None)
    if who is None:
        return NOT_OPERATOR
    async with in_chat(ctx) as act:
        concerned = {who.employee, ctx.someone.employee}
        asked = await incident_cards.vouchers(act, concerned, who.office)
    opens = ctx.regulation.manual.keadaan.on(today).value or ()
    known = {each.value: LABELS[each] for each in opens if each is not Condition.SERVER}
    condition = Condition(await talk.ask("sebab", pick(Markup("Apa sebabnya?"), known)))
    first = await talk.ask("mulai", open_day(ctx, Markup("Mulai tanggal berapa?")))
    if shut := closing.refusal(ctx, first):
        return shut
    reason = None
    if condition in (ctx.regulation.manual.jalan_terakhir.on(first).value or ()):
        prompt = Markup("Mengapa tidak bisa dikirim lewat ponsel, juga sesudah ada sinyal?")
        reason = await talk.ask("alasan", question.words(prompt, REASON_CHARACTERS_MAX))
    name = brief(who.name)
    summary = Markup("<b>{}</b>: {} sejak {}.\n\nMinta kepastian {}?").format(
        name, LABELS[condition], long_date(first), asked.called
    )
    await talk.confirm(summary, {"sebab": "sebab", "mulai": "tanggal"})
    async with in_chat(ctx) as act:
        claim = Claim(condition, first, reason)
        await incidents.open_for(act, who.nip, await me(ctx), claim)
    text = Markup("⏳ <b>Terkirim ke {}.</b> Hasilnya dikirim ke sini. {} belum bisa dicatat.")
    return Reply(text.format(asked.called, name))
