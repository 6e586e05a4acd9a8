"""What whoever verifies is shown of a stamp to look at, and what the person is told of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED
from core.attendance.review import Reason
from core.attendance.stamp import Leg
from core.organisation.fence import Fence, Point
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.records.review import Review
from handlers.chat.event import Kept
from handlers.chat.format import brief, metres, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Map, Reply
from handlers.chat.screen import Screen
from handlers.texts import review_reasons
from handlers.texts.looked import Looked, Names, as_of, looked

REASONS = ("Tidak di tempat", "Rapat di tempat lain", "Tidak masuk hari itu")

BUTTON, OWN_BUTTON = "t", "tp"  # what the buttons of the card, and of the person, begin with


def data(verb: str, review: UUID, *, own: bool = False) -> str:
    """The opaque data of a button."""
    return f"{OWN_BUTTON if own else BUTTON}:{verb}:{review.hex}"


@dataclass(frozen=True, slots=True)
class ReviewCard(Notification):
    """When and where, why it is asked, what the person says to it, and the two buttons.

    `place` is where it was recorded, so many metres from its centre; `point` is on the map while
    it is kept. `answered`: the person explained it, in `answer` or with the photo `proof`.
    """

    KIND: ClassVar = "kartu_tinjau"

    id: UUID
    name: str
    leg: Leg
    at: datetime
    looked: Looked
    reasons: tuple[Reason, ...]
    place: str | None = None
    distance: float | None = None
    fence: Fence | None = None
    point: Point | None = None
    accuracy: float | None = None
    answered: bool = False
    answer: str | None = None
    proof: Kept | None = None
    note: str = ""

    def word(self, region: Region) -> Reply:
        open_ = self.looked.state in UNDECIDED
        lines = [
            Markup("⚠️ <b>Mohon dicek: {} {}</b>").format(self.leg.value, brief(self.name)),
            Markup("{}").format(moment(self.at, region.zone)),
            Markup("{}. Jamnya tetap dihitung selama belum diputuskan.").format(self._where()),
            Markup("Sebabnya: {}.").format(review_reasons.why(self.reasons, self.accuracy)),
        ]
        if self.answered:
            lines.append(Markup("Penjelasan pegawai: {}").format(self.answer or "lihat fotonya"))
        if open_:
            lines.append(Markup("Tanda ini bisa punya sebab biasa. Yang memutuskan Anda."))
        lines.append(Markup("\n{}").format(self.looked.text(region)))
        text = Markup("\n").join(lines)
        buttons = (
            Button("Terima", data("terima", self.id)),
            Button("Tolak", data("tolak", self.id)),
        )
        return Reply(
            Markup("{}\n\n{}").format(self.note, text) if self.note else text,
            buttons if open_ else (),
            picture=self.proof or self._map(),
        )

    def _where(self) -> str:
        if self.place is None:
            return "Dari luar tempat presensi"
        far = f", {metres(self.distance)} dari titik tengahnya" if self.distance else ""
        return f"Tercatat di {brief(self.place)}{far}"

    def _map(self) -> Map | None:
        if self.fence is None or self.point is None:
            return None
        return Map((self.fence,), self.point, self.accuracy, brief(self.fence.name), stays=True)


def card(
    region: Region,
    organisation: Organisation,
    review: Review,
    names: Names,
    now: datetime,
    note: str = "",
) -> ReviewCard:
    """The card of a stamp to look at, as it stands."""
    fence = _fence(organisation, review.place) if review.place else None
    known = fence is not None and review.latitude is not None and review.longitude is not None
    return ReviewCard(
        review.id,
        names[review.employee],
        review.leg,
        review.at,
        looked(region, review, names, now),
        review.reasons,
        fence.name if fence else review.place,
        review.distance,
        fence if known else None,
        Point(review.latitude or 0.0, review.longitude or 0.0) if known else None,
        review.accuracy,
        answered=review.answered_at is not None,
        answer=review.answer,
        proof=Kept(*review.paper) if review.paper else None,
        note=note,
        screen=Screen(review.id, as_of(region, review, now)),
    )


def _fence(organisation: Organisation, code: str) -> Fence | None:
    """The place of a stamp: one of an office, or where an apel was held."""
    fences = [fence for office in organisation.offices.values() for fence in office.fences]
    fences += [each.venue for each in organisation.announcements]
    return next((fence for fence in fences if fence.code == code), None)
