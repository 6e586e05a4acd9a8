"""PDFs as offices send them, put together object by object."""

import zlib
from collections.abc import Mapping, Sequence

CATALOG, PAGES, PAGE = 1, 2, 3
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
_WORDS = b"BT 72 720 Td (Surat keterangan sakit) Tj ET"


def a_letter(*, catalog: bytes = b"", pages: int = 1, more: Sequence[bytes] = ()) -> bytes:
    """A PDF of equal pages; `catalog` is written into it, `more` are objects from number 5 on."""
    return whole(_objects(catalog, pages, more))


def a_packed_letter(catalog: bytes = b"", *, blanks: int = 0) -> bytes:
    """The same with its objects inside a compressed one, where no search of the bytes sees them.

    `blanks` are so many million spaces behind them, which cost next to nothing.
    """
    objects = _objects(catalog, 1, ())
    content = objects.pop(4)
    numbers, bodies, at = [], [], 0
    for number, body in objects.items():
        numbers.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    head = b" ".join(numbers) + b" "
    packing = zlib.compressobj(1)
    packed = packing.compress(head + b" ".join(bodies))
    packed += b"".join(packing.compress(b" " * 1_000_000) for _ in range(blanks)) + packing.flush()
    told = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>"
    holder = told % (len(objects), len(head), len(packed))
    file, offsets = b"%PDF-1.5\n", {}
    for number, body in ((4, content), (5, holder + b"\nstream\n" + packed + b"\nendstream")):
        offsets[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = [b"\0" * 6, *(b"\2\0\0\0\5" + bytes([n - 1]) for n in (1, 2, 3))]
    rows += [b"\1" + offsets[n].to_bytes(4, "big") + b"\0" for n in (4, 5)]
    rows.append(b"\1" + len(file).to_bytes(4, "big") + b"\0")
    table = b"".join(rows)
    told = b"<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length %d >>"
    body = told % len(table) + b"\nstream\n" + table + b"\nendstream"
    return file + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, len(file))


def whole(objects: Mapping[int, bytes]) -> bytes:
    """A file of numbered objects, with its table and its end."""
    file, offsets = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        offsets[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(objects))
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def _objects(catalog: bytes, pages: int, more: Sequence[bytes]) -> dict[int, bytes]:
    kids = b"3 0 R " * pages
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_WORDS), _WORDS)
    objects = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        PAGES: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        PAGE: _PAGE,
        4: stream,
    }
    return objects | dict(enumerate(more, 5))
