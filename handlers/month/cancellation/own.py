"""What the person and the superior press in a cancellation: answer, replace, withdraw, letter."""

from uuid import UUID

from markupsafe import Markup

from db.people import status
from db.records import witness as records
from db.records.cancellation import Cancellation
from handlers.approvals import buttons, cards
from handlers.chat import statement
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.format import brief, long_date
from handlers.chat.reply import Reply
from handlers.month.cancellation.approval import KIND
from handlers.month.cancellation.choose import one_of
from handlers.texts import attachments as pages
from handlers.usecases import (
    attachments,
    cancellable,
    cancellation_letters,
    cancellations,
    closing,
    documents,
    witnesses,
)
from handlers.usecases.act import in_chat
from handlers.usecases.cancellation_paper import CancellationLetter
from handlers.usecases.refusal import Refused

ANSWER, REPLACE, LETTER = "jawab-batal", "saksi-lain", "surat-batal"
RECEIPT = "Tanda terima BKPSDM dikirim ke sini."
FLOWS = {"jawab": ANSWER, "saksi": REPLACE, "surat": LETTER}


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button of the person, or of whoever cancels; nobody else finds anything by it."""
    said = buttons.read(data)
    if said is None or said.verb not in {*FLOWS, "tarik", "unduh"}:
        return None
    async with in_chat(ctx) as act:
        case = await cancellable.find(act, said.card)
        if said.verb == "jawab":
            theirs = case.employee == ctx.someone.employee
        else:
            theirs = await cancellable.is_mine(act, ctx.someone.employee, case)
    if not theirs:
        return None
    if said.verb == "tarik":
        return await _withdraw(ctx, said.card)
    if said.verb == "unduh":
        return await _print(ctx, case)
    return Start(FLOWS[said.verb], {KIND.key: said.card.hex})


async def explain(ctx: Context, talk: Talk) -> Reply:
    """The person's one answer, while they have the time to give it (KAM-11)."""
    me = ctx.someone.employee
    async with in_chat(ctx) as act:
        case = await cancellable.find(act, _id(talk))
        cancellations.check_answer(act, me, case)
        said = await statement.ask(talk)
        await attachments.seen_before(ctx, said.pages)
        case = await cancellations.explain(act, me, case.id, said.words, said.pages)
        ready = await cancellations.is_ready(act, ctx.organisation, case)
    if ready:
        await cards.show(ctx, KIND, case.id)
    return Reply(
        Markup("✅ <b>Penjelasan terkirim</b> ke atasan dan kepala. Hasilnya dikirim ke sini.")
    )


async def replace(ctx: Context, talk: Talk) -> Reply:
    """Another witness in the place of one who bears none."""
    me = ctx.someone.employee
    async with in_chat(ctx) as act:
        case = await cancellable.mine(act, me, _id(talk))
        if not cancellable.waits(act, case):
            raise Refused(cancellable.OVER)
        offered = await cancellable.witnesses_of(act, case)
        heard = (await records.of(ctx.db, ctx.region.code, [case.id]))[case.id]
        left = [e for e in offered if e.employee not in {each.employee for each in heard}]
        if not left:
            raise Refused(f"Tidak ada saksi lain di unit ini. Hubungi {ctx.region.contact}.")
        names = await status.fetch_names(ctx.db, ctx.region.code, {case.employee})
        prompt = Markup("Siapa saksi lain untuk {}, {}?").format(
            brief(names[case.employee]), long_date(case.date)
        )
        chosen = UUID(hex=await talk.ask("saksi", one_of(prompt, left)))
        await witnesses.ask_others(act, me, case.id, [chosen])
    name = next(each.name for each in left if each.employee == chosen)
    return Reply(Markup("✅ <b>{} sudah ditanya.</b> Jawabannya ditunggu.").format(brief(name)))


async def _withdraw(ctx: Context, id_: UUID) -> Reply:
    async with in_chat(ctx) as act:
        case = await cancellations.withdraw(act, ctx.someone.employee, id_)
    await cards.show(ctx, KIND, id_)
    text = Markup(
        "✅ <b>Usulan ditarik.</b> {} tetap hadir. Pegawai dan saksi yang terhubung diberi tahu."
    )
    return Reply(text.format(long_date(case.date)))


async def send_letter(ctx: Context, talk: Talk) -> Reply:
    """The signed letter, as photos or a PDF: with it the day is absent (KAM-32)."""
    me = ctx.someone.employee
    async with in_chat(ctx) as act:
        case = await cancellable.mine(act, me, _id(talk))
        if shut := closing.refusal(ctx, case.date):
            return shut
        await cancellation_letters.check(act, ctx.organisation, case)
        kept = await talk.ask("surat", photo(_please(case)))
        asked = Markup("Surat: {}\n\nSemua sudah bertanda tangan? Hari itu lalu dihitung alpa.")
        await talk.confirm(asked.format(pages.count(kept)), {"surat": "surat"}, "Kirim surat")
        await attachments.seen_before(ctx, kept)
        told = await cancellation_letters.hand_in(act, ctx.organisation, me, case.id, kept)
    text = Markup("✅ <b>Surat tersimpan.</b> {} dihitung alpa. {}")
    return Reply(text.format(long_date(case.date), RECEIPT if told else _no_receipt(ctx)))


def _no_receipt(ctx: Context) -> str:
    return (
        "Belum ada pengelola BKPSDM yang bisa menerimanya, jadi belum ada tanda terima. "
        f"Beri tahu {ctx.region.contact}."
    )


async def _print(ctx: Context, case: Cancellation) -> Reply:
    """Lampiran E with all the names; it is made after this and sent below."""
    async with in_chat(ctx) as act:
        await cancellation_letters.check(act, ctx.organisation, case)
    me, to = ctx.someone.employee, ctx.event.address
    paper = CancellationLetter(case.id)
    await documents.ask(ctx.db, ctx.region, ctx.event.at, paper, to=to, by=me)
    return Reply(Markup("Suratnya sedang dibuat dan dikirim ke sini."), toast=True)


def _please(case: Cancellation) -> Markup:
    text = Markup(
        "Kirim foto atau PDF surat pembatalan {} yang sudah ditandatangani atasan, kepala, dan "
        "saksi."
    )
    return text.format(long_date(case.date))


def _id(talk: Talk) -> UUID:
    return UUID(talk.known[KIND.key])
