"""A request in words: what is asked for, what became of it, and what lies around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.approvals.route import Route
from core.organisation.region import Region
from core.requests import filing as law
from core.requests.absence import rank_of, state_of
from core.requests.catalogue import RequestType
from core.requests.filing import Attached, Effect
from core.requests.terms import terms_of
from core.writing import quoted
from db.records.request import Request
from handlers.chat.format import brief, clock, days, decided, long_date, moment
from handlers.texts.deciders import Upward
from handlers.texts.duty import Seen
from handlers.texts.grounds import cited

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


@dataclass(frozen=True, slots=True)
class What:
    """What is asked for and for which dates, both included.

    `at`: when it was filed, of leaving early; `filed_last`: what the last date was at first.
    """

    kind: str
    first: date
    last: date
    at: datetime | None = None
    filed_last: date | None = None

    def text(self, region: Region) -> Markup:
        """`Cuti tahunan: Senin, 6 April 2026 sampai Rabu, 8 April 2026`."""
        if self.at is not None:
            when = clock(self.at, region.zone)
            return Markup("{}: {}, {}").format(self.kind, long_date(self.first), when)
        text = Markup("{}: {}").format(self.kind, days(self.first, self.last))
        if self.filed_last is None:
            return text
        return text + Markup(" (semula sampai {})").format(long_date(self.filed_last))


def what_of(region: Region, request: Request) -> What:
    """What a request asks for, by what it was filed under."""
    kind = kind_of(region, request).kind
    early = kind.akibat is Effect.EARLY
    at = request.filed_at if early else None
    return What(kind.nama, request.first, request.last, at, request.filed_last)


def what(region: Region, request: Request) -> Markup:
    """The same in words."""
    return what_of(region, request).text(region)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a request as of `now`, by whom and when.

    `article` is by which silence or the closing of its month did so; `up` None names nobody
    who may still decide.
    """

    state: State
    due_at: datetime
    now: datetime
    first: date
    last: date
    decided_at: datetime | None = None
    by: str = ""
    remark: str = ""
    article: str = ""
    up: Upward | None = None

    def text(self, region: Region) -> Markup:
        """One line, with a sign."""
        zone = region.zone
        at = decided(self.decided_at or self.now, zone, self.now, self.first, self.last)
        by = brief(self.by)
        match self.state:
            case State.PENDING:
                return Markup("⏳ Menunggu sampai {}").format(moment(self.due_at, zone))
            case State.ESCALATED:
                then = self.up.gone() if self.up else "jadi diteruskan"
                text = Markup("⏳ Belum diputuskan sampai {}, {}")
                return text.format(moment(self.due_at, zone), then)
            case State.APPROVED:
                return Markup("✅ Disetujui oleh {}, {}").format(by, at)
            case State.REJECTED:
                remark = quoted(self.remark)
                return Markup("❌ Ditolak oleh {}, {}: {}").format(by, at, remark)
            case State.WITHDRAWN:
                return Markup("↩️ Ditarik kembali, {}").format(at)
            case State.ENDED:
                text = Markup("Bulannya ditutup tanpa keputusan; tetap dihitung ({})")
                return text.format(cited(region, self.article))
            case State.DEEMED_APPROVED | State.LAPSED:
                text = Markup("☑️ {} ({})")
                return text.format(self.state.value.capitalize(), cited(region, self.article))


def became(
    region: Region, request: Request, names: Names, now: datetime, route: Route | None = None
) -> Became:
    """What became of a request; without a `route` nobody is named who still may decide."""
    state, by_law = state_of(region.regulation, request.asked, now), request.article
    if state is State.ENDED:
        by_law = by_law or closing(region, request)
    elif state in {State.DEEMED_APPROVED, State.LAPSED}:
        by_law = by_law or article(region, request)
    return Became(
        state,
        request.due_at,
        now,
        request.first,
        request.last,
        request.decided_at,
        by=names.get(request.decided_by, "") if request.decided_by else "",
        remark=request.remark or "",
        article=by_law or "",
        up=Upward.of(route) if route else None,
    )


def kind_of(region: Region, request: Request) -> RequestType:
    """What it is, by what it was filed under."""
    return terms_of(region.regulation, request)


def article(region: Region, request: Request) -> str:
    """The article or decision by which silence does what it does: KAM-01."""
    return kind_of(region, request).lapse.citation


def closing(region: Region, request: Request) -> str:
    """The decision by which the closing of its month ends it: KAM-24."""
    return region.regulation.validasi.jika_bulan_ditutup.on(request.last).citation


@dataclass(frozen=True, slots=True)
class Lacking:
    """A letter that must be there before it can be approved, and the article that wants it."""

    letter: str
    article: str

    def text(self, region: Region) -> str:
        article_ = cited(region, self.article)
        return f"Belum ada {self.letter}, jadi belum dapat disetujui ({article_})."


def lacking(region: Region, request: Request) -> Lacking | None:
    """None where nothing is missing."""
    offer = kind_of(region, request)
    if offer.kind.surat is None or not law.lacking(offer.kind, attached(request), deciding=True):
        return None
    return Lacking(offer.kind.surat.nama, offer.source.citation)


def attached(request: Request) -> Attached | None:
    """What core wants to know of the paper; the number alone is none."""
    return Attached(request.number) if request.paper else None


def not_yet(last: date) -> str:
    """Why it cannot be approved before it was carried out (Pasal 9A ayat (4))."""
    return f"Disetujui setelah dilaksanakan: {long_date(last)}, sesudah presensi pulang."


@dataclass(frozen=True, slots=True)
class Beside:
    """What else was asked for on the same dates; `yields`: the day does not go by it (AMB-50)."""

    kind: str
    first: date
    last: date
    state: State
    yields: bool

    def text(self) -> str:
        name = f"{self.kind}, {days(self.first, self.last)} ({self.state.value})"
        if self.yields:
            return f"{name}, mengalah pada tanggal yang sama."
        return f"Bersamaan dengan {name}."


def beside(region: Region, request: Request, other: Request, now: datetime) -> Beside:
    """How another request stands to this one."""
    rules, day = region.regulation, max(request.first, other.first)
    first = rank_of(rules, request.code, day) < rank_of(rules, other.code, day)
    name, state = terms_of(rules, other).kind.nama, state_of(rules, other.asked, now)
    return Beside(name, other.first, other.last, state, yields=first)
