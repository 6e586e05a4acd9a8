"""Where a page ends: pieces that belong together stay together, and heads are repeated."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias

from bot.paper.ink import InkedCanvas

ROWS_WITH_FOOT = 2
Draw: TypeAlias = Callable[[InkedCanvas, float, float], None]  # left and top edge, in points


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is never split, `height` points high with the air above it.

    `head` stands above it where it is the first of its table on a page. `tied`: it stays on one
    page with what follows. `bound`: it does so even where what is tied to it fills more than a
    page, and parts elsewhere. `fresh`: a page begins with it. `rules`: where vertical lines run
    from its top to its bottom, which are drawn once for all that follow one another with the same
    ones.
    """

    height: float
    draw: Draw
    head: "Piece | None" = None
    tied: bool = False
    bound: bool = False
    fresh: bool = False
    rules: tuple[float, ...] = ()


@dataclass(slots=True)
class Page:
    """What stands on a page, from above: the distance from its upper margin, and the piece."""

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    used: float = 0
    head: Piece | None = None

    def need(self, chunk: Sequence[Piece]) -> float:
        """How much room the pieces take here, with the heads that they need."""
        head, total = self.head, 0.0
        for piece in chunk:
            if piece.head is not None and piece.head is not head:
                total += piece.head.height
            head = piece.head
            total += piece.height
        return total

    def add(self, piece: Piece) -> None:
        if piece.head is not None and piece.head is not self.head:
            self._place(piece.head)
        self.head = piece.head
        self._place(piece)

    def ruled(self) -> Iterator[tuple[float, float, tuple[float, ...]]]:
        """Each run of pieces with the same vertical lines: where it begins and ends, and they."""
        for rules, run in groupby(self.placed, key=lambda placed: placed[1].rules):
            if rules:
                pieces = list(run)
                down, last = pieces[-1]
                yield pieces[0][0], down + last.height, rules

    def _place(self, piece: Piece) -> None:
        self.placed.append((self.used, piece))
        self.used += piece.height


def tied_to_foot(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces above a signature, which stands neither alone nor without two people.

    Whatever stands between them and the signature stays there, too; without a table it is what
    stands right above it. A second signature stays with the first one.
    """
    rows = [n for n, piece in enumerate(pieces) if piece.head is not None]
    first = min([*rows[-ROWS_WITH_FOOT:], len(pieces) - 1])
    return [
        replace(each, tied=True, bound=True) if n >= first else each
        for n, each in enumerate(pieces)
    ]


def settled(pieces: Sequence[Piece]) -> int:
    """How many of the first pieces no signature that is still to come can tie to itself."""
    rows = [n for n, piece in enumerate(pieces) if piece.head is not None]
    return rows[-ROWS_WITH_FOOT] if len(rows) >= ROWS_WITH_FOOT else 0


def pages(pieces: Iterable[Piece], room: float) -> Iterator[Page]:
    """Fill pages of `room` points; what is tied together is split only where no page holds it.

    A page is there as soon as it is full: of ten thousand people not all are held at once.
    """
    page = Page()
    for part in _parts(pieces, room):
        if page.placed and (part[0].fresh or not _fits(page, part, room)):
            yield page
            page = Page()
        for piece in part:
            if page.placed and not _fits(page, [piece], room):
                yield page
                page = Page()
            page.add(piece)
    yield page


def _parts(pieces: Iterable[Piece], room: float) -> Iterator[list[Piece]]:
    """What stays on one page; of what is higher than one, what is bound together does."""
    for chunk in _chunks(pieces, lambda piece: piece.tied):
        if _fits(Page(), chunk, room):
            yield chunk
        else:
            yield from _chunks(chunk, lambda piece: piece.bound)


def _fits(page: Page, chunk: Sequence[Piece], room: float) -> bool:
    return page.used + page.need(chunk) <= room + 0.01  # sums of points are not exact


def _chunks(pieces: Iterable[Piece], stays: Callable[[Piece], bool]) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    for piece in pieces:
        chunk.append(piece)
        if not stays(piece):
            yield chunk
            chunk = []
    if chunk:
        yield chunk
