"""Attachments in a chat: whether a page was seen before, and showing further pages."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import attachment
from db.records.attachment import Before, Page
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.texts import attachments as texts


async def seen_before(ctx: Context, pages: Sequence[Page]) -> str | None:
    """The same of what whoever writes has sent just now."""
    return await earlier(ctx.db, ctx.region.code, ctx.someone.employee, ctx.event.at, pages)


async def earlier(
    db: AsyncConnection, region: str, me: UUID, at: datetime, pages: Sequence[Page]
) -> str | None:
    """Write down what was handed in; gives who had handed in any of this very content, if anybody.

    A signal for the verifier, no verdict.
    """
    if not pages:
        return None
    hashes = [page.hash for page in pages]
    before = await attachment.handed_in_before(db, region, hashes, me)
    await attachment.hand_in(db, region, hashes, me, at)
    return _who(before)


async def earlier_than(
    db: AsyncConnection, region: str, me: UUID, at: datetime, pages: Sequence[Page]
) -> str | None:
    """The same of what somebody has handed in at an instant, asked once more."""
    if not pages:
        return None
    hashes = [page.hash for page in pages]
    return _who(await attachment.handed_in_before(db, region, hashes, me, at))


def _who(before: Before) -> str | None:
    if before.by_others:
        return "orang lain"
    return "orang yang sama" if before.by_the_same else None


def show_pages(ctx: Context, pages: Sequence[Page], first: int, head: Markup) -> None:
    """Send pages from number `first` on, each as a message of its own."""
    to = ctx.event.address
    numbers = range(first, len(pages) + 1)
    ctx.others += [Outgoing(to, texts.page(pages, number, head)) for number in numbers]
