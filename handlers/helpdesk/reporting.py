"""`/masalah`: anybody reports a problem; whoever holds a desk looks at the open ones beside it.

Pasal 7 ayat (3) huruf c.
"""

from collections.abc import Sequence
from uuid import UUID

from markupsafe import Markup

from core.organisation import helpdesk
from db.people import status
from db.records.ticket import Ticket
from handlers.chat import statement
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Talk, pick
from handlers.chat.format import brief, one_line, short_date
from handlers.chat.reply import Reply
from handlers.chat.statement import Statement
from handlers.helpdesk.cards import acting, drawn
from handlers.texts import attachments
from handlers.texts.roles import ROLES, opening
from handlers.usecases import tickets
from handlers.usecases.act import in_chat
from handlers.usecases.tickets import Filed

FLOW = "masalah"
NEW = "baru"
LISTED_MAX = 6  # on one screen, which holds ten buttons with the ways out
_SHORT = 60  # characters of a problem in the list
WHAT = Markup("<b>Apa yang terjadi?</b> Tulis singkat. Hanya yang menangani yang membacanya.")
PROOF = Markup("Ada tangkapan layar? Kirim fotonya, atau tekan <b>Lewati</b>.")
NOT_KNOWN_HERE = Markup("Di sini masalah tidak dilaporkan lewat chat. Hubungi {}.")


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Report one, or look at one of those on one's own desk."""
    if not helpdesk.desks(ctx.regulation, ctx.calendar_date):
        return Reply(NOT_KNOWN_HERE.format(ctx.region.contact))
    chosen = await _chosen(ctx, talk)
    if chosen != NEW:
        async with in_chat(ctx) as act:
            return drawn(ctx, await tickets.look(acting(ctx, act), UUID(hex=chosen)))
    said = await statement.ask(talk, WHAT, PROOF)
    await talk.confirm(_summary(said), {"kata": "tulisan", "bukti": "foto"}, yes="Kirim")
    async with in_chat(ctx) as act:
        filed = await tickets.file(acting(ctx, act), said.words, said.pages)
    return Reply(_receipt(filed, ctx.region.contact))


async def _chosen(ctx: Context, talk: Talk) -> str:
    """An open problem, or a new one; only whoever has any on their desk is asked."""
    if talk.answer("apa") is None:
        if talk.answer("kata") is not None:
            return NEW
        async with in_chat(ctx) as act:
            found = await tickets.open_ones(acting(ctx, act))
        if not found:
            return NEW
        return await talk.ask("apa", await _what(ctx, found))
    return str(talk.answer("apa"))


async def _what(ctx: Context, found: Sequence[Ticket]) -> Question[str]:
    shown = found[:LISTED_MAX]
    names = await status.fetch_names(ctx.db, ctx.region.code, {each.employee for each in shown})
    lines = [Markup("<b>{} masalah menunggu Anda</b>").format(len(found))]
    for number, each in enumerate(shown, 1):
        day = short_date(each.filed_at.astimezone(ctx.zone).date())
        said = one_line(each.words, _SHORT)
        line = Markup("{}. {}, {}: {}")
        lines.append(line.format(number, brief(names[each.employee]), day, said))
    if len(found) > LISTED_MAX:
        lines.append(Markup("… dan {} lagi sesudah ini").format(len(found) - LISTED_MAX))
    ways = {each.id.hex: f"Lihat {number}" for number, each in enumerate(shown, 1)}
    return pick(Markup("\n").join(lines), ways | {NEW: "Laporkan masalah"})


def _summary(said: Statement) -> Markup:
    lines = [Markup("<b>Masalah Anda</b>\n{}").format(said.words)]
    if said.pages:
        lines.append(Markup("Foto: {}").format(attachments.count(said.pages)))
    return Markup("\n").join([*lines, Markup("\nKirim?")])


def _receipt(filed: Filed, contact: str) -> Markup:
    """Who reads it now; where nobody does, that it is kept and whom to ask."""
    if filed.names:
        text = Markup("✅ <b>Terkirim kepada {}</b>: {}. Jawabannya dikirim ke sini.")
        names = ", ".join(brief(each) for each in filed.names)
        return text.format(ROLES[filed.desk], names)
    if filed.people:
        text = Markup(
            "⚠️ <b>Tersimpan, belum terbaca.</b> {} belum terhubung. Bila mendesak, hubungi {}."
        )
        return text.format(opening(filed.desk), contact)
    text = Markup(
        "⚠️ <b>Tersimpan, belum terbaca.</b> {} belum ditunjuk. Bila mendesak, hubungi {}."
    )
    return text.format(opening(filed.desk), contact)
