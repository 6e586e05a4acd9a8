"""How many pages a PDF has: only for a process that may fall over it."""

import pypdfium2


def count_pages(raw: bytes) -> int:
    """Raises `PdfiumError` where it does not open."""
    with pypdfium2.PdfDocument(raw) as document:
        return len(document)
