"""A stamp that a human looks at as a kind of case: accepted, refused, or carried up (AMB-46)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from uuid import UUID

from db.records import review as reviews
from db.records.review import Review
from handlers.approvals.kind import Card, Kind, Names, Refusing, Scope, Whole, alone
from handlers.attendance import stamp_approval as common
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.texts import review_card, review_told
from handlers.texts.changes import Changes
from handlers.texts.review_card import ReviewCard


async def _cards(scope: Scope, whole: Whole[Review]) -> list[Card]:
    return await common.cards(scope, KIND, whole)


async def _draw(scope: Scope, cases: Sequence[Review], note: str) -> ReviewCard:
    (review,) = cases
    names = await _names(scope, cases)
    organisation = await scope.organisation()
    return review_card.card(scope.region, organisation, review, names, scope.now, note)


async def _names(scope: Scope, cases: Iterable[Review]) -> Names:
    return await scope.fetch_names(w for each in cases for w in (each.employee, each.decided_by))


async def _tell(
    scope: Scope, whole: Whole[Review], _changes: Changes
) -> Mapping[UUID, Notification]:
    """What was decided; and who looks now, where it has gone up to somebody else."""
    asked = [*chain.from_iterable(whole.values())]
    names = await _names(scope, asked)
    told = await common.passed_on(scope, KIND, asked)
    return told | {
        each.id: review_told.decided(each, names) for each in asked if each.state is not None
    }


async def _refusing(ctx: Context, review: Review) -> Refusing:
    return await common.refusing(ctx, review, review_card.REASONS)


async def _note(ctx: Context, review: Review) -> None:
    await common.note(ctx, review, "tinjau presensi")


KIND: Kind[Review] = Kind(
    noun="presensi",
    button=review_card.BUTTON,
    approve="terima",
    flow="tolak-tinjau",
    key="tinjau",
    cases=reviews.CASES,
    find=reviews.find,
    read=alone(reviews.read_all),
    waiting=reviews.waiting,
    state=common.state,
    silence=common.silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    also=_note,
    by_day=False,
)
