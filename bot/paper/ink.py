"""Words on a page, encoded once: the same letters and numbers stand on it again and again."""

import io
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from bot.paper.type import LINES_REMEMBERED

_BEGINS, _ENDS = "BT 1 0 0 1 0 0 Tm ", " ET"  # around what a text of reportlab says


class InkedCanvas(Canvas):  # type: ignore[misc] # reportlab ships no types
    """A canvas that remembers how a line is written in its document.

    reportlab looks every letter up again each time that it is drawn. The same pages are the same
    bytes: no file says when it was made.
    """

    def __init__(self, buffer: io.BytesIO, size: tuple[float, float]) -> None:
        """A document of pages of this width and height in points."""
        super().__init__(buffer, size, invariant=1, lang="id-ID")
        self.ink = lru_cache(LINES_REMEMBERED)(self._ink)

    def _ink(self, line: str, name: str, size: float) -> str:
        """The operators that write a line of a font and size from where the pen is."""
        words = self.beginText()
        words.setFont(name, size)
        words.textOut(line)
        code: str = words.getCode()
        return code.removeprefix(_BEGINS).removesuffix(_ENDS)


class Words:
    """Many lines of words as one text, for `Canvas.drawText`: a text for each costs the most."""

    def __init__(self, canvas: InkedCanvas) -> None:
        self._ink = canvas.ink
        self._code: list[str] = []

    def write(self, line: str, name: str, size: float, x: float, y: float) -> None:
        """Put a line on the page, from the left end of its baseline."""
        self._code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm {self._ink(line, name, size)}")

    def getCode(self) -> str:  # noqa: N802 - reportlab asks for it by this name
        """The whole text, as reportlab puts it into a page."""
        return f"BT {' '.join(self._code)} ET"
