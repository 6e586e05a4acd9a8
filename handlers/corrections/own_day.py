"""*Saya hadir*: whoever is reminded of an open day of theirs asks for what is missing of it.

Or leaves it for later, by *Nanti saja*.
"""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from core.attendance.correction import LEGS, correctable
from core.attendance.stamp import Leg
from core.law.closing import closes_at
from core.law.questions.koreksi import Matter
from db.records import correction as corrections
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.format import long_date
from handlers.chat.reply import Reply
from handlers.corrections import correction, facts
from handlers.texts import nudge
from handlers.texts.correction import own_day_of_button
from handlers.usecases import closing

COMPLETE = Markup("Presensi {} sudah lengkap. Tidak ada yang perlu dilakukan.")
SENT = Markup("Koreksi {} sudah Anda kirim. Lihat keadaannya lewat /koreksi.")


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """Begin /koreksi with the leg that is missing by now, or say until when that can be done.

    None where nobody here wrote that.
    """
    said = own_day_of_button(data)
    if said is None or not ctx.regulation.peraturan.berlaku_sejak <= said.day <= ctx.working_date:
        return None
    day, shut = said.day, closing.refusal(ctx, said.day)
    if said.later:
        closes = closes_at(ctx.regulation, day, ctx.zone)
        return shut or nudge.left_for_later(day, closes, ctx.region, offers=said.offers)
    if shut:
        return replace(shut, new_message=True)
    missing = await _missing(ctx, day)
    if not missing:
        return _nothing(COMPLETE, day)
    asked = await _asked(ctx, day)
    for each in missing:
        if each not in asked:
            return correction.begin_own(day, each, beside=True)
    return _nothing(SENT, day)


async def _missing(ctx: Context, day: date) -> list[Matter]:
    """The legs of which no stamp counts, as far as they can be asked for: masuk before pulang."""
    found = await facts.read(ctx, ctx.someone.employee, day)
    there = {leg: all(found.stamp(leg, each.duty) for each in found.duties) for leg in Leg}
    open_ = correctable(ctx.regulation, day, found.matters)
    return [each for each, leg in LEGS.items() if each in open_ and not there[leg]]


async def _asked(ctx: Context, day: date) -> set[Matter]:
    """What they have asked for already, and nobody has decided."""
    me = ctx.someone.employee
    waiting = await corrections.waiting(ctx.db, ctx.region.code, [me])
    return {each.matter for each in waiting if each.date == day}


def _nothing(text: Markup, day: date) -> Reply:
    return Reply(text.format(long_date(day)), new_message=True, idle=True)
