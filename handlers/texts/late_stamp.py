"""What a person is told of a shared location after its moment: not recorded, looked at, or used."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from markupsafe import Markup

from core.attendance.stamp import Leg
from core.organisation.region import Region
from handlers.chat.format import clock, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.texts import night


@dataclass(frozen=True, slots=True)
class ShareExpired(Notification):
    """A share ran out before anything was stamped from it."""

    KIND: ClassVar = "lokasi_habis"

    leg: Leg

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "Waktu berbagi lokasi sudah habis, dan presensi {} <b>belum tercatat</b>. "
                "Bagikan lagi saat sudah di tempat."
            ).format(self.leg)
        )


@dataclass(frozen=True, slots=True)
class NotRecorded(Notification):
    """The window of what was tried is over, and nothing was stamped."""

    KIND: ClassVar = "belum_tercatat"

    leg: Leg
    date: date

    def word(self, region: Region) -> Reply:
        return Reply(
            Markup(
                "Presensi {} {} <b>belum tercatat</b>: lokasi Anda di tempat presensi belum bisa "
                "dipastikan. Bila Anda hadir, hubungi {}."
            ).format(self.leg, long_date(self.date), region.contact)
        )


@dataclass(frozen=True, slots=True)
class NotBorneOut(Notification):
    """No later point of a share said that the stamped one was right."""

    KIND: ClassVar = "lokasi_diperiksa"

    leg: Leg

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "Jam {} Anda tetap dihitung. Karena ponsel Anda tidak memberi tahu seberapa tepat "
                "posisinya, atasan akan memeriksanya. Lain kali biarkan lokasi dibagikan semenit "
                "lagi."
            ).format(self.leg)
        )


@dataclass(frozen=True, slots=True)
class RecordedAfterAll(Notification):
    """A location that could not be judged has become a stamp, now that the data are there."""

    KIND: ClassVar = "tercatat_susulan"

    leg: Leg
    date: date
    at: datetime

    def word(self, region: Region) -> Reply:
        return Reply(
            Markup(
                "✅ <b>Presensi {} sekarang tercatat</b>: {}, {}.\nJadwal kerja Anda hari itu "
                "sudah diperbaiki, dan lokasi yang Anda bagikan waktu itu dipakai."
            ).format(
                self.leg,
                night.dated(self.date, self.at, region.zone),
                clock(self.at, region.zone),
            )
        )
