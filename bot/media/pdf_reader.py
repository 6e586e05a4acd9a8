"""Opens one PDF from standard input and says in a word what it is; runs as a process of its own."""

import re
import resource
import sys
from io import BytesIO

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDFDoc_GetJavaScriptActionCount

from bot.media.pdf_found import PDF_PAGES_MAX, Found

READER_MEMORY_BYTES = 512 << 20  # of address space
READER_CPU_SECONDS = 5

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
    if len(document) > PDF_PAGES_MAX:
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
    resource.setrlimit(resource.RLIMIT_AS, (READER_MEMORY_BYTES, READER_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (READER_CPU_SECONDS, READER_CPU_SECONDS))
    sys.stdout.write(look(raw).value)


if __name__ == "__main__":
    main()
