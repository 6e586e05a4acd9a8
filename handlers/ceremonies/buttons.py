"""The buttons under a call to an apel, and under the reminder of its list."""

from datetime import date
from uuid import UUID

from markupsafe import Markup

from handlers.ceremonies import handing_in, printing
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.format import brief
from handlers.chat.reply import Map, Reply
from handlers.requests import filing
from handlers.texts.ceremony import DOWNLOAD, LIST, PLACE, UNABLE, described
from handlers.usecases.ceremony_lists import Whose, offices_of


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button under a call or a reminder; who is not called, or may not, gets nothing by it."""
    try:
        _, verb, key, day, number = data.split(":")
        id_, day_, which = UUID(hex=key), date.fromisoformat(day), int(number)
    except ValueError:
        return None
    if verb == PLACE:
        return _show_place(ctx, id_, day_)
    if verb in {LIST, DOWNLOAD}:
        return await _list(ctx, verb, id_, day_, which)
    called = any(each.id == id_ for each in ctx.ceremonies(day_))
    return Start(filing.FLOW) if verb == UNABLE and called else None


def _show_place(ctx: Context, id_: UUID, day: date) -> Reply | None:
    """A map with the border within which masuk counts."""
    found = next((each for each in ctx.ceremonies(day) if each.id == id_), None)
    if found is None:
        return None
    venue = found.venue
    picture = Map((venue,), venue.centre, None, brief(venue.name))
    off = "" if found.held else "\nDitiadakan."
    text = Markup("<b>{}</b>{}").format(described(ctx.region, found), off)
    return Reply(text, picture=picture, new_message=True)


async def _list(ctx: Context, verb: str, id_: UUID, day: date, which: int) -> Reply | Start | None:
    """To print a list, or to hand it in; whether they may is asked by either."""
    made = next((each for each in ctx.organisation.announcements if each.id == id_), None)
    codes = offices_of(made) if made else ()
    if not 0 <= which < len(codes):
        return None
    whose = Whose(id_, day, codes[which])
    if verb == DOWNLOAD:
        return await printing.ask(ctx, whose)
    known = {"apel": id_.hex, "tanggal": day.isoformat(), "kantor": whose.office}
    return Start(handing_in.FLOW, known)
