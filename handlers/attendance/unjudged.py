"""Locations that cannot be judged yet: kept, and judged once the data are there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance import evidence
from core.attendance.counts import counting
from core.attendance.evidence import History, Share, Signal, Trace
from core.attendance.judge import Accepted, Case, Refused, Why, fix_of, judge, with_review
from core.attendance.review import Reason, due
from core.attendance.site import with_venues
from core.attendance.stamp import Stamp, working_day
from core.law.closing import closed, open_since
from core.month.record import Record
from core.organisation.calendar import DAY, DayOff, Off, latest
from core.organisation.fence import Where, plausible_accuracy
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.requests.absence import absences
from db.people import office
from db.records import person, reader, review, stamp, unjudged
from db.records.person import Lookup
from db.records.review import NewReview
from db.records.stamp import NewStamp
from db.records.unjudged import Unjudged
from handlers.attendance import missing
from handlers.chat.context import Context
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.late_stamp import RecordedAfterAll

# The 62 days of July and August: where months close, none is open for longer (KAM-23).
KEPT_OPEN = timedelta(days=62)
BATCH_LOCATIONS = 200

# What only the office's data is to blame for, not the person.
_MISSING = {Why.NO_HOURS, Why.NO_PLACE}


async def keep(ctx: Context, share: Share, verdict: Refused) -> bool:
    """Keep a location that data may still make a stamp; whether it was kept.

    Without hours or a place it always is, unless it lies surely outside; on a holiday where the
    person stood in their place, for a later decree may take the holiday back.
    """
    holiday = isinstance(verdict.day, DayOff) and verdict.day.off is Off.HOLIDAY
    here = _where(ctx, share, verdict.day.date if verdict.day else ctx.calendar_date)
    lacking = verdict.why in _MISSING and here is not Where.OUTSIDE
    if not lacking and not (holiday and here in {Where.INSIDE, Where.EDGE}):
        return False
    me = ctx.someone.employee
    await unjudged.keep(
        ctx.db,
        Unjudged(
            employee=me,
            address=ctx.event.address,
            at=share.sent_at,
            date=ctx.calendar_date,
            leg=verdict.leg,
            why=Why(verdict.why),
            received_at=ctx.now,
            message=ctx.event.message,
            kind=share.kind,
            point=share.point,
            accuracy=plausible_accuracy(share.accuracy),
            evidence={"where": here.value if here else None},
        ),
    )
    if verdict.why in _MISSING:
        await missing.alarm(ctx, Why(verdict.why))
    return True


def _where(ctx: Context, share: Share, day: date) -> Where | None:
    """How the location lies to the person's places of a working date; None: they have none."""
    sites = ctx.organisation.sites(ctx.regulation, ctx.someone.postings, day)
    fix = fix_of(ctx.regulation, with_venues(sites, ctx.ceremonies(day)), share, day)
    return fix.where if fix else None


