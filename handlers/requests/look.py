"""The first look at duty elsewhere, and where it was stamped; it is judged once it was done."""

from datetime import datetime
from functools import partial

from markupsafe import Markup

from core.approvals.case import State
from core.organisation.posting import Posting, workplaces
from core.requests.absence import state_of
from core.requests.catalogue import Span, deadline
from core.requests.terms import terms_of
from db.people import roster
from db.records import lifetime, outage
from db.records import request as requests
from db.records.request import Request
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Reply
from handlers.requests import duty
from handlers.texts import duty as texts


async def carried_out(ctx: Context, request: Request) -> bool:
    """Whether there is something to validate yet."""
    seen = await duty.of(ctx.db, ctx.region, request, ctx.organisation)
    return await duty.carried_out(ctx.db, ctx.region, request, seen, ctx.event.at, ctx.organisation)


async def look(ctx: Context, request: Request) -> Request:
    """Note it; from then on the request waits until it was carried out (KAM-22).

    What has gone up already stays where it is.
    """
    waits = state_of(ctx.regulation, request.asked, ctx.event.at) is State.PENDING
    due_at = await _due(ctx, request) if waits and request.seen_at is None else request.due_at
    me, code, now = ctx.someone.employee, ctx.region.code, ctx.event.at
    await lifetime.look(ctx.db, code, request.id, by=me, now=now, due_at=due_at)
    return await requests.find(ctx.db, code, request.id) or request


async def _due(ctx: Context, request: Request) -> datetime:
    code, who = ctx.region.code, request.employee
    held = (await roster.postings(ctx.db, code, [who]))[who]
    postings = [Posting(*each) for each in held.items()]
    places = workplaces(postings, request.first, None)
    office = places[0].office if places else None
    return deadline(
        terms_of(ctx.regulation, request),
        Span(request.filed_at, request.first, request.last, seen=True),
        partial(ctx.organisation.works, ctx.regulation, postings),
        ctx.zone,
        await outage.between(ctx.db, code, request.filed_at, office),
    )


async def maps(ctx: Context, request: Request) -> Reply:
    """A picture comes as a message of its own: one for each stamp, with the person's office."""
    found = texts.maps(ctx.region, await duty.of(ctx.db, ctx.region, request, ctx.organisation))
    ctx.others += [Outgoing(ctx.event.address, each) for each in found]
    text = Markup("Petanya ada di bawah.") if found else Markup("Titiknya sudah dihapus.")
    return Reply(text, toast=True)
