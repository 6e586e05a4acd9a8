"""Cancelling an apel or upacara: on one date, or on all that come after it, too."""

from datetime import date

from markupsafe import Markup

from core.organisation.ceremony import Announcement, Ceremony
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Talk, pick
from handlers.chat.format import short_date
from handlers.chat.reply import Reply
from handlers.texts.ceremony import REASON_CHARACTERS_MAX, described
from handlers.usecases import ceremonies
from handlers.usecases.act import in_chat

ONE, LATER = "satu", "sesudahnya"


async def cancel(ctx: Context, talk: Talk, made: Announcement, held: Ceremony) -> Reply:
    """Why, and on which dates; nothing is cancelled before the go-ahead."""
    dates = [held.date]
    if made.weekly:
        prompt = Markup("Yang mana yang ditiadakan?")
        ways = {ONE: "Tanggal ini saja", LATER: "Dan semua berikutnya"}
        if await talk.ask("berapa", pick(prompt, ways)) == LATER:
            dates = _later(ctx, made, held)
    why = question.words(Markup("Apa sebabnya? Pegawai akan membacanya."), REASON_CHARACTERS_MAX)
    reason = await talk.ask("sebab", why)
    span = f", sampai {short_date(dates[-1])}" if len(dates) > 1 else ""
    summary = Markup("Tiadakan {}{}?\nSebabnya: {}")
    await talk.confirm(
        summary.format(described(ctx.region, held), span, reason), {"sebab": "sebab"}
    )
    async with in_chat(ctx) as act:
        me = ctx.someone.employee
        off = await ceremonies.cancel(act, me, held.id, dates, reason)
        told = len({each.to for each in act.told})
    named = short_date(off[0]) if len(off) == 1 else f"{len(off)} kali"
    head = Markup("✅ <b>{} {} ditiadakan.</b>").format(held.name, named)
    return Reply(head + Markup("\n{} pegawai diberi tahu.").format(told))


def _later(ctx: Context, made: Announcement, on: Ceremony) -> list[date]:
    """The date itself and all that come after it, but those that are off already."""
    found = made.dates(on.date, made.until)
    held = (e for day in found for e in ctx.organisation.ceremonies(day) if e.id == on.id)
    return [each.date for each in held if each.held]