async def judge_again(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Write the stamps that the data of today make of them, and tell their people.

    What still cannot be judged waits on, until its month is closed (Pasal 13 ayat (4)).
    """
    since = now.astimezone(region.zone).date() - KEPT_OPEN
    since = max(since, open_since(region.regulation, now, region.zone) or since)
    open_ = await unjudged.waiting(db, region.code, since, BATCH_LOCATIONS)
    if not open_:
        return []
    organisation = await office.load(db, region.code, region.zone)
    told, judged = [], []
    for each in open_:
        known_of = await reader.read(
            db, region.code, [each.employee], each.date - DAY, each.date + DAY
        )
        case = _case(region, organisation, known_of[each.employee], each)
        verdict = judge(case)
        if isinstance(verdict, Refused) and _still_missing(verdict, each):
            continue
        judged.append(each)
        if isinstance(verdict, Accepted) and not _shut(region, verdict, now):
            verdict, signals = await _looked_at(db, region, case.share, verdict, each)
            new = _stamp(each, case.share, verdict, signals, known_of[each.employee])
            await stamp.write(db, [new])
            if verdict.why:
                found = _review(region, organisation, known_of, new, verdict.why, now)
                await review.write(db, [found])
            used = RecordedAfterAll(verdict.leg, verdict.hours.date, verdict.at)
            told.append(Outgoing(each.address, used, Priority.REMINDER))
    await unjudged.settle(db, region.code, judged, now)
    return told


async def _looked_at(
    db: AsyncConnection, region: Region, share: Share, verdict: Accepted, each: Unjudged
) -> tuple[Accepted, tuple[Signal, ...]]:
    """The verdict with why somebody looks at it, and what its location shows.

    Whoever was refused because of a holiday is looked at in any case.
    """
    law, day = region.regulation, verdict.hours.date
    (found,) = await person.find(db, [Lookup(each.address, each.date, each.point)], each.at)
    me = found if found and found.employee == each.employee else None
    history, looks = (me.history, me.looks) if me else (History(), ())
    poor = law.lokasi.akurasi_buruk.on(day).value or evidence.POOR_ACCURACY
    signals = evidence.signals(share, Trace(), history, day, poor=poor)
    verdict = with_review(law, verdict, signals, each.point, looks)
    if each.why is Why.DAY_OFF:
        verdict = replace(verdict, review=True, why=(Reason.HOLIDAY, *verdict.why))
    return verdict, signals


def _shut(region: Region, verdict: Accepted, now: datetime) -> bool:
    """Whether the shift of a first morning began in a month that is closed by now."""
    return closed(region.regulation, verdict.hours.date, now, region.zone) is not None


def _still_missing(verdict: Refused, each: Unjudged) -> bool:
    """Whether nothing has changed for it: no hours or place yet, or the holiday still stands."""
    off = isinstance(verdict.day, DayOff) and each.why is Why.DAY_OFF
    return verdict.why in _MISSING or (off and verdict.why is Why.DAY_OFF)


def _case(region: Region, organisation: Organisation, of: Record, each: Unjudged) -> Case:
    law = region.regulation
    days = organisation.days_around(law, of.postings, of.duties, each.date)
    asked = {day.date: absences(law, of.requests, day.date, each.at) for day in days}
    stamps = tuple(
        one
        for day in days
        for one in counting((s for s in of.stamps if s.date == day.date), asked[day.date])
    )
    day = working_day(days, stamps, each.at, each.leg)
    exemption = latest(of.exemptions, day.date)
    return Case(
        regulation=law,
        share=Share(
            kind=each.kind,
            point=each.point,
            accuracy=each.accuracy,
            sent_at=each.at,
            received_at=each.received_at,
            live_until=None,
            forwarded=False,
            via_bot=False,
            scheduled=False,
            private=True,
            heading=None,
        ),
        live_only=False,  # it was refused then, or was none
        leg=each.leg,
        days=days,
        stamps=stamps,
        sites=organisation.sites(law, of.postings, day.date),
        blocked=any(_covers(block.since, block.until, each.at) for block in of.blocks),
        exempt=exemption.kind if exemption else None,
        absences=asked.get(day.date, ()),
        ceremonies=organisation.ceremonies_of(each.employee, of.postings, day.date),
    )


def _covers(since: datetime, until: datetime | None, at: datetime) -> bool:
    return since <= at and (until is None or at < until)


def _stamp(
    each: Unjudged, share: Share, verdict: Accepted, signals: Sequence[Signal], of: Record
) -> NewStamp:
    hours, fix = verdict.hours, verdict.fix
    same = [s for s in of.stamps if (s.date, s.duty) == (hours.date, hours.duty)]
    nth = sum(each.leg is verdict.leg for each in same)
    place = verdict.site.fence.code if verdict.site else None
    return NewStamp(
        employee=each.employee,
        stamp=Stamp(hours.date, verdict.leg, verdict.at, place, verdict.review, hours.duty, nth),
        received_at=each.received_at,
        address=each.address,
        message=each.message,
        point=each.point,
        accuracy=each.accuracy,
        distance=round(fix.distance, 1) if fix else None,
        evidence=evidence.as_record(share, fix, signals) | {"judged_later": each.why.value},
        grounds=[[g.citation, g.words] for g in verdict.grounds],
    )


def _review(
    region: Region,
    organisation: Organisation,
    known_of: Mapping[UUID, Record],
    new: NewStamp,
    why: tuple[Reason, ...],
    now: datetime,
) -> NewReview:
    works = partial(organisation.works, region.regulation, known_of[new.employee].postings)
    return NewReview(
        id=uuid.uuid7(),
        region=region.code,
        employee=new.employee,
        stamp=new.stamp,
        reasons=why,
        asked_at=now,
        due_at=due(region.regulation, new.stamp.date, now, works, region.zone),
    )
