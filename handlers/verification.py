"""Verification: the card of the superior, one tap to decide, and the list of what waits."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.activity import State, state_at
from core.region import Region
from db import activity as activities
from db import binding, outbox, standing
from db import verifier as verifiers
from db.activity import Activity
from handlers import card as cards
from handlers.context import Context
from handlers.conversation import Question, Start, Talk
from handlers.question import words
from handlers.reply import Button, Outgoing, Priority, Reply
from handlers.words import brief, clock, long_date

FLOW = "tolak"
PAGE = 6  # people on one page of the list
REASONS = ("Uraian kurang jelas", "Menit tidak wajar", "Tidak sesuai tugas", "Tercatat dua kali")
LONGEST_REASON = 300

NOT_YOURS = Reply(Markup("Keputusan ini tidak di tangan Anda hari ini."), passing=True)
LOST = "Sudah diputuskan lebih dulu; keadaannya sekarang:"
NOTHING_WAITS = Reply(Markup("Tidak ada aktivitas yang menunggu keputusan Anda."))


async def verifiers_of(
    db: AsyncConnection, region: Region, people: Iterable[UUID], day: date
) -> dict[UUID, UUID | None]:
    """Who decides about these people on a date."""
    official = await verifiers.official(db, region)
    return await verifiers.find(db, region.code, set(people), day, official)


async def verifier_of(ctx: Context, employee: UUID) -> UUID | None:
    """Who decides about somebody today."""
    return (await verifiers_of(ctx.db, ctx.region, [employee], ctx.today))[employee]


async def show(ctx: Context, card: UUID, verifier: UUID) -> bool:
    """Send a card to its verifier, or change the one that was sent; False: they have no chat."""
    to = await binding.address_of(ctx.db, ctx.region.code, verifier)
    if to is None:
        return False
    reply = await drawn(ctx.db, ctx.region, card, ctx.event.at)
    key = key_of(card, verifier)
    sent = await outbox.known(ctx.db, ctx.region.code, [key])
    dedupe, joins = (None, key) if sent else (key, None)
    ctx.others.append(Outgoing(to, reply, Priority.CARD, dedupe, joins))
    return True


def key_of(card: UUID, verifier: UUID) -> str:
    """The name under which a card's message is known, one for each who got it."""
    return f"kartu:{card.hex}:{verifier.hex}"


