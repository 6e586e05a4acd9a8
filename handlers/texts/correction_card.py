"""What is shown of a correction to whoever proposes or agrees to it, and told of it to others."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, State
from core.organisation.region import Region
from db.records.attachment import Page
from db.records.correction import Correction
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts import attachments, unseen
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.texts.correction import Edited, Names, Outcome, data, outcome

REASONS = ("Buktinya tidak jelas", "Jamnya tidak sesuai", "Tidak hadir hari itu")
PROOF = "Setujui hanya bila Anda sudah melihat bukti aslinya."


@dataclass(frozen=True, slots=True)
class CorrectionCard(Notification):
    """Both values, why, by whom, with which proof, what the day becomes, and the two buttons.

    `by` None: only the person asks for it, and somebody else has to propose it first.
    """

    KIND: ClassVar = "kartu_koreksi"

    id: UUID
    name: str
    what: Edited
    reason: str
    became: Outcome
    by: str | None = None
    decree: str | None = None
    after_lock: bool = False
    pages: tuple[Page, ...] = ()
    changes: Changes = NO_CHANGES
    note: str = ""

    def word(self, region: Region) -> Reply:
        lines = [Markup("<b>Koreksi {}</b>, {}").format(brief(self.name), self._date())]
        lines.append(Markup("<b>{}</b>").format(_capital(self.what.text(region))))
        lines.append(Markup("Alasan: {}").format(self.reason))
        lines.append(Markup("Bukti: {}").format(self._proof()))
        lines.append(self._origin())
        if self.after_lock:
            lines.append(Markup("⚠️ Bulannya sudah ditutup. Laporan yang terkirim tidak berubah."))
        lines += self.changes.lines()
        lines.append(Markup("\n{}").format(self.became.text(region)))
        text = Markup("\n").join(lines)
        shown = Markup("{}\n\n{}").format(self.note, text) if self.note else text
        buttons = self._buttons()
        return Reply(
            shown,
            buttons,
            picture=attachments.picture(self.pages),
            unseen=self._unseen(buttons),
        )

    def _date(self) -> str:
        return long_date(self.what.date)

    def _proof(self) -> str:
        return attachments.count(self.pages) if self.pages else "tidak ada"

    def _origin(self) -> Markup:
        if self.by is None:
            return Markup("Diminta pegawainya sendiri. Usulkan bila buktinya cukup.")
        decree = Markup(", keputusan {}").format(self.decree) if self.decree else Markup("")
        return Markup("Pengusul: {}{}").format(brief(self.by), decree)

    def _buttons(self) -> tuple[Button, ...]:
        others = attachments.others(self.pages)
        more = (Button(others, data("lembar", self.id)),) if others else ()
        if self.became.state not in UNDECIDED:
            return more
        label, verb = ("Usulkan", "usul") if self.by is None else ("Setujui", "setuju")
        yes = Button(label, data(verb, self.id))
        return (yes, Button("Tolak", data("tolak", self.id)), *more)

    def _unseen(self, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
        look = Button("Lihat bukti", data("lihat", self.id))
        vouch = Button("Sudah lihat buktinya", data("asli", self.id))
        approving = [data(verb, self.id) for verb in ("setuju", "usul")]
        return unseen.instead(buttons, look, vouch, approving)


def _capital(text: Markup) -> Markup:
    return text[:1].upper() + text[1:]


def as_of(item: Correction, state: State) -> str:
    """As what the card stands: until when it waits, for which of the two steps, or that it is over.

    Each step has other deciders and another button.
    """
    if state not in UNDECIDED:
        return CLOSED
    step = "diminta" if item.proposed_by is None else "diusulkan"
    return f"{step} {item.due_at.astimezone(UTC).isoformat()}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a card shows beside the correction itself."""

    names: Names
    what: Edited
    changes: Changes = NO_CHANGES


def card(
    region: Region, item: Correction, seen: Seen, now: datetime, note: str = ""
) -> CorrectionCard:
    """The card of a correction, as it stands."""
    became, by = outcome(region, item, seen.names, now), item.proposed_by
    return CorrectionCard(
        item.id,
        seen.names[item.employee],
        seen.what,
        item.reason,
        became,
        by=seen.names.get(by, "") if by else None,
        decree=item.decree,
        after_lock=item.after_lock,
        pages=item.proof,
        changes=seen.changes,
        note=note,
        screen=Screen(item.id, as_of(item, became.state)),
    )


@dataclass(frozen=True, slots=True)
class CorrectionProposed(Notification):
    """To the person: somebody proposes to correct one of their days; nothing has changed yet."""

    KIND: ClassVar = "koreksi_diusulkan"

    what: Edited
    by: str
    reason: str

    def word(self, region: Region) -> Reply:
        text = Markup(
            "⏳ <b>Koreksi {} diusulkan.</b>\n{}.\nPengusul: {}\nAlasan: {}\n"
            "Belum berlaku sampai disetujui orang kedua. Bila keliru, hubungi {}."
        )
        what, date = _capital(self.what.text(region)), long_date(self.what.date)
        return Reply(text.format(date, what, brief(self.by), self.reason, region.contact))


@dataclass(frozen=True, slots=True)
class CorrectionDecided(Notification):
    """To the person and to whoever proposed it: what became of a correction.

    `name` is whose day it is, None to that person; `by` None: its month closed over it.
    """

    KIND: ClassVar = "koreksi_hasil"

    what: Edited
    state: State
    name: str | None = None
    by: str | None = None
    remark: str = ""
    changes: Changes = NO_CHANGES

    def word(self, region: Region) -> Reply:
        lines = [self._verdict(), Markup("{}.").format(_capital(self.what.text(region)))]
        if self.by:
            lines.append(Markup("Yang memutuskan: {}").format(brief(self.by)))
        if self.remark and self.state is State.REJECTED:
            lines.append(Markup("Alasannya: {}").format(self.remark))
        lines += self.changes.lines()
        if self.name is None and self.state is not State.APPROVED:
            lines.append(Markup("Hari Anda tidak berubah. Bila perlu, ajukan lagi: /koreksi"))
        elif self.name is None:
            lines.append(
                Markup("Catatan semula tetap disimpan. Bila keliru, hubungi {}.").format(
                    region.contact
                )
            )
        return Reply(Markup("\n").join(lines))

    def _verdict(self) -> Markup:
        whose = Markup(" {}").format(brief(self.name)) if self.name is not None else Markup("")
        date = long_date(self.what.date)
        match self.state:
            case State.APPROVED:
                text = Markup("✅ <b>Koreksi{} {} disetujui.</b>")
            case State.REJECTED:
                text = Markup("❌ <b>Koreksi{} {} ditolak.</b>")
            case _:
                text = Markup(
                    "❌ <b>Koreksi{} {} tidak berlaku.</b> Bulannya ditutup sebelum disetujui."
                )
        return text.format(whose, date)


def decided(
    item: Correction, what: Edited, names: Names, changes: Changes, name: str | None = None
) -> CorrectionDecided:
    """What is told of a decision; `name` where whoever hears it is not the person."""
    by = names.get(item.decided_by, "") if item.decided_by else None
    state = item.state or State.LAPSED
    shown = changes if state is State.APPROVED else NO_CHANGES
    return CorrectionDecided(what, state, name, by, item.remark or "", shown)
