"""The taps of heads and of whoever grants more: each is authorised when it is pressed."""

from markupsafe import Markup

from handlers.approvals import buttons
from handlers.chat.context import Context
from handlers.chat.format import brief, long_date
from handlers.chat.reply import Reply
from handlers.manual.own_offices import me
from handlers.texts.incident import CONDITIONS
from handlers.usecases import incidents
from handlers.usecases.act import in_chat


async def vouch(ctx: Context, data: str) -> Reply | None:
    """The head says whether an incident that an operator opened is so."""
    said = buttons.read(data)
    if said is None or said.verb not in {"benar", "keliru"}:
        return None
    true = said.verb == "benar"
    async with in_chat(ctx) as act:
        opened, whose = await incidents.vouch(act, await me(ctx), said.card, true=true)
    what = (CONDITIONS[opened.condition], brief(whose.name))
    if true:
        text = Markup("✅ <b>Dipastikan</b>: {} {}. Terima kasih.")
    else:
        text = Markup("❌ <b>Tidak dibuka</b>: {} {}. Operator diberi tahu.")
    return Reply(text.format(*what))


async def decide_longer(ctx: Context, data: str) -> Reply | None:
    """An Administrator, or BKPSDM, grants a longer time or refuses it."""
    said = buttons.read(data)
    if said is None or said.verb not in {"setuju", "tolak"}:
        return None
    grant = said.verb == "setuju"
    async with in_chat(ctx) as act:
        told = await incidents.decide_longer(act, await me(ctx), said.card, grant=grant)
    until = (brief(told.name), long_date(told.until))
    if grant:
        text = Markup("✅ <b>Diperpanjang</b>: presensi manual {} sampai {}.")
    else:
        text = Markup("❌ <b>Tidak diperpanjang</b>: presensi manual {} (sampai {}).")
    return Reply(text.format(*until))
