"""The pages that were handed in as proof: how many, and what was written with them."""

from collections.abc import Sequence

from markupsafe import Markup

from core.writing import quoted
from db.records.attachment import Page
from handlers.chat.event import Kept
from handlers.chat.format import one_line
from handlers.chat.reply import Reply

_SHORT = 120  # characters of what was written with a page, on a card; whole under the page itself


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


def page(pages: Sequence[Page], number: int, head: Markup) -> Reply:
    """One page, numbered from 1, as a message of its own: no text on a screen becomes a picture."""
    shown = pages[number - 1]
    lines = [head]
    if len(pages) > 1:
        lines.append(Markup("Halaman {} dari {}").format(number, len(pages)))
    if shown.words:
        lines.append(Markup("Keterangan: {}").format(quoted(shown.words)))
    return Reply(Markup("\n").join(lines), picture=_kept(shown))


def _kept(page: Page) -> Kept:
    return Kept(page.hash, page.size, page.media)
