"""Opens one PDF from standard input and says in a word what it is; runs as a process of its own."""

import re
import resource
import sys
from io import BytesIO

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDFDoc_GetJavaScriptActionCount

from bot.media.pdf_found import MOST_PAGES, Found

MEMORY = 512 << 20  # bytes of address space
SECONDS = 5  # of processor time

# What a page needs no letter for: programs, other programs, and files inside the file. Looked
# for in a copy as PDFium writes it: unpacked, and every name spelled in the one plain way.
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm)\b")


def look(raw: bytes) -> Found:
    """What a PDF is: sound only if it opens, has pages, and each of them can be loaded."""
    try:
        with pypdfium2.PdfDocument(raw) as document:
            return _content(document)
    except pypdfium2.PdfiumError as error:
        return Found.LOCKED if error.err_code == FPDF_ERR_PASSWORD else Found.BROKEN
    except MemoryError:
        return Found.TOO_MUCH


def _content(document: pypdfium2.PdfDocument) -> Found:
    if len(document) > MOST_PAGES:
        return Found.TOO_LONG
    if FPDFDoc_GetJavaScriptActionCount(document) > 0 or document.count_attachments():
        return Found.ACTIVE
    for page in document:
        page.close()
    copy = BytesIO()
    document.save(copy)
    if _ACTIVE.search(copy.getvalue()):
        return Found.ACTIVE
    return Found.SOUND if len(document) else Found.BROKEN


def main() -> None:
    raw = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(look(raw).value)


if __name__ == "__main__":
    main()
