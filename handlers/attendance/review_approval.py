"""A stamp that a human looks at as a kind of case: accepted, refused, or carried up (AMB-46).

Silence never decides; what nobody looks at goes up, and counts meanwhile.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.approvals.silence import of_review
from core.attendance.review import state_at
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.organisation.region import Region
from db.records import audit
from db.records import review as reviews
from db.records.review import Review
from handlers.approvals import deciders
from handlers.approvals.kind import Card, Kind, Names, Refusing, Scope, Whole
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.chat.notification import Notification
from handlers.texts import review_card, review_told
from handlers.texts.changes import Changes
from handlers.texts.review_card import ReviewCard
from handlers.texts.review_told import StampPassedOn

# What the audit calls a decision.
_FOUND = {State.APPROVED: "diterima", State.REJECTED: "ditolak"}


async def _read(
    db: AsyncConnection, code: str, which: Collection[UUID]
) -> Mapping[UUID, Sequence[Review]]:
    return {each.id: [each] for each in await reviews.read_all(db, code, which)}


def _state(region: Region, review: Review, now: datetime) -> State:
    return state_at(region.regulation, review, now, region.zone)


def _silence(region: Region, review: Review) -> Answer[Lapse | None]:
    answer: Answer[Lapse | None] = of_review(region.regulation, review.date)
    return answer


async def _cards(scope: Scope, whole: Whole[Review]) -> list[Card]:
    asked = [*chain.from_iterable(whole.values())]
    ways = await deciders.routes(scope, KIND, asked)
    return [
        Card(
            id=each.id,
            decider=ways[each.id].now,
            as_of=review_card.as_of(scope.region, each, scope.now),
            draw=partial(_drawn, scope, each),
        )
        for each in asked
    ]


async def _drawn(scope: Scope, review: Review, note: str) -> ReviewCard:
    names = await _names(scope, [review])
    organisation = await scope.organisation()
    return review_card.card(scope.region, organisation, review, names, scope.now, note)


async def _draw(scope: Scope, cases: Sequence[Review], note: str) -> ReviewCard:
    return await _drawn(scope, cases[0], note)


async def _names(scope: Scope, cases: Iterable[Review]) -> Names:
    return await scope.fetch_names(w for each in cases for w in (each.employee, each.decided_by))


async def _tell(
    scope: Scope, whole: Whole[Review], _changes: Changes
) -> Mapping[UUID, Notification]:
    """What was decided; and who looks now, where it has gone up to somebody else."""
    asked = [*chain.from_iterable(whole.values())]
    names = await _names(scope, asked)
    silent = [each for each in asked if each.state is None]
    ways = await deciders.routes(scope, KIND, silent) if silent else {}
    told: dict[UUID, Notification] = {
        each.id: StampPassedOn(each.leg, each.date, ways[each.id].up.name)
        for each in silent
        if ways[each.id].goes_on
    }
    return told | {
        each.id: review_told.decided(each, names) for each in asked if each.state is not None
    }


async def _refusing(ctx: Context, review: Review) -> Refusing:
    name = brief((await _names(Scope.of(ctx), [review]))[review.employee])
    prompt = Markup("<b>Tolak presensi {} {}?</b>\nPilih atau tulis alasannya. {} membacanya.")
    return Refusing(prompt.format(review.leg.value, name, name), review_card.REASONS)


async def _note(ctx: Context, review: Review) -> None:
    """Whoever lets a stamp count, or not, stands in the audit (Pasal 12)."""
    said = {"date": review.date.isoformat(), "leg": review.leg.value, "remark": review.remark}
    found = _FOUND[review.state] if review.state else ""
    await audit.note(
        ctx.db,
        region=ctx.region.code,
        at=ctx.now,
        actor=ctx.someone.nip,
        action=f"tinjau presensi: {found}",
        employee=review.employee,
        detail=said,
    )


KIND: Kind[Review] = Kind(
    noun="presensi",
    button=review_card.BUTTON,
    approve="terima",
    flow="tolak-tinjau",
    key="tinjau",
    cases=reviews.CASES,
    find=reviews.find,
    read=_read,
    waiting=reviews.waiting,
    state=_state,
    silence=_silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    also=_note,
    by_day=False,
)
