"""One tap on the card of a request decides; the first wins, the other is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from core.organisation.verifier import StandIn, Standing
from core.requests.filing import UNDECIDED, State
from db.people import binding, delegation, status
from db.records import request as requests
from db.records.request import Request
from handlers.approvals import proof, route, screens, sent, verifier
from handlers.approvals.reach import Decider
from handlers.approvals.screens import Card
from handlers.chat.context import Context
from handlers.chat.conversation import Start, Talk
from handlers.chat.format import brief
from handlers.chat.reply import Outgoing, Priority, Reply
from handlers.requests import look, request_view
from handlers.texts import activity_card as cards
from handlers.texts import request_card as words
from handlers.texts import request_told, unseen
from handlers.usecases import consequence
from handlers.work import decision
from handlers.work.decision import LOST, NOT_YOURS

FLOW = "tolak-izin"
# `lihat` tries to show the paper once more, `asli` says that it was seen elsewhere, `dilihat`
# notes the first look at duty elsewhere.
VERBS = frozenset({"setuju", "tolak", "lihat", "asli", "lembar", "dilihat", "peta"})


FOLLOWS = "Suratnya sudah menyusul. Putuskan di kartu yang terbaru."


async def show(ctx: Context, request: Request, *, anew: bool = False) -> Decider:
    """Send a request to whoever decides it, or change every card that was sent; who that is.

    `anew`: a paper has followed, and a text on the screen cannot become a picture, so what was
    sent before loses its buttons.
    """
    (card,) = await of_requests(ctx.db, ctx.region, [request], ctx.event.at)
    to = card.decider.reached
    if anew and to:
        ctx.others += await screens.replaced(ctx.db, ctx.region, card, FOLLOWS)
        ctx.others.append(Outgoing(to, await card.draw(""), Priority.CARD))
    else:
        await sent.send(ctx, card)
    return card.decider


async def of_requests(
    db: AsyncConnection, region: Region, asked: Sequence[Request], now: datetime
) -> list[Card]:
    """The cards of requests, with the messages of who filed them."""
    routes = await route.of(db, region, asked, now)
    return [
        Card(
            id=each.id,
            decider=routes[each.id].now,
            as_of=words.as_of(region, each, now, routes[each.id]),
            draw=partial(drawn, db, region, each, now),
            own=_own(region, each, now, routes[each.id].now),
        )
        for each in asked
    ]


def _own(region: Region, request: Request, now: datetime, decider: Decider) -> screens.Own | None:
    """What the person's message says while nobody has decided; what came after is told anew."""
    if verifier.state_of(region, request, now) is not State.PENDING:
        return None
    return screens.Own(
        request_told.own_as_of(request), partial(request_told.filed, region, request, decider)
    )


