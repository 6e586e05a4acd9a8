"""Pending stamps in a chat: kept, followed, confirmed (`core.attendance.claim`)."""

from dataclasses import replace
from datetime import datetime
from typing import TypeGuard

from core.attendance.claim import BORNE_OUT_WITHIN, Claim, window_end
from core.attendance.evidence import Share, ShareKind, Trace
from core.attendance.judge import Accepted, Attended, Outside, Refused, Unsure, Verdict, fix_of
from core.attendance.site import with_venues
from core.attendance.stamp import Leg
from core.organisation.calendar import Hours
from core.organisation.fence import Where, plausible_accuracy
from db.records import claim as claims
from handlers.chat.context import Context


def source(ctx: Context, share: Share) -> str:
    """The live location that a fix belongs to, "" for a single point."""
    return ctx.event.message if share.kind is ShareKind.LIVE else ""


def is_for(verdict: Verdict, claim: Claim) -> bool:
    """Whether a verdict is about the very duty that a share was begun for."""
    if isinstance(verdict, Attended):  # of a day off, which has none
        return False
    day = verdict.day if isinstance(verdict, Refused) else verdict.hours
    if isinstance(day, Hours):
        return claim.is_for(day, claim.leg)
    return day is None or day.date == claim.date


def goes_on(verdict: Verdict, share: Share) -> TypeGuard[Outside | Unsure | Refused]:
    """Whether a live location may still stamp: not there yet, or not yet open (AMB-45)."""
    if share.kind is not ShareKind.LIVE:
        return False
    match verdict:
        case Outside() | Unsure():
            return True
        case Refused(opens_at=opens_at):
            return opens_at is not None and _lasts_until(share, opens_at)
        case _:
            return False


def _lasts_until(share: Share, moment: datetime) -> bool:
    return share.live_until is None or share.live_until > moment


async def listen(
    ctx: Context, share: Share, verdict: Outside | Unsure | Refused, claim: Claim | None = None
) -> None:
    """Keep what was tried: a live location goes on, and a poor fix keeps its time for a while."""
    hours, leg = verdict.day if isinstance(verdict, Refused) else verdict.hours, verdict.leg
    if not isinstance(hours, Hours) or leg is None:
        return
    live = share.kind is ShareKind.LIVE
    mine = (c for c in ctx.someone.claims if c.is_for(hours, leg))
    before = claim or next(mine, None) or Claim(hours.date, hours.duty, leg)
    same = before.message == ctx.event.message
    trace = (before.trace if same else Trace()).seen(share)
    tried = replace(before, message=ctx.event.message if live else None, trace=trace)
    ends_at = window_end(hours, leg)
    until = min(share.live_until or ends_at, ends_at) if live else None
    ctx.listens = live
    _keep(ctx, _tried(ctx, tried, verdict, share), ends_at, until)


def _tried(ctx: Context, claim: Claim, verdict: Outside | Unsure | Refused, share: Share) -> Claim:
    """A poor fix begins to count, a sure one outside ends that; the first of them stands."""
    fix = None if isinstance(verdict, Refused) else verdict.fix
    if fix and fix.where is Where.OUTSIDE:
        return replace(claim, unsure_since=None, unsure_in="")
    this = source(ctx, share)
    again = claim.unsure_since is not None and claim.unsure_in == this
    if not isinstance(verdict, Unsure) or again:
        return claim
    return replace(claim, unsure_since=share.sent_at, unsure_in=this)


def has_to_be_borne_out(share: Share, verdict: Accepted) -> bool:
    """Whether a point that did not say how sure it is, was taken for one in the office."""
    live = share.kind is ShareKind.LIVE and plausible_accuracy(share.accuracy) is None
    return live and verdict.site is not None and not verdict.review


def keep_on(ctx: Context, share: Share, hours: Hours, leg: Leg, trace: Trace) -> None:
    """Listen a little longer: the next point of a live location says how sure it is."""
    ctx.listens = True
    until = share.sent_at + BORNE_OUT_WITHIN
    claim = Claim(hours.date, hours.duty, leg, ctx.event.message, stamped=True)
    _keep(ctx, replace(claim, trace=trace.seen(share)), until, until)


async def bear_out(ctx: Context, share: Share, claim: Claim, *, running: bool) -> None:
    """A later point bears the stamp out where it is surely in the place; else the wait goes on.

    What is not borne out in time is looked at by a human: never a silent pass.
    """
    own = ctx.organisation.sites(ctx.regulation, ctx.someone.postings, claim.date)
    called = ctx.ceremonies(claim.date) if claim.leg is Leg.MASUK else ()
    sites = with_venues(own, called)
    fix = fix_of(ctx.regulation, sites, share, claim.date)
    if plausible_accuracy(share.accuracy) is not None and fix and fix.where is Where.INSIDE:
        await claims.drop(ctx.db, ctx.region.code, ctx.someone.employee, claim)
        return
    ctx.listens = running
    until = (claim.trace.first_at or share.sent_at) + BORNE_OUT_WITHIN
    _keep(ctx, replace(claim, trace=claim.trace.seen(share)), until, until)


def _keep(ctx: Context, claim: Claim, ends_at: datetime, until: datetime | None) -> None:
    ctx.kept.append(claims.Kept(ctx.someone.employee, ctx.event.address, claim, ends_at, until))
