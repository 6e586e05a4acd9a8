"""`/kenapa`: the articles behind the last answer or decision, whatever it was, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from core.approvals import silence
from core.approvals.case import COUNTED, State
from core.law.answer import Ground, ground
from core.requests.absence import state_of
from core.requests.filing import Effect
from db.people import status
from db.records import activity as activities
from db.records import request as requests
from db.records import stamp as stamps
from db.records.activity import Activity
from db.records.request import Request
from handlers.approvals import deciders
from handlers.approvals.kind import Scope
from handlers.chat.context import Context
from handlers.chat.format import clock
from handlers.chat.reply import Because, Reply
from handlers.requests.approval import KIND
from handlers.texts import activity_view, night, request_view
from handlers.texts.grounds import alone

NOTHING = Reply(Markup("Belum ada yang bisa dijelaskan. Coba lagi setelah presensi atau mengisi."))
GROUNDS_MAX, GROUND_CHARACTERS_MAX = (
    8,
    700,
)  # grounds that are remembered, characters of the words of each
TITLE_CHARACTERS_MAX = 300

_REMEMBERED = "verdict"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was said, or decided, at an instant; each ground is citation and words."""

    at: datetime
    title: str
    grounds: list[list[str | None]]


def remember(ctx: Context, because: Because) -> None:
    """Keep what the newest reply stands on; what was stamped or decided carries its own."""
    ctx.state[_REMEMBERED] = {
        "at": ctx.event.at.isoformat(),
        "title": because.title[:TITLE_CHARACTERS_MAX],
        "grounds": _pairs(because.grounds[:GROUNDS_MAX]),
    }


async def why(ctx: Context) -> Reply:
    """The newest of what was answered, stamped and decided."""
    found = [_answered(ctx), await _stamped(ctx), await _asked(ctx), await _worked(ctx)]
    known = [each for each in found if each is not None]
    if not known:
        return NOTHING
    # Of one moment the answer to the person comes last: it speaks of the others.
    newest = max(reversed(known), key=lambda each: each.at)
    text = Markup("<b>{}</b>").format(newest.title)
    return Reply(text + Markup("").join(_ground(ctx, each) for each in newest.grounds))


def _pairs(grounds: tuple[Ground, ...]) -> list[list[str | None]]:
    return [[each.citation, each.words and each.words[:GROUND_CHARACTERS_MAX]] for each in grounds]


def _ground(ctx: Context, pair: list[str | None]) -> Markup:
    citation, words = pair
    text = Markup("\n\n{}").format(alone(ctx.region, citation or ""))
    return text + Markup(":\n<i>{}</i>").format(words) if words else text


def _answered(ctx: Context) -> Told | None:
    said: dict[str, Any] | None = ctx.state.get(_REMEMBERED)
    if said is None:
        return None
    return Told(datetime.fromisoformat(said["at"]), said["title"], said["grounds"])


async def _stamped(ctx: Context) -> Told | None:
    last = await stamps.last_grounds(ctx.db, ctx.region.code, ctx.someone.employee)
    if last is None:
        return None
    stamp, grounds = last
    day = night.dated(stamp.date, stamp.at, ctx.zone)
    title = f"Presensi {stamp.leg} {day}, {clock(stamp.at, ctx.zone)}"
    return Told(stamp.at, title, grounds)


async def _asked(ctx: Context) -> Told | None:
    """The newest request that somebody, or silence, has decided or sent up."""
    found = await requests.newest_settled(ctx.db, ctx.region.code, ctx.someone.employee)
    if found is None or (at := found.decided_at or found.escalated_at) is None:
        return None
    region, now = ctx.region, ctx.event.at
    decided_by = [found.decided_by] if found.decided_by else []
    names = await status.fetch_names(ctx.db, region.code, decided_by)
    way = (await deciders.routes(Scope.of(ctx), KIND, [found]))[found.id]
    state = request_view.became(region, found, names, now, way).text(region)
    title = Markup("{}. {}").format(request_view.what(region, found), state)
    return Told(at, str(title.striptags()), _pairs(_of_request(ctx, found)))


def _of_request(ctx: Context, request: Request) -> tuple[Ground, ...]:
    """What the decision stands on: the kind, its limit, and what silence or approval brings."""
    offer, law = request_view.kind_of(ctx.region, request), ctx.regulation
    state = state_of(ctx.regulation, request.asked, ctx.event.at)
    found = [ground(offer.source), ground(offer.limit)]
    if state is State.ENDED or request.article == request_view.closing(ctx.region, request):
        found.append(ground(law.validasi.jika_bulan_ditutup.on(request.last)))
    elif state in {State.ESCALATED, State.DEEMED_APPROVED, State.LAPSED}:
        found.append(ground(offer.lapse))
    if state in COUNTED and offer.kind.akibat is Effect.CREDITED:
        found.append(ground(law.izin.poin_per_hari.on(request.first)))
    return tuple(found)


async def _worked(ctx: Context) -> Told | None:
    """The newest activity that somebody, or silence, has decided."""
    found = await activities.newest_decided(ctx.db, ctx.region.code, ctx.someone.employee)
    if found is None or found.decided_at is None:
        return None
    names = await status.fetch_names(
        ctx.db, ctx.region.code, [found.decided_by] if found.decided_by else []
    )
    told = activity_view.describe(ctx.region, found, names, ctx.event.at).striptags()
    return Told(found.decided_at, f"Aktivitas {told}", _pairs(_of_work(ctx, found)))


def _of_work(ctx: Context, item: Activity) -> tuple[Ground, ...]:
    found = [ground(silence.work_limit(ctx.regulation, item.date))]
    if item.state is State.DEEMED_APPROVED:
        found.append(ground(silence.of_work(ctx.regulation, item.date)))
    if item.state is State.REJECTED:
        found.append(ground(ctx.regulation.kinerja.isi_ulang.on(item.date)))
    return tuple(found)
