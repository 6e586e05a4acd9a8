"""What a witness of a cancellation reads (Pasal 9C ayat (2))."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.organisation.region import Region
from core.writing import quoted
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.cancellation import WITNESS_BUTTON


def data(verb: str, id_: UUID) -> str:
    return f"{WITNESS_BUTTON}:{verb}:{id_.hex}"


_ANSWERS = {"ya": "Ya, saya melihat", "tahu": "Saya tidak tahu", "tolak": "Tidak bersedia"}


@dataclass(frozen=True, slots=True)
class WitnessAsked(Notification):
    """To a witness: what the superior writes, and the three answers that are theirs."""

    KIND: ClassVar = "saksi_pembatalan"

    id: UUID
    superior: str
    name: str
    date: date
    reason: str
    again: bool = False

    def word(self, _region: Region) -> Reply:
        head = "Satu jawaban Anda ditunggu: menjadi saksi." if self.again else ""
        text = Markup(
            "<b>{}</b> {} menulis tentang {}, {}:\n{}\n\nJawab hanya yang Anda lihat sendiri. Bila "
            "Anda melihatnya, nama Anda dicetak pada surat."
        ).format(
            head or "Anda diminta menjadi saksi.",
            brief(self.superior),
            brief(self.name),
            long_date(self.date),
            quoted(self.reason),
        )
        return Reply(
            text, tuple(Button(label, data(verb, self.id)) for verb, label in _ANSWERS.items())
        )


@dataclass(frozen=True, slots=True)
class WitnessReleased(Notification):
    """To a witness: nothing is wanted of them any more."""

    KIND: ClassVar = "saksi_selesai"

    name: str
    date: date

    def word(self, _region: Region) -> Reply:
        text = Markup("Keterangan Anda tentang {}, {} tidak diperlukan lagi. Terima kasih.")
        return Reply(text.format(brief(self.name), long_date(self.date)))


def thanks(id_: UUID) -> Reply:
    """After a statement: it may be taken back until the head has taken note of it."""
    text = Markup("✅ <b>Terkirim.</b> Bisa ditarik sampai kepala mengetahuinya.")
    return Reply(text, (Button("Tarik keterangan", data("tarik", id_)),))
