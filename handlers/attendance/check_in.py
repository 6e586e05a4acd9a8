"""Masuk and pulang: from a shared location to the verdict, its stamp, and the words for it."""

from datetime import date
from functools import partial

import uuid_utils.compat as uuid
from markupsafe import Markup
from pydantic import TypeAdapter

from core.attendance import evidence
from core.attendance.claim import Claim
from core.attendance.evidence import Share, ShareKind, Trace
from core.attendance.judge import (
    Accepted,
    Attended,
    Case,
    Outside,
    Refused,
    Unsure,
    Verdict,
    WhichLeg,
    judge,
    with_review,
)
from core.attendance.review import Reason, due
from core.attendance.stamp import Leg, Stamp, working_day
from core.month.ceremony import Presence
from core.organisation.fence import plausible_accuracy
from core.organisation.region import LocationPolicy
from db.records import ceremony_presence
from db.records import claim as claims
from db.records.review import NewReview
from db.records.stamp import NewStamp
from handlers.attendance import claim as claim_of
from handlers.attendance import unjudged
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Refusal, Talk, pick
from handlers.chat.event import Content, Located, Moved
from handlers.chat.reply import InputKind, Reply
from handlers.texts import first_use
from handlers.texts import verdict as words
from handlers.texts.late_stamp import NotRecorded
from handlers.usecases import closing

_SHARE = TypeAdapter(Share)


async def attend(ctx: Context, talk: Talk) -> Reply:
    """Presensi online (Lampiran A.2): press, share a location, read the verdict.

    Without a press the share does the obvious act of that moment; within the working hours it
    asks, so that nobody goes home by accident.
    """
    leg = Leg(talk.known["leg"]) if "leg" in talk.known else None
    question = where_are_you(ctx, leg)
    share = await talk.ask("lokasi", question)
    verdict = judge(_case(ctx, share, leg))
    if isinstance(verdict, WhichLeg):
        asked = pick(words.which_leg(ctx, verdict), {Leg.PULANG.value: "Ya, pulang"})
        chosen = Leg(await talk.ask("leg", asked))
        verdict = judge(_case(ctx, share, chosen))
    reply = await conclude(ctx, share, verdict)
    if _may_try_again(verdict, share):
        raise talk.again("lokasi", question, reply)
    return reply


async def leave_early(ctx: Context, share: Share) -> tuple[Verdict, Reply]:
    """Pulang before the end, stamped where it is accepted (Pasal 9 ayat (5), Pasal 11 ayat (5)).

    Only whoever gives a reason comes by here; whether it is permitted is decided later (AMB-25).
    """
    verdict = judge(_case(ctx, share, Leg.PULANG, early=True))
    return verdict, await conclude(ctx, share, verdict)


async def follow(ctx: Context, moved: Moved) -> Reply | None:
    """A live location that was not stamped yet goes on: stamp at the first point inside.

    It stamps only the leg and the working date that it was shared for, and only for the person
    who shared it.
    """
    claim = next((c for c in ctx.someone.claims if c.message == ctx.event.message), None)
    if claim is None or moved.share is None:
        ctx.listens = claim is not None
        return None
    if claim.stamped:
        await claim_of.bear_out(ctx, moved.share, claim, running=moved.running)
        return None
    verdict = judge(_case(ctx, moved.share, claim.leg))
    if not claim_of.is_for(verdict, claim):
        await claims.drop(ctx.db, ctx.region.code, ctx.someone.employee, claim)
        return NotRecorded(claim.leg, claim.date).render(ctx.region)
    if claim_of.goes_on(verdict, moved.share):
        return await _still_waiting(ctx, moved.share, verdict, claim, running=moved.running)
    return await conclude(ctx, moved.share, verdict, claim)


async def conclude(
    ctx: Context, share: Share, verdict: Verdict, claim: Claim | None = None
) -> Reply:
    """Write what the verdict asks for, and say it."""
    if isinstance(verdict, Accepted):
        return await _stamp(ctx, share, verdict, claim)
    if isinstance(verdict, Attended):
        return await _note_presence(ctx, share, verdict)
    if claim_of.goes_on(verdict, share) or isinstance(verdict, Unsure):
        await claim_of.listen(ctx, share, verdict, claim)
    elif claim is not None:
        await claims.drop(ctx.db, ctx.region.code, ctx.someone.employee, claim)
    kept = isinstance(verdict, Refused) and await unjudged.keep(ctx, share, verdict)
    return words.say(ctx, verdict, share, kept=kept)


