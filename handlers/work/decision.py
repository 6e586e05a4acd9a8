"""One tap on the card of somebody's daily work decides; the first wins, the other is told."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.work.activity import State
from core.writing import quoted
from db.people import binding
from db.records import activity as activities
from db.records import request as requests
from db.records.activity import Activity
from handlers.approvals import deemed_approval, proof, screens, sent, verifier
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Start, Talk
from handlers.chat.format import brief, long_date
from handlers.chat.question import words
from handlers.chat.reply import Button, Outgoing, Priority, Reply
from handlers.texts import activity_card as cards
from handlers.texts import unseen
from handlers.usecases import closing

FLOW = "tolak"
REASONS = ("Uraian kurang jelas", "Menit tidak wajar", "Tidak sesuai tugas", "Tercatat dua kali")
LONGEST_REASON = 300

NOT_YOURS = Reply(Markup("Keputusan ini tidak di tangan Anda hari ini."), passing=True, idle=True)
LOST = "Sudah diputuskan lebih dulu; keadaannya sekarang:"


async def act(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card: who pressed it must be the verifier today, and the first tap wins.

    None where the button means nothing.
    """
    if (said := cards.read(data)) is None:
        return None
    verb, key, number = said
    items = await activities.of_card(ctx.db, ctx.region.code, key)
    if verb not in _VERBS or not 1 <= number <= len(items):
        return None
    if await verifier.of_work(ctx, items[0]) != ctx.someone.employee:
        return NOT_YOURS
    return await _VERBS[verb](ctx, await deemed_approval.read(ctx, items), number)


async def reject(ctx: Context, talk: Talk) -> Reply:
    """The reason is part of the decision (AMB-18)."""
    id_ = UUID(talk.known["aktivitas"])
    item = await activities.find(ctx.db, ctx.region.code, id_)
    if item is None or await verifier.of_work(ctx, item) != ctx.someone.employee:
        return NOT_YOURS
    names = await _names(ctx, [item])
    prompt = Markup("Menolak aktivitas <b>{}</b>, {}:\n{}\n\nApa alasannya?").format(
        brief(names[item.employee]), long_date(item.date), quoted(item.description)
    )
    reason = await talk.ask("alasan", why(prompt, REASONS))
    return (await _decide(ctx, [item], State.REJECTED, reason)).after_text()


async def _decide(
    ctx: Context, items: Sequence[Activity], state: State, reason: str | None = None
) -> Reply:
    """Each by itself and by compare-and-set: whoever comes second reads what the first decided."""
    waits = any(each.state is None for each in items)
    if waits and (shut := closing.refusal(ctx, items[0].date)):
        return shut
    won = {each.id for each in items if await _won(ctx, each, state, reason)}
    after = await deemed_approval.read(ctx, await _of_card(ctx, items[0]))
    names = await _names(ctx, after)
    if won:
        await _tell(ctx, [each for each in after if each.id in won], names)
        ctx.others += await _other_copies(ctx, after)
    reply = cards.card(ctx.region, after, names, ctx.event.at, "" if won else LOST)
    buttons = reply.buttons or await others(ctx, items[0].employee)
    return replace(reply, buttons=buttons, idle=not won)


async def _other_copies(ctx: Context, items: Sequence[Activity]) -> list[Outgoing]:
    """All but the one that was tapped, which the answer changes."""
    whole, by = {items[0].card: items}, {items[0].card: ctx.someone.employee}
    found = await sent.of_work(ctx.db, ctx.region, whole, by, ctx.event.at)
    tapped = (ctx.event.address, ctx.event.message)
    return await screens.changed(ctx.db, ctx.region, found, Priority.CARD, but=tapped, always=True)


async def _won(ctx: Context, item: Activity, state: State, reason: str | None) -> bool:
    by, now = ctx.someone.employee, ctx.event.at
    code = ctx.region.code
    return await activities.decide(ctx.db, code, item.id, state, by=by, now=now, reason=reason)


