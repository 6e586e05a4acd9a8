"""Asking for the list of an apel on paper: Form B, to be signed by hand."""

from markupsafe import Markup

from handlers.ceremonies.paper import ApelListPaper
from handlers.chat.context import Context
from handlers.chat.reply import Reply
from handlers.texts.office_recap import coming
from handlers.usecases import ceremony_lists, documents
from handlers.usecases.act import in_chat
from handlers.usecases.ceremony_lists import Whose
from handlers.usecases.printing import printing_of

NO_FORM = Reply(
    Markup("Peraturan di sini tidak punya formulir daftar apel. Pakai daftar kantor sendiri."),
    idle=True,
)


async def ask(ctx: Context, whose: Whose) -> Reply:
    """It comes as soon as it is printed; whoever may hand it in may have it (`daftar_apel`)."""
    async with in_chat(ctx) as act:
        await ceremony_lists.to_sign(act, whose, ahead=True)
        ceremony_lists.found(ctx.organisation, whose)
        if not has_form(ctx):
            return NO_FORM
        name = ctx.organisation.offices[whose.office].name
        paper = ApelListPaper(whose.ceremony, whose.date, whose.office, name)
        me = ctx.someone.employee
        await documents.ask(act.db, act.region, act.now, paper, to=ctx.event.address, by=me)
    return coming(paper.title(ctx.region))


def has_form(ctx: Context) -> bool:
    """Whether the annex of the regulation has a list of an apel."""
    return printing_of(ctx.region).layout.daftar_apel is not None
