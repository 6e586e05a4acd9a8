"""What a verifier is shown of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State
from core.approvals.route import Route
from core.law.regulation import Lapse
from core.organisation.region import Region
from core.requests.absence import state_of
from core.requests.filing import Effect
from core.writing import quoted
from db.records.attachment import Page
from db.records.request import NewRequest, Request
from handlers.chat.format import brief, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts import attachments, duty, unseen
from handlers.texts.grounds import cited
from handlers.texts.request_view import (
    Became,
    Beside,
    Lacking,
    View,
    What,
    became,
    beside,
    kind_of,
    lacking,
    not_yet,
    what_of,
)

BUTTON, OWN_BUTTON = "i", "o"  # what the buttons of a card, and of one's own requests, begin with

ABSENT = ("Surat tidak terbaca", "Surat tidak sesuai", "Tanggal tidak sesuai")
ELSEWHERE = ("Bukan tugas dinas", "Tanggal tidak sesuai", "Surat tidak sesuai")
EARLIER = ("Alasan kurang kuat", "Belum minta izin", "Masih ada tugas")


def data(verb: str, request: UUID) -> str:
    """The opaque data of a button on a card."""
    return f"{BUTTON}:{verb}:{request.hex}"


def own_data(verb: str, request: UUID) -> str:
    return f"{OWN_BUTTON}:{verb}:{request.hex}"


def reasons(region: Region, request: Request) -> tuple[str, ...]:
    """The usual reasons why this kind is refused."""
    match kind_of(region, request).kind.akibat:
        case Effect.EARLY:
            return EARLIER
        case Effect.TRIP | Effect.SPECIAL:
            return ELSEWHERE
        case Effect.CREDITED | Effect.EXCUSED:
            return ABSENT


@dataclass(frozen=True, slots=True)
class Limit:
    """The article behind the time that the verifier has, and what silence does then."""

    article: str
    lapse: Lapse | None


@dataclass(frozen=True, slots=True)
class Look:
    """The first look at duty elsewhere: when, and by whom."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RequestCard(Notification):
    """Who asks for what and when, its proof in place, the stamps, the limit, and the buttons.

    Nothing can be approved with a button that would refuse: without its letter, or before it was
    carried out (`done`), there is none. `times`: how often special duty was asked for in the
    month (KAM-08); `maps`: there are points to look at.
    """

    KIND: ClassVar = "kartu_izin"

    id: UUID
    name: str
    what: What
    became: Became
    limit: Limit
    reason: str
    number: str | None = None
    substitute: str | None = None
    pages: tuple[Page, ...] = ()
    pages_before: str | None = None
    stamps: tuple[duty.Stamped, ...] = ()
    maps: bool = False
    times: int = 0
    beside: tuple[Beside, ...] = ()
    lacking: Lacking | None = None
    look: Look | None = None
    done: bool = True
    note: str = ""

    def word(self, region: Region) -> Reply:
        state = self.became.state
        lines = [Markup("<b>{}</b>").format(brief(self.name)), self.what.text(region)]
        lines += [*self._details(), *self._proof(), *duty.lines(region, self.stamps)]
        lines += [Markup("⚠️ {}").format(text) for text in self._remarks(region)]
        lines.append(Markup("\n{}").format(self.became.text(region)))
        if state is State.PENDING:
            lines.append(self._then(region))
        if open_ := state in UNDECIDED:
            lines += self._waits(region)
        text = Markup("\n").join(lines)
        text = Markup("{}\n\n{}").format(self.note, text) if self.note else text
        picture = attachments.picture(self.pages)
        buttons = self._buttons() if open_ else ()
        instead = self._unseen(buttons) if picture else ()
        return Reply(text, buttons, picture=picture, unseen=instead)

    def _details(self) -> list[Markup]:
        lines = [Markup("Alasan: {}").format(quoted(self.reason))]
        if self.number:
            lines.append(Markup("Nomor surat: {}").format(quoted(self.number)))
        if self.substitute:
            lines.append(Markup("Pengganti: {}").format(brief(self.substitute)))
        return lines

    def _proof(self) -> list[Markup]:
        """How many pages there are, the first of them in place, and what was written with them."""
        lines = []
        if len(self.pages) > 1:
            lines.append(Markup("Halaman 1 dari {}").format(len(self.pages)))
        if written := attachments.captions(self.pages):
            lines.append(Markup("Keterangan: {}").format(written))
        return lines

    def _remarks(self, region: Region) -> list[str]:
        remarks = []
        if self.pages_before:
            remarks.append(f"Surat yang sama pernah dikirim {self.pages_before}.")
        if self.times > 1:
            remarks.append(f"Permohonan tugas khusus bulan ini: {self.times}.")
        remarks += [each.text() for each in self.beside]
        if self.lacking and self.became.state in UNDECIDED:
            remarks.append(self.lacking.text(region))
        return remarks

    def _then(self, region: Region) -> Markup:
        """The article behind the limit, and what silence does."""
        up = self.became.up
        then = up.after_silence(self.limit.lapse) if up else ""
        text = Markup("Batas: {}. Lewat itu {}.")
        return text.format(cited(region, self.limit.article), then)

    def _waits(self, region: Region) -> list[Markup]:
        """Who looked at it, and what has to happen before it can be approved."""
        lines = []
        if self.look:
            at = moment(self.look.at, region.zone)
            lines.append(Markup("Sudah dilihat {}, {}.").format(brief(self.look.by), at))
        if not self.done:
            lines.append(Markup("{}").format(not_yet(self.what.last)))
        return lines

    def _buttons(self) -> tuple[Button, ...]:
        shown = {
            "setuju": "Setujui" if self.done and not self.lacking else None,
            "dilihat": "Sudah saya lihat" if not self.done and not self.look else None,
            "tolak": "Tolak",
            "peta": "Lihat peta" if self.maps else None,
            "lembar": attachments.others(self.pages),
        }
        return tuple(Button(name, data(verb, self.id)) for verb, name in shown.items() if name)

    def _unseen(self, buttons: Sequence[Button]) -> tuple[Button, ...]:
        look = Button("Lihat surat", data("lihat", self.id))
        vouch = Button("Sudah lihat aslinya", data("asli", self.id))
        return unseen.instead(buttons, look, vouch, [data("setuju", self.id)])


