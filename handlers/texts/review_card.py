"""What whoever verifies is shown of a stamp to look at, and what the person is told of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State
from core.attendance.review import state_at
from core.organisation.fence import Fence, Point
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.records.review import Review
from handlers.chat.event import Kept
from handlers.chat.format import brief, long_date, metres, moment
from handlers.chat.format import decided as decided_at
from handlers.chat.reply import Button, Map, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts import review_reasons

BUTTON, OWN_BUTTON = "t", "tp"  # what the buttons of the card, and of the person, begin with

Names = Mapping[UUID, str]


def data(verb: str, review: UUID, *, own: bool = False) -> str:
    """The opaque data of a button."""
    return f"{OWN_BUTTON if own else BUTTON}:{verb}:{review.hex}"


def card(
    region: Region,
    organisation: Organisation,
    review: Review,
    names: Names,
    now: datetime,
    note: str = "",
) -> Reply:
    """When and where, why it is asked, what the person says to it, and the two buttons."""
    lines = [
        Markup("⚠️ <b>Mohon dicek: {} {}</b>").format(
            review.leg.value, brief(names[review.employee])
        ),
        Markup("{}").format(moment(review.at, region.zone)),
        Markup("{}. Jamnya tetap dihitung selama belum diputuskan.").format(
            _where(organisation, review)
        ),
        Markup("Sebabnya: {}.").format(review_reasons.why(review.reasons, review.accuracy)),
    ]
    if review.answered_at:
        lines.append(Markup("Penjelasan pegawai: {}").format(review.answer or "lihat fotonya"))
    if not _over(region, review, now):
        lines.append(Markup("Tanda ini bisa punya sebab biasa. Yang memutuskan Anda."))
    lines.append(Markup("\n{}").format(told_state(region, review, names, now)))
    text = Markup("\n").join(lines)
    buttons = (
        Button("Terima", data("terima", review.id)),
        Button("Tolak", data("tolak", review.id)),
    )
    return Reply(
        Markup("{}\n\n{}").format(note, text) if note else text,
        () if _over(region, review, now) else buttons,
        picture=_picture(organisation, review),
        screen=Screen(review.id, as_of(region, review, now)),
    )


def _over(region: Region, review: Review, now: datetime) -> bool:
    """Whether nobody decides it any more: somebody has, or its month is closed."""
    return state_at(region.regulation, review, now, region.zone) not in UNDECIDED


def as_of(region: Region, review: Review, now: datetime) -> str:
    """As what the card stands: until when it waits, that it has gone up, or that it is over."""
    if _over(region, review, now):
        return CLOSED
    due = review.due_at.astimezone(UTC).isoformat()
    return f"menunggu {due}" if now < review.due_at else f"naik {due}"


def told_state(region: Region, review: Review, names: Names, now: datetime) -> Markup:
    """What became of it, by whom and when; silence decides nothing (AMB-46)."""
    by = brief(names.get(review.decided_by, "")) if review.decided_by else ""
    at = decided_at(review.decided_at or now, region.zone, now, review.date, review.date)
    match state_at(region.regulation, review, now, region.zone):
        case State.APPROVED:
            return Markup("✅ Diterima {}, {}").format(by, at)
        case State.REJECTED:
            return Markup("❌ Ditolak {}, {}: {}").format(by, at, review.remark or "")
        case State.ENDED:
            return Markup("Bulannya sudah ditutup tanpa keputusan. Presensinya tetap dihitung.")
        case State.PENDING:
            return Markup("⏳ Menunggu, batas {}").format(moment(review.due_at, region.zone))
        case _:
            return Markup("⏳ Belum diputuskan sampai {}, jadi diteruskan").format(
                moment(review.due_at, region.zone)
            )


def decided(region: Region, review: Review, names: Names) -> Reply:
    """What the person is told: the verdict first, and the one answer that is theirs."""
    what = f"{review.leg.value} {long_date(review.date)}"
    by = brief(names.get(review.decided_by, "")) if review.decided_by else region.contact
    if review.state is State.APPROVED:
        return Reply(Markup("✅ <b>Presensi {} diterima</b> {}.").format(what, by))
    text = Markup("❌ <b>Presensi {} tidak dihitung.</b>\nAlasan {}: {}").format(
        what, by, review.remark or ""
    )
    if review.answered_at:
        return Reply(text + Markup("\nBila keliru, hubungi {}.").format(region.contact))
    return Reply(
        text + "\nAnda bisa memberi penjelasan satu kali, dengan kata-kata atau foto.",
        (Button("Beri penjelasan", data("jawab", review.id, own=True)),),
    )


def gone_up(review: Review, by: str) -> Reply:
    """What the person is told when whoever verifies has not looked in time."""
    return Reply(
        Markup(
            "⏳ Presensi {} {} belum dicek sampai batasnya, jadi diteruskan ke {}. Jam Anda tetap "
            "dihitung."
        ).format(review.leg.value, long_date(review.date), by)
    )


def _where(organisation: Organisation, review: Review) -> str:
    if review.place is None:
        return "Dari luar tempat presensi"
    fence = _fence(organisation, review.place)
    name = brief(fence.name) if fence else brief(review.place)
    far = f", {metres(review.distance)} dari titik tengahnya" if review.distance else ""
    return f"Tercatat di {name}{far}"


def _fence(organisation: Organisation, code: str) -> Fence | None:
    fences = (fence for office in organisation.offices.values() for fence in office.fences)
    return next((fence for fence in fences if fence.code == code), None)


def _picture(organisation: Organisation, review: Review) -> Map | Kept | None:
    """The photo of an answer, else the point on the map while it is kept."""
    if review.paper:
        return Kept(*review.paper)
    fence = _fence(organisation, review.place) if review.place else None
    if fence is None or review.latitude is None or review.longitude is None:
        return None
    point = Point(review.latitude, review.longitude)
    return Map((fence,), point, review.accuracy, brief(fence.name), stays=True)
