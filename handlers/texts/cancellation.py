"""What the person, the superior and BKPSDM are told of a cancellation of presence (Pasal 9C)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.month.cancellation import Refused as NotThisDay
from core.month.cancellation import Why
from core.organisation.region import Region
from core.writing import quoted
from db.records.attachment import Page
from handlers.chat.format import brief, long_date, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts import attachments
from handlers.texts.closing import month_name
from handlers.texts.grounds import cited

OWN_BUTTON, WITNESS_BUTTON, LETTER_BUTTON = "bto", "bts", "btb"

_WHY = {
    Why.NOT_REGULATED: "peraturan presensi di sini tidak mengenal pembatalan kehadiran",
    Why.BEFORE_LAW: "tanggal ini sebelum peraturannya berlaku",
    Why.TO_COME: "tanggal ini belum tiba",
    Why.CLOSED: "bulannya sudah ditutup",
    Why.DAY_OFF: "tanggal ini libur bagi {name}, atau harinya tidak dihitung",
    Why.ASKED: "hari itu {name} izin, dinas luar, tugas khusus, atau sedang mengajukannya",
    Why.NOT_PRESENT: "presensi {name} hari itu tidak lengkap, jadi belum dihitung hadir",
    Why.CANCELLED: "kehadiran {name} hari itu sudah dibatalkan",
}


def own_data(verb: str, id_: UUID) -> str:
    """A button of the person or of the superior."""
    return f"{OWN_BUTTON}:{verb}:{id_.hex}"


def refusal(region: Region, name: str, day: date, found: NotThisDay) -> str:
    """Why that day cannot be cancelled, and what to do, as plain text."""
    if found.why is Why.CLOSED:
        return (
            f"{month_name(day)} sudah ditutup. Pembatalan sesudah itu hanya oleh BKPSDM. "
            f"Hubungi {region.contact}."
        )
    why = why_not(region, name, found)
    return f"Tidak bisa: {why}. Pilih tanggal lain, atau tutup lewat /batal."


def not_told(name: str) -> str:
    """Why nothing is proposed of somebody to whom no message comes, and what to do (KAM-46)."""
    return (
        f"{brief(name)} belum terhubung atau sedang tidak terhubung, jadi belum bisa diberi tahu "
        "dan menjelaskan. Minta operator kantornya menghubungkannya, lalu ulangi lewat /batalkan."
    )


def why_not(region: Region, name: str, found: NotThisDay) -> str:
    """Why a day cannot be cancelled, with the article."""
    why = _WHY[found.why].format(name=brief(name))
    return f"{why} ({cited(region, found.ground.citation)})"


@dataclass(frozen=True, slots=True)
class CancellationProposed(Notification):
    """To the person: what is said, that nothing is decided, and until when they may explain."""

    KIND: ClassVar = "pembatalan_diajukan"

    id: UUID
    date: date
    superior: str
    reason: str
    until: datetime
    witnesses: int

    def word(self, region: Region) -> Reply:
        text = Markup(
            "⏳ <b>Kehadiran Anda {} diusulkan dibatalkan.</b>\nYang mengusulkan: {}\n"
            "Sebabnya: {}\n\nIni belum keputusan. Hari itu masih hadir. Saksi yang ditanya: {} "
            "orang. Jelaskan paling lambat {}, atau biarkan."
        ).format(
            long_date(self.date),
            brief(self.superior),
            quoted(self.reason),
            self.witnesses,
            moment(self.until, region.zone),
        )
        return Reply(text, (Button("Beri penjelasan", own_data("jawab", self.id)),))


@dataclass(frozen=True, slots=True)
class CancellationDropped(Notification):
    """To the person: it was withdrawn, returned, or its month has closed over it."""

    KIND: ClassVar = "pembatalan_tidak_dilanjutkan"

    date: date

    def word(self, _region: Region) -> Reply:
        text = Markup("✅ <b>Usulan pembatalan tidak dilanjutkan.</b> {} tetap hadir.")
        return Reply(text.format(long_date(self.date)))


@dataclass(frozen=True, slots=True)
class PresenceCancelled(Notification):
    """To the person: the signed letter is there, and the day is absent from now on."""

    KIND: ClassVar = "pembatalan_hasil"

    date: date
    pages: tuple[Page, ...]

    def word(self, region: Region) -> Reply:
        text = Markup(
            "❌ <b>Kehadiran {} dibatalkan</b> dan dihitung alpa. Suratnya terlampir. Keberatan "
            "disampaikan ke BKPSDM. Bila belum jelas, hubungi {}."
        ).format(long_date(self.date), region.contact)
        return Reply(text, picture=attachments.picture(self.pages))


@dataclass(frozen=True, slots=True)
class CancellationExplained(Notification):
    """To the superior: what the person says to it; they may still withdraw it."""

    KIND: ClassVar = "pembatalan_dijelaskan"

    id: UUID
    name: str
    date: date
    words: str
    pages: tuple[Page, ...] = ()

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "<b>{} menjelaskan {}:</b> {}\n\nBila penjelasannya cukup, tarik usulan Anda."
        ).format(brief(self.name), long_date(self.date), quoted(self.words))
        buttons = (Button("Tarik usulan", own_data("tarik", self.id)),)
        return Reply(text, buttons, picture=attachments.picture(self.pages))


@dataclass(frozen=True, slots=True)
class WitnessMissing(Notification):
    """To the superior: somebody bears no witness; never who, nor what they know.

    `silent`: they have not answered, and everything else is there.
    """

    KIND: ClassVar = "pembatalan_kurang_saksi"

    id: UUID
    name: str
    date: date
    missing: int
    silent: bool = False

    def word(self, _region: Region) -> Reply:
        head = "Saksi belum menjawab" if self.silent else "Seorang saksi tidak memberi keterangan"
        text = Markup("⚠️ <b>{}</b> untuk {}, {}. Masih perlu {} saksi.").format(
            head, brief(self.name), long_date(self.date), self.missing
        )
        return Reply(text, _ways_on(self.id))


@dataclass(frozen=True, slots=True)
class CancellationUnderWay(Notification):
    """To the superior: how far it is, and what they may still do; never who said what."""

    KIND: ClassVar = "pembatalan_berjalan"

    id: UUID
    name: str
    date: date
    needed: int
    testified: int
    until: datetime
    answered: bool = False

    def word(self, region: Region) -> Reply:
        until = moment(self.until, region.zone)
        answer = "ada" if self.answered else f"ditunggu sampai {until}"
        text = Markup(
            "⏳ <b>Usulan pembatalan kehadiran {}, {}</b>\nKesaksian: {} dari {}. Penjelasan "
            "pegawai: {}.\n\nSelama belum diketahui kepala, usulan ini bisa ditarik."
        ).format(brief(self.name), long_date(self.date), self.testified, self.needed, answer)
        return Reply(text, _ways_on(self.id))


def _ways_on(id_: UUID) -> tuple[Button, ...]:
    ways = {"saksi": "Pilih saksi lain", "tarik": "Tarik usulan"}
    return tuple(Button(label, own_data(verb, id_)) for verb, label in ways.items())


@dataclass(frozen=True, slots=True)
class CancellationEnded(Notification):
    """To the superior: it goes no further; `by` returned it for `remark`, else its month closed."""

    KIND: ClassVar = "pembatalan_berakhir"

    name: str
    date: date
    by: str | None = None
    remark: str | None = None

    def word(self, region: Region) -> Reply:
        about = Markup("pembatalan kehadiran {}, {}").format(brief(self.name), long_date(self.date))
        if self.by is None:
            text = Markup(
                "<b>Tidak dilanjutkan:</b> {}. Bulannya sudah ditutup sebelum semuanya lengkap. "
                "Sesudah itu hanya BKPSDM. Hubungi {}."
            ).format(about, region.contact)
        else:
            text = Markup(
                "❌ <b>Dikembalikan {}:</b> {}.\nAlasannya: {}\nHari itu tetap hadir. Bila sudah "
                "lengkap, ajukan lagi lewat /batalkan."
            ).format(brief(self.by), about, quoted(self.remark or ""))
        return Reply(text)
