"""What the law says to a request before it is filed, and what it would make of days."""

from datetime import date

from core.approvals.case import State
from core.requests import filing as law
from core.requests.absence import Asked, state_of
from core.requests.filing import Applicant, Attached, Earlier, Filed, Refused, RequestType
from core.requests.terms import terms_of
from core.work import activity as work
from db.records.request import Request
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.texts import first_use
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.texts.request import Draft
from handlers.usecases import consequence
from handlers.usecases.consequence import Change


async def judge(
    ctx: Context, request_type: RequestType, first: date, last: date, paper: Attached | None
) -> Filed | Refused:
    """Whether it can be filed, by their own records."""
    postings = ctx.someone.postings
    return law.judge(
        ctx.regulation,
        law.Draft(request_type.code, first, last, ctx.event.at, ctx.working_date, paper),
        by=await _applicant(ctx, first, last),
        hours=await own_records.hours(ctx, first, last),
        works=lambda day: ctx.organisation.works(ctx.regulation, postings, day),
        zone=ctx.zone,
        outages=await own_records.outages(ctx, first),
    )


async def unused(ctx: Context, dates: tuple[date, ...]) -> int:
    """How many of some dates in rising order are before the first use."""
    if not dates:
        return 0
    hours = await own_records.hours(ctx, dates[0], dates[-1])
    return sum(first_use.unused(ctx, hours(day)) for day in dates)


async def changes(ctx: Context, draft: Draft, verdict: Filed) -> Changes:
    """What days that are over would become; nothing can be stamped for them any more."""
    if draft.first >= ctx.working_date:
        return NO_CHANGES
    now, granted = ctx.event.at, State.APPROVED
    then = Asked(
        code=draft.request_type.code,
        first=draft.first,
        last=draft.last,
        filed_at=now,
        due_at=verdict.due_at,
        decided=granted,
        decided_at=now,
        terms=draft.request_type,
    )
    change = Change(ctx.someone.employee, None, then)
    return await consequence.of(ctx.db, ctx.region, change, now, ctx.organisation)


async def _applicant(ctx: Context, first: date, last: date) -> Applicant:
    earlier = [_earlier(ctx, each) for each in await own_records.asked(ctx, first, last)]
    filed = await own_records.work(ctx, first, last)
    worked = {each.date for each in filed if work.stands(each.state)}
    holidays = ctx.organisation.calendar.holidays
    exempt = ctx.someone.exempt_on(first)
    return Applicant(ctx.someone.kind, exempt, earlier, worked, holidays)


def _earlier(ctx: Context, request: Request) -> Earlier:
    request_type = terms_of(ctx.regulation, request)
    state = state_of(ctx.regulation, request.asked, ctx.event.at)
    span = (request.first, request.last)
    return Earlier(request.code, request_type.kind.akibat, *span, state, request_type.kind.nama)
