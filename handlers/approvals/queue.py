"""What waits for a verifier: whose cases, the most urgent first (Lampiran A.6), and what beside."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, Case
from db import approvals
from db.people import status
from db.people import verifier as verifiers
from handlers.approvals import buttons, deciders, decision, silence
from handlers.approvals.decision import NOT_YOURS
from handlers.approvals.kind import C, Kind, Kinds
from handlers.approvals.pile import Pile, Piles, T
from handlers.chat.context import Context
from handlers.chat.format import brief, label, moment
from handlers.chat.reply import Button, Reply
from handlers.usecases.act import in_chat

PAGE_PEOPLE, BUTTONS_MAX = 6, 10  # of all on one screen
LATELY = timedelta(days=62)  # what was done longer ago is in a month that is closed

_TURNS = ("Sebelumnya", "Berikutnya")
_NOBODY = UUID(int=0)  # where a button is about no person
NOTHING_WAITS = Reply(Markup("Tidak ada yang menunggu keputusan Anda."))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for whoever asks, and its kind."""

    kind: Kind[Any]
    case: Case


async def show_queue(kinds: Kinds, piles: Piles, ctx: Context, page: int = 0) -> Reply:
    """Whose work and requests wait for this person, the most urgent first, and what else does."""
    found, beside = await waiting(kinds, ctx), await _beside(piles, ctx)
    if not (found or beside):
        return NOTHING_WAITS
    people = list(dict.fromkeys(each.case.employee for each in found))
    names = await status.fetch_names(ctx.db, ctx.region.code, people)
    size = min(PAGE_PEOPLE, BUTTONS_MAX - len(beside) - len(_TURNS))
    part = people[page * size :][:size]
    lines, ways = [Markup("<b>Menunggu keputusan Anda</b>")], []
    for number, person in enumerate(part, page * size + 1):
        theirs = [each for each in found if each.case.employee == person]
        lines.append(Markup("{}. {}").format(number, _line(ctx, kinds, names[person], theirs)))
        ways.append(Button(label(number, names[person]), buttons.listed("orang", person)))
    ways += _turning(page, more=(page + 1) * size < len(people))
    lines += [Markup("{} {}").format(count, pile.counted) for pile, count in beside]
    ways += [
        Button(f"{pile.short} ({count})", buttons.listed(pile.code, _NOBODY))
        for pile, count in beside
    ]
    return Reply(Markup("\n").join(lines), tuple(ways))


async def handle_button(kinds: Kinds, piles: Piles, ctx: Context, data: str) -> Reply | None:
    """A button of the list; None where it means nothing."""
    said = buttons.read_numbered(data)
    if said is None:
        return None
    if said.verb == "orang":
        return await _show_person(kinds, piles, ctx, said.card)
    if said.number < 0:
        return None
    if said.verb == "daftar":
        return await show_queue(kinds, piles, ctx, said.number)
    pile = next((each for each in piles if each.code == said.verb), None)
    if pile is None:
        return None
    return await _show_card(pile, ctx, said.number) or await show_queue(kinds, piles, ctx)


async def _beside(piles: Piles, ctx: Context) -> list[tuple[Pile[Any], int]]:
    """The piles in which anything waits for whoever writes, and how much."""
    async with in_chat(ctx) as act:
        me = ctx.someone.employee
        counts = [(each, len(await each.waiting(act, me))) for each in piles]
    return [(pile, count) for pile, count in counts if count]


async def _show_card(pile: Pile[T], ctx: Context, number: int) -> Reply | None:
    """A card of a pile with the way to the next one; None where none waits any more."""
    async with in_chat(ctx) as act:
        found = await pile.waiting(act, ctx.someone.employee)
        if not found:
            return None
        number, count = min(number, len(found) - 1), len(found)
        shown = (await pile.draw(act, found[number])).render(ctx.region)
    if count > 1:
        further = (number + 1) % count
        label_ = f"Kartu {further + 1} dari {count}"
        way = Button(label_, buttons.listed(pile.code, _NOBODY, further))
        shown = replace(shown, buttons=(*shown.buttons, way))
    return shown.after_text()


