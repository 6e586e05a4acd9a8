"""The recap of an office as pictures of some people each, and what each picture says in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from handlers.chat.format import MONTHS, brief
from handlers.chat.reply import MEANINGS, RecapLine, RecapPage

PAGE_PEOPLE = 15  # readable on a phone that is held upright
CHARACTERS_MAX = 900  # below a picture, with room for what a conversation adds
_PRESENT = "H"


def pages(
    app: str, office: str, first: date, today: date, lines: Sequence[RecapLine]
) -> tuple[RecapPage, ...]:
    """The pictures of a month; an office without people has none."""
    parts = [lines[n : n + PAGE_PEOPLE] for n in range(0, len(lines), PAGE_PEOPLE)]
    return tuple(
        RecapPage(app, office, first, today, tuple(part), number, len(parts))
        for number, part in enumerate(parts, 1)
    )


def described(page: RecapPage) -> Markup:
    """What the picture shows, for whoever does not see it: the sums, and who was not present."""
    title = f"Rekap {MONTHS[page.first.month - 1]} {page.first.year}, {brief(page.office)}"
    lines = [Markup("<b>{}</b>").format(title), *map(Markup.escape, _sums(page))]
    used, others = sum(map(len, lines)), [each for each in page.lines if _besides(each)]
    for number, line in enumerate(others):
        words = f"{brief(line.name)}: {_counts(_besides(line))}."
        if used + len(words) > CHARACTERS_MAX:
            lines.append(Markup.escape(f"Ada {len(others) - number} pegawai lagi pada gambar."))
            break
        lines.append(Markup.escape(words))
        used += len(words)
    return Markup("\n").join(lines)


def _sums(page: RecapPage) -> Iterator[str]:
    place = f"Gambar {page.page} dari {page.pages}: " if page.pages > 1 else ""
    yield f"{place}{len(page.lines)} pegawai."
    total: Counter[str] = Counter()
    for line in page.lines:
        total.update(line.totals)
    sums = _counts({code: total[code] for code in MEANINGS if total[code]})
    yield f"Seluruhnya {sums}." if sums else "Belum ada hari yang dihitung."
    if waiting := sum(bool(line.pending) for line in page.lines):
        yield f"Rekap {waiting} pegawai masih bisa berubah."


def _besides(line: RecapLine) -> dict[str, int]:
    return {code: count for code, count in line.totals.items() if code != _PRESENT}


def _counts(totals: dict[str, int]) -> str:
    return ", ".join(f"{MEANINGS[code]} {count} hari" for code, count in totals.items())
