"""What stands on the card of a request beside the request itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.jenis_izin import Effect
from core.organisation.region import Region
from core.requests.absence import ALIVE, rank_of
from db.records import request as requests
from db.records.request import Request
from handlers.approvals.route import Route
from handlers.approvals.verifier import state_of, terms_of
from handlers.chat.format import brief, days, long_date, moment
from handlers.month.recap import month_of
from handlers.requests import duty
from handlers.requests.duty import Seen
from handlers.texts.activity_card import Names


@dataclass(frozen=True, slots=True)
class View:
    """What a card needs beside the request itself: names, who decides it, and what lies around.

    `times`: special duty of the same person in the same month (KAM-08). `seen` are its stamps,
    `done`: it was carried out; `beside` what else the person asked for on these dates.
    """

    names: Names
    route: Route
    times: int = 0
    seen: Sequence[Seen] = ()
    done: bool = True
    beside: Sequence[Request] = ()


async def of(
    db: AsyncConnection, region: Region, request: Request, names: Names, route: Route, now: datetime
) -> View:
    """All that, read for one request."""
    seen = await duty.of(db, region, request)
    return View(
        names,
        route,
        times=await _times(db, region, request),
        seen=seen,
        done=await duty.carried_out(db, region, request, seen, now),
        beside=await _beside(db, region, request, now),
    )


async def _times(db: AsyncConnection, region: Region, request: Request) -> int:
    """How often the person asks for special duty in that month (KAM-08)."""
    if _effect(region, request) is not Effect.SPECIAL:
        return 0
    dates = month_of(request.first)
    theirs = await requests.of_people(db, region.code, [request.employee], dates[0], dates[-1])
    return sum(each.code == request.code and each.state not in requests.DEAD for each in theirs)


async def _beside(
    db: AsyncConnection, region: Region, request: Request, now: datetime
) -> list[Request]:
    """What else stands on its dates; leaving early takes none."""
    span, who = (request.first, request.last), [request.employee]
    found = await requests.of_people(db, region.code, who, *span)
    return [
        each
        for each in found
        if each.id != request.id
        and Effect.EARLY not in {_effect(region, each), _effect(region, request)}
        and state_of(region, each, now) in ALIVE
    ]


def _effect(region: Region, request: Request) -> Effect:
    return terms_of(region, request).kind.akibat


def waits(region: Region, request: Request, view: View) -> list[Markup]:
    """Who looked at it, and what has to happen before it can be approved."""
    lines = []
    if request.seen_at is not None:
        by = brief(view.names.get(request.seen_by, "")) if request.seen_by else ""
        at = moment(request.seen_at, region.zone)
        lines.append(Markup("Sudah dilihat {}, {}.").format(by, at))
    if not view.done:
        lines.append(Markup("{}").format(not_yet(request)))
    return lines


def not_yet(request: Request) -> str:
    """Why it cannot be approved before it was carried out (Pasal 9A ayat (4))."""
    return f"Disetujui setelah dilaksanakan: {long_date(request.last)}, sesudah presensi pulang."


def beside(region: Region, request: Request, other: Request, now: datetime) -> str:
    """Which of two on the same dates the day goes by (AMB-50)."""
    law, day = region.regulation, max(request.first, other.first)
    first = rank_of(law, request.code, day) < rank_of(law, other.code, day)
    name = terms_of(region, other).kind.nama
    what = f"{name}, {days(other.first, other.last)} ({state_of(region, other, now).value})"
    return f"{what}, mengalah pada tanggal yang sama." if first else f"Bersamaan dengan {what}."
