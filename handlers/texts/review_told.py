"""What the person is told of a look at one of their stamps."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.organisation.region import Region
from db.records.review import Review
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.looked import Names
from handlers.texts.review_card import data


@dataclass(frozen=True, slots=True)
class StampAccepted(Notification):
    """To the person: somebody looked at a stamp, and it counts."""

    KIND: ClassVar = "presensi_diterima"

    leg: Leg
    date: date
    by: str | None

    def word(self, region: Region) -> Reply:
        by = brief(self.by) if self.by is not None else region.contact
        text = Markup("✅ <b>Presensi {} {} diterima</b> {}.")
        return Reply(text.format(self.leg.value, long_date(self.date), by))


@dataclass(frozen=True, slots=True)
class StampRefused(Notification):
    """To the person: a stamp does not count, why, and the one answer that is theirs."""

    KIND: ClassVar = "presensi_ditolak"

    id: UUID
    leg: Leg
    date: date
    by: str | None
    remark: str
    answered: bool

    def word(self, region: Region) -> Reply:
        by = brief(self.by) if self.by is not None else region.contact
        text = Markup("❌ <b>Presensi {} {} tidak dihitung.</b>\nAlasan {}: {}").format(
            self.leg.value, long_date(self.date), by, self.remark
        )
        if self.answered:
            return Reply(text + Markup("\nBila keliru, hubungi {}.").format(region.contact))
        return Reply(
            text + "\nAnda bisa memberi penjelasan satu kali, dengan kata-kata atau foto.",
            (Button("Beri penjelasan", data("jawab", self.id, own=True)),),
        )


def decided(review: Review, names: Names) -> StampAccepted | StampRefused:
    """What the person is told of a decision."""
    by = names.get(review.decided_by, "") if review.decided_by else None
    if review.state is State.APPROVED:
        return StampAccepted(review.leg, review.date, by)
    answered = review.answered_at is not None
    remark = review.remark or ""
    return StampRefused(review.id, review.leg, review.date, by, remark, answered)


@dataclass(frozen=True, slots=True)
class StampPassedOn(Notification):
    """To the person: whoever verifies has not looked in time, and `to` does now."""

    KIND: ClassVar = "presensi_diteruskan"

    leg: Leg
    date: date
    to: str

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "⏳ Presensi {} {} belum dicek sampai batasnya, jadi diteruskan ke {}. Jam Anda "
                "tetap dihitung."
            ).format(self.leg.value, long_date(self.date), self.to)
        )
