"""What was handed in as proof: its pages, and whether anybody had one of them before."""

from collections.abc import Sequence

from markupsafe import Markup

from core.writing import quoted
from db.records import attachment as files
from db.records.activity import Activity
from db.records.attachment import Page
from handlers.chat.context import Context
from handlers.chat.event import Kept
from handlers.chat.format import one_line
from handlers.chat.reply import Outgoing, Reply

_SHORT = 120  # characters of what was written with a page, on a card; whole under the page itself


async def before(ctx: Context, pages: Sequence[Page]) -> str | None:
    """Write down what was handed in; gives who had handed in any of this very content, if anybody.

    A signal for the verifier, no verdict.
    """
    if not pages:
        return None
    me, code, hashes = ctx.someone.employee, ctx.region.code, [page.hash for page in pages]
    earlier = await files.handed_in_before(ctx.db, code, hashes, me)
    await files.hand_in(ctx.db, code, hashes, me, ctx.event.at)
    if earlier.by_others:
        return "orang lain"
    return "orang yang sama" if earlier.by_the_same else None


async def anew(ctx: Context, pages: Sequence[Page], old: Activity | None) -> str | None:
    """The same of what is changed, which brings its own pages again."""
    mine = {page.hash for page in old.photo} if old else set()
    new = [page for page in pages if page.hash not in mine]
    kept = old.photo_before if old and len(new) < len(pages) else None
    return await before(ctx, new) or kept


def picture(pages: Sequence[Page]) -> Kept | None:
    """The first page, which stands on a card."""
    return _kept(pages[0]) if pages else None


def count(pages: Sequence[Page]) -> str:
    """`ada`, or of more than one page how many."""
    return f"{len(pages)} halaman" if len(pages) > 1 else "ada"


def captions(pages: Sequence[Page]) -> str:
    """What was written with the pages, in short; empty where nothing was."""
    written = "; ".join(page.words for page in pages if page.words)
    return quoted(one_line(written, _SHORT)) if written else ""


def others(pages: Sequence[Page]) -> str:
    """The button for the pages that a card does not show; empty where it shows all."""
    return f"Halaman lain ({len(pages) - 1})" if len(pages) > 1 else ""


def show(ctx: Context, pages: Sequence[Page], first: int, head: Markup) -> None:
    """Send pages from number `first` on, each as a message of its own: no text becomes one."""
    to = ctx.event.address
    ctx.others += [
        Outgoing(to, Reply(_words(pages, number, head), picture=_kept(pages[number - 1])))
        for number in range(first, len(pages) + 1)
    ]


def _words(pages: Sequence[Page], number: int, head: Markup) -> Markup:
    page = pages[number - 1]
    lines = [head]
    if len(pages) > 1:
        lines.append(Markup("Halaman {} dari {}").format(number, len(pages)))
    if page.words:
        lines.append(Markup("Keterangan: {}").format(quoted(page.words)))
    return Markup("\n").join(lines)


def _kept(page: Page) -> Kept:
    return Kept(page.hash, page.size, page.media)
