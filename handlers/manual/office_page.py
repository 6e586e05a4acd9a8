"""`/manual`: what an operator sees of their office's attendance on paper, and the ways on."""

from markupsafe import Markup

from core.month.letter import LetterState
from db.records import letter
from db.records.letter import Letter
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.format import label
from handlers.chat.reply import Button, Reply
from handlers.manual import entry, letters, printing, report, withdrawal, work
from handlers.manual.own_offices import NOT_OPERATOR, mine
from handlers.texts import letter as letter_texts
from handlers.texts.manual import MENU_BUTTON
from handlers.usecases import letters as usecase
from handlers.usecases.act import in_chat

LETTERS_SHOWN_MAX = 4  # beside six ways on; of more, one makes room for the way to the others
OWN = frozenset({LetterState.PREPARED, LetterState.SENT_BACK})  # the office has the next step
OPEN = "buka"
FLOWS = {
    "catat": entry.FLOW,
    "kendala": report.FLOW,
    "surat": letters.FLOW,
    "kinerja": work.FLOW,
    "cetak": printing.FLOW,
    "tarik": withdrawal.FLOW,
}


async def show(ctx: Context, page: int = 0) -> Reply:
    """What waits for a letter, which letters wait for whom, and what may be entered.

    Of the letters those first that wait for the office itself, the oldest first.
    """
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    async with in_chat(ctx) as act:
        missing = await usecase.missing(act, offices)
    waiting = await letter.open_of(ctx.db, ctx.region.code, offices)
    lines = [Markup("<b>Presensi manual kantor Anda</b>")]
    dates = {(each.employee, each.date) for each in missing}
    lines.append(_missing(len(dates)))
    waiting.sort(key=lambda each: each.state not in OWN)
    many = len(waiting) > LETTERS_SHOWN_MAX
    size = LETTERS_SHOWN_MAX - many
    page %= max(-(-len(waiting) // size), 1)
    shown = list(enumerate(waiting[page * size :][:size], page * size + 1))
    lines += [
        Markup("{}. {}").format(number, letters.describe(ctx, each)) for number, each in shown
    ]
    ways = [*_acts(ctx, with_letter=bool(dates)), *_letters(shown)]
    if many:
        lines.append(Markup("Semuanya {} surat.").format(len(waiting)))
        ways.append(Button("Surat lainnya", f"{MENU_BUTTON}:{OPEN}:{page + 1}"))
    return Reply(Markup("\n").join(lines), tuple(ways))


def _missing(count: int) -> Markup:
    if not count:
        return Markup("Tidak ada hari yang menunggu surat keterangan.")
    return Markup("⏳ {} hari belum punya surat keterangan.").format(count)


def _acts(ctx: Context, *, with_letter: bool) -> tuple[Button, ...]:
    named = {"catat": "Catat daftar hadir", "kendala": "Buka kendala"}
    named |= {"surat": "Siapkan surat"} if with_letter else {}
    named |= {"kinerja": "Catat kinerja"} if work.kept(ctx) else {}
    named |= {"cetak": "Cetak daftar", "tarik": "Tarik catatan"}
    return tuple(Button(words, f"{MENU_BUTTON}:{verb}") for verb, words in named.items())


def _letters(shown: list[tuple[int, Letter]]) -> list[Button]:
    return [
        Button(label(n, "Lihat surat"), letter_texts.data(letter_texts.OWN_BUTTON, "lihat", e.id))
        for n, e in shown
    ]


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """One of the ways on; whoever is no operator gets nothing."""
    _, verb, *page = data.split(":")
    if verb == OPEN:
        return await show(ctx, int(page[0]) if page and page[0].isdecimal() else 0)
    if verb not in FLOWS:
        return None
    return Start(FLOWS[verb]) if await mine(ctx) else NOT_OPERATOR
