"""Attendance without signal: a picture is judged by its own date, and kept for a human to look at.

What comes once its month is closed becomes a request to correct it (AMB-28, AMB-77).
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import uuid_utils.compat as uuid

from core.attendance import offline
from core.attendance.capture import Capture
from core.attendance.counts import counting
from core.attendance.offline import Case, Refused, Signal, Taken
from core.attendance.review import due
from core.attendance.stamp import Leg, Stamp
from core.law.questions.koreksi import Matter
from core.month.record import Record
from core.organisation.calendar import DAY
from core.requests.absence import absences
from db.records import capture as captures
from db.records import reader
from db.records.attachment import Page
from db.records.capture import NewCapture
from db.records.correction import NewCorrection
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.usecases import attachments, corrections
from handlers.usecases.act import in_chat
from handlers.usecases.corrections import Draft, Value

HANDED_IN = "presensi offline diunggah"
MATTERS = {Leg.MASUK: Matter.MASUK, Leg.PULANG: Matter.PULANG}


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture that was handed in, what it says of itself, and what its person says to it."""

    leg: Leg
    capture: Capture
    picture: tuple[Page, ...]
    note: str = ""


def known(ctx: Context) -> bool:
    """Whether the law of today knows attendance that is handed in later."""
    return offline.known(ctx.regulation, ctx.calendar_date)


async def judge(ctx: Context, leg: Leg, capture: Capture) -> Taken | Refused:
    """What becomes of a picture, with all that its person did around its date."""
    day = capture.at.astimezone(ctx.zone).date()
    me, person = ctx.someone.employee, ctx.someone
    record = (await reader.read(ctx.db, ctx.region.code, [me], day - DAY, day + DAY))[me]
    hours = await own_records.hours(ctx, day - DAY, day + DAY)
    days = [hours(each) for each in (day - DAY, day, day + DAY)]
    return offline.judge(
        Case(
            ctx.regulation,
            ctx.zone,
            capture,
            leg,
            ctx.event.at,
            days,
            _counting(ctx, record),
            partial(ctx.organisation.sites, ctx.regulation, person.postings),
            person.blocked,
            person.exempt_on,
        )
    )


def _counting(ctx: Context, record: Record) -> tuple[Stamp, ...]:
    law, now = ctx.regulation, ctx.event.at
    dates = sorted({each.date for each in record.stamps})
    return tuple(
        stamp
        for day in dates
        for stamp in counting(
            (each for each in record.stamps if each.date == day),
            absences(law, record.requests, day, now),
        )
    )


async def hand_in(ctx: Context, upload: Upload, taken: Taken) -> NewCapture:
    """Keep a picture as attendance that somebody looks at."""
    earlier = await attachments.seen_before(ctx, upload.picture)
    signals = ((Signal.SAME_PICTURE,) if earlier else ()) + taken.signals
    new = _new(ctx, upload, taken, signals)
    async with in_chat(ctx) as act:
        await captures.write(ctx.db, ctx.region.code, new)
        detail = {"nomor": str(new.id), "jam": new.captured_at.isoformat()}
        detail |= {"jenis": new.leg.value, "tanda": ", ".join(signals)}
        await act.note(HANDED_IN, detail, about=new.employee)
    return new


async def ask_to_correct(ctx: Context, upload: Upload, taken: Taken) -> NewCorrection:
    """Of a closed month: a request to the agency, with the picture as its proof."""
    value = Value(taken.leg, taken.hours.duty, taken.at, taken.fix.fence.code)
    reason = f"Presensi offline: {upload.note}"
    matter = MATTERS[taken.leg]
    draft = Draft(taken.hours.date, matter, value, reason, upload.picture)
    async with in_chat(ctx) as act:
        return await corrections.ask(act, ctx.someone.employee, draft)


def _new(ctx: Context, upload: Upload, taken: Taken, signals: tuple[Signal, ...]) -> NewCapture:
    capture, at = upload.capture, ctx.event.at
    return NewCapture(
        uuid.uuid7(),
        ctx.someone.employee,
        taken.hours.date,
        taken.leg,
        taken.hours.duty,
        capture.at,
        capture.gps_at,
        at,
        taken.fix.fence.code,
        round(taken.fix.distance, 1),
        capture.point.latitude,
        capture.point.longitude,
        capture.accuracy,
        upload.picture,
        upload.note or None,
        signals,
        _due(ctx, taken.hours.date, at),
    )


def _due(ctx: Context, day: date, at: datetime) -> datetime:
    works = partial(ctx.organisation.works, ctx.regulation, ctx.someone.postings)
    return due(ctx.regulation, day, at, works, ctx.zone)
