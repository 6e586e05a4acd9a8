"""A blocked account in the chat: the person's one answer, and the taps of whoever must agree."""

from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from db.people import block as blocks
from db.people import status
from db.people.block import Examination
from db.people.status import Member
from handlers.approvals import buttons
from handlers.approvals.decision import NOT_YOURS
from handlers.chat import question, statement
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.format import brief
from handlers.chat.reply import Reply
from handlers.texts import block as texts
from handlers.usecases import attachments, rights
from handlers.usecases import blocks as acts
from handlers.usecases.act import in_chat
from handlers.usecases.blocks import Ended

ANSWER, REFUSE = "jawab-blokir", "tolak-blokir"
REASON_CHARACTERS_MAX = 200

ANSWERED = Reply(Markup.escape(texts.ANSWERED), idle=True)
OVER = Reply(Markup("{} Tidak ada yang perlu dilakukan.").format(texts.OVER), idle=True)


async def handle_own_button(ctx: Context, data: str) -> Reply | Start | None:
    """The person's button under the notice."""
    if data.partition(":")[2] != "jawab":
        return None
    return Start(ANSWER) if await _may_answer(ctx) else ANSWERED


async def explain(ctx: Context, talk: Talk) -> Reply:
    """One answer, in words and perhaps with a proof (AMB-38)."""
    if not await _may_answer(ctx):
        return ANSWERED
    said = await statement.ask(talk)
    await attachments.seen_before(ctx, said.pages)
    async with in_chat(ctx) as act:
        told = await acts.answer(ctx, act, said.words, said.pages)
    if told:
        return Reply(Markup("✅ <b>Penjelasan terkirim.</b> Hasilnya dikirim ke sini."))
    text = Markup("✅ <b>Penjelasan tersimpan.</b> Yang memutuskan belum terhubung. Beri tahu {}.")
    return Reply(text.format(ctx.region.contact))


async def _may_answer(ctx: Context) -> bool:
    found = await blocks.examination(ctx.db, ctx.region.code, ctx.someone.employee)
    return found is not None and found.answered_at is None


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button of the card; only whoever must agree gets an answer."""
    said = buttons.read_numbered(data)
    if said is None or said.verb not in {"setuju", "belum", "bukti"}:
        return None
    member = await _decided_here(ctx, said.card)
    if member is None:
        return NOT_YOURS
    found = await _this(ctx, said.card, said.number)
    if found is None:
        return OVER
    match said.verb:
        case "setuju":
            return await _agree(ctx, member)
        case "belum":
            return Start(REFUSE, {"siapa": member.employee.hex, "sejak": said.number})
        case _:
            pages = texts.card(found, member.name).pages
            attachments.show_pages(ctx, pages, 1, Markup("Bukti {}").format(brief(member.name)))
            return Reply(Markup("Buktinya ada di bawah."), toast=True)


async def _decided_here(ctx: Context, person: UUID) -> Member | None:
    """Whose account it is, where whoever writes holds the right over it today."""
    code, today = ctx.region.code, ctx.calendar_date
    found = await status.members(ctx.db, code, today, people=[person], gone=True)
    if not found or person == ctx.someone.employee:
        return None
    right = ctx.regulation.peran.buka_blokir
    held = await rights.holders(ctx.db, ctx.region, today, right, found[0].office)
    return found[0] if ctx.someone.employee in held else None


async def _this(ctx: Context, person: UUID, since: int) -> Examination | None:
    """What is examined, unless it began at another time than the card says."""
    found = await blocks.examination(ctx.db, ctx.region.code, person)
    return found if found is not None and _second(found.since) == since else None


def _second(at: datetime) -> int:
    return int(at.timestamp())


async def _agree(ctx: Context, member: Member) -> Reply:
    async with in_chat(ctx) as act:
        done = await acts.unblock(act, member.nip, "disetujui di chat")
    return Reply(_agreed(done))


def _agreed(done: Ended) -> Markup:
    name = brief(done.member.name)
    if not done.missing:
        return Markup("✅ <b>Blokir {} dibuka.</b> {} sudah diberi tahu.").format(name, name)
    text = Markup("✅ <b>Persetujuan Anda tercatat.</b> Blokir {} dibuka setelah {} setuju.")
    return text.format(name, texts.named(done.missing))


async def refuse(ctx: Context, talk: Talk) -> Reply:
    """Not yet: the reason is told to the person, and nothing ends by it."""
    person = UUID(talk.known["siapa"])
    member = await _decided_here(ctx, person)
    if member is None:
        return NOT_YOURS
    if await _this(ctx, person, talk.known["sejak"]) is None:
        return OVER
    name = brief(member.name)
    prompt = Markup("Mengapa blokir {} belum dibuka? {} membacanya.").format(name, name)
    reason = await talk.ask("alasan", question.words(prompt, REASON_CHARACTERS_MAX))
    async with in_chat(ctx) as act:
        await acts.refuse(act, member.nip, reason)
    text = Markup("Tercatat: blokir {} belum dibuka. {} sudah diberi tahu.")
    return Reply(text.format(name, name)).after_text()
