"""The cards of a monthly report: the head's, and that of whoever receives it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.month.office_totals import Totals
from core.organisation.region import Region
from core.writing import quoted
from handlers.chat.format import brief, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts import report as texts

AGREE, RECEIVE = "lk", "lt"  # what the buttons of the two cards begin with
APPROVE, ACCEPT, REFUSE, FILES = "setuju", "terima", "tolak", "berkas"
LABELS = {APPROVE: "Setujui", ACCEPT: "Terima", REFUSE: "Kembalikan", FILES: "Berkas"}
REASONS = ("Data belum lengkap", "Surat belum ada", "Angka belum cocok")


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in: of which office and month, by whom and when, and what it adds up to."""

    noun: str
    office: str
    month: date
    version: int
    by: str
    at: datetime
    on_time_until: datetime | None
    totals: Totals

    def lines(self, region: Region) -> list[Markup]:
        """The upper half of both cards."""
        title = f"{texts.called(self.noun, self.month)}, {self.office}"
        sent = Markup("Dikirim {}, {}.").format(brief(self.by), moment(self.at, region.zone))
        if self.version > 1:
            sent += Markup(" Kiriman ke-{}.").format(self.version)
        punctual = texts.punctual(self.on_time_until, self.at, region)
        return [
            Markup("<b>{}</b>").format(title),
            sent,
            *([Markup("{}").format(punctual)] if punctual else []),
            *texts.numbers(self.totals),
            *texts.still_open(self.totals),
        ]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one of the two steps; `state` None: nothing yet."""

    state: State | None = None
    by: str = ""
    at: datetime | None = None
    remark: str = ""

    def line(self, region: Region, approved: str, waits: str) -> Markup:
        """It in one line: `approved` is the word for yes, `waits` what is said before."""
        at = moment(self.at, region.zone) if self.at else ""
        match self.state:
            case None:
                return Markup("⏳ {}").format(waits)
            case State.APPROVED:
                return Markup("✅ {} {}, {}.").format(approved, brief(self.by), at)
            case State.REJECTED:
                back = Markup("❌ Dikembalikan {}, {}.").format(brief(self.by), at)
                return back + Markup("\nAlasan: {}").format(quoted(self.remark))
            case _:
                return Markup("Ditarik kembali oleh operator, {}.").format(at)


@dataclass(frozen=True, slots=True)
class AgreementCard(Notification):
    """To the head of an office: its report waits for their yes (Pasal 15, Pasal 10 ayat (3))."""

    KIND: ClassVar = "kartu_laporan_kepala"

    id: UUID
    handed: Handed
    decision: Decision
    note: str = ""

    def word(self, region: Region) -> Reply:
        waits = "Menunggu persetujuan kepala kantor."
        line = self.decision.line(region, "Disetujui", waits)
        return _card(region, self.note, [*self.handed.lines(region), line], self._buttons())

    def _buttons(self) -> tuple[Button, ...]:
        return _buttons(AGREE, self.id, () if self.decision.state else (APPROVE, REFUSE))


@dataclass(frozen=True, slots=True)
class ReceiptCard(Notification):
    """To whoever receives reports for BKPSDM: one that a head has agreed to (Pasal 13)."""

    KIND: ClassVar = "kartu_laporan_bkpsdm"

    id: UUID
    handed: Handed
    agreed: Decision
    decision: Decision
    number: str = ""
    note: str = ""

    def word(self, region: Region) -> Reply:
        lines = [*self.handed.lines(region), self.agreed.line(region, "Disetujui", "")]
        line = self.decision.line(region, "Diterima", "Menunggu BKPSDM.")
        if self.number:
            line += Markup(" Nomor {}.").format(self.number)
        return _card(region, self.note, [*lines, line], self._buttons())

    def _buttons(self) -> tuple[Button, ...]:
        return _buttons(RECEIVE, self.id, () if self.decision.state else (ACCEPT, REFUSE))


def _card(_region: Region, note: str, lines: list[Markup], buttons: tuple[Button, ...]) -> Reply:
    above = [Markup("<b>{}</b>").format(note)] if note else []
    return Reply(Markup("\n").join([*above, *lines]), buttons)


def _buttons(kind: str, id_: UUID, verbs: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(Button(LABELS[verb], f"{kind}:{verb}:{id_.hex}") for verb in (*verbs, FILES))
