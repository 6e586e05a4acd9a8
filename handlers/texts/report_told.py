"""What the operators and the head of an office are told of its report."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from markupsafe import Markup

from core.organisation.region import Region
from core.writing import quoted
from handlers.chat.format import brief, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.texts import report as texts
from handlers.texts.closing import month_name


@dataclass(frozen=True, slots=True)
class ReportAgreed(Notification):
    """To the operators: the head has agreed, and it is with BKPSDM now."""

    KIND: ClassVar = "laporan_disetujui"

    noun: str
    month: date
    office: str
    by: str
    at: datetime

    def word(self, region: Region) -> Reply:
        text = Markup(
            "✅ <b>{} disetujui {}</b>, {}. {}\nMenunggu BKPSDM. Tanda terima menyusul di sini."
        )
        name = texts.called(self.noun, self.month)
        return Reply(text.format(name, brief(self.by), moment(self.at, region.zone), self.office))


@dataclass(frozen=True, slots=True)
class RecapStored(Notification):
    """To the operators: the head has agreed, and nobody has to receive it (KAM-36)."""

    KIND: ClassVar = "rekap_tersimpan"

    noun: str
    month: date
    office: str
    by: str
    at: datetime

    def word(self, region: Region) -> Reply:
        text = Markup("✅ <b>{} tersimpan.</b> {}\nDisetujui {}, {}. Lihat: /laporan")
        name = texts.called(self.noun, self.month)
        return Reply(text.format(name, self.office, brief(self.by), moment(self.at, region.zone)))


@dataclass(frozen=True, slots=True)
class ReportReceived(Notification):
    """To operators and head: BKPSDM has received it; the receipt with its number (Pasal 13)."""

    KIND: ClassVar = "laporan_diterima"

    noun: str
    month: date
    office: str
    at: datetime
    number: str

    def word(self, region: Region) -> Reply:
        text = Markup("✅ <b>BKPSDM menerima {}</b>, {}.\n{}\nNomor {}.")
        name = f"{self.noun} {month_name(self.month)}"
        return Reply(text.format(name, moment(self.at, region.zone), self.office, self.number))


@dataclass(frozen=True, slots=True)
class ReportReturned(Notification):
    """To operators, and to the head where BKPSDM did it: it came back, and why."""

    KIND: ClassVar = "laporan_dikembalikan"

    noun: str
    month: date
    office: str
    by: str
    remark: str

    def word(self, _region: Region) -> Reply:
        text = Markup("❌ <b>{} dikembalikan {}.</b> {}\nAlasan: {}\nPerbaiki, lalu kirim lagi: ")
        name = texts.called(self.noun, self.month)
        said = text.format(name, brief(self.by), self.office, quoted(self.remark))
        return Reply(said + "/laporan")
