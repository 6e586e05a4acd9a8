"""What a verifier is shown of a request, and what the person is told of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from core import request as law
from core.offer import Offer, offered
from core.region import Region
from core.request import Attached, Effect, State
from core.silence import of_request
from core.writing import quoted
from db.request import Request
from handlers import proof, unseen
from handlers.card import Names
from handlers.reply import Button, Reply
from handlers.verifier import state_of
from handlers.words import brief, clock, days, long_date, moment, one_line, waiting

DECIDE, OWN = "i", "o"  # what the buttons of a card, and of one's own requests, begin with
_SHORT = 60  # characters of what somebody wrote, among others

ABSENT = ("Surat tidak terbaca", "Surat tidak sesuai", "Tanggal tidak sesuai")
ELSEWHERE = ("Bukan tugas dinas", "Tanggal tidak sesuai", "Surat tidak sesuai")
EARLIER = ("Alasan kurang kuat", "Belum minta izin", "Masih ada tugas")


def data(verb: str, request: UUID) -> str:
    """The opaque data of a button on a card."""
    return f"{DECIDE}:{verb}:{request.hex}"


def own_data(verb: str, request: UUID) -> str:
    return f"{OWN}:{verb}:{request.hex}"


def kind_of(region: Region, request: Request) -> Offer:
    """What it is, by the law of its first date."""
    return offered(region.regulation, request.code, request.first)


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


def card(
    region: Region, request: Request, names: Names, now: datetime, note: str = "", times: int = 0
) -> Reply:
    """Who asks for what and when, its proof in place, the countdown, and the two buttons.

    `times`: special duty of the same person in the same month (KAM-08).
    """
    lines = [Markup("<b>{}</b>").format(brief(names[request.employee]))]
    lines += [what(region, request), *_details(request, names), *_proof(request)]
    lines += [Markup("⚠️ {}").format(text) for text in _remarks(region, request, now, times)]
    lines.append(Markup("\n{}").format(told_state(region, request, names, now)))
    open_ = state_of(region, request, now) in law.UNDECIDED
    if open_:
        lines.append(_then(region, request, now))
    text = Markup("\n").join(lines)
    text = Markup("{}\n\n{}").format(note, text) if note else text
    picture = proof.picture(request.paper)
    if not open_:
        return Reply(text, picture=picture)
    instead = _unseen(request) if picture else ()
    return Reply(text, _buttons(request), picture=picture, unseen=instead)


def _buttons(request: Request) -> tuple[Button, ...]:
    decide = (
        Button("Setujui", data("setuju", request.id)),
        Button("Tolak", data("tolak", request.id)),
    )
    others = proof.others(request.paper)
    return (*decide, Button(others, data("lembar", request.id))) if others else decide


def _proof(request: Request) -> list[Markup]:
    """How many pages there are, the first of them in place, and what was written with them."""
    lines = []
    if len(request.paper) > 1:
        lines.append(Markup("Halaman 1 dari {}").format(len(request.paper)))
    if written := proof.captions(request.paper):
        lines.append(Markup("Keterangan: {}").format(written))
    return lines


def _unseen(request: Request) -> tuple[Button, ...]:
    look = Button("Lihat surat", data("lihat", request.id))
    vouch = Button("Sudah lihat aslinya", data("asli", request.id))
    return unseen.instead(_buttons(request), look, vouch, [data("setuju", request.id)])


def what(region: Region, request: Request) -> Markup:
    """`Cuti tahunan: Senin, 6 April 2026 sampai Rabu, 8 April 2026`."""
    kind = kind_of(region, request).kind
    if kind.akibat is Effect.EARLY:
        at = clock(request.filed_at, region.zone)
        return Markup("{}: {}, {}").format(kind.nama, long_date(request.first), at)
    return Markup("{}: {}").format(kind.nama, days(request.first, request.last))


def _details(request: Request, names: Names) -> list[Markup]:
    lines = [Markup("Alasan: {}").format(quoted(request.reason))]
    if request.number:
        lines.append(Markup("Nomor surat: {}").format(quoted(request.number)))
    if request.substitute:
        lines.append(Markup("Pengganti: {}").format(brief(names[request.substitute])))
    return lines


def _remarks(region: Region, request: Request, now: datetime, times: int) -> list[str]:
    remarks = []
    if request.paper_before:
        remarks.append(f"Surat yang sama pernah dikirim {request.paper_before}.")
    if times > 1:
        remarks.append(f"Permohonan tugas khusus bulan ini: {times}.")
    if state_of(region, request, now) in law.UNDECIDED and (text := lacking(region, request)):
        remarks.append(text)
    return remarks


def lacking(region: Region, request: Request) -> str:
    """What must be there before it can be approved, with its article; empty where nothing is."""
    offer = kind_of(region, request)
    if offer.kind.surat is None or not law.lacking(offer.kind, attached(request), deciding=True):
        return ""
    name = offer.kind.surat.nama
    return f"Belum ada {name}, jadi belum dapat disetujui ({offer.source.citation})."


def told_state(region: Region, request: Request, names: Names, now: datetime) -> Markup:
    """What became of it, by whom and when."""
    state = state_of(region, request, now)
    at = clock(request.decided_at or now, region.zone)
    by = brief(names.get(request.decided_by, "")) if request.decided_by else ""
    match state:
        case State.PENDING:
            left = waiting(request.due_at - now)
            return Markup("⏳ Menunggu sampai {} ({} lagi)").format(when(region, request), left)
        case State.ESCALATED:
            words = Markup("⬆️ Lewat batas {}, naik ke pejabat berikutnya ({})")
            return words.format(when(region, request), article(region, request))
        case State.APPROVED:
            return Markup("✅ Disetujui oleh {}, {}").format(by, at)
        case State.REJECTED:
            return Markup("❌ Ditolak oleh {}, {}: {}").format(by, at, quoted(request.remark or ""))
        case State.WITHDRAWN:
            return Markup("↩️ Ditarik kembali, {}").format(at)
        case State.DEEMED_APPROVED | State.LAPSED:
            law_ = request.actor or article(region, request)
            return Markup("☑️ {} ({})").format(state.value.capitalize(), law_)


def _then(region: Region, request: Request, now: datetime) -> Markup:
    """The articles behind the countdown, and what silence does."""
    limit = kind_of(region, request).limit.citation
    if state_of(region, request, now) is State.ESCALATED:
        return Markup("Batas: {}").format(limit)
    lapse = of_request(region.regulation, request.first).value
    words = {
        "eskalasi_atasan": "naik ke atasan berikutnya",
        "eskalasi_kepala": "naik ke kepala",
        "dianggap_disetujui": "dianggap disetujui",
        "gugur": "gugur",
        None: "tetap menunggu",
    }[lapse]
    return Markup("Batas: {}; lewat itu {} ({}).").format(limit, words, article(region, request))


def article(region: Region, request: Request) -> str:
    """The article or decision by which silence does what it does: KAM-01."""
    return of_request(region.regulation, request.first).citation


def when(region: Region, request: Request) -> str:
    """Until when the verifier has time."""
    return moment(request.due_at, region.zone)


def told(region: Region, request: Request, names: Names, now: datetime) -> Markup:
    """One request and what became of it, among others."""
    short = quoted(one_line(request.reason, _SHORT))
    state = told_state(region, request, names, now)
    return Markup("{}\n{}\n{}").format(what(region, request), short, state)


def decided(region: Region, request: Request, names: Names, now: datetime) -> Reply:
    """What the person who asked is told."""
    lines = [what(region, request), told_state(region, request, names, now)]
    if state_of(region, request, now) in law.COUNTED:
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
    if kind_of(region, request).kind.akibat is not Effect.CREDITED:
        return ()
    points = region.regulation.izin.poin_per_hari.on(request.first)
    if not points.value:
        return (Markup("Masuk dan pulang dihitung otomatis."),)
    words = Markup("Masuk, pulang dan {} poin per hari kerja dihitung otomatis ({}).")
    return (words.format(points.value, points.citation),)
