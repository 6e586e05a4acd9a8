"""What the two cases of a stamp have in common: its law, who looks at it, and what is told.

Silence never decides; what nobody looks at goes up, and counts meanwhile (AMB-46).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Protocol, TypeVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import Case, State
from core.approvals.silence import of_review
from core.attendance.review import state_at
from core.attendance.stamp import Leg
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.organisation.region import Region
from db.records import audit
from handlers.approvals import deciders
from handlers.approvals.kind import Card, Kind, Refusing, Scope, Whole
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.chat.notification import Notification
from handlers.texts.looked import as_of
from handlers.texts.review_told import StampPassedOn


class StampCase(Case, Protocol):
    """A leg of a date that somebody looks at."""

    @property
    def leg(self) -> Leg: ...


S = TypeVar("S", bound=StampCase)

# What the audit calls a decision.
_FOUND = {State.APPROVED: "diterima", State.REJECTED: "ditolak"}


def state(region: Region, case: StampCase, now: datetime) -> State:
    """What it is at an instant."""
    return state_at(region.regulation, case, now, region.zone)


def silence(region: Region, case: StampCase) -> Answer[Lapse | None]:
    """What silence does, by the law of its own date."""
    answer: Answer[Lapse | None] = of_review(region.regulation, case.day)
    return answer


async def cards(scope: Scope, kind: Kind[S], whole: Whole[S]) -> list[Card]:
    """One card each, for the superior or whoever it has gone up to."""
    asked = [*chain.from_iterable(whole.values())]
    ways = await deciders.routes(scope, kind, asked)
    return [
        Card(
            id=each.id,
            decider=ways[each.id].now,
            as_of=as_of(scope.region, each, scope.now),
            draw=partial(kind.draw, scope, [each]),
        )
        for each in asked
    ]


async def passed_on(scope: Scope, kind: Kind[S], asked: Iterable[S]) -> dict[UUID, Notification]:
    """Who looks now, where nobody has decided and it has gone up to somebody else."""
    silent = [each for each in asked if each.state is None]
    ways = await deciders.routes(scope, kind, silent) if silent else {}
    return {
        each.id: StampPassedOn(each.leg, each.day, ways[each.id].up.name)
        for each in silent
        if ways[each.id].goes_on
    }


async def refusing(ctx: Context, case: StampCase, reasons: Sequence[str]) -> Refusing:
    """What whoever refuses it is asked."""
    name = brief((await Scope.of(ctx).fetch_names([case.employee]))[case.employee])
    prompt = Markup("<b>Tolak presensi {} {}?</b>\nPilih atau tulis alasannya. {} membacanya.")
    return Refusing(prompt.format(case.leg.value, name, name), reasons)


async def note(ctx: Context, case: StampCase, action: str) -> None:
    """Whoever lets it count, or not, stands in the audit (Pasal 12)."""
    said = {"date": case.day.isoformat(), "leg": case.leg.value, "remark": case.remark}
    found = _FOUND[case.state] if case.state else ""
    await audit.note(
        ctx.db,
        region=ctx.region.code,
        at=ctx.now,
        actor=ctx.someone.nip,
        action=f"{action}: {found}",
        employee=case.employee,
        detail=said,
    )
