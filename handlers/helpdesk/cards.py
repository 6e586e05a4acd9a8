"""The taps on the card of a reported problem: each is authorised when it is pressed."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.law.regulation import Role
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.event import Tap
from handlers.chat.format import brief
from handlers.chat.reply import Reply
from handlers.texts import ticket as texts
from handlers.texts.ticket import Press
from handlers.usecases import attachments, tickets
from handlers.usecases.act import Act, in_chat
from handlers.usecases.ticket_cards import Acting
from handlers.usecases.tickets import Seen

ANSWER = "jawab-masalah"
ANSWER_CHARACTERS_MAX = 300
TOO_LATE = Markup("Sudah ditangani sebelum Anda menekan:\n\n")


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card; where the problem lies there no more, the card as it stands."""
    said = texts.read(data)
    if said is None:
        return None
    async with in_chat(ctx) as act:
        by = acting(ctx, act)
        seen = await tickets.look(by, said.ticket, said.desk)
        if said.verb == texts.PICTURE:
            return _show_pictures(ctx, seen)
        if not seen.current or said.verb == texts.LOOK:
            return drawn(ctx, seen)
        if said.verb == texts.ANSWER:
            return Start(ANSWER, {"masalah": said.ticket.hex, "meja": said.desk.value})
        return await _pressed(ctx, by, said, seen)


async def _pressed(ctx: Context, by: Acting, said: Press, seen: Seen) -> Reply | None:
    """What one tap does to a problem of one's own desk."""
    onward = seen.card.onward
    match said.verb, said.to:
        case texts.CLOSE, None:
            return drawn(ctx, await tickets.finish(by, said.ticket, said.desk))
        case texts.PASS, None if len(onward) > 1:
            return seen.card.choosing(ctx.region)
        case texts.PASS, None if onward:
            return drawn(ctx, await tickets.pass_on(by, said.ticket, said.desk, onward[0]))
        case texts.PASS_TO, to if to in onward:
            return drawn(ctx, await tickets.pass_on(by, said.ticket, said.desk, to))
    return None


async def answer(ctx: Context, talk: Talk) -> Reply:
    """One answer in words, which whoever reported it reads."""
    id_, desk = UUID(hex=talk.known["masalah"]), Role(talk.known["meja"])
    async with in_chat(ctx) as act:
        by = acting(ctx, act)
        seen = await tickets.look(by, id_, desk)
        if not seen.current:
            return drawn(ctx, seen)
        name = brief(seen.card.name)
        prompt = Markup("<b>Masalah {}</b>: {}\n\nApa jawaban Anda? {} membacanya.")
        asked = question.words(prompt.format(name, seen.card.words, name), ANSWER_CHARACTERS_MAX)
        words = await talk.ask("jawaban", asked)
        return drawn(ctx, await tickets.finish(by, id_, desk, words))


def acting(ctx: Context, act: Act) -> Acting:
    """Whoever writes, and the message that the answer to their tap changes."""
    tapped = (ctx.event.address, ctx.event.message)
    message = tapped if isinstance(ctx.event.content, Tap) else None
    return Acting(act, ctx.organisation, ctx.someone.employee, message)


def drawn(ctx: Context, seen: Seen) -> Reply:
    """The card as an answer; above it where somebody was faster, or it lies elsewhere, that."""
    reply = seen.card.render(ctx.region)
    return reply if seen.current else replace(reply, text=TOO_LATE + reply.text, idle=True)


def _show_pictures(ctx: Context, seen: Seen) -> Reply:
    attachments.show_pages(ctx, seen.card.pages, 1, Markup("Foto {}").format(brief(seen.card.name)))
    return Reply(Markup("Fotonya ada di bawah."), toast=True)
