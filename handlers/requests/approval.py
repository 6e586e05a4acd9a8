"""A request (izin) as a kind of case: granted, refused, or carried up by silence (KAM-01)."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State
from core.approvals.route import Route
from core.law.answer import Answer
from core.law.closing import closes_at, open_since
from core.law.regulation import Lapse
from core.organisation.region import Region
from core.organisation.verifier import StandIn, StandInReason
from core.requests.absence import state_of
from core.requests.terms import terms_of
from db.people import binding, delegation
from db.records import request as requests
from db.records.request import Request
from handlers.approvals import deciders, decision
from handlers.approvals.kind import (
    Card,
    Closing,
    Kind,
    Names,
    Own,
    Refusing,
    Scope,
    Verb,
    Whole,
    alone,
)
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.requests import duty, look, view
from handlers.texts import request_card, request_told, request_view, unseen
from handlers.texts.changes import Changes
from handlers.texts.request_card import RequestCard
from handlers.texts.request_told import SubstituteNamed
from handlers.usecases import attachments, consequence


def _state(region: Region, request: Request, now: datetime) -> State:
    return state_of(region.regulation, request.asked, now)


def _silence(region: Region, request: Request) -> Answer[Lapse | None]:
    return terms_of(region.regulation, request).lapse


def _closing(region: Region, request: Request, now: datetime) -> Closing | None:
    """The closing of its last month ends what waits (KAM-24, AMB-49)."""
    since = open_since(region.regulation, now, region.zone)
    at = closes_at(region.regulation, request.last, region.zone)
    if since is None or request.last >= since or at is None:
        return None
    return Closing(request_view.closing(region, request), at)


async def _cards(scope: Scope, whole: Whole[Request]) -> list[Card]:
    """The cards of requests, with the messages of who filed them."""
    asked = [*chain.from_iterable(whole.values())]
    ways = await deciders.routes(scope, KIND, asked)
    return [
        Card(
            id=each.id,
            decider=ways[each.id].now,
            as_of=request_card.as_of(scope.region, each, scope.now, ways[each.id]),
            draw=partial(_drawn, scope, each),
            own=_own(scope, each, ways[each.id]),
        )
        for each in asked
    ]


def _own(scope: Scope, request: Request, way: Route) -> Own | None:
    """What the person's message says while nobody has decided; what came after is told anew."""
    if _state(scope.region, request, scope.now) is not State.PENDING:
        return None
    return Own(request_told.own_as_of(request), request_told.filed(scope.region, request, way.now))


async def _drawn(scope: Scope, request: Request, note: str = "") -> RequestCard:
    """The card of a request as it stands now."""
    names = await _names(scope, [request])
    way = (await deciders.routes(scope, KIND, [request]))[request.id]
    seen = await view.read(scope, request, names, way)
    return request_card.card(scope.region, request, seen, scope.now, note)


async def _shown(ctx: Context, request: Request) -> Reply:
    """The same as an answer."""
    return (await _drawn(Scope.of(ctx), request)).render(ctx.region)


async def _draw(scope: Scope, requests_: Sequence[Request], note: str) -> RequestCard:
    return await _drawn(scope, requests_[0], note)


async def _names(scope: Scope, asked: Iterable[Request]) -> Names:
    return await scope.fetch_names(
        who
        for each in asked
        for who in (each.employee, each.decided_by, each.substitute, each.seen_by)
    )


async def _tell(
    scope: Scope, whole: Whole[Request], changes: Changes
) -> Mapping[UUID, Notification]:
    asked = [*chain.from_iterable(whole.values())]
    by_law = all(each.decided_by is None for each in asked)
    names = {} if by_law else await _names(scope, asked)
    ways = await deciders.routes(scope, KIND, asked) if by_law else {}
    return {
        each.id: request_told.decided(
            scope.region, each, names, scope.now, ways.get(each.id), changes
        )
        for each in asked
    }


