"""What a superior is shown of attendance that was captured offline, and the person told of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State
from core.attendance.offline import Signal
from core.attendance.stamp import Leg
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.records.attachment import Page
from db.records.capture import Captured
from handlers.chat.format import brief, long_date, metres, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import Screen
from handlers.texts import attachments, offline_reasons, unseen
from handlers.texts.correction import place_name
from handlers.texts.looked import Looked, Names, as_of, looked
from handlers.texts.review_told import StampAccepted

BUTTON = "f"  # what the buttons of the card begin with
REASONS = ("Fotonya tidak jelas", "Bukan di kantor", "Tidak masuk hari itu")
PICTURE = "Terima hanya bila Anda sudah melihat fotonya."


def data(verb: str, capture: UUID) -> str:
    """The opaque data of a button."""
    return f"{BUTTON}:{verb}:{capture.hex}"


@dataclass(frozen=True, slots=True)
class OfflineCard(Notification):
    """When by the picture and when it came, where, what is unclear, and the buttons.

    `apart`: so many minutes lie between the phone's clock and that of the satellites, where they
    say anything. `mapped`: the point is still kept.
    """

    KIND: ClassVar = "kartu_offline"

    id: UUID
    name: str
    leg: Leg
    at: datetime
    received_at: datetime
    place: str
    distance: float
    looked: Looked
    signals: tuple[Signal, ...] = ()
    apart: int | None = None
    words: str = ""
    pages: tuple[Page, ...] = ()
    mapped: bool = False
    note: str = ""

    def word(self, region: Region) -> Reply:
        name, zone = brief(self.name), region.zone
        lines = [Markup("⚠️ <b>Mohon dicek: {} offline {}</b>").format(self.leg.value, name)]
        lines.append(Markup("Menurut foto: {}").format(moment(self.at, zone)))
        lines.append(Markup("Diterima: {}").format(moment(self.received_at, zone)))
        far = metres(self.distance)
        lines.append(Markup("Di {}, {} dari titik tengahnya.").format(brief(self.place), far))
        if self.signals:
            drift = None if self.apart is None else timedelta(minutes=self.apart)
            said = offline_reasons.why(self.signals, drift)
            lines.append(Markup("Yang perlu dilihat: {}.").format(said))
        if self.words:
            lines.append(Markup("Catatan pegawai: {}").format(self.words))
        open_ = self.looked.state in UNDECIDED
        if open_:
            lines.append(Markup("Jam dan lokasi di dalam foto bisa diubah. Yang memutuskan Anda."))
        lines.append(Markup("\n{}").format(self.looked.text(region)))
        text = Markup("\n").join(lines)
        shown = Markup("{}\n\n{}").format(self.note, text) if self.note else text
        buttons = self._buttons() if open_ else ()
        picture = attachments.picture(self.pages)
        return Reply(shown, buttons, picture=picture, unseen=self._unseen(buttons))

    def _buttons(self) -> tuple[Button, ...]:
        where = (Button("Lihat peta", data("peta", self.id)),) if self.mapped else ()
        yes, no = data("terima", self.id), data("tolak", self.id)
        return (Button("Terima", yes), Button("Tolak", no), *where)

    def _unseen(self, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
        look = Button("Lihat foto", data("lihat", self.id))
        vouch = Button("Sudah lihat fotonya", data("asli", self.id))
        return unseen.instead(buttons, look, vouch, [data("terima", self.id)])


def card(
    region: Region,
    organisation: Organisation,
    item: Captured,
    names: Names,
    now: datetime,
    note: str = "",
) -> OfflineCard:
    """The card of a capture, as it stands."""
    apart = None if item.gps_at is None else abs(item.captured_at - item.gps_at)
    return OfflineCard(
        item.id,
        names[item.employee],
        item.leg,
        item.captured_at,
        item.received_at,
        place_name(organisation, item.place) or item.place,
        item.distance,
        looked(region, item, names, now),
        item.signals,
        None if apart is None else apart // timedelta(minutes=1),
        item.note or "",
        item.picture,
        mapped=item.latitude is not None,
        note=note,
        screen=Screen(item.id, as_of(region, item, now)),
    )


@dataclass(frozen=True, slots=True)
class OfflineRefused(Notification):
    """To the person: attendance that was captured offline does not count, and why."""

    KIND: ClassVar = "presensi_offline_ditolak"

    leg: Leg
    date: date
    by: str
    remark: str

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "❌ <b>Presensi {} offline {} tidak dihitung.</b>\nAlasan {}: {}\n"
            "Ada bukti lain? Ajukan lewat /koreksi."
        )
        by, day = brief(self.by), long_date(self.date)
        return Reply(text.format(self.leg.value, day, by, self.remark))


def decided(item: Captured, names: Names) -> StampAccepted | OfflineRefused:
    """What the person is told of a decision."""
    by = names.get(item.decided_by, "") if item.decided_by else ""
    if item.state is State.APPROVED:
        return StampAccepted(item.leg, item.date, by)
    return OfflineRefused(item.leg, item.date, by, item.remark or "")
