"""Attendance captured offline as a kind of case: always looked at, counted until refused (AMB-77).

Silence never decides; what nobody looks at goes up, as a stamp to look at does (AMB-46).
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from uuid import UUID

from markupsafe import Markup

from core.organisation.fence import Point
from db.records import capture as captures
from db.records.capture import Captured
from handlers.approvals import decision
from handlers.approvals.kind import Card, Kind, Refusing, Scope, Whole, alone
from handlers.attendance import stamp_approval as common
from handlers.chat.context import Context
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Map, Reply
from handlers.texts import offline_card, unseen
from handlers.texts.changes import Changes
from handlers.texts.offline_card import OfflineCard


async def _cards(scope: Scope, whole: Whole[Captured]) -> list[Card]:
    return await common.cards(scope, KIND, whole)


async def _draw(scope: Scope, cases: Sequence[Captured], note: str) -> OfflineCard:
    (item,) = cases
    names = await scope.fetch_names((item.employee, item.decided_by))
    organisation = await scope.organisation()
    return offline_card.card(scope.region, organisation, item, names, scope.now, note)


async def _tell(
    scope: Scope, whole: Whole[Captured], _changes: Changes
) -> Mapping[UUID, Notification]:
    """What was decided; and who looks now, where it has gone up to somebody else."""
    asked = [*chain.from_iterable(whole.values())]
    names = await scope.fetch_names(each.decided_by for each in asked)
    told = await common.passed_on(scope, KIND, asked)
    decided = (each for each in asked if each.state is not None)
    return told | {each.id: offline_card.decided(each, names) for each in decided}


async def _refusing(ctx: Context, item: Captured) -> Refusing:
    return await common.refusing(ctx, item, offline_card.REASONS)


async def _note(ctx: Context, item: Captured) -> None:
    await common.note(ctx, item, "presensi offline")


async def _try_again(ctx: Context, cases: Sequence[Captured], _number: int) -> Reply:
    return (await decision.draw(ctx, KIND, cases)).after_text()


async def _vouch(ctx: Context, cases: Sequence[Captured], _number: int) -> Reply:
    return unseen.vouched(await decision.draw(ctx, KIND, cases), offline_card.PICTURE)


async def _map(ctx: Context, cases: Sequence[Captured], _number: int) -> Reply:
    """Where it was taken, as a message of its own: a photo on the screen stays what it is."""
    (item,) = cases
    fences = (f for office in ctx.organisation.offices.values() for f in office.fences)
    fence = next((each for each in fences if each.code == item.place), None)
    if fence is None or item.latitude is None or item.longitude is None:
        return Reply(Markup("Lokasinya tidak disimpan lagi."), toast=True, idle=True)
    point = Point(item.latitude, item.longitude)
    leg, place = item.leg.value.capitalize(), brief(fence.name)
    words = Markup("{} {}, {}").format(leg, place, long_date(item.date))
    drawn = Map((fence,), point, item.accuracy, place)
    ctx.others.append(Outgoing(ctx.event.address, Reply(words, picture=drawn)))
    return Reply(Markup("Petanya ada di bawah."), toast=True)


KIND: Kind[Captured] = Kind(
    noun="presensi offline",
    button=offline_card.BUTTON,
    approve="terima",
    flow="tolak-offline",
    key="offline",
    cases=captures.CASES,
    find=captures.find,
    read=alone(captures.read_all),
    waiting=captures.waiting,
    state=common.state,
    silence=common.silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    also=_note,
    verbs={"peta": _map, "lihat": _try_again, "asli": _vouch},
    by_day=False,
)
