"""One tap on a card decides; the first wins, the other is told."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import DECIDING, UNDECIDED
from core.approvals.transitions import Act
from db import approvals
from db.approvals import Done
from db.people import binding
from handlers.approvals import buttons, deciders, screens, silence
from handlers.approvals.buttons import Press
from handlers.approvals.kind import C, Kind, Kinds, Scope, by_card
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Start, Talk
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Button, Priority, Reply
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.usecases import closing

REASON_CHARACTERS_MAX = 300  # characters

NOT_YOURS = Reply(Markup("Keputusan ini tidak di tangan Anda hari ini."), toast=True, idle=True)
LOST = "Sudah diputuskan lebih dulu; keadaannya sekarang:"


async def press(kinds: Kinds, kind: Kind[C], ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card: who pressed it must be the one who decides it now.

    None where the button means nothing.
    """
    if (said := (buttons.read_numbered if kind.several else buttons.read)(data)) is None:
        return None
    cases = (await kind.read(ctx.db, ctx.region.code, [said.card])).get(said.card, ())
    verbs = {kind.approve, buttons.REFUSE, *kind.verbs, *([buttons.ALL] * kind.several)}
    known = said.verb in verbs
    if not known or not 1 <= said.number <= len(cases):
        return None
    if not await deciders.decides(ctx, kind, cases[0]):
        return NOT_YOURS
    cases = await silence.settle(ctx, kind, cases)
    if said.verb in kind.verbs:
        return await kind.verbs[said.verb](ctx, cases, said.number)
    return await _decided_by(kinds, kind, ctx, cases, said)


async def _decided_by(
    kinds: Kinds, kind: Kind[C], ctx: Context, cases: Sequence[C], said: Press
) -> Reply | Start:
    case = cases[said.number - 1]
    if said.verb == buttons.ALL:
        seen = cases[: said.number]  # what was filed since then was seen by nobody yet
        open_ = [each for each in seen if _waits(ctx, kind, each)]
        return await _decide(kinds, kind, ctx, open_ or seen, Act.APPROVE)
    if note := _over(ctx, kind, case):
        return replace(await draw(ctx, kind, cases, note), idle=True)
    if said.verb == buttons.REFUSE:
        return Start(kind.flow, {kind.key: case.id.hex})
    if lacks := await kind.lacks(ctx, case):
        return replace(await draw(ctx, kind, cases, lacks), idle=True)
    return await _decide(kinds, kind, ctx, [case], Act.APPROVE)


def _over(ctx: Context, kind: Kind[C], case: C) -> str:
    """Why a case cannot be decided any more; empty while it can."""
    waits = _waits(ctx, kind, case)
    told = kind.in_month and case.state is None and (waits or not kind.closes)
    if told and (shut := closing.refusal(ctx, case.day)):
        return shut.text
    return "" if waits else LOST


def _waits(ctx: Context, kind: Kind[C], case: C) -> bool:
    return kind.state(ctx.region, case, ctx.event.at) in UNDECIDED


async def reject(kinds: Kinds, kind: Kind[C], ctx: Context, talk: Talk) -> Reply:
    """The reason is part of the decision, and the person reads it (AMB-18)."""
    case = await kind.find(ctx.db, ctx.region.code, UUID(talk.known[kind.key]))
    if case is None or not await deciders.decides(ctx, kind, case):
        return NOT_YOURS
    if kind.in_month and case.state is None and (shut := closing.refusal(ctx, case.day)):
        return shut
    asked = await kind.refusing(ctx, case)
    reason = await talk.ask("alasan", _why(asked.prompt, asked.reasons))
    decided = await _decide(kinds, kind, ctx, [case], Act.REJECT, reason, asked.changes)
    return decided.after_text()


def _why(prompt: Markup, reasons: Sequence[str]) -> Question[str]:
    """One of the usual reasons by button, or any other in words."""
    asked = question.words(prompt, REASON_CHARACTERS_MAX)
    usual = tuple((str(number), text) for number, text in enumerate(reasons))
    return replace(asked, choices=usual, read=lambda raw: dict(usual).get(raw, raw))


async def _decide(
    kinds: Kinds,
    kind: Kind[C],
    ctx: Context,
    cases: Sequence[C],
    act: Act,
    remark: str | None = None,
    changes: Changes = NO_CHANGES,
) -> Reply:
    """Each by itself and by compare-and-set: whoever comes second reads what the first decided."""
    won = {each.id for each in cases if await _won(ctx, kind, each, act, remark)}
    card = cases[0].card
    after = (await kind.read(ctx.db, ctx.region.code, [card])).get(card, cases)
    after = await silence.settle(ctx, kind, after)
    if won:
        await _tell(ctx, kind, [each for each in after if each.id in won], changes)
        ctx.others += await other_copies(ctx, kind, after)
    reply = await draw(ctx, kind, after, "" if won else LOST)
    ways_on = reply.buttons or await _others(kinds, ctx, cases[0].employee)
    return replace(reply, buttons=ways_on, idle=not won)


async def _won(ctx: Context, kind: Kind[C], case: C, act: Act, remark: str | None) -> bool:
    """Decide one, in time: where silence decides, nobody does after it."""
    by, now, code = ctx.someone.employee, ctx.event.at, ctx.region.code
    in_time = kind.silence(ctx.region, case).value in DECIDING
    done = Done(act, now, by=by, remark=remark, in_time=in_time)
    waits = _waits(ctx, kind, case)
    return waits and await approvals.transition(ctx.db, kind.cases, code, case.id, done)


async def _tell(ctx: Context, kind: Kind[C], decided: Sequence[C], changes: Changes) -> None:
    """What else follows; and the person who filed them learns what was decided, in one message."""
    for each in decided:
        await kind.also(ctx, each)
    to = await binding.address_of(ctx.db, ctx.region.code, decided[0].employee)
    if to is not None:
        told = await kind.tell(Scope.of(ctx), by_card(decided), changes)
        ctx.others += [Outgoing(to, says, Priority.CARD) for says in told.values()]


async def draw(ctx: Context, kind: Kind[C], cases: Sequence[C], note: str = "") -> Reply:
    """A card as an answer, with a note above it."""
    return (await kind.draw(Scope.of(ctx), cases, note)).render(ctx.region)


async def other_copies(ctx: Context, kind: Kind[C], cases: Sequence[C]) -> list[Outgoing]:
    """All copies of a card but the one that was tapped, which the answer changes."""
    cards = await kind.cards(Scope.of(ctx), by_card(cases))
    tapped = (ctx.event.address, ctx.event.message)
    return await screens.changed(ctx.db, ctx.region, cards, Priority.CARD, but=tapped, always=True)


async def _others(kinds: Kinds, ctx: Context, person: UUID) -> tuple[Button, ...]:
    """The way to whatever else of the same person waits for whoever has just decided."""
    left = 0
    for kind in kinds:
        theirs = await kind.waiting(ctx.db, ctx.region.code, [person])
        open_ = [each for each in theirs if _waits(ctx, kind, each)]
        left += len(await deciders.mine(ctx, kind, open_))
    return (Button(f"Yang lain ({left})", buttons.listed("orang", person)),) if left else ()