def card(
    region: Region, request: Request, view: View, now: datetime, note: str = ""
) -> RequestCard:
    """The card of a request as it stands."""
    offer, names = kind_of(region, request), view.names
    by = names.get(request.seen_by, "") if request.seen_by else ""
    return RequestCard(
        id=request.id,
        name=names[request.employee],
        what=what_of(region, request),
        became=became(region, request, names, now, view.route),
        limit=Limit(offer.limit.citation, offer.lapse.value),
        reason=request.reason,
        number=request.number,
        substitute=names[request.substitute] if request.substitute else None,
        pages=request.paper,
        pages_before=request.paper_before,
        stamps=tuple(each.stamped for each in view.seen),
        maps=any(each.sighting.point for each in view.seen),
        times=view.times,
        beside=tuple(beside(region, request, each, now) for each in view.beside),
        lacking=lacking(region, request),
        look=Look(request.seen_at, by) if request.seen_at else None,
        done=view.done,
        note=note,
        screen=Screen(request.id, as_of(region, request, now, view.route)),
    )


def as_of(region: Region, request: Request, now: datetime, route: Route) -> str:
    """As what a card stands: until when it waits, or that it has gone up; or that it is over."""
    match state_of(region.regulation, request.asked, now):
        case State.PENDING:
            up = route.up.person.hex if route.up.person else "-"
            return f"menunggu {due_of(request)} {up}"
        case State.ESCALATED:
            return f"naik {due_of(request)}"
        case _:
            return CLOSED


def due_of(request: NewRequest) -> str:
    """Until when it waits, as a message keeps it to be compared with later."""
    return request.due_at.astimezone(UTC).isoformat()
