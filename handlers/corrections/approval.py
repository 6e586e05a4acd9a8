"""A correction as a kind of case: proposed by one, agreed to by another, by their roles.

Silence agrees to nothing; what its month closes over lapses (Pasal 13 ayat (4), AMB-28).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.approvals.route import NOBODY, Decider
from core.attendance.correction import in_order, state_at
from core.attendance.stamp import Leg
from core.law.answer import Answer
from core.law.closing import closed
from core.law.regulation import Lapse
from core.month.effect import Reach
from core.organisation.region import Region
from db.people import binding
from db.records import activity as activities
from db.records import audit
from db.records import correction as corrections
from db.records.correction import Correction, NewCorrection
from handlers.approvals import deciders, decision
from handlers.approvals.kind import Card, Closing, Kind, Refusing, Scope, Whole, alone
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.corrections import facts
from handlers.texts import correction_card, unseen
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.texts.correction import BUTTON, Edited, edited
from handlers.texts.correction_card import CorrectionCard, Seen
from handlers.usecases import attachments, corrected_days, past_days
from handlers.usecases import corrections as usecase
from handlers.usecases.act import in_chat

OUT_OF_ORDER = "Pulangnya jadi sebelum masuk. Putuskan koreksi yang satunya dulu, atau tolak ini."
FLOW, ENDORSE = "tolak-koreksi", "usul-koreksi"
# What the audit calls a decision.
_FOUND = {State.APPROVED: "koreksi disetujui", State.REJECTED: "koreksi ditolak"}


def _state(region: Region, item: Correction, now: datetime) -> State:
    return state_at(region.regulation, item, now, region.zone, after_lock=item.after_lock)


def _silence(region: Region, item: Correction) -> Answer[Lapse | None]:
    """None: whoever says nothing has agreed to nothing."""
    basis = region.regulation.peran.setujui_koreksi.on(item.date)
    return Answer(None, basis.since, basis.origin, basis.article, decisions=basis.decisions)


def _closing(region: Region, item: Correction, now: datetime) -> Closing | None:
    """What was proposed while its month was open lapses with it."""
    shut = closed(region.regulation, item.date, now, region.zone)
    if shut is None or item.after_lock:
        return None
    return Closing(shut.ground.citation, shut.since)


async def _by_role(scope: Scope, cases: Sequence[Correction]) -> Mapping[UUID, Sequence[UUID]]:
    return await usecase.deciders(scope.db, scope.region, scope.today, cases)


async def _cards(scope: Scope, whole: Whole[Correction]) -> list[Card]:
    items = [*chain.from_iterable(whole.values())]
    by = await _by_role(scope, items)
    people = {who for found in by.values() for who in found}
    names = await scope.fetch_names(people)
    known = await deciders.reached(scope.db, scope.region, people, names)
    return [
        Card(
            id=each.id,
            decider=_decider([known[who] for who in by[each.id]]),
            as_of=correction_card.as_of(each, _state(scope.region, each, scope.now)),
            draw=partial(_drawn, scope, each),
        )
        for each in items
    ]


def _decider(found: Sequence[Decider]) -> Decider:
    """Of those who may take the next step the nearest who can be reached; else the nearest."""
    return next((each for each in found if each.reached), (*found, NOBODY)[0])


async def _drawn(scope: Scope, item: Correction, note: str) -> CorrectionCard:
    names = await scope.fetch_names((item.employee, item.proposed_by, item.decided_by))
    waits = _state(scope.region, item, scope.now) is State.PENDING
    changes = await _changes(scope, item) if waits else NO_CHANGES
    seen = Seen(names, await describe(scope, item), changes)
    return correction_card.card(scope.region, item, seen, scope.now, note)


async def describe(scope: Scope, item: NewCorrection) -> Edited:
    """What a correction makes otherwise, with the names of its places or of its activity."""
    work = ""
    if item.activity:
        found = await activities.find(scope.db, scope.region.code, item.activity)
        work = found.description if found else ""
    return edited(await scope.organisation(), item, work)


async def _changes(scope: Scope, item: Correction) -> Changes:
    organisation = await scope.organisation()
    return await corrected_days.of(scope.db, scope.region, organisation, item, scope.now)


async def _draw(scope: Scope, cases: Sequence[Correction], note: str) -> CorrectionCard:
    return await _drawn(scope, cases[0], note)


async def _tell(
    scope: Scope, whole: Whole[Correction], _none: Changes
) -> Mapping[UUID, Notification]:
    return {each.id: await _told(scope, each) for each in chain.from_iterable(whole.values())}


async def _told(scope: Scope, item: Correction, *, to_proposer: bool = False) -> Notification:
    names = await scope.fetch_names((item.employee, item.decided_by))
    what = await describe(scope, item)
    changes = await _changes(scope, item) if item.state is State.APPROVED else NO_CHANGES
    name = names[item.employee] if to_proposer else None
    return correction_card.decided(item, what, names, changes, name)


async def _refusing(ctx: Context, item: Correction) -> Refusing:
    scope = Scope.of(ctx)
    names = await scope.fetch_names([item.employee])
    what = (await describe(scope, item)).text(ctx.region)
    prompt = Markup("<b>Tolak koreksi {}?</b>\n{}: {}\nApa alasannya?").format(
        brief(names[item.employee]), long_date(item.date), what
    )
    return Refusing(prompt, correction_card.REASONS)


async def _lacks(ctx: Context, item: Correction) -> str:
    """Nobody agrees to what nobody else has proposed, nor to a pulang before its masuk."""
    if item.proposed_by is None:
        return "Koreksi ini belum diusulkan. Tekan Usulkan dulu."
    return "" if item.leg is None or await _in_order(ctx, item, item.leg) else OUT_OF_ORDER


async def _in_order(ctx: Context, item: Correction, leg: Leg) -> bool:
    """Whether it goes with the other leg as that counts now; what was amiss before may stay so."""
    duty, found = item.duty or 1, await facts.read(ctx, item.employee, item.date)
    other, was = found.beside(leg, duty), found.stamp(leg, duty)
    if other is None or item.at is None or in_order(leg, item.at, other.at):
        return True
    return was is not None and not in_order(leg, was.at, other.at)


async def _also(ctx: Context, item: Correction) -> None:
    """The decision stands in the audit (Pasal 12), and whoever proposed it hears of it."""
    await audit.note(
        ctx.db,
        region=ctx.region.code,
        at=ctx.now,
        actor=ctx.someone.nip,
        action=_FOUND[item.state] if item.state else "",
        employee=item.employee,
        detail={"nomor": str(item.id), "alasan": item.remark},
    )
    if item.state is State.APPROVED:
        ctx.others += await _redrawn(ctx, item)
    if item.state is State.APPROVED and not item.after_lock:
        async with in_chat(ctx) as act:
            reach = Reach(item.date, item.date, frozenset({item.employee}))
            await past_days.weigh(act, [reach], about=item.employee)
    if item.proposed_by is None:
        return
    to = await binding.address_of(ctx.db, ctx.region.code, item.proposed_by)
    if to is not None:
        told = await _told(Scope.of(ctx), item, to_proposer=True)
        ctx.others.append(Outgoing(to, told, Priority.CARD))


async def _redrawn(ctx: Context, agreed: Correction) -> list[Outgoing]:
    """What else is proposed of the same value stands on its cards with what it is by now."""
    waiting = await corrections.waiting(ctx.db, ctx.region.code, [agreed.employee])
    same = [each for each in waiting if each.subject == agreed.subject]
    return await decision.other_copies(ctx, KIND, same) if same else []


async def _endorse(ctx: Context, cases: Sequence[Correction], _number: int) -> Reply | Start:
    """Propose what the person has asked for."""
    (item,) = cases
    if item.proposed_by or _state(ctx.region, item, ctx.event.at) is not State.PENDING:
        return await decision.draw(ctx, KIND, cases, decision.LOST)
    return Start(ENDORSE, {KIND.key: item.id.hex})


async def _try_again(ctx: Context, cases: Sequence[Correction], _number: int) -> Reply:
    return (await decision.draw(ctx, KIND, cases)).after_text()


async def _vouch(ctx: Context, cases: Sequence[Correction], _number: int) -> Reply:
    return unseen.vouched(await decision.draw(ctx, KIND, cases), correction_card.PROOF)


async def _pages(ctx: Context, cases: Sequence[Correction], _number: int) -> Reply:
    """The further pages of the proof: messages of their own."""
    (item,) = cases
    what = (await describe(Scope.of(ctx), item)).text(ctx.region)
    attachments.show_pages(ctx, item.proof, 2, what)
    return Reply(Markup("Halamannya ada di bawah."), toast=True)


KIND: Kind[Correction] = Kind(
    noun="koreksi",
    button=BUTTON,
    approve="setuju",
    flow=FLOW,
    key="koreksi",
    cases=corrections.CASES,
    find=corrections.find,
    read=alone(corrections.read_all),
    waiting=corrections.waiting,
    state=_state,
    silence=_silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    lacks=_lacks,
    also=_also,
    closing=_closing,
    verbs={"usul": _endorse, "lihat": _try_again, "asli": _vouch, "lembar": _pages},
    by_role=_by_role,
    after_lock=lambda item: item.after_lock,
    goes_up=False,
)
