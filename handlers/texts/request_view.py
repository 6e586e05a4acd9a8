"""What stands on the card of a request beside the request itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.route import Route
from core.organisation.region import Region
from core.requests.absence import rank_of, state_of
from core.requests.terms import terms_of
from db.records.request import Request
from handlers.chat.format import brief, days, long_date, moment
from handlers.texts.duty import Seen

Names = Mapping[UUID, str]


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
    name, state = terms_of(law, other).kind.nama, state_of(law, other.asked, now)
    what = f"{name}, {days(other.first, other.last)} ({state.value})"
    return f"{what}, mengalah pada tanggal yang sama." if first else f"Bersamaan dengan {what}."