async def act(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card: who pressed it must be the verifier today, and the first tap wins.

    None where the button means nothing.
    """
    if (said := _read(data)) is None:
        return None
    verb, key, number = said
    if verb == "daftar":
        return await queue(ctx, number)
    if verb == "orang":
        return await _somebody(ctx, key)
    items = await activities.of_card(ctx.db, ctx.region.code, key)
    if verb not in _VERBS or not 1 <= number <= len(items):
        return None
    if await verifier_of(ctx, items[0].employee) != ctx.someone.employee:
        return NOT_YOURS
    return await _VERBS[verb](ctx, items, number)


async def reject(ctx: Context, talk: Talk) -> Reply:
    """The reason is part of the decision (AMB-18)."""
    id_ = UUID(talk.known["aktivitas"])
    item = await activities.find(ctx.db, ctx.region.code, id_)
    if item is None or await verifier_of(ctx, item.employee) != ctx.someone.employee:
        return NOT_YOURS
    names = await _names(ctx, [item])
    prompt = Markup("Menolak aktivitas <b>{}</b>, {}:\n{}\n\nApa alasannya?").format(
        brief(names[item.employee]), long_date(item.date), item.description
    )
    reason = await talk.ask("alasan", _reason(prompt))
    return await _decide(ctx, [item], State.REJECTED, reason)


async def queue(ctx: Context, page: int = 0) -> Reply:
    """Whose work waits for this person, the most urgent first (Lampiran A.6)."""
    waiting = await _waiting(ctx)
    if not waiting:
        return NOTHING_WAITS
    people = list(dict.fromkeys(each.employee for each in waiting))
    names = await standing.names(ctx.db, ctx.region.code, people)
    part = people[page * PAGE :][:PAGE]
    lines, buttons = [Markup("<b>Menunggu keputusan Anda</b>")], []
    for number, person in enumerate(part, page * PAGE + 1):
        theirs = [each for each in waiting if each.employee == person]
        lines.append(Markup("{}. {}").format(number, _line(ctx, names[person], theirs)))
        buttons.append(Button(cards.label(number, names[person]), cards.data("orang", person)))
    buttons += _turning(page, len(people))
    return Reply(Markup("\n").join(lines), tuple(buttons))


def _line(ctx: Context, name: str, theirs: Sequence[Activity]) -> Markup:
    due = theirs[0].due_at
    day = long_date(due.astimezone(ctx.zone).date())
    until = f"{day}, {clock(due, ctx.zone)}"
    return Markup("{}: {} aktivitas, paling lambat {}").format(brief(name), len(theirs), until)


def _turning(page: int, people: int) -> list[Button]:
    nobody = UUID(int=0)
    turns = [Button("Sebelumnya", cards.data("daftar", nobody, page - 1))] if page else []
    if (page + 1) * PAGE < people:
        turns.append(Button("Berikutnya", cards.data("daftar", nobody, page + 1)))
    return turns


async def _waiting(ctx: Context) -> list[Activity]:
    region = ctx.region.code
    official = await verifiers.official(ctx.db, ctx.region)
    me = ctx.someone.employee
    people = await verifiers.subordinates(ctx.db, region, me, ctx.today, official)
    return await activities.waiting(ctx.db, region, people, ctx.event.at) if people else []


async def _somebody(ctx: Context, person: UUID) -> Reply:
    if await verifier_of(ctx, person) != ctx.someone.employee:
        return NOT_YOURS
    theirs = await activities.waiting(ctx.db, ctx.region.code, [person], ctx.event.at)
    if not theirs:
        return await queue(ctx)
    return await _drawn(ctx, await _of_card(ctx, theirs[0]))


async def _decide(
    ctx: Context, items: Sequence[Activity], state: State, reason: str | None = None
) -> Reply:
    """Each by itself and by compare-and-set: whoever comes second reads what the first decided."""
    won = {each.id for each in items if await _won(ctx, each, state, reason)}
    after = await _of_card(ctx, items[0])
    if won:
        await _tell(ctx, [each for each in after if each.id in won])
    reply = await _drawn(ctx, after, "" if won else LOST)
    return replace(reply, buttons=reply.buttons or await _next(ctx, items[0].employee))


async def _won(ctx: Context, item: Activity, state: State, reason: str | None) -> bool:
    by, now = ctx.someone.employee, ctx.event.at
    code = ctx.region.code
    return await activities.decide(ctx.db, code, item.id, state, by=by, now=now, reason=reason)


async def _tell(ctx: Context, items: Sequence[Activity]) -> None:
    """The person who filed them learns what was decided, in one message."""
    to = await binding.address_of(ctx.db, ctx.region.code, items[0].employee)
    if to is not None:
        names = await _names(ctx, items)
        reply = cards.decided(ctx.region, items, names, ctx.event.at)
        ctx.others.append(Outgoing(to, reply, Priority.CARD))


async def _next(ctx: Context, person: UUID) -> tuple[Button, ...]:
    left = await activities.waiting(ctx.db, ctx.region.code, [person], ctx.event.at)
    label = f"Tanggal lain ({len(left)})"
    return (Button(label, cards.data("orang", person)),) if left else ()


async def _of_card(ctx: Context, item: Activity) -> list[Activity]:
    return await activities.of_card(ctx.db, ctx.region.code, item.card)


async def drawn(
    db: AsyncConnection, region: Region, card: UUID, now: datetime, note: str = ""
) -> Reply:
    """A card as it stands now."""
    items = await activities.of_card(db, region.code, card)
    return cards.card(region, items, await _named(db, region, items), now, note)


async def _drawn(ctx: Context, items: Sequence[Activity], note: str = "") -> Reply:
    return cards.card(ctx.region, items, await _names(ctx, items), ctx.event.at, note)


async def _names(ctx: Context, items: Sequence[Activity]) -> cards.Names:
    return await _named(ctx.db, ctx.region, items)


async def _named(db: AsyncConnection, region: Region, items: Sequence[Activity]) -> cards.Names:
    people = {who for each in items for who in (each.employee, each.decided_by) if who}
    return await standing.names(db, region.code, people)


def _read(data: str) -> tuple[str, UUID, int] | None:
    """What a button says; None where nobody here wrote it."""
    try:
        _, verb, key, number = data.split(":")
        return verb, UUID(key), int(number)
    except ValueError:
        return None


def _reason(prompt: Markup) -> Question[str]:
    """One of the usual reasons by button, or any other in words."""
    asked = words(prompt, LONGEST_REASON)
    usual = tuple((str(number), text) for number, text in enumerate(REASONS))
    return replace(asked, choices=usual, read=lambda raw: dict(usual).get(raw, raw))


async def _whole(ctx: Context, items: Sequence[Activity], _number: int) -> Reply:
    return await _drawn(ctx, items)


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
    picture = cards.proof(items, number)
    if picture is None:
        return None
    ctx.others.append(Outgoing(ctx.event.address, picture))
    return Reply(Markup("Fotonya ada di bawah."), passing=True)


async def _ask_why(ctx: Context, items: Sequence[Activity], number: int) -> Reply | Start:
    item = items[number - 1]
    if state_at(item.state, item.due_at, ctx.event.at) is not State.PENDING:
        return await _drawn(ctx, items, LOST)
    return Start(FLOW, {"aktivitas": item.id.hex})


_VERBS: dict[str, Callable[[Context, Sequence[Activity], int], Awaitable[Reply | Start | None]]] = {
    "kartu": _whole,
    "satu": _single,
    "foto": _proof,
    "setuju": _approve,
    "semua": _approve_all,
    "tolak": _ask_why,
}
