"""What the person who asked reads of a request: that it was sent, and what became of it."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from core.approvals.case import COUNTED
from core.approvals.route import Decider, Route
from core.law.questions.jenis_izin import ELSEWHERE, Needed
from core.organisation.region import Region
from core.requests.absence import state_of
from core.requests.filing import Effect
from core.writing import quoted
from db.records.request import NewRequest, Request
from handlers.chat.format import brief, days, one_line
from handlers.chat.reply import Reply
from handlers.chat.screen import Screen
from handlers.chat.screen import own_as_of as own_as_of_state
from handlers.texts import deciders
from handlers.texts import request_card as card
from handlers.texts.grounds import cited
from handlers.texts.request_view import Names

_SHORT = 60  # characters of what somebody wrote, among others


def own_as_of(request: NewRequest) -> str:
    """As of what the person's own message stands: the limit that it names."""
    return own_as_of_state(card.due_of(request))


def told(
    region: Region, request: Request, names: Names, now: datetime, route: Route | None = None
) -> Markup:
    """One request and what became of it, among others."""
    short = quoted(one_line(request.reason, _SHORT))
    state = card.told_state(region, request, names, now, route)
    return Markup("{}\n{}\n{}").format(card.what(region, request), short, state)


def filed(region: Region, request: Request, decider: Decider) -> Reply:
    """What was sent and to whom, or why nobody sees it, and what is still to do."""
    kind = card.kind_of(region, request).kind
    early = kind.akibat is Effect.EARLY  # its stamp has been told already, in the same message
    span = days(request.first, request.last)
    lines = [Markup("")] if early else [Markup("Terkirim: {}, {}.").format(kind.nama, span)]
    lines.append(_to_whom(region, request, decider, early=early))
    if kind.surat and kind.surat.wajib is Needed.BEFORE_APPROVAL and not request.paper:
        lines.append(Markup("Susulkan {} lewat /izin_saya.").format(kind.surat.nama))
    if kind.akibat in ELSEWHERE:
        lines.append(Markup("Presensi masuk dan pulang tetap dua kali, dari tempat tugas."))
    screen = None if early else Screen(request.id, own_as_of(request))
    return Reply(Markup("\n").join(lines), screen=screen)


def _to_whom(region: Region, request: Request, decider: Decider, *, early: bool) -> Markup:
    """Who decides it, until when; not so with a stamp, whose message cannot follow a new limit."""
    unseen = deciders.unseen(region, decider)
    if early:
        return unseen or Markup("Diteruskan kepada {}. Lihat /izin_saya.").format(decider.name)
    due = card.when(region, request)
    if unseen:
        return unseen + Markup(" Batas keputusan {}.").format(due)
    return Markup("Diteruskan kepada {}, batas keputusan {}.").format(decider.name, due)


def decided(
    region: Region,
    request: Request,
    names: Names,
    now: datetime,
    route: Route | None = None,
    changes: Sequence[Markup] = (),
) -> Reply:
    """What the person who asked is told; `changes` are the days that it makes others of."""
    state = card.told_state(region, request, names, now, route)
    lines = [card.what(region, request), state, *changes]
    if state_of(region.regulation, request.asked, now) in COUNTED:
        lines += _effect(region, request)
    return Reply(Markup("\n").join(lines))


def standing_in(request: Request, names: Names) -> Markup:
    """What the substitute is told."""
    span = days(request.first, request.last)
    return Markup("Anda menggantikan {} dalam memverifikasi: {}.").format(
        brief(names[request.employee]), span
    )


def _effect(region: Region, request: Request) -> Sequence[Markup]:
    """What an approval brings, where it is more than what was asked."""
    if card.kind_of(region, request).kind.akibat is not Effect.CREDITED:
        return ()
    points = region.regulation.izin.poin_per_hari.on(request.first)
    if not points.value:
        return (Markup("Masuk dan pulang dihitung otomatis."),)
    words = Markup("Masuk, pulang, dan {} poin per hari kerja dihitung otomatis ({}).")
    return (words.format(points.value, cited(region, points.citation)),)