async def act(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card: who pressed it must be the one who decides it now.

    None where the button means nothing.
    """
    if (said := cards.read_one(data)) is None or said[0] not in VERBS:
        return None
    verb, id_ = said
    if (request := await requests.find(ctx.db, ctx.region.code, id_)) is None:
        return None
    if await verifier.of_item(ctx, request) != ctx.someone.employee:
        return NOT_YOURS
    if verb in {"lembar", "peta"}:
        return await _more(ctx, request, verb)
    if verifier.state_of(ctx.region, request, ctx.event.at) not in UNDECIDED:
        return replace(await _shown(ctx, request, LOST), idle=True)
    return await _pressed(ctx, request, verb)


async def _pressed(ctx: Context, request: Request, verb: str) -> Reply | Start:
    match verb:
        case "tolak":
            return Start(FLOW, {"izin": request.id.hex})
        case "lihat" | "asli":
            whole = await _shown(ctx, request)
            again = verb == "lihat"
            return whole.after_text() if again else unseen.vouched(whole, unseen.LETTER)
        case "dilihat":
            return await _looked(ctx, request)
        case _:
            return await _approve(ctx, request)


async def _more(ctx: Context, request: Request, verb: str) -> Reply:
    """The further pages of its letter, or where it was stamped: messages of their own."""
    if verb == "peta":
        return await look.maps(ctx, request)
    proof.show(ctx, request.paper, 2, words.what(ctx.region, request))
    return Reply(Markup("Halamannya ada di bawah."), passing=True)


async def _looked(ctx: Context, request: Request) -> Reply:
    after = await look.look(ctx, request)
    ctx.others += await _other_copies(ctx, after)
    return await _shown(ctx, after)


async def _approve(ctx: Context, request: Request) -> Reply:
    """Not without what the law demands, nor before it was carried out."""
    if lacks := words.lacking(ctx.region, request):
        return replace(await _shown(ctx, request, lacks), idle=True)
    if not await look.carried_out(ctx, request):
        return replace(await _shown(ctx, request, request_view.not_yet(request)), idle=True)
    return await _decide(ctx, request, State.APPROVED)


async def reject(ctx: Context, talk: Talk) -> Reply:
    """The reason is part of the decision (AMB-18)."""
    request = await requests.find(ctx.db, ctx.region.code, UUID(talk.known["izin"]))
    if request is None or await verifier.of_item(ctx, request) != ctx.someone.employee:
        return NOT_YOURS
    names = await _named(ctx.db, ctx.region, [request])
    changes = await consequence.refused(ctx.db, ctx.region, request, ctx.event.at, ctx.organisation)
    prompt = Markup("Menolak <b>{}</b>\n{}\n\n{}Apa alasannya?").format(
        brief(names[request.employee]), words.what(ctx.region, request), _then(changes)
    )
    asked = decision.why(prompt, words.reasons(ctx.region, request))
    reason = await talk.ask("alasan", asked)
    return (await _decide(ctx, request, State.REJECTED, reason, changes)).after_text()


def _then(changes: Sequence[Markup]) -> Markup:
    """Which days a refusal makes others of, before anybody refuses."""
    if not changes:
        return Markup("")
    return Markup("\n").join([Markup("Bila ditolak:"), *changes]) + Markup("\n\n")


async def _decide(
    ctx: Context,
    request: Request,
    state: State,
    remark: str | None = None,
    changes: Sequence[Markup] = (),
) -> Reply:
    """By compare-and-set: whoever comes second reads what the first decided."""
    code, by, now = ctx.region.code, ctx.someone.employee, ctx.event.at
    in_time = verifier.state_of(ctx.region, request, now) in UNDECIDED
    won = in_time and await requests.decide(
        ctx.db, code, request.id, state, by=by, now=now, remark=remark
    )
    after = await requests.find(ctx.db, code, request.id) or request
    if won:
        await _stand_in(ctx, after)
        await tell(ctx, after, changes)
        ctx.others += await _other_copies(ctx, after)
    reply = await _shown(ctx, after, "" if won else LOST)
    buttons = reply.buttons or await decision.others(ctx, request.employee)
    return replace(reply, buttons=buttons, idle=not won)


async def _other_copies(ctx: Context, request: Request) -> list[Outgoing]:
    """All but the one that was tapped, which the answer changes."""
    found = await of_requests(ctx.db, ctx.region, [request], ctx.event.at)
    tapped = (ctx.event.address, ctx.event.message)
    return await screens.changed(ctx.db, ctx.region, found, Priority.CARD, but=tapped, always=True)


async def _stand_in(ctx: Context, request: Request) -> None:
    """Whoever is away is stood in for by the one named in the approved leave (AMB-39)."""
    if request.state is State.APPROVED and request.substitute:
        names = (request.employee, request.substitute)
        until = (request.first, request.last)
        await delegation.add(
            ctx.db, ctx.region.code, StandIn(*names, Standing.SUBSTITUTE, *until), request.number
        )


async def tell(ctx: Context, request: Request, changes: Sequence[Markup] = ()) -> None:
    """The person who asked learns what was decided, and the substitute that they stand in."""
    names = await _named(ctx.db, ctx.region, [request])
    to = await binding.address_of(ctx.db, ctx.region.code, request.employee)
    if to is not None:
        reply = request_told.decided(ctx.region, request, names, ctx.event.at, changes=changes)
        ctx.others.append(Outgoing(to, reply, Priority.CARD))
    if request.state is State.APPROVED and request.substitute:
        other = await binding.address_of(ctx.db, ctx.region.code, request.substitute)
        if other is not None:
            reply = Reply(request_told.standing_in(request, names))
            ctx.others.append(Outgoing(other, reply, Priority.CARD))


async def _shown(ctx: Context, request: Request, note: str = "") -> Reply:
    return await drawn(ctx.db, ctx.region, request, ctx.event.at, note)


async def drawn(
    db: AsyncConnection, region: Region, request: Request, now: datetime, note: str = ""
) -> Reply:
    """The card of a request as it stands now."""
    names = await _named(db, region, [request])
    way = (await route.of(db, region, [request], now))[request.id]
    view = await request_view.of(db, region, request, names, way, now)
    return words.card(region, request, view, now, note)


async def _named(db: AsyncConnection, region: Region, asked: Sequence[Request]) -> cards.Names:
    people = {
        who
        for each in asked
        for who in (each.employee, each.decided_by, each.substitute, each.seen_by)
        if who is not None
    }
    return await status.fetch_names(db, region.code, people)
