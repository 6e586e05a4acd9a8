"""The head's letter in chats: prepared, handed in as a scan, signed, accepted or sent back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.law.questions.manual import Condition
from core.month.letter import LetterState, LetterStep, before
from db.people import office, status
from db.records import letter
from db.records.letter import Letter
from db.records.manual import Entry
from handlers.approvals import buttons
from handlers.chat import question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk, pick
from handlers.chat.format import brief, long_date
from handlers.chat.reply import Button, Reply
from handlers.manual import printing
from handlers.manual.own_offices import NOT_OPERATOR, me, mine
from handlers.texts import attachments as pages_texts
from handlers.texts import letter as texts
from handlers.texts.closing import month_name
from handlers.texts.letter import Named
from handlers.usecases import attachments
from handlers.usecases import letters as usecase
from handlers.usecases.act import in_chat

FLOW, SCAN, SEND_BACK = "manual-surat", "manual-foto", "manual-kembali"
NUMBER_CHARACTERS_MAX, REASON_CHARACTERS_MAX = 60, 300
SKIP = "Isi di kertas"
GROUPS_SHOWN_MAX = 8

NONE_MISSING = Reply(Markup("Semua hari manual sudah punya surat. Lihat /manual."))
GONE = Reply(Markup("Surat ini sudah diproses. Lihat keadaannya lewat /manual."), idle=True)
_STATES = {
    LetterState.PREPARED: "menunggu tanda tangan",
    LetterState.SIGNED: "menunggu BKPSDM",
    LetterState.ACCEPTED: "diterima",
    LetterState.SENT_BACK: "dikembalikan, perlu dikirim lagi",
    LetterState.DROPPED: "dibatalkan",
}


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Prepare a letter for the dates of one office and one month that have none."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    async with in_chat(ctx) as act:
        missing = await usecase.missing(act, offices)
    groups = _groups(missing)
    if not groups:
        return NONE_MISSING
    key = await talk.ask("kantor", pick(*await _which(ctx, groups)))
    chosen = groups.get(key, [])
    if not chosen:
        return NONE_MISSING
    prompt = Markup("Nomor suratnya? Boleh diisi nanti di kertas.")
    number = await talk.ask("nomor", question.words(prompt, NUMBER_CHARACTERS_MAX, optional=SKIP))
    lines = texts.shown(await _named(ctx, [(e.employee, e.date, e.condition) for e in chosen]))
    summary = Markup("<b>Surat keterangan</b>\n{}\nNomor: {}\n\nSiapkan?").format(
        Markup("\n").join(lines), number or "diisi di kertas"
    )
    await talk.confirm(summary, {"nomor": "nomor"})
    async with in_chat(ctx) as act:
        done = await usecase.prepare(act, await me(ctx), chosen, number or None)
    text = Markup("<b>Surat keterangan siap.</b> {}").format(_to_sign(done.asked))
    return Reply(text, _own_buttons(done.letter))


def _to_sign(asked: Sequence[str]) -> Markup:
    if not asked:
        return Markup("Mintakan tanda tangan kepala kantor, lalu kirim fotonya.")
    names = ", ".join(map(brief, asked))
    return Markup(
        "{} bisa menyatakannya dengan satu ketukan, atau mintakan tanda tangannya, lalu kirim "
        "fotonya."
    ).format(names)


def _groups(missing: Sequence[Entry]) -> dict[str, list[Entry]]:
    """By office and month, as a letter is of one of each."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in missing:
        found[f"{each.date:%Y-%m} {each.office}"].append(each)
    return dict(sorted(found.items()))


async def _which(ctx: Context, groups: dict[str, list[Entry]]) -> tuple[Markup, dict[str, str]]:
    known = await office.load(ctx.db, ctx.region.code, ctx.zone)
    lines, choices = [Markup("<b>Surat untuk hari yang mana?</b>")], {}
    for number, (key, entries) in enumerate(list(groups.items())[:GROUPS_SHOWN_MAX], 1):
        dates = len({(each.employee, each.date) for each in entries})
        name, month = known.offices[entries[0].office].name, month_name(entries[0].date)
        lines.append(Markup("{}. {}, {}: {} hari").format(number, brief(name), month, dates))
        choices[key] = f"{number}. {month}"
    return Markup("\n").join(lines), choices


def describe(ctx: Context, each: Letter) -> Markup:
    """`Surat 2 April: 3 hari, menunggu tanda tangan`."""
    made = long_date(each.prepared_at.astimezone(ctx.zone).date())
    return Markup("Surat {}: {} hari, {}").format(made, len(each.lines), _STATES[each.state])


def _own_verbs(each: Letter) -> dict[str, str]:
    """It can be printed as long as it is one, also after the head's tap (AMB-70)."""
    if each.state is LetterState.DROPPED:
        return {}
    verbs = {"unduh": "Unduh surat"}
    if each.state in before(LetterStep.SIGN):
        verbs |= {"foto": "Kirim foto", "batal": "Batalkan surat"}
    return verbs


def _own_buttons(each: Letter) -> tuple[Button, ...]:
    return tuple(
        Button(words, texts.data(texts.OWN_BUTTON, verb, each.id))
        for verb, words in _own_verbs(each).items()
    )


