"""`/masalah`: reporting a problem, and for those who have some: answering, passing on, closing."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.law.regulation import Role
from core.organisation.posting import workplaces
from db.people import status
from db.records import ticket as tickets
from db.records.ticket import Ticket
from handlers.chat import question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Start, Talk, pick
from handlers.chat.notification import Parts
from handlers.chat.reply import Reply
from handlers.texts import ticket as texts
from handlers.texts.office import month_name
from handlers.usecases import tickets as acts
from handlers.usecases.act import Act, in_chat

FLOW, ANSWER_FLOW = "masalah", "jawab-masalah"
WORDS_CHARACTERS_MAX = 700
QUEUE_SHOWN = 6
NEW, MONTH, SKIP = "baru", "bulan", "Lewati"

LOST = "Sudah ditangani lebih dulu. Keadaannya sekarang:"
NOT_YOURS = Reply(
    Markup("Masalah ini sekarang ditangani pihak lain. Yang ada pada Anda: /masalah"),
    toast=True,
    idle=True,
)


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Report a problem; whoever has a desk looks at what lies there instead, if they like."""
    async with in_chat(ctx) as act:
        mine = await acts.on_desk(act)
        stock = acts.offices(act)
    if mine or stock is None or stock:
        chosen = await talk.ask("apa", await _what(ctx, mine))
        if chosen == MONTH:
            return await _inventory(ctx)
        if chosen != NEW:
            return await _open(ctx, UUID(chosen))
    return await _report(ctx, talk)


async def _what(ctx: Context, mine: list[Ticket]) -> Question[str]:
    shown = mine[:QUEUE_SHOWN]
    names = await status.fetch_names(ctx.db, ctx.region.code, {each.employee for each in mine})
    lines = texts.queue(shown, names, ctx.region)
    if len(mine) > QUEUE_SHOWN:
        lines += Markup("\ndan {} lagi sesudah ini selesai").format(len(mine) - QUEUE_SHOWN)
    opens = {each.id.hex: f"Buka {number}" for number, each in enumerate(shown, 1)}
    return pick(lines, {NEW: "Lapor masalah"} | opens | {MONTH: "Bulan ini"})


async def _report(ctx: Context, talk: Talk) -> Reply:
    prompt = Markup("Apa masalahnya? Tulis apa yang Anda lakukan dan apa yang terjadi.")
    asked = question.words(prompt, WORDS_CHARACTERS_MAX, pages="foto")
    words = await talk.ask("uraian", asked)
    prompt = Markup("Ada tangkapan layar? Kirim sekarang, atau tekan <b>Lewati</b>.")
    pages = await talk.ask("foto", photo(prompt, optional=SKIP))
    proof = "ada" if pages else "tidak ada"
    summary = Markup("<b>Lapor masalah</b>\n{}\nTangkapan layar: {}\n\nKirim?")
    await talk.confirm(summary.format(words, proof), {"uraian": "uraian", "foto": "foto"})
    me = ctx.someone
    here = workplaces(me.postings, ctx.working_date, None)
    office = here[0].office if here else None
    async with in_chat(ctx) as act:
        done = await acts.report(act, me.employee, office, words, pages[:1])
    return Reply(texts.filed(done.desk, ctx.region, read=done.read))


async def _inventory(ctx: Context) -> Reply:
    async with in_chat(ctx) as act:
        found = await acts.inventory(act, act.today)
        month = month_name(act.today)
    names = await status.fetch_names(ctx.db, ctx.region.code, {each.employee for each in found})
    return Reply(texts.inventory(month, found, names))


async def _open(ctx: Context, id_: UUID) -> Reply:
    async with in_chat(ctx) as act:
        ticket = await tickets.find(ctx.db, ctx.region.code, id_)
        if ticket is None or not acts.has(act, ticket):
            return NOT_YOURS
        return await _drawn(act, ctx, ticket)


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card; who presses it must have the problem at this moment."""
    said = _read(data)
    if said is None:
        return None
    verb, id_, to = said
    async with in_chat(ctx) as act:
        ticket = await tickets.find(ctx.db, ctx.region.code, id_)
        if ticket is None or not acts.has(act, ticket):
            return NOT_YOURS
        if verb == "jawab":
            return Start(ANSWER_FLOW, {"masalah": ticket.id.hex})
        me = ctx.someone.employee
        if to is not None:
            won = await acts.pass_on(act, ticket, to, me)
        else:
            won = await acts.close(act, ticket, me, None)
        return await _after(act, ctx, ticket.id, won=won)


def _read(data: str) -> tuple[str, UUID, Role | None] | None:
    """What a button says; None where nobody here wrote it."""
    _, verb, *rest = data.split(":")
    try:
        match verb, rest:
            case "jawab" | "tutup", [key]:
                return verb, UUID(key), None
            case "ke", [key, role]:
                return verb, UUID(key), Role(role)
    except ValueError:
        return None
    return None


async def answer(ctx: Context, talk: Talk) -> Reply:
    """The words that whoever reported it reads; with them the problem is closed."""
    id_ = UUID(talk.known["masalah"])
    async with in_chat(ctx) as act:
        ticket = await tickets.find(ctx.db, ctx.region.code, id_)
        if ticket is None or not acts.has(act, ticket):
            return NOT_YOURS
        prompt = Markup("Apa jawabannya? Pelapor membacanya.\n\n{}").format(ticket.words)
        words = await talk.ask("jawaban", question.words(prompt, WORDS_CHARACTERS_MAX))
        won = await acts.close(act, ticket, ctx.someone.employee, words)
        return (await _after(act, ctx, id_, won=won)).after_text()


async def _after(act: Act, ctx: Context, id_: UUID, *, won: bool) -> Reply:
    """The card as it stands; whoever was too late reads that, and what the first one did."""
    ticket = await tickets.find(ctx.db, ctx.region.code, id_)
    if ticket is None:
        return NOT_YOURS
    tapped = (ctx.event.address, ctx.event.message)
    # The answer itself changes what was tapped.
    act.told[:] = [e for e in act.told if not (e.edits_key and e.to == tapped[0])]
    return replace(await _drawn(act, ctx, ticket, "" if won else LOST), idle=not won)


async def _drawn(act: Act, ctx: Context, ticket: Ticket, note: str = "") -> Reply:
    says = await acts.card(act, ticket, note)
    if not acts.has(act, ticket):
        says = replace(says, parts=Parts.READ_ONLY)
    return says.render(ctx.region)
