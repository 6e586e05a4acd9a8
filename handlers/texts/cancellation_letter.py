"""The signed letter of a cancellation (Pasal 9C ayat (3)): wanted, delivered, received."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.month.cancellation import Refused as NotThisDay
from core.organisation.region import Region
from handlers.chat.format import brief, long_date, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.cancellation import LETTER_BUTTON, own_data, why_not


def no_letter(region: Region, name: str, day: date, found: NotThisDay) -> str:
    """Why no signed letter cancels that day any more, though its head has taken note of it."""
    why, when = why_not(region, name, found), long_date(day)
    return (
        f"Tidak bisa: {why}. {when} tidak dibatalkan. Lihat /verifikasi untuk yang menunggu Anda."
    )


@dataclass(frozen=True, slots=True)
class LetterWanted(Notification):
    """To the superior: the head has taken note; the day changes with the signed letter only."""

    KIND: ClassVar = "pembatalan_diketahui"

    id: UUID
    name: str
    date: date
    head: str
    until: datetime

    def word(self, region: Region) -> Reply:
        text = Markup(
            "✅ <b>Diketahui {}:</b> pembatalan kehadiran {}, {}.\n\nCetak suratnya, mintakan "
            "semua tanda tangan, lalu kirim fotonya. Sampai suratnya ada, hari itu tetap hadir. "
            "Batasnya {}."
        ).format(
            brief(self.head),
            brief(self.name),
            long_date(self.date),
            moment(self.until, region.zone),
        )
        ways = {"unduh": "Unduh surat", "surat": "Kirim surat"}
        return Reply(
            text, tuple(Button(label, own_data(verb, self.id)) for verb, label in ways.items())
        )


@dataclass(frozen=True, slots=True)
class LetterDelivered(Notification):
    """To BKPSDM: a signed letter has come in (Pasal 9C ayat (3)); `again`: and waits since."""

    KIND: ClassVar = "surat_pembatalan"

    id: UUID
    name: str
    date: date
    unit: str
    again: bool = False

    def word(self, _region: Region) -> Reply:
        head = "Satu jawaban Anda ditunggu: surat pembatalan.\n\n" if self.again else ""
        text = Markup("{}<b>Surat pembatalan {}, {} diterima</b> dari {}. Mohon dicatat.").format(
            head, brief(self.name), long_date(self.date), brief(self.unit)
        )
        ways = {"buka": "Buka surat", "catat": "Sudah dicatat"}
        data = f"{LETTER_BUTTON}:{{}}:{self.id.hex}"
        return Reply(text, tuple(Button(label, data.format(verb)) for verb, label in ways.items()))


@dataclass(frozen=True, slots=True)
class LetterReceived(Notification):
    """To the superior: who took the letter in for the head of BKPSDM, and when."""

    KIND: ClassVar = "surat_pembatalan_dicatat"

    name: str
    date: date
    by: str
    at: datetime

    def word(self, region: Region) -> Reply:
        text = Markup("✅ <b>BKPSDM menerima surat pembatalan</b> {}, {}. Dicatat {}, {}.")
        return Reply(
            text.format(
                brief(self.name),
                long_date(self.date),
                brief(self.by),
                moment(self.at, region.zone),
            )
        )