async def handle_own(ctx: Context, data: str) -> Reply | Start | None:
    """A button of an operator about one letter of their office."""
    said = buttons.read(data)
    found = await letter.find(ctx.db, ctx.region.code, said.card) if said else None
    if said is None or found is None or found.office not in await mine(ctx):
        return None
    open_ = _own_verbs(found)
    match said.verb:
        case "lihat":
            lines = texts.shown(await _lines(ctx, found))
            remark = [Markup("Alasan: {}").format(found.remark)] if found.remark else []
            text = Markup("\n").join([describe(ctx, found), *lines, *remark])
            return Reply(text, _own_buttons(found))
        case "unduh" if "unduh" in open_:
            return replace(await printing.ask_letter(ctx, found), new_message=True)
        case "foto" if "foto" in open_:
            return Start(SCAN, {"surat": found.id.hex})
        case "batal" if "batal" in open_:
            async with in_chat(ctx) as act:
                await usecase.drop(act, found.id)
            return Reply(Markup("Surat dibatalkan. Siapkan yang baru lewat /manual."))
    return GONE


async def hand_in(ctx: Context, talk: Talk) -> Reply:
    """The scan of the signed letter."""
    id_ = UUID(hex=talk.known["surat"])
    found = await letter.find(ctx.db, ctx.region.code, id_)
    if found is None or found.office not in await mine(ctx) or "foto" not in _own_verbs(found):
        return GONE
    prompt = Markup("Kirim foto atau PDF surat yang sudah ditandatangani.")
    pages = await talk.ask("foto", photo(prompt))
    summary = Markup("{}\nSurat: {}\n\nKirim?").format(
        describe(ctx, found), pages_texts.count(pages)
    )
    await talk.confirm(summary, {"foto": "foto"})
    async with in_chat(ctx) as act:
        after = await usecase.hand_in(act, await me(ctx), id_, pages)
    return Reply(_counted(after))


def _counted(after: Letter) -> Markup:
    if after.counts:
        return Markup("✅ <b>Surat terkirim ke BKPSDM.</b> {} hari dihitung.").format(
            len(after.lines)
        )
    return Markup(
        "⏳ <b>Surat terkirim ke BKPSDM</b>, tetapi lewat batasnya. {} hari dihitung setelah "
        "BKPSDM menerima. Hasilnya dikirim ke sini."
    ).format(len(after.lines))


async def sign(ctx: Context, data: str) -> Reply | None:
    """The head vouches for a letter with one tap."""
    said = buttons.read(data)
    if said is None or said.verb != "tanda":
        return None
    async with in_chat(ctx) as act:
        after = await usecase.confirm(act, await me(ctx), said.card)
    return Reply(_counted(after))


async def receive(ctx: Context, data: str) -> Reply | Start | None:
    """BKPSDM accepts a letter, looks at its pages and lists, or sends it back with a reason."""
    said = buttons.read(data)
    if said is None or said.verb not in {"terima", "kembali", "lembar", "daftar"}:
        return None
    if said.verb == "terima":
        async with in_chat(ctx) as act:
            after = await usecase.receive(act, await me(ctx), said.card)
        text = Markup("✅ <b>Diterima.</b> {} hari dihitung. Operator diberi tahu.")
        return Reply(text.format(len(after.lines)))
    async with in_chat(ctx) as act:
        if said.verb == "kembali":
            found = await usecase.decidable(act, await me(ctx), said.card, accepts=False)
            return Start(SEND_BACK, {"surat": found.id.hex})
        found = await usecase.readable(act, said.card)
    head = Markup("Surat keterangan")
    pages, first = found.pages, 2
    if said.verb == "daftar":
        head, first = Markup("Daftar hadir"), 1
        pages = await usecase.listed_pages(ctx.db, ctx.region, found)
    attachments.show_pages(ctx, pages, first, head)
    return Reply(Markup("Fotonya ada di bawah."), toast=True)


async def send_back(ctx: Context, talk: Talk) -> Reply:
    """Why it is sent back: the operator reads it, and sends it anew."""
    id_ = UUID(hex=talk.known["surat"])
    async with in_chat(ctx) as act:
        await usecase.decidable(act, await me(ctx), id_, accepts=False)
    prompt = Markup("Apa yang perlu diperbaiki pada surat ini?")
    remark = await talk.ask("alasan", question.words(prompt, REASON_CHARACTERS_MAX))
    async with in_chat(ctx) as act:
        await usecase.receive(act, await me(ctx), id_, remark)
    return Reply(Markup("<b>Dikembalikan.</b> Operator diberi tahu alasannya."))


async def _lines(ctx: Context, found: Letter) -> list[Named]:
    return await _named(ctx, [(e.employee, e.date, e.condition) for e in found.lines])


async def _named(ctx: Context, rows: Sequence[tuple[UUID, date, Condition]]) -> list[Named]:
    names = await status.fetch_names(ctx.db, ctx.region.code, [who for who, _, _ in rows])
    return [Named(names[who], day, condition) for who, day, condition in rows]
