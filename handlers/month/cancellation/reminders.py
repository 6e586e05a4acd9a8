"""What the clock does to cancellations: a reminder a day at 09.00, and the word of a closed month.

Called again and again by the scheduler; a key keeps each message from being sent twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import UNDECIDED
from core.approvals.transitions import Act as Transition
from core.organisation.region import Region
from db import approvals
from db.approvals import Done
from db.messages import outbox
from db.people import binding, status
from db.records import cancellation as cancellations
from db.records import witness as witnesses
from db.records.cancellation import CASES, Cancellation
from db.records.witness import Witness
from handlers.approvals.kind import Card, Scope
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.month.cancellation.approval import KIND
from handlers.texts import cancellation as texts
from handlers.texts import cancellation_card
from handlers.texts import witness as witness_texts
from handlers.usecases import cancellable
from handlers.usecases import cancellation_letters as letters
from handlers.usecases import witnesses as acts
from handlers.usecases.daytime import awake

AT = time(9)
LATELY = timedelta(days=3)  # so long after a month has closed its word is still sent
AWAITED = "Satu jawaban Anda ditunggu: pembatalan kehadiran."


@dataclass(frozen=True, slots=True)
class _Message:
    """What is due to somebody, once for its key."""

    key: str
    to: UUID
    says: Notification


async def messages(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """What is due by now and was not sent: nothing before 09.00, nothing at night."""
    local = now.astimezone(region.zone)
    if local.time() < AT or not awake(region, now):
        return []
    scope = Scope(db, region, now)
    today = f"{local.date():%Y%m%d}"
    nine = datetime.combine(local.date(), AT, region.zone)
    found = await _awaited(scope, nine, today)
    found += await _unreceived(scope, nine, today)
    found += await _closed(scope)
    return await _once(scope, found)


async def _awaited(scope: Scope, nine: datetime, today: str) -> list[_Message]:
    """Witnesses who have not answered since before 09.00, and the head likewise."""
    open_ = await cancellations.open_ones(scope.db, scope.region.code)
    live = [e for e in open_ if cancellation_card.state(e, scope.now) in UNDECIDED]
    if not live:
        return []
    heard = await witnesses.of(scope.db, scope.region.code, [each.id for each in live])
    names = await scope.fetch_names(who for e in live for who in (e.employee, e.superior))
    found = [
        _Message(
            f"saksi:{case.id.hex}:{each.employee.hex}:{today}",
            each.employee,
            witness_texts.WitnessAsked(
                case.id,
                names[case.superior],
                names[case.employee],
                case.date,
                case.reason,
                again=True,
            ),
        )
        for case in live
        for each in heard[case.id]
        if each.answer is None and each.asked_at < nine
    ]
    for case in live:
        found += await _to_superior(scope, case, heard[case.id], nine)
    ready = [each for each in live if await _ready_since(scope, each, nine)]
    for card in await KIND.cards(scope, {each.id: [each] for each in ready}) if ready else ():
        found += await _to_head(card, today)
    return found


async def _ready_since(scope: Scope, case: Cancellation, nine: datetime) -> bool:
    """Whether all was there for its head before 09.00 today."""
    view = await cancellable.view(scope, await scope.organisation(), case)
    then = (each for each in view.heard if each.answered_at is None or each.answered_at < nine)
    answered = case.answered_at is not None and case.answered_at < nine
    as_was = case if answered else replace(case, answered_at=None)
    as_then = replace(view, heard=tuple(then))
    return cancellation_card.lacks(scope.region, as_was, as_then, nine) is None


async def _to_superior(
    scope: Scope, case: Cancellation, heard: Sequence[Witness], nine: datetime
) -> list[_Message]:
    """Once for a witness who has left, and once when nothing lacks but their answers."""
    to = await cancellable.superior_now(scope.db, scope.region, case, scope.today)
    if to is None:
        return []
    name = (await scope.fetch_names([case.employee]))[case.employee]
    missing = await acts.missing(scope, case)
    gone = await acts.gone_of(scope, heard)
    if missing and gone:
        told = texts.WitnessMissing(case.id, name, case.date, missing)
        who = ",".join(sorted(each.employee.hex for each in gone))
        return [_Message(f"saksi-pergi:{case.id.hex}:{who}", to, told)]
    lacks = cancellable.needed(scope, case) - sum(each.testified for each in heard)
    answered = case.answered_at is not None and case.answered_at < nine
    silent = any(each.answer is None and each.asked_at < nine for each in heard)
    if lacks <= 0 or missing or not silent or not (answered or case.answer_until < nine):
        return []
    told = texts.WitnessMissing(case.id, name, case.date, lacks, silent=True)
    return [_Message(f"saksi-diam:{case.id.hex}:{len(heard)}", to, told)]


async def _to_head(card: Card, today: str) -> list[_Message]:
    if card.decider.person is None:
        return []
    key = f"tahu:{card.id.hex}:{card.decider.person.hex}:{today}"
    return [_Message(key, card.decider.person, await card.draw(AWAITED))]


async def _unreceived(scope: Scope, nine: datetime, today: str) -> list[_Message]:
    """Letters that came in before 09.00, to all who may take them in."""
    found = []
    for case in await cancellations.unreceived(scope.db, scope.region.code):
        if case.letter_at is None or case.letter_at >= nine:
            continue
        told = await letters.delivered(scope, await scope.organisation(), case)
        found += [
            _Message(f"surat:{case.id.hex}:{each.hex}:{today}", each, replace(told, again=True))
            for each in await letters.receivers(scope, case)
        ]
    return found


async def _closed(scope: Scope) -> list[_Message]:
    """What its closed month has ended: the superior hears of it, and the person, if not yet."""
    code = scope.region.code
    ended = await cancellations.lapsed_since(scope.db, code, scope.now - LATELY)
    late = await cancellations.hold_without_letter(scope.db, code, scope.now)
    for each in late:
        # No letter changes a closed month any more, so it goes no further.
        done = Done(Transition.TAKE_BACK, each.due_at)
        await approvals.transition(scope.db, CASES, code, each.id, done)
    people = {each.employee for each in [*ended, *late]}
    names = await status.fetch_names(scope.db, code, people) if people else {}
    found = [
        _Message(f"gugur:{e.id.hex}", to, texts.CancellationEnded(names[e.employee], e.date))
        for e in [*ended, *late]
        if (to := await cancellable.superior_now(scope.db, scope.region, e, scope.today))
    ]
    dropped = [
        _Message(f"gugur:{e.id.hex}:p", e.employee, texts.CancellationDropped(e.date)) for e in late
    ]
    return found + dropped


async def _once(scope: Scope, found: Sequence[_Message]) -> list[Outgoing]:
    if not found:
        return []
    code = scope.region.code
    known = await outbox.fetch_used_keys(scope.db, code, [each.key for each in found])
    new = [each for each in found if each.key not in known]
    to = await binding.addresses_of(scope.db, code, {each.to for each in new})
    return [
        Outgoing(to[each.to], each.says, Priority.REMINDER, each.key)
        for each in new
        if each.to in to
    ]