async def _tell(ctx: Context, items: Sequence[Activity], names: cards.Names) -> None:
    """The person who filed them learns what was decided, in one message."""
    to = await binding.address_of(ctx.db, ctx.region.code, items[0].employee)
    if to is not None:
        reply = cards.decided(ctx.region, items, names, ctx.event.at)
        ctx.others.append(Outgoing(to, reply, Priority.CARD))


async def others(ctx: Context, person: UUID) -> tuple[Button, ...]:
    """The way to whatever else of the same person waits for whoever has just decided."""
    region = ctx.region.code
    work = await activities.waiting(ctx.db, region, [person], ctx.event.at)
    left = len(await verifier.mine(ctx, work))
    theirs = await requests.waiting(ctx.db, region, [person])
    by = await verifier.of_items(ctx.db, ctx.region, theirs, ctx.event.at) if theirs else {}
    left += sum(by[each.id] == ctx.someone.employee for each in theirs)
    return (Button(f"Yang lain ({left})", cards.listed("orang", person)),) if left else ()


async def _of_card(ctx: Context, item: Activity) -> list[Activity]:
    return await activities.of_card(ctx.db, ctx.region.code, item.card)


async def _drawn(ctx: Context, items: Sequence[Activity], note: str = "") -> Reply:
    return await sent.drawn(ctx.db, ctx.region, items, ctx.event.at, note)


async def _names(ctx: Context, items: Sequence[Activity]) -> cards.Names:
    return await sent.named(ctx.db, ctx.region, items)


def why(prompt: Markup, reasons: Sequence[str]) -> Question[str]:
    """One of the usual reasons by button, or any other in words."""
    asked = words(prompt, LONGEST_REASON)
    usual = tuple((str(number), text) for number, text in enumerate(reasons))
    return replace(asked, choices=usual, read=lambda raw: dict(usual).get(raw, raw))


async def _whole(ctx: Context, items: Sequence[Activity], _number: int) -> Reply:
    return await _drawn(ctx, items)


async def _without_photo(ctx: Context, items: Sequence[Activity], _number: int) -> Reply:
    return unseen.vouched(await _drawn(ctx, items), unseen.WORK)


async def _single(ctx: Context, items: Sequence[Activity], number: int) -> Reply:
    return cards.one(ctx.region, items, number, await _names(ctx, items), ctx.event.at)


async def _approve(ctx: Context, items: Sequence[Activity], number: int) -> Reply:
    return await _decide(ctx, [items[number - 1]], State.APPROVED)


async def _approve_all(ctx: Context, items: Sequence[Activity], number: int) -> Reply:
    """All that the card showed; what was filed since then was seen by nobody yet."""
    seen = items[:number]
    return await _decide(ctx, [each for each in seen if each.state is None] or seen, State.APPROVED)


async def _proof(ctx: Context, items: Sequence[Activity], number: int) -> Reply | None:
    """A picture comes as a message of its own: a text on the screen cannot become one."""
    pages, first = items[number - 1].photo, cards.unseen(number)
    if len(pages) < first:
        return None
    proof.show(ctx, pages, first, cards.numbered(items, number))
    return Reply(Markup("Fotonya ada di bawah."), passing=True)


async def _ask_why(ctx: Context, items: Sequence[Activity], number: int) -> Reply | Start:
    item = items[number - 1]
    if item.state is not None:
        return replace(await _drawn(ctx, items, LOST), idle=True)
    return Start(FLOW, {"aktivitas": item.id.hex})


_VERBS: dict[str, Callable[[Context, Sequence[Activity], int], Awaitable[Reply | Start | None]]] = {
    "kartu": _whole,
    "tanpa": _without_photo,
    "satu": _single,
    "foto": _proof,
    "setuju": _approve,
    "semua": _approve_all,
    "tolak": _ask_why,
}
