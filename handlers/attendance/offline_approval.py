"""Attendance captured offline as a kind of case: always looked at, counted until refused (AMB-77).

Silence never decides; what nobody looks at goes up, as a stamp to look at does (AMB-46).
"""

from collections.abc import Collection, Mapping, Sequence
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
from core.organisation.fence import Point
from core.organisation.region import Region
from db.records import audit
from db.records import capture as captures
from db.records.capture import Captured
from handlers.approvals import deciders, decision
from handlers.approvals.kind import Card, Kind, Refusing, Scope, Whole
from handlers.chat.context import Context
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Map, Reply
from handlers.texts import offline_card, unseen
from handlers.texts.changes import Changes
from handlers.texts.offline_card import OfflineCard
from handlers.texts.review_told import StampPassedOn

# What the audit calls a decision.
_FOUND = {State.APPROVED: "diterima", State.REJECTED: "ditolak"}


async def _read(
    db: AsyncConnection, code: str, which: Collection[UUID]
) -> Mapping[UUID, Sequence[Captured]]:
    return {each.id: [each] for each in await captures.read_all(db, code, which)}


def _state(region: Region, item: Captured, now: datetime) -> State:
    return state_at(region.regulation, item, now, region.zone)


def _silence(region: Region, item: Captured) -> Answer[Lapse | None]:
    answer: Answer[Lapse | None] = of_review(region.regulation, item.date)
    return answer


async def _cards(scope: Scope, whole: Whole[Captured]) -> list[Card]:
    asked = [*chain.from_iterable(whole.values())]
    ways = await deciders.routes(scope, KIND, asked)
    return [
        Card(
            id=each.id,
            decider=ways[each.id].now,
            as_of=offline_card.as_of(scope.region, each, scope.now),
            draw=partial(_drawn, scope, each),
        )
        for each in asked
    ]


async def _drawn(scope: Scope, item: Captured, note: str) -> OfflineCard:
    names = await scope.fetch_names((item.employee, item.decided_by))
    organisation = await scope.organisation()
    return offline_card.card(scope.region, organisation, item, names, scope.now, note)


async def _draw(scope: Scope, cases: Sequence[Captured], note: str) -> OfflineCard:
    return await _drawn(scope, cases[0], note)


async def _tell(
    scope: Scope, whole: Whole[Captured], _changes: Changes
) -> Mapping[UUID, Notification]:
    """What was decided; and who looks now, where it has gone up to somebody else."""
    asked = [*chain.from_iterable(whole.values())]
    names = await scope.fetch_names(each.decided_by for each in asked)
    silent = [each for each in asked if each.state is None]
    ways = await deciders.routes(scope, KIND, silent) if silent else {}
    told: dict[UUID, Notification] = {
        each.id: StampPassedOn(each.leg, each.date, ways[each.id].up.name)
        for each in silent
        if ways[each.id].goes_on
    }
    decided = (each for each in asked if each.state is not None)
    return told | {each.id: offline_card.decided(each, names) for each in decided}


async def _refusing(ctx: Context, item: Captured) -> Refusing:
    name = brief((await Scope.of(ctx).fetch_names([item.employee]))[item.employee])
    prompt = Markup("<b>Tolak presensi {} {}?</b>\nPilih atau tulis alasannya. {} membacanya.")
    return Refusing(prompt.format(item.leg.value, name, name), offline_card.REASONS)


async def _note(ctx: Context, item: Captured) -> None:
    """Whoever lets it count, or not, stands in the audit (Pasal 12)."""
    said = {"date": item.date.isoformat(), "leg": item.leg.value, "remark": item.remark}
    await audit.note(
        ctx.db,
        region=ctx.region.code,
        at=ctx.now,
        actor=ctx.someone.nip,
        action=f"presensi offline: {_FOUND[item.state] if item.state else ''}",
        employee=item.employee,
        detail=said,
    )


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
    read=_read,
    waiting=captures.waiting,
    state=_state,
    silence=_silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    also=_note,
    verbs={"peta": _map, "lihat": _try_again, "asli": _vouch},
    by_day=False,
)