async def _stamp(ctx: Context, share: Share, verdict: Accepted, claim: Claim | None) -> Reply:
    hours, fix, me = verdict.hours, verdict.fix, ctx.someone
    if shut := closing.refusal(ctx, hours.date):
        return shut
    claim = claim or next((c for c in me.claims if c.is_for(hours, verdict.leg)), None)
    same = [s for s in me.stamps if (s.date, s.duty) == (hours.date, hours.duty)]
    nth = sum(each.leg is verdict.leg for each in same)
    place = verdict.site.fence.code if verdict.site else None
    trace = claim.trace if claim and claim.message == ctx.event.message else Trace()
    signals = evidence.signals(share, trace, me.history, hours.date, poor=_poor(ctx, hours.date))
    verdict = with_review(ctx.regulation, verdict, signals, share.point, me.looks)
    ctx.stamp = NewStamp(
        employee=me.employee,
        stamp=Stamp(hours.date, verdict.leg, verdict.at, place, verdict.review, hours.duty, nth),
        received_at=ctx.now,
        address=ctx.event.address,
        message=ctx.event.message,
        point=share.point,
        accuracy=plausible_accuracy(share.accuracy),
        distance=round(fix.distance, 1) if fix else None,
        evidence=evidence.as_record(share, fix, signals),
        grounds=[[g.citation, g.words] for g in (*verdict.grounds, *first_use.grounds(ctx, hours))],
    )
    if verdict.why:
        ctx.review = _review(ctx, ctx.stamp.stamp, verdict.why)
    if claim_of.has_to_be_borne_out(share, verdict):
        claim_of.keep_on(ctx, share, hours, verdict.leg, trace)
    elif claim is not None:
        await claims.drop(ctx.db, ctx.region.code, me.employee, claim)
    ctx.state.pop("verdict", None)  # /kenapa speaks of the stamp now
    return words.say(ctx, verdict, share)


async def _note_presence(ctx: Context, share: Share, verdict: Attended) -> Reply:
    """At an upacara on a day off: a fact of its own, written once and no stamp (AMB-73)."""
    ceremony = verdict.ceremony
    if shut := closing.refusal(ctx, ceremony.date):
        return shut
    came = Presence(ceremony.id, ceremony.date, verdict.at)
    metres = round(verdict.fix.distance, 1)
    me = ctx.someone.employee
    await ceremony_presence.note(ctx.db, ctx.region.code, me, came, metres)
    return words.say(ctx, verdict, share)


def _review(ctx: Context, fact: Stamp, why: tuple[Reason, ...]) -> NewReview:
    """Whoever verifies looks at it; leaving early is looked at with its request."""
    works = partial(ctx.organisation.works, ctx.regulation, ctx.someone.postings)
    return NewReview(
        id=uuid.uuid7(),
        region=ctx.region.code,
        employee=ctx.someone.employee,
        stamp=fact,
        reasons=why,
        asked_at=ctx.now,
        due_at=due(ctx.regulation, fact.date, fact.at, works, ctx.zone),
    )


async def _still_waiting(
    ctx: Context,
    share: Share,
    verdict: Outside | Unsure | Refused,
    claim: Claim,
    *,
    running: bool,
) -> Reply | None:
    if running:
        first_time = isinstance(verdict, Unsure) and claim.unsure_since is None
        await claim_of.listen(ctx, share, verdict, claim)
        return words.say(ctx, verdict, share) if first_time else None
    if claim.unsure_since is None:
        await claims.drop(ctx.db, ctx.region.code, ctx.someone.employee, claim)
    return words.stopped_outside(claim.leg)


def _case(
    ctx: Context,
    share: Share,
    leg: Leg | None,
    *,
    early: bool = False,
) -> Case:
    person, today = ctx.someone, share.sent_at.astimezone(ctx.zone).date()
    days = ctx.organisation.days_around(ctx.regulation, person.postings, person.duties, today)
    # The morning of a night shift still belongs to the evening's date, and so does its place.
    day = working_day(days, ctx.stamps, share.sent_at, Leg.PULANG if early else leg)
    return Case(
        regulation=ctx.regulation,
        share=share,
        live_only=ctx.region.location_policy is LocationPolicy.LIVE,
        leg=leg,
        days=days,
        stamps=ctx.stamps,
        sites=ctx.organisation.sites(ctx.regulation, person.postings, day.date),
        blocked=person.blocked,
        exempt=person.exempt_on(day.date),
        message=claim_of.source(ctx, share),
        claims=person.claims,
        absences=ctx.absences(day.date),
        early=early,
        ceremonies=ctx.ceremonies(day.date),
    )


def _may_try_again(verdict: Verdict, share: Share) -> bool:
    """Whether another location could still do: the wrong kind, or a pin that lay outside."""
    wrong_kind = isinstance(verdict, Refused) and isinstance(verdict.why, evidence.Refused)
    static = share.kind is not ShareKind.LIVE
    return wrong_kind or (static and isinstance(verdict, Outside | Unsure))


def _poor(ctx: Context, day: date) -> float:
    return ctx.regulation.lokasi.akurasi_buruk.on(day).value or evidence.POOR_ACCURACY


def where_are_you(ctx: Context, leg: Leg | None) -> Question[Share]:
    live = ctx.region.location_policy is LocationPolicy.LIVE
    input_kind = InputKind.LIVE_LOCATION if live else InputKind.LOCATION
    prompt = Reply(words.share_please(ctx.region.location_policy, leg), input_kind=input_kind)

    def take(content: Content) -> dict[str, object]:
        match content:
            case Located(share=Share() as share):
                raw: dict[str, object] = _SHARE.dump_python(share, mode="json")
                return raw
            case Located():
                raise Refusal(Markup("Koordinat itu bukan titik di bumi."))
            case _:
                raise Refusal(Markup("Yang saya tunggu adalah lokasi Anda."))

    return Question(prompt, take, _SHARE.validate_python)
