"""Attachments in a chat: whether a page was seen before, and showing further pages."""

from collections.abc import Sequence

from markupsafe import Markup

from db.records import attachment
from db.records.attachment import Page
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.texts import attachments as texts


async def seen_before(ctx: Context, pages: Sequence[Page]) -> str | None:
    """Write down what was handed in; gives who had handed in any of this very content, if anybody.

    A signal for the verifier, no verdict.
    """
    if not pages:
        return None
    me, code, hashes = ctx.someone.employee, ctx.region.code, [page.hash for page in pages]
    earlier = await attachment.handed_in_before(ctx.db, code, hashes, me)
    await attachment.hand_in(ctx.db, code, hashes, me, ctx.event.at)
    if earlier.by_others:
        return "orang lain"
    return "orang yang sama" if earlier.by_the_same else None


def show_pages(ctx: Context, pages: Sequence[Page], first: int, head: Markup) -> None:
    """Send pages from number `first` on, each as a message of its own."""
    to = ctx.event.address
    numbers = range(first, len(pages) + 1)
    ctx.others += [Outgoing(to, texts.page(pages, number, head)) for number in numbers]