async def _refusing(ctx: Context, request: Request) -> Refusing:
    """Which days a refusal makes others of is said before anybody refuses."""
    names = await _names(Scope.of(ctx), [request])
    changes = await consequence.refused(ctx.db, ctx.region, request, ctx.event.at, ctx.organisation)
    then = Markup("\n").join([Markup("Bila ditolak:"), *changes.lines()]) + Markup("\n\n")
    prompt = Markup("Menolak <b>{}</b>\n{}\n\n{}Apa alasannya?").format(
        brief(names[request.employee]),
        request_view.what(ctx.region, request),
        then if changes.turns else Markup(""),
    )
    return Refusing(prompt, request_card.reasons(ctx.region, request), changes)


async def _lacks(ctx: Context, request: Request) -> str:
    """Not without what the law demands, nor before it was carried out."""
    if lacks := request_view.lacking(ctx.region, request):
        return lacks.text(ctx.region)
    done = await look.carried_out(ctx, request)
    return "" if done else request_view.not_yet(request.last)


async def _stand_in(ctx: Context, request: Request) -> None:
    """Whoever is away is stood in for by the one named in the approved leave (AMB-39)."""
    if request.state is not State.APPROVED or not request.substitute:
        return
    pair, span = (request.employee, request.substitute), (request.first, request.last)
    stand_in = StandIn(*pair, StandInReason.SUBSTITUTE, *span)
    await delegation.add(ctx.db, ctx.region.code, stand_in, request.number)
    to = await binding.address_of(ctx.db, ctx.region.code, request.substitute)
    if to is not None:
        names = await _names(Scope.of(ctx), [request])
        told = SubstituteNamed(names[request.employee], request.first, request.last)
        ctx.others.append(Outgoing(to, told, Priority.CARD))


def _while_open(pressed: Callable[[Context, Request], Awaitable[Reply]]) -> Verb[Request]:
    """A button that means something only as long as nobody has decided."""

    async def handled(ctx: Context, cases: Sequence[Request], _number: int) -> Reply:
        (request,) = cases
        if _state(ctx.region, request, ctx.event.at) not in UNDECIDED:
            drawn = await _drawn(Scope.of(ctx), request, decision.LOST)
            return replace(drawn.render(ctx.region), idle=True)
        return await pressed(ctx, request)

    return handled


async def _try_again(ctx: Context, request: Request) -> Reply:
    """Try to show the paper once more."""
    return (await _shown(ctx, request)).after_text()


async def _vouch(ctx: Context, request: Request) -> Reply:
    """Somebody says that they saw the paper elsewhere."""
    return unseen.vouched(await _shown(ctx, request), unseen.LETTER)


async def _look(ctx: Context, request: Request) -> Reply:
    """Note the first look at duty elsewhere."""
    after = await look.look(ctx, request)
    ctx.others += await decision.other_copies(ctx, KIND, [after])
    return await _shown(ctx, after)


async def _pages(ctx: Context, cases: Sequence[Request], _number: int) -> Reply:
    """The further pages of its letter: messages of their own."""
    (request,) = cases
    attachments.show_pages(ctx, request.paper, 2, request_view.what(ctx.region, request))
    return Reply(Markup("Halamannya ada di bawah."), toast=True)


async def _maps(ctx: Context, cases: Sequence[Request], _number: int) -> Reply:
    """Where it was stamped: messages of their own."""
    return await look.maps(ctx, cases[0])


KIND: Kind[Request] = Kind(
    noun="izin",
    button=request_card.BUTTON,
    approve="setuju",
    flow="tolak-izin",
    key="izin",
    cases=requests.CASES,
    find=requests.find,
    read=alone(requests.read_all),
    waiting=requests.waiting,
    state=_state,
    silence=_silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    lacks=_lacks,
    also=_stand_in,
    closing=_closing,
    verbs={
        "lihat": _while_open(_try_again),
        "asli": _while_open(_vouch),
        "dilihat": _while_open(_look),
        "lembar": _pages,
        "peta": _maps,
    },
    carried_out=duty.ended_since_filed,
)
