"""A witness of a cancellation in the chat: one tap and one sentence, or none of it."""

from uuid import UUID

from markupsafe import Markup

from db.records import witness as records
from db.records.witness import Answer, Witness
from handlers.approvals import buttons, cards
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.reply import Reply
from handlers.month.cancellation.approval import KIND
from handlers.texts import witness as texts
from handlers.usecases import cancellations, witnesses
from handlers.usecases.act import in_chat

FLOW = "saksi"
STATEMENT_CHARACTERS_MAX = 160
SAW = Markup("Tulis satu kalimat: apa dan kapan Anda melihatnya.")
WHY_NOT = Markup("Apa alasannya? Hanya tercatat, dan tidak disampaikan kepada siapa pun.")

ANSWERED = Reply(
    Markup("Jawaban ini sudah tersimpan, atau tidak ditunggu lagi. Lihat /bantuan."), idle=True
)
UNKNOWN = Reply(
    Markup("✅ <b>Tersimpan: Anda tidak tahu.</b> Terima kasih. Tidak ada yang perlu dilakukan.")
)
DECLINED = Reply(Markup("✅ <b>Tersimpan: tidak bersedia.</b> Tidak ada akibatnya bagi Anda."))
TAKEN_BACK = Reply(Markup("✅ <b>Keterangan Anda ditarik.</b> Nama Anda tidak dicetak pada surat."))


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a witness; nobody finds a cancellation by it who was not asked."""
    said = buttons.read(data)
    if said is None or said.verb not in {"ya", "tahu", "tolak", "tarik"}:
        return None
    mine = await _mine(ctx, said.card)
    if mine is None:
        return None
    if said.verb == "tarik":
        return await _take_back(ctx, said.card)
    if mine.answer is not None:
        return ANSWERED
    if said.verb == "tahu":
        await _answer(ctx, said.card, Answer.UNKNOWN, None)
        return UNKNOWN
    return Start(FLOW, {KIND.key: said.card.hex, "bersedia": said.verb == "ya"})


async def testify(ctx: Context, talk: Talk) -> Reply:
    """One sentence what they saw, or why they will not."""
    id_ = UUID(talk.known[KIND.key])
    mine = await _mine(ctx, id_)
    if mine is None or mine.answer is not None:
        return ANSWERED
    willing = bool(talk.known["bersedia"])
    asked = question.words(SAW if willing else WHY_NOT, STATEMENT_CHARACTERS_MAX)
    words = await talk.ask("kalimat", asked)
    await _answer(ctx, id_, Answer.SEEN if willing else Answer.DECLINED, words)
    return texts.thanks(id_) if willing else DECLINED


async def _mine(ctx: Context, id_: UUID) -> Witness | None:
    asked = (await records.of(ctx.db, ctx.region.code, [id_]))[id_]
    return next((each for each in asked if each.employee == ctx.someone.employee), None)


async def _answer(ctx: Context, id_: UUID, said: Answer, words: str | None) -> None:
    async with in_chat(ctx) as act:
        case = await witnesses.testify(act, ctx.someone.employee, id_, said, words)
        ready = await cancellations.is_ready(act, ctx.organisation, case)
    if ready and said is Answer.SEEN:  # else the card, if there is one, says the same as before
        await cards.show(ctx, KIND, id_)


async def _take_back(ctx: Context, id_: UUID) -> Reply:
    async with in_chat(ctx) as act:
        await witnesses.take_back(act, ctx.someone.employee, id_)
    await cards.show(ctx, KIND, id_)
    return TAKEN_BACK
