"""Masuk and pulang: from a shared location to the verdict, its stamp, and the words for it."""

from datetime import datetime

from markupsafe import Markup
from pydantic import TypeAdapter

from core import attendance, evidence
from core.absence import absences
from core.attendance import (
    Accepted,
    Already,
    Case,
    Outside,
    Refused,
    Unsure,
    Verdict,
    WhichLeg,
)
from core.evidence import Share, ShareKind, Trace
from core.fence import known
from core.region import LocationPolicy
from core.stamp import Leg, Stamp, working_day
from db import share as shares
from db.stamp import NewStamp
from handlers import verdict as words
from handlers.context import Context
from handlers.conversation import Question, Refusal, Talk, pick
from handlers.event import Content, Located, Moved
from handlers.reply import Reply, Wants

_SHARE = TypeAdapter(Share)


async def attend(ctx: Context, talk: Talk) -> Reply:
    """Presensi online (Lampiran A.2): press, share a location, read the verdict.

    Without a press the share does the obvious act of that moment; within the working hours it
    asks, so that nobody goes home by accident.
    """
    leg = Leg(talk.known["leg"]) if "leg" in talk.known else None
    question = where_are_you(ctx, leg)
    share = await talk.ask("lokasi", question)
    unsure = talk.known.get("ragu")
    unsure_since = datetime.fromisoformat(unsure) if unsure else None
    verdict = attendance.judge(_case(ctx, share, leg, unsure_since))
    if isinstance(verdict, WhichLeg):
        asked = pick(words.which_leg(ctx, verdict), {Leg.PULANG.value: "Ya, pulang"})
        chosen = Leg(await talk.ask("leg", asked))
        verdict = attendance.judge(_case(ctx, share, chosen))
    reply = await conclude(ctx, share, verdict, Trace())
    if isinstance(verdict, Unsure):
        talk.known.setdefault("ragu", share.sent_at.isoformat())
    if _may_try_again(verdict, share):
        raise talk.again("lokasi", question, reply)
    return reply


async def leave_early(ctx: Context, share: Share) -> tuple[Verdict, Reply]:
    """Pulang before the end, stamped where it is accepted (Pasal 9 ayat (5), Pasal 11 ayat (5)).

    Only whoever gives a reason comes by here; whether it is permitted is decided later (AMB-25).
    """
    verdict = attendance.judge(_case(ctx, share, Leg.PULANG, early=True))
    return verdict, await conclude(ctx, share, verdict, Trace())


async def follow(ctx: Context, moved: Moved) -> Reply | None:
    """A live location that was not stamped yet goes on: stamp at the first point inside."""
    listening = ctx.someone.listening
    if listening is None or moved.share is None:
        ctx.listens = listening is not None
        return None
    case = _case(ctx, moved.share, listening.leg, listening.unsure_since)
    verdict = attendance.judge(case)
    if isinstance(verdict, Outside | Unsure):
        return await _still_outside(ctx, moved, verdict, listening.trace)
    await shares.stop_listening(ctx.db, ctx.event.address, ctx.event.message)
    return await conclude(ctx, moved.share, verdict, listening.trace)


async def conclude(ctx: Context, share: Share, verdict: Verdict, trace: Trace) -> Reply:
    """Write what the verdict asks for, remember its grounds for /kenapa, and say it."""
    match verdict:
        case Accepted():
            return _stamp(ctx, share, verdict, trace)
        case Outside() | Unsure() if share.kind is ShareKind.LIVE:
            await _listen(ctx, share, verdict, trace)
    if not isinstance(verdict, Already | WhichLeg | Accepted):
        words.remember(ctx, verdict)
    return words.say(ctx, verdict, share)


def _stamp(ctx: Context, share: Share, verdict: Accepted, trace: Trace) -> Reply:
    fix = verdict.fix
    place = fix.fence.code if fix else None
    fact = Stamp(verdict.hours.date, verdict.leg, verdict.at, place, verdict.review)
    signals = evidence.signals(share, trace, ctx.someone.history, poor=_poor(ctx))
    ctx.stamp = NewStamp(
        employee=ctx.someone.employee,
        stamp=fact,
        received_at=ctx.now,
        address=ctx.event.address,
        message=ctx.event.message,
        point=share.point,
        accuracy=known(share.accuracy),
        distance=round(fix.distance, 1) if fix else None,
        evidence=evidence.as_record(share, fix, signals),
        grounds=[[g.citation, g.words] for g in verdict.grounds],
    )
    ctx.state.pop("verdict", None)  # /kenapa speaks of the stamp now
    return words.say(ctx, verdict, share)


async def _listen(ctx: Context, share: Share, verdict: Outside | Unsure, trace: Trace) -> None:
    ctx.listens = True
    await shares.listen(
        ctx.db,
        ctx.event.address,
        ctx.event.message,
        leg=verdict.leg.value,
        expires_at=share.live_until or share.sent_at,
        unsure_since=share.sent_at if isinstance(verdict, Unsure) else None,
        trace=trace.seen(share),
    )


async def _still_outside(
    ctx: Context, moved: Moved, verdict: Outside | Unsure, trace: Trace
) -> Reply | None:
    share = moved.share
    if moved.running and share is not None:
        await _listen(ctx, share, verdict, trace)
        return words.say(ctx, verdict, share) if isinstance(verdict, Unsure) else None
    await shares.stop_listening(ctx.db, ctx.event.address, ctx.event.message)
    return words.stopped_outside(verdict)


def _case(
    ctx: Context,
    share: Share,
    leg: Leg | None,
    unsure_since: datetime | None = None,
    *,
    early: bool = False,
) -> Case:
    person, today = ctx.someone, share.sent_at.astimezone(ctx.zone).date()
    days = ctx.organisation.days_around(ctx.regulation, person.postings, person.duties, today)
    # The morning of a night shift still belongs to the evening's date, and so does its place.
    day = working_day(days, person.stamps, min(unsure_since or share.sent_at, share.sent_at), leg)
    return Case(
        regulation=ctx.regulation,
        share=share,
        live_only=ctx.region.location_policy is LocationPolicy.LIVE,
        leg=leg,
        days=days,
        stamps=person.stamps,
        sites=ctx.organisation.sites(ctx.regulation, person.postings, day.date),
        blocked=person.blocked,
        exempt=person.exempt,
        unsure_since=unsure_since,
        absences=absences(ctx.regulation, person.requests, day.date, share.sent_at),
        early=early,
    )


def _may_try_again(verdict: Verdict, share: Share) -> bool:
    """Whether another location could still do: the wrong kind, or a pin that lay outside."""
    wrong_kind = isinstance(verdict, Refused) and isinstance(verdict.why, evidence.Refused)
    static = share.kind is not ShareKind.LIVE
    return wrong_kind or (static and isinstance(verdict, Outside | Unsure))


def _poor(ctx: Context) -> float:
    return ctx.regulation.lokasi.akurasi_buruk.on(ctx.today).value or evidence.POOR_ACCURACY


def where_are_you(ctx: Context, leg: Leg | None) -> Question[Share]:
    live = ctx.region.location_policy is LocationPolicy.LIVE
    wants = Wants.LIVE_LOCATION if live else Wants.LOCATION
    prompt = Reply(words.share_please(ctx.region.location_policy, leg), wants=wants)

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
