"""What people are told of attendance on paper: entered, taken back, and why a date is not taken."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.attendance.stamp import Leg
from core.month.manual import Why
from core.month.written import Unfit
from core.organisation.region import Region
from core.writing import quoted
from handlers.chat.format import brief, clock, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.grounds import cited

BUTTON, MENU_BUTTON = "km", "mm"

WAITS = "⏳ Tersimpan sementara. Dihitung hadir setelah surat keterangan ada."

_WHY = {
    Why.BEFORE_LAW: "peraturannya belum berlaku pada {day}. Pilih tanggal lain.",
    Why.NOT_OPENED: "sebab ini tidak dikenal di sini. Pilih sebab lain lewat /kendala.",
    Why.BEFORE_INCIDENT: "kendalanya baru mulai sesudah {day}. Pilih tanggal lain.",
    Why.CLOSED: "kendalanya sudah selesai sebelum {day}. Pilih tanggal lain.",
    Why.DAY_OFF: "{day} libur bagi {name}. Pilih tanggal lain.",
    Why.NO_OUTAGE: "{day} tidak ada gangguan server yang tercatat. Pilih sebab lain, atau hubungi "
    "{contact}.",
    Why.DAYS_USED: "hari presensi manualnya sudah habis pada {day}. Minta perpanjangan.",
    Why.MONTH_USED: "jatah presensi manual bulan ini sudah habis. Minta perpanjangan.",
}
_UNFIT = {
    Unfit.EMPTY: "Jam masuk dan pulang kosong semua. Isi salah satunya.",
    Unfit.FUTURE: "Jam ini belum tiba. Isi jam yang sudah lewat.",
    Unfit.REVERSED: "Jam pulang harus sesudah jam masuk. Isi lagi kedua jamnya.",
}


def refused(region: Region, name: str, day: date, why: Why | None, citation: str | None) -> Markup:
    """`Tidak bisa: …`, with the article and the way on."""
    if why is None:
        text = Markup(
            "<b>Tidak bisa:</b> {} belum punya kendala yang dibuka untuk {}, dan tidak ada "
            "gangguan server yang tercatat. Buka kendalanya dulu lewat /manual."
        )
        return text.format(brief(name), long_date(day))
    told = _WHY[why].format(day=long_date(day), name=brief(name), contact=region.contact)
    article = Markup("\n<i>{}</i>").format(cited(region, citation)) if citation else Markup("")
    return Markup("<b>Tidak bisa:</b> {}{}").format(Markup.escape(told), article)


def unfit(why: Unfit) -> str:
    """Why the times of a list cannot be right."""
    return _UNFIT[why]


@dataclass(frozen=True, slots=True)
class Written:
    """One leg as the list has it."""

    leg: Leg
    at: datetime

    def text(self, region: Region) -> str:
        """`masuk 07.25 WITA`."""
        return f"{self.leg.value} {clock(self.at, region.zone)}"


@dataclass(frozen=True, slots=True)
class ManualRecorded(Notification):
    """To the person: what an operator has entered for them, and until when they may object."""

    KIND: ClassVar = "manual_tercatat"

    id: UUID
    date: date
    legs: tuple[Written, ...]
    by: str
    counts: bool
    until: datetime | None

    def word(self, region: Region) -> Reply:
        legs = ", ".join(each.text(region) for each in self.legs)
        text = Markup("✅ <b>{} tercatat manual:</b> {}, oleh operator {}.").format(
            long_date(self.date), legs, brief(self.by)
        )
        if not self.counts:
            text += Markup("\n{}").format(WAITS)
        if self.until is None:
            return Reply(text)
        last = self.until.astimezone(region.zone).date()
        text += Markup("\nKeliru? Tekan <b>Ini keliru</b> sebelum {}.").format(long_date(last))
        return Reply(text, (Button("Ini keliru", f"{BUTTON}:keliru:{self.id.hex}"),))


@dataclass(frozen=True, slots=True)
class ManualWithdrawn(Notification):
    """To the person: what an operator had entered for them is taken back."""

    KIND: ClassVar = "manual_ditarik"

    date: date
    by: str
    remark: str

    def word(self, region: Region) -> Reply:
        text = Markup(
            "<b>Presensi manual {} ditarik</b> oleh operator {}. Alasan: {}. Bila keliru, "
            "hubungi {}."
        )
        told = (long_date(self.date), brief(self.by), quoted(self.remark), region.contact)
        return Reply(text.format(*told))


@dataclass(frozen=True, slots=True)
class ManualDisputed(Notification):
    """To the operators: somebody says that what was entered for them is wrong."""

    KIND: ClassVar = "manual_dibantah"

    name: str
    date: date
    remark: str

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "⚠️ <b>{} merasa presensi manual {} keliru.</b>\nKatanya: {}\nCocokkan dengan "
            "daftarnya. Bila memang keliru, tarik lewat /manual, lalu catat lagi."
        )
        return Reply(text.format(brief(self.name), long_date(self.date), quoted(self.remark)))
