"""A cancellation as a kind of case: the head takes note of it, or returns it (Pasal 9C ayat (2)).

It is theirs once two witnesses have testified and the person has answered, or had the time to. It
lapses with the closing of its month; nobody else ever gets it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.organisation.region import Region
from db.records import cancellation as cancellations
from db.records import witness as witnesses
from db.records.cancellation import Cancellation
from handlers.approvals import deciders
from handlers.approvals.kind import Card, Kind, Names, Refusing, Scope, Whole, alone
from handlers.chat.context import Context
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.texts import cancellation as texts
from handlers.texts import cancellation_card
from handlers.texts.cancellation_card import CancellationCard
from handlers.texts.cancellation_letter import LetterWanted
from handlers.texts.changes import Changes
from handlers.usecases import attachments, cancellable
from handlers.usecases import witnesses as acts
from handlers.usecases.act import in_chat


def _state(_region: Region, case: Cancellation, now: datetime) -> State:
    return cancellation_card.state(case, now)


def _silence(region: Region, case: Cancellation) -> Answer[Lapse | None]:
    """Nobody's silence cancels anything: with its month it lapses (KAM-11)."""
    said = region.regulation.pembatalan.sampai.on(case.date)
    source = (said.since, said.origin, said.article, said.quote, said.decisions, said.reason)
    return Answer("gugur", *source)


async def _by_role(scope: Scope, cases: Sequence[Cancellation]) -> Mapping[UUID, Sequence[UUID]]:
    """The head of the Perangkat Daerah today, or who verifies heads (KAM-34)."""
    found = await cancellable.acknowledgers(scope.db, scope.region, cases, scope.today)
    return {id_: [by] if by else [] for id_, by in found.items()}


async def _cards(scope: Scope, whole: Whole[Cancellation]) -> list[Card]:
    asked = [*chain.from_iterable(whole.values())]
    by = await _by_role(scope, asked)
    people = {who for found in by.values() for who in found}
    known = await deciders.reached(scope.db, scope.region, people)
    organisation = await scope.organisation()
    views = {each.id: await cancellable.view(scope, organisation, each) for each in asked}
    return [
        Card(
            id=each.id,
            decider=known[next(iter(by[each.id]), None)],
            as_of=cancellation_card.as_of(scope.region, each, views[each.id], scope.now),
            draw=partial(_drawn, scope, each),
        )
        for each in asked
    ]


async def _drawn(scope: Scope, case: Cancellation, note: str) -> CancellationCard:
    view = await cancellable.view(scope, await scope.organisation(), case)
    names = await _names(scope, case)
    return cancellation_card.card(scope.region, case, view, names, scope.now, note)


async def _draw(scope: Scope, cases: Sequence[Cancellation], note: str) -> CancellationCard:
    return await _drawn(scope, cases[0], note)


async def _names(scope: Scope, case: Cancellation) -> Names:
    return await scope.fetch_names((case.employee, case.superior, case.decided_by))


async def _tell(
    _scope: Scope, whole: Whole[Cancellation], _changes: Changes
) -> Mapping[UUID, Notification]:
    """The person hears that it goes no further; what was taken note of changes no day yet."""
    asked = chain.from_iterable(whole.values())
    dropped = {State.REJECTED, State.LAPSED}
    return {
        each.id: texts.CancellationDropped(each.date) for each in asked if each.state in dropped
    }


async def _refusing(ctx: Context, case: Cancellation) -> Refusing:
    name = brief((await _names(Scope.of(ctx), case))[case.employee])
    prompt = Markup(
        "<b>Kembalikan usulan pembatalan {}, {}?</b> Hari itu tetap hadir. Apa alasannya? "
        "Atasannya membacanya."
    )
    return Refusing(prompt.format(name, long_date(case.date)), cancellation_card.REASONS)


async def _lacks(ctx: Context, case: Cancellation) -> str:
    """What is missing, with nobody taking anything back from here on."""
    await cancellations.hold(ctx.db, ctx.region.code, case.id)
    view = await cancellable.view(Scope.of(ctx), ctx.organisation, case)
    return cancellation_card.lacking_text(ctx.region, case, view, ctx.event.at)


async def _also(ctx: Context, case: Cancellation) -> None:
    """The superior hears of it, and goes on with the letter; the audit keeps who took note."""
    names = await _names(Scope.of(ctx), case)
    by = names.get(case.decided_by, "") if case.decided_by else ""
    async with in_chat(ctx) as act:
        noted = case.state is State.APPROVED
        action = "pembatalan diketahui" if noted else "pembatalan dikembalikan"
        note = {"nomor": str(case.id), "alasan": case.remark}
        await act.note(action, note, about=case.employee)
        told: Notification
        if noted:
            told = LetterWanted(case.id, names[case.employee], case.date, by, case.due_at)
        else:
            told = texts.CancellationEnded(names[case.employee], case.date, by, case.remark)
            await acts.release(act, case)
        await cancellable.tell_superior(act, case, told)


async def _whole(ctx: Context, cases: Sequence[Cancellation], _number: int) -> Reply:
    """Everything that was said, in messages of their own below the card."""
    (case,) = cases
    heard = (await witnesses.of(ctx.db, ctx.region.code, [case.id]))[case.id]
    people = {each.employee for each in heard}
    names = await Scope.of(ctx).fetch_names({*people, case.employee})
    said = [
        Markup("<b>Usulan</b>\n{}").format(case.reason),
        cancellation_card.statements(heard, names),
        Markup("<b>Penjelasan {}</b>\n{}").format(
            brief(names[case.employee]), case.answer or "Belum ada."
        ),
    ]
    to = ctx.event.address
    ctx.others += [Outgoing(to, Reply(text), Priority.ANSWER) for text in said]
    attachments.show_pages(ctx, case.paper, 1, Markup("Bukti pegawai"))
    return Reply(Markup("Isinya ada di bawah."), toast=True)


KIND: Kind[Cancellation] = Kind(
    noun="pembatalan",
    button=cancellation_card.BUTTON,
    approve="tahu",
    flow="tolak-batal",
    key="batal",
    cases=cancellations.CASES,
    find=cancellations.find,
    read=alone(cancellations.read_all),
    waiting=cancellations.waiting,
    state=_state,
    silence=_silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    lacks=_lacks,
    also=_also,
    by_role=_by_role,
    verbs={"baca": _whole},
    goes_up=False,
)
