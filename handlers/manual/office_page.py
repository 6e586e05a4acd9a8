"""`/manual`: what an operator sees of their office's attendance on paper, and the ways on."""

from markupsafe import Markup

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

LETTERS_SHOWN_MAX = 4
FLOWS = {
    "catat": entry.FLOW,
    "kendala": report.FLOW,
    "surat": letters.FLOW,
    "kinerja": work.FLOW,
    "cetak": printing.FLOW,
    "tarik": withdrawal.FLOW,
}


async def show(ctx: Context) -> Reply:
    """What waits for a letter, which letters wait for whom, and what may be entered."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    async with in_chat(ctx) as act:
        missing = await usecase.missing(act, offices)
    waiting = await letter.open_of(ctx.db, ctx.region.code, offices)
    lines = [Markup("<b>Presensi manual kantor Anda</b>")]
    dates = {(each.employee, each.date) for each in missing}
    lines.append(_missing(len(dates)))
    shown = waiting[-LETTERS_SHOWN_MAX:]
    lines += [
        Markup("{}. {}").format(number, letters.describe(ctx, each))
        for number, each in enumerate(shown, 1)
    ]
    return Reply(Markup("\n").join(lines), (*_acts(ctx, with_letter=bool(dates)), *_letters(shown)))


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


def _letters(shown: list[Letter]) -> list[Button]:
    return [
        Button(label(n, "Lihat surat"), letter_texts.data(letter_texts.OWN_BUTTON, "lihat", e.id))
        for n, e in enumerate(shown, 1)
    ]


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """One of the ways on; whoever is no operator gets nothing."""
    _, _, verb = data.partition(":")
    if verb == "buka":
        return await show(ctx)
    if verb not in FLOWS:
        return None
    return Start(FLOWS[verb]) if await mine(ctx) else NOT_OPERATOR