def _line(ctx: Context, kinds: Kinds, name: str, theirs: Sequence[Waiting]) -> Markup:
    counts = Counter(each.kind.noun for each in theirs)
    counted = ", ".join(f"{counts[kind.noun]} {kind.noun}" for kind in kinds if counts[kind.noun])
    due = theirs[0].case.due_at
    over = "lewat batas" if due <= ctx.event.at else "paling lambat"
    return Markup("{}: {}, {} {}").format(brief(name), counted, over, moment(due, ctx.zone))


def _turning(page: int, *, more: bool) -> list[Button]:
    before, after = _TURNS
    turns = [Button(before, buttons.listed("daftar", _NOBODY, page - 1))] if page else []
    if more:
        turns.append(Button(after, buttons.listed("daftar", _NOBODY, page + 1)))
    return turns


async def waiting(kinds: Kinds, ctx: Context) -> list[Waiting]:
    """All that waits for this person, the most urgent first."""
    people = await deciders.subordinates(ctx, ctx.someone.employee)
    people += await _former(ctx)
    found = [Waiting(kind, case) for kind in kinds for case in await _of(ctx, kind, people)]
    return sorted(found, key=_urgency)


def _urgency(each: Waiting) -> tuple[Any, UUID]:
    return each.case.due_at, each.case.id


async def _of(ctx: Context, kind: Kind[C], people: Sequence[UUID]) -> list[C]:
    """Those of one's own people, and those of others that have come up to this person."""
    db, code = ctx.db, ctx.region.code
    if kind.by_role is not None:
        open_ = await approvals.open_cards(db, kind.cases, code)
        whole = await kind.read(db, code, open_) if open_ else {}
        return await _mine(ctx, kind, [*chain.from_iterable(whole.values())])
    found = {each.id: each for each in await kind.waiting(db, code, people)}
    if kind.goes_up:
        up = await approvals.open_cards(db, kind.cases, code, due_by=ctx.event.at)
        whole = await kind.read(db, code, up) if up else {}
        found |= {each.id: each for each in chain.from_iterable(whole.values())}
    return await _mine(ctx, kind, list(found.values()))


async def _mine(ctx: Context, kind: Kind[C], cases: Sequence[C]) -> list[C]:
    region, now = ctx.region, ctx.event.at
    open_ = [each for each in cases if kind.state(region, each, now) in UNDECIDED]
    return await deciders.mine(ctx, kind, open_)


async def _former(ctx: Context) -> list[UUID]:
    """Who was under this person until lately: what they did before stays here (AMB-51)."""
    me, after = ctx.someone.employee, ctx.calendar_date - LATELY
    return sorted(await verifiers.former(ctx.db, ctx.region.code, me, after, ctx.calendar_date))


async def _show_person(kinds: Kinds, piles: Piles, ctx: Context, person: UUID) -> Reply:
    """The most urgent card of one person; nothing of whom this person does not verify."""
    theirs = [
        Waiting(kind, case)
        for kind in kinds
        for case in await _mine(ctx, kind, await kind.waiting(ctx.db, ctx.region.code, [person]))
    ]
    if not theirs:
        mine = await deciders.of_person(ctx, person) == ctx.someone.employee
        return await show_queue(kinds, piles, ctx) if mine else NOT_YOURS
    first = min(theirs, key=_urgency)
    return (await _drawn(ctx, first.kind, first.case.card)).after_text()


async def _drawn(ctx: Context, kind: Kind[C], card: UUID) -> Reply:
    whole = await kind.read(ctx.db, ctx.region.code, [card])
    return await decision.draw(ctx, kind, await silence.settle(ctx, kind, whole[card]))
