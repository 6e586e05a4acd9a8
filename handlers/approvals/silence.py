"""Settling cases: what the law has decided is written and told before anybody reads of it.

Silence approves, lets lapse or carries up, and the closing of a month ends what waits: each by the
law of the case's own date (`Kind.silence`, `Kind.closing`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any, Generic, cast
from uuid import UUID

from core.approvals.case import UNDECIDED, State
from core.approvals.transitions import Act, Outcome, act_of, target
from core.organisation.region import Region
from db import approvals
from db.people import binding, office
from handlers.approvals import screens
from handlers.approvals.kind import C, Kind, Scope, Whole, by_card
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.changes import NO_CHANGES


def outcome(kind: Kind[C], region: Region, case: C, now: datetime) -> Outcome | None:
    """What the law has made of a case that nobody has written down yet; None: nothing."""
    state = kind.state(region, case, now)
    if case.state is not None or state is State.PENDING:
        return None
    if closing := kind.closing(region, case, now):
        return None if state in UNDECIDED else Outcome(act_of(state), closing.article, closing.at)
    if state is State.ENDED or (state is State.ESCALATED and case.escalated_at is not None):
        return None
    return Outcome(act_of(state), kind.silence(region, case).citation)


async def settle(ctx: Context, kind: Kind[C], cases: Sequence[C]) -> list[C]:
    """These as they are at this moment; what the law has decided of them is written down first.

    Else a decision that was made in time, but comes late, would still win over what was read.
    A card on the screen of whoever reads is left to the answer that they get.
    """
    found, told = await settle_cases(Scope.of(ctx), kind, cases)
    ctx.others += [each for each in told if not (each.edits_key and each.to == ctx.event.address)]
    return found


async def settle_cases(
    scope: Scope, kind: Kind[C], cases: Sequence[C]
) -> tuple[list[C], list[Outgoing]]:
    """The same, with what is to be told of it."""
    which = {each.card for each, _ in _due(scope, kind, cases, decided=True)}
    if not which:
        return list(cases), []
    whole = await kind.read(scope.db, scope.region.code, which)
    due = _due(scope, kind, chain.from_iterable(whole.values()), decided=True)
    written = await _conclude(scope, kind, due)
    # Somebody may have decided one of them while this waited for them.
    whole = await kind.read(scope.db, scope.region.code, which)
    now_are = {each.id: each for each in chain.from_iterable(whole.values())}
    found = [now_are.get(each.id, each) for each in cases]
    return found, await _told(scope, kind, [e for e in now_are.values() if e.id in written], whole)


def _due(
    scope: Scope, kind: Kind[C], cases: Iterable[C], *, decided: bool = False
) -> list[tuple[C, Outcome]]:
    """Those of which something has to be written down; `decided`: only what silence decided.

    What goes up, or ended with its month, is left to the sweep: no late decision changes it.
    """
    found = ((each, outcome(kind, scope.region, each, scope.now)) for each in cases)
    known = [(each, what) for each, what in found if what is not None]
    by_silence = {Act.DEEM, Act.LAPSE}
    return [(e, w) for e, w in known if not decided or (w.act in by_silence and w.at is None)]


@dataclass(frozen=True, slots=True)
class Batch(Generic[C]):
    """What fell due together, and what is to be told once all of it is written down."""

    due: Sequence[tuple[C, Outcome]]
    messages: Sequence[Outgoing]


async def batch(scope: Scope, kind: Kind[C], which: Collection[UUID]) -> Batch[C] | None:
    """What the law has made of some cards, to be written down.

    None: nothing any more, or another process is at it; two would take each other's rows.
    """
    if not await office.alone(scope.db, scope.region.code):
        return None
    whole = await kind.read(scope.db, scope.region.code, which)
    due = _due(scope, kind, chain.from_iterable(whole.values()))
    if not due:
        return None
    anew = {case.id: _as_written(case, what) for case, what in due}
    then = {card: [anew.get(e.id, e) for e in cases] for card, cases in whole.items()}
    return Batch(due, await _told(scope, kind, list(anew.values()), then))


async def write(scope: Scope, kind: Kind[C], found: Batch[C]) -> set[UUID]:
    """Write a batch down; gives the cards on which somebody else is deciding at this moment.

    Where there are any, what the batch tells is not what stands: nothing of it may be kept.
    """
    written = await _conclude(scope, kind, found.due, skip_locked=True)
    return {case.card for case, _ in found.due if case.id not in written}


async def _conclude(
    scope: Scope,
    kind: Kind[C],
    due: Iterable[tuple[C, Outcome]],
    *,
    skip_locked: bool = False,
) -> set[UUID]:
    """Write down what the law has made of these, each by the article of its own date."""
    alike: dict[Outcome, list[UUID]] = {}
    for case, what in due:
        alike.setdefault(what, []).append(case.id)
    written: set[UUID] = set()
    for what, which in alike.items():
        written |= await approvals.conclude(
            scope.db,
            kind.cases,
            scope.region.code,
            which,
            what,
            scope.now,
            skip_locked=skip_locked,
        )
    return written


def _as_written(case: C, what: Outcome) -> C:
    """A case as it is once `_conclude` has written it down; every kind is a dataclass."""
    row = cast("Any", case)
    if what.act is Act.ESCALATE:
        return cast("C", replace(row, escalated_at=case.due_at))
    then = {"state": target(what.act), "decided_at": what.at or case.due_at}
    return cast("C", replace(row, **then, article=what.article))


async def _told(
    scope: Scope, kind: Kind[C], changed: Sequence[C], whole: Whole[C]
) -> list[Outgoing]:
    """Who filed something learns what became of it, in one message for each card.

    Every copy of their cards says so, too, and whoever decides now gets it; `whole` is all that
    stands on them.
    """
    told = by_card(changed)
    to = await binding.addresses_of(
        scope.db, scope.region.code, {each.employee for each in changed}
    )
    reached = {card: cases for card, cases in told.items() if cases[0].employee in to}
    told_to = (await kind.tell(scope, reached, NO_CHANGES)).items()
    notices = [
        Outgoing(to[reached[card][0].employee], says, Priority.REMINDER) for card, says in told_to
    ]
    stand = await kind.cards(scope, {card: whole[card] for card in told})
    notices += await screens.changed(scope.db, scope.region, stand)
    return notices + await screens.first(scope.db, scope.region, stand)
