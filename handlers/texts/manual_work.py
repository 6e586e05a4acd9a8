"""What people are told of daily work on paper."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from core.organisation.region import Region
from core.work.activity import Refused, Why
from handlers.chat.format import brief, days, grouped, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply

NO_ATTENDANCE = (
    "{name} belum punya presensi manual pada {day}. Catat daftar hadirnya dulu lewat /manual."
)
WAITS = "⏳ Tersimpan sementara. Poinnya dihitung setelah surat keterangan ada."

_WHY = {
    Why.NOT_KEPT: "Kinerja harian tidak diisi untuk {day}. Pilih tanggal lain.",
    Why.EXEMPT: "{day} tidak perlu mengisi kinerja. Pilih tanggal lain.",
    Why.TOO_MUCH: "Jumlah menit {day} melebihi satu hari. Periksa lagi lembarnya.",
    Why.CREDITED: "{day} sudah dihitung karena izin atau tugas. Pilih tanggal lain.",
}


def on(day: date) -> str:
    """A date in a sentence."""
    return long_date(day)


def refused(why: Refused, day: date) -> str:
    """Why the work of a date is not taken from paper."""
    return _WHY.get(why.why, "Kinerja {day} tidak bisa dicatat. Pilih tanggal lain.").format(
        day=long_date(day)
    )


@dataclass(frozen=True, slots=True)
class WorkRecorded(Notification):
    """To the person: how much an operator has entered from their signed sheet."""

    KIND: ClassVar = "kinerja_manual_tercatat"

    first: date
    last: date
    count: int
    minutes: int
    by: str
    counts: bool

    def word(self, region: Region) -> Reply:
        text = Markup(
            "✅ <b>{} aktivitas tercatat manual</b>, {}: {} poin, oleh operator {}.\n{}Bila "
            "keliru, hubungi {}."
        )
        waits = "" if self.counts else f"{WAITS}\n"
        told = (self.count, days(self.first, self.last), grouped(self.minutes), brief(self.by))
        return Reply(text.format(*told, waits, region.contact))


@dataclass(frozen=True, slots=True)
class WorkWithdrawn(Notification):
    """To the person: what an operator had entered of their work is taken back."""

    KIND: ClassVar = "kinerja_manual_ditarik"

    date: date
    count: int
    by: str

    def word(self, region: Region) -> Reply:
        text = Markup(
            "<b>{} aktivitas manual {} ditarik</b> oleh operator {}. Bila keliru, hubungi {}."
        )
        told = (self.count, long_date(self.date), brief(self.by), region.contact)
        return Reply(text.format(*told))
