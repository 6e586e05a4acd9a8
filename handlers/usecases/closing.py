"""Refusing writes to a closed month."""

from datetime import date, datetime

from markupsafe import Markup

from core.law.closing import closed
from handlers.chat.context import Context
from handlers.chat.format import moment
from handlers.chat.reply import Reply
from handlers.texts.closing import month_name
from handlers.texts.grounds import alone


def refusal(ctx: Context, day: date) -> Reply | None:
    """What a writer answers whose fact is of a closed month; None while it is open."""
    found = closed(ctx.regulation, day, written_at(ctx), ctx.zone)
    if found is None:
        return None
    text = Markup("❌ <b>{} sudah ditutup</b> sejak {}. Tidak ada yang diubah. ").format(
        month_name(found.month), moment(found.since, ctx.zone)
    )
    text += Markup("Bila ada yang keliru, hubungi {}.").format(ctx.region.contact)
    article = alone(ctx.region, found.ground.citation)
    return Reply(text + Markup("\n<i>{}</i>").format(article), idle=True)


def is_open(ctx: Context, day: date) -> bool:
    """Whether the month of a date may still be written to."""
    return closed(ctx.regulation, day, written_at(ctx), ctx.zone) is None


def written_at(ctx: Context) -> datetime:
    """When an act counts as done: when it was sent, whatever our own clock says.

    What is handled again later, from a dead letter, is done then (AMB-55).
    """
    return ctx.again_at or ctx.event.at
