"""What people read of a request beside its card: that it was sent, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from markupsafe import Markup

from core.approvals.case import COUNTED
from core.approvals.route import Decider, Route
from core.law.questions.jenis_izin import ELSEWHERE, Needed
from core.organisation.region import Region
from core.requests.filing import Effect
from core.writing import quoted
from db.records.request import NewRequest, Request
from handlers.chat.format import brief, days, long_date, moment, one_line
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.chat.screen import Screen
from handlers.chat.screen import own_as_of as own_as_of_state
from handlers.texts import request_card as card
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.texts.deciders import Recipient
from handlers.texts.grounds import cited
from handlers.texts.request_view import Became, Names, What, became, kind_of, what, what_of

_SHORT = 60  # characters of what somebody wrote, among others


def own_as_of(request: NewRequest) -> str:
    """As of what the person's own message stands: the limit that it names."""
    return own_as_of_state(card.due_of(request))


def describe(
    region: Region, request: Request, names: Names, now: datetime, route: Route | None = None
) -> Markup:
    """One request and what became of it, among others."""
    short = quoted(one_line(request.reason, _SHORT))
    state = became(region, request, names, now, route).text(region)
    return Markup("{}\n{}\n{}").format(what(region, request), short, state)


@dataclass(frozen=True, slots=True)
class RequestFiled(Notification):
    """To whoever asked: what was sent and to whom, or why nobody sees it, and what is still to do.

    `letter` is one that has to follow; `elsewhere`: two stamps a day are made all the same.
    """

    KIND: ClassVar = "izin_terkirim"

    what: What
    due_at: datetime
    decider: Recipient
    letter: str | None = None
    elsewhere: bool = False

    def word(self, region: Region) -> Reply:
        what_ = self.what
        span = days(what_.first, what_.last)
        # The stamp of leaving early has been told already, in the same message.
        sent = Markup("Terkirim: {}, {}.").format(what_.kind, span)
        lines = [Markup("") if what_.at else sent]
        lines.append(self._to_whom(region))
        if self.letter:
            lines.append(Markup("Susulkan {} lewat /izin_saya.").format(self.letter))
        if self.elsewhere:
            lines.append(Markup("Presensi masuk dan pulang tetap dua kali, dari tempat tugas."))
        return Reply(Markup("\n").join(lines))

    def _to_whom(self, region: Region) -> Markup:
        """Who decides it, until when; not so with a stamp: its message follows no new limit."""
        unseen, name = self.decider.unseen(region), self.decider.name
        if self.what.at:
            return unseen or Markup("Diteruskan kepada {}. Lihat /izin_saya.").format(name)
        due = moment(self.due_at, region.zone)
        if unseen:
            return unseen + Markup(" Batas keputusan {}.").format(due)
        return Markup("Diteruskan kepada {}, batas keputusan {}.").format(name, due)


def filed(region: Region, request: Request, decider: Decider) -> RequestFiled:
    """What whoever asked is told at once, and again while nobody has decided."""
    kind = kind_of(region, request).kind
    follows = kind.surat and kind.surat.wajib is Needed.BEFORE_APPROVAL and not request.paper
    early = kind.akibat is Effect.EARLY
    return RequestFiled(
        what_of(region, request),
        request.due_at,
        Recipient.of(decider),
        letter=kind.surat.nama if kind.surat and follows else None,
        elsewhere=kind.akibat in ELSEWHERE,
        screen=None if early else Screen(request.id, own_as_of(request)),
    )


@dataclass(frozen=True, slots=True)
class Credit:
    """What an approval brings of itself: points for each working day, and the article."""

    points: int | None
    article: str


@dataclass(frozen=True, slots=True)
class RequestDecided(Notification):
    """To whoever asked: what became of it; `changes` are the days that this makes others of."""

    KIND: ClassVar = "izin_hasil"

    what: What
    became: Became
    changes: Changes = NO_CHANGES
    credit: Credit | None = None

    def word(self, region: Region) -> Reply:
        lines = [self.what.text(region), self.became.text(region), *self.changes.lines()]
        if self.credit and not self.credit.points:
            lines.append(Markup("Masuk dan pulang dihitung otomatis."))
        elif self.credit:
            text = Markup("Masuk, pulang, dan {} poin per hari kerja dihitung otomatis ({}).")
            article = cited(region, self.credit.article)
            lines.append(text.format(self.credit.points, article))
        return Reply(Markup("\n").join(lines))


def decided(
    region: Region,
    request: Request,
    names: Names,
    now: datetime,
    route: Route | None = None,
    changes: Changes = NO_CHANGES,
) -> RequestDecided:
    """What the person who asked is told."""
    state = became(region, request, names, now, route)
    credited = kind_of(region, request).kind.akibat is Effect.CREDITED
    credit = _credit(region, request) if credited and state.state in COUNTED else None
    return RequestDecided(what_of(region, request), state, changes, credit)


def _credit(region: Region, request: Request) -> Credit:
    points = region.regulation.izin.poin_per_hari.on(request.first)
    return Credit(points.value, points.citation)


@dataclass(frozen=True, slots=True)
class SubstituteNamed(Notification):
    """To whoever stands in for somebody whose leave was approved."""

    KIND: ClassVar = "pengganti_ditunjuk"

    of: str
    first: date
    last: date

    def word(self, _region: Region) -> Reply:
        text = Markup("Anda menggantikan {} dalam memverifikasi: {}.")
        return Reply(text.format(brief(self.of), days(self.first, self.last)))


@dataclass(frozen=True, slots=True)
class SubstituteReleased(Notification):
    """To whoever stood in for somebody who is back from a date on."""

    KIND: ClassVar = "pengganti_selesai"

    of: str
    since: date

    def word(self, _region: Region) -> Reply:
        text = Markup("{} bekerja kembali mulai {}; Anda tidak lagi menggantikannya.")
        return Reply(text.format(brief(self.of), long_date(self.since)))
