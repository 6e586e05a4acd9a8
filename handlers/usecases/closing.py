"""Refusing writes to a closed month."""

from datetime import date, datetime

from markupsafe import Markup

from core.law.closing import closed
from core.organisation.region import Region
from handlers.chat.context import Context
from handlers.chat.conversation import Refusal
from handlers.chat.format import moment
from handlers.chat.reply import Reply
from handlers.texts.closing import month_name
from handlers.texts.grounds import alone


def refusal(ctx: Context, day: date) -> Reply | None:
    """What a writer answers whose fact is of a closed month; None while it is open."""
    text = _described(ctx.region, day, written_at(ctx))
    return None if text is None else Reply(text, idle=True)


def require_open(region: Region, day: date, now: datetime) -> None:
    """Raise the same as a `Refusal` to whoever acts; nothing while it is open."""
    if (text := _described(region, day, now)) is not None:
        raise Refusal(text)


def _described(region: Region, day: date, now: datetime) -> Markup | None:
    """That a month is closed since when, by which article, and whom to ask; None: it is open."""
    found = closed(region.regulation, day, now, region.zone)
    if found is None:
        return None
    text = Markup("❌ <b>{} sudah ditutup</b> sejak {}. Tidak ada yang diubah. ").format(
        month_name(found.month), moment(found.since, region.zone)
    )
    text += Markup("Bila ada yang keliru, hubungi {}.").format(region.contact)
    article = alone(region, found.ground.citation)
    return text + Markup("\n<i>{}</i>").format(article)


def is_open(ctx: Context, day: date) -> bool:
    """Whether the month of a date may still be written to."""
    return is_open_at(ctx.region, day, written_at(ctx))


def is_open_at(region: Region, day: date, now: datetime) -> bool:
    """The same of an instant."""
    return closed(region.regulation, day, now, region.zone) is None


def written_at(ctx: Context) -> datetime:
    """When an act counts as done: when it was sent, whatever our own clock says.

    What is handled again later, from a dead letter, is done then (AMB-55).
    """
    return ctx.again_at or ctx.event.at
