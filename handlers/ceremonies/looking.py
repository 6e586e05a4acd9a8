"""Looking at the signed lists of an apel: the office that sent them, and BKPSDM (AMB-102)."""

from markupsafe import Markup

from handlers.chat.context import Context
from handlers.chat.format import brief, moment
from handlers.chat.reply import Reply
from handlers.usecases import attachments, ceremony_lists
from handlers.usecases.act import in_chat
from handlers.usecases.ceremony_lists import Whose


async def show(ctx: Context, whose: Whose) -> Reply:
    """Every page of every list that an office has handed in, the first list first."""
    async with in_chat(ctx) as act:
        given = await ceremony_lists.to_look_at(act, whose)
    name = brief(ctx.organisation.offices[whose.office].name)
    for each in given:
        head = Markup("Daftar {}, diterima {}").format(name, moment(each.at, ctx.zone))
        attachments.show_pages(ctx, each.pages, 1, head)
    return Reply(Markup("Daftarnya ada di bawah."))
