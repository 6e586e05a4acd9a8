"""What a verifier is shown of a request, and what the person is told of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State
from core.approvals.route import Route
from core.organisation.region import Region
from core.requests import filing as law
from core.requests.absence import state_of
from core.requests.catalogue import RequestType
from core.requests.filing import Attached, Effect
from core.requests.terms import terms_of
from core.writing import quoted
from db.records.request import NewRequest, Request
from handlers.chat.format import brief, clock, days, decided, long_date, moment
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts import attachments, duty, unseen
from handlers.texts.deciders import after_silence, gone_up
from handlers.texts.grounds import cited
from handlers.texts.request_view import Names, View, beside, waits

BUTTON, OWN_BUTTON = "i", "o"  # what the buttons of a card, and of one's own requests, begin with

ABSENT = ("Surat tidak terbaca", "Surat tidak sesuai", "Tanggal tidak sesuai")
ELSEWHERE = ("Bukan tugas dinas", "Tanggal tidak sesuai", "Surat tidak sesuai")
EARLIER = ("Alasan kurang kuat", "Belum minta izin", "Masih ada tugas")


def data(verb: str, request: UUID) -> str:
    """The opaque data of a button on a card."""
    return f"{BUTTON}:{verb}:{request.hex}"


def own_data(verb: str, request: UUID) -> str:
    return f"{OWN_BUTTON}:{verb}:{request.hex}"


def kind_of(region: Region, request: Request) -> RequestType:
    """What it is, by what it was filed under."""
    return terms_of(region.regulation, request)


def attached(request: Request) -> Attached | None:
    """What core wants to know of the paper; the number alone is none."""
    return Attached(request.number) if request.paper else None


def reasons(region: Region, request: Request) -> tuple[str, ...]:
    """The usual reasons why this kind is refused."""
    match kind_of(region, request).kind.akibat:
        case Effect.EARLY:
            return EARLIER
        case Effect.TRIP | Effect.SPECIAL:
            return ELSEWHERE
        case Effect.CREDITED | Effect.EXCUSED:
            return ABSENT


def card(region: Region, request: Request, view: View, now: datetime, note: str = "") -> Reply:
    """Who asks for what and when, its proof in place, the stamps, the limit, and the buttons.

    Nothing can be approved with a button that would refuse: without its letter, or before it was
    carried out, there is none.
    """
    names, route = view.names, view.route
    lines = [Markup("<b>{}</b>").format(brief(names[request.employee]))]
    lines += [what(region, request), *_details(request, names), *_proof(request)]
    lines += duty.lines(region, view.seen)
    lines += [Markup("⚠️ {}").format(text) for text in _remarks(region, request, now, view)]
    lines.append(Markup("\n{}").format(told_state(region, request, names, now, route)))
    if (state := state_of(region.regulation, request.asked, now)) is State.PENDING:
        lines.append(_then(region, request, route))
    if open_ := state in UNDECIDED:
        lines += waits(region, request, view)
    text = Markup("\n").join(lines)
    text = Markup("{}\n\n{}").format(note, text) if note else text
    picture = attachments.picture(request.paper)
    buttons = _buttons(region, request, view) if open_ else ()
    instead = _unseen(request, buttons) if picture else ()
    screen = Screen(request.id, as_of(region, request, now, route))
    return Reply(text, buttons, picture=picture, unseen=instead, screen=screen)


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


def _buttons(region: Region, request: Request, view: View) -> tuple[Button, ...]:
    others = attachments.others(request.paper)
    shown = {
        "setuju": "Setujui" if view.done and not lacking(region, request) else None,
        "dilihat": "Sudah saya lihat" if not view.done and request.seen_at is None else None,
        "tolak": "Tolak",
        "peta": "Lihat peta" if any(each.sighting.point for each in view.seen) else None,
        "lembar": others,
    }
    return tuple(Button(name, data(verb, request.id)) for verb, name in shown.items() if name)


def _proof(request: Request) -> list[Markup]:
    """How many pages there are, the first of them in place, and what was written with them."""
    lines = []
    if len(request.paper) > 1:
        lines.append(Markup("Halaman 1 dari {}").format(len(request.paper)))
    if written := attachments.captions(request.paper):
        lines.append(Markup("Keterangan: {}").format(written))
    return lines


def _unseen(request: Request, buttons: Sequence[Button]) -> tuple[Button, ...]:
    look = Button("Lihat surat", data("lihat", request.id))
    vouch = Button("Sudah lihat aslinya", data("asli", request.id))
    return unseen.instead(buttons, look, vouch, [data("setuju", request.id)])


def what(region: Region, request: Request) -> Markup:
    """`Cuti tahunan: Senin, 6 April 2026 sampai Rabu, 8 April 2026`."""
    kind = kind_of(region, request).kind
    if kind.akibat is Effect.EARLY:
        at = clock(request.filed_at, region.zone)
        return Markup("{}: {}, {}").format(kind.nama, long_date(request.first), at)
    text = Markup("{}: {}").format(kind.nama, days(request.first, request.last))
    if request.filed_last is None:
        return text
    return text + Markup(" (semula sampai {})").format(long_date(request.filed_last))


def _details(request: Request, names: Names) -> list[Markup]:
    lines = [Markup("Alasan: {}").format(quoted(request.reason))]
    if request.number:
        lines.append(Markup("Nomor surat: {}").format(quoted(request.number)))
    if request.substitute:
        lines.append(Markup("Pengganti: {}").format(brief(names[request.substitute])))
    return lines


def _remarks(region: Region, request: Request, now: datetime, view: View) -> list[str]:
    remarks = []
    if request.paper_before:
        remarks.append(f"Surat yang sama pernah dikirim {request.paper_before}.")
    if view.times > 1:
        remarks.append(f"Permohonan tugas khusus bulan ini: {view.times}.")
    remarks += [beside(region, request, each, now) for each in view.beside]
    if state_of(region.regulation, request.asked, now) in UNDECIDED and (
        text := lacking(region, request)
    ):
        remarks.append(text)
    return remarks


def lacking(region: Region, request: Request) -> str:
    """What must be there before it can be approved, with its article; empty where nothing is."""
    offer = kind_of(region, request)
    if offer.kind.surat is None or not law.lacking(offer.kind, attached(request), deciding=True):
        return ""
    name = offer.kind.surat.nama
    article = cited(region, offer.source.citation)
    return f"Belum ada {name}, jadi belum dapat disetujui ({article})."


def told_state(
    region: Region, request: Request, names: Names, now: datetime, route: Route | None = None
) -> Markup:
    """What became of it, by whom and when; without a `route` nobody is named who still may."""
    state = state_of(region.regulation, request.asked, now)
    at = decided(request.decided_at or now, region.zone, now, request.first, request.last)
    by = brief(names.get(request.decided_by, "")) if request.decided_by else ""
    match state:
        case State.PENDING:
            return Markup("⏳ Menunggu sampai {}").format(when(region, request))
        case State.ESCALATED:
            words = Markup("⏳ Belum diputuskan sampai {}, {}").format
            return words(when(region, request), gone_up(route))
        case State.APPROVED:
            return Markup("✅ Disetujui oleh {}, {}").format(by, at)
        case State.REJECTED:
            return Markup("❌ Ditolak oleh {}, {}: {}").format(by, at, quoted(request.remark or ""))
        case State.WITHDRAWN:
            return Markup("↩️ Ditarik kembali, {}").format(at)
        case State.ENDED:
            law_ = cited(region, request.article or closing(region, request))
            return Markup("Bulannya ditutup tanpa keputusan; tetap dihitung ({})").format(law_)
        case State.DEEMED_APPROVED | State.LAPSED:
            law_ = cited(region, request.article or article(region, request))
            return Markup("☑️ {} ({})").format(state.value.capitalize(), law_)


def _then(region: Region, request: Request, route: Route) -> Markup:
    """The article behind the limit, and what silence does."""
    limit = cited(region, kind_of(region, request).limit.citation)
    then = after_silence(kind_of(region, request).lapse.value, route)
    return Markup("Batas: {}. Lewat itu {}.").format(limit, then)


def article(region: Region, request: Request) -> str:
    """The article or decision by which silence does what it does: KAM-01."""
    return kind_of(region, request).lapse.citation


def closing(region: Region, request: Request) -> str:
    """The decision by which the closing of its month ends it: KAM-24."""
    return region.regulation.validasi.jika_bulan_ditutup.on(request.last).citation


def when(region: Region, request: Request) -> str:
    """Until when the verifier has time."""
    return moment(request.due_at, region.zone)
