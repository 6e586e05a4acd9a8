"""A reported problem as those read it who have it, and what whoever reported it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.law.regulation import Role
from core.organisation.helpdesk import TicketState
from core.organisation.region import Region
from db.records.attachment import Page
from db.records.ticket import Ticket, count_states
from handlers.chat.event import Kept
from handlers.chat.format import brief, clock, one_line, short_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED

BUTTON = "ms"  # what the buttons of a reported problem begin with
LIST_CHARACTERS = 60
INVENTORY_SHOWN = 8  # the newest; the counts are of all

DESKS = {
    Role.OPERATOR: "operator",
    Role.ADMINISTRATOR: "Administrator",
    Role.BKPSDM_MANAGER: "BKPSDM",
    Role.KOMINFO_MANAGER: "Kominfo",
    Role.HEAD: "kepala kantor",
}


def data(verb: str, ticket: UUID, to: Role | None = None) -> str:
    """The opaque data of a button: 2 + 6 + 33 + 18 bytes at most, of the 64 there are."""
    tail = f":{to.value}" if to else ""
    return f"{BUTTON}:{verb}:{ticket.hex}{tail}"


@dataclass(frozen=True, slots=True)
class Ending:
    """Who has answered or closed it, when, and with which words."""

    state: TicketState
    by: str
    at: datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class TicketCard(Notification):
    """To those on whose desk a problem lies; `onward` are the desks to which it may be passed."""

    KIND: ClassVar = "kartu_masalah"

    id: UUID
    name: str
    office: str
    words: str
    filed_at: datetime
    desk: Role
    onward: tuple[Role, ...] = ()
    photo: tuple[Page, ...] = ()
    passed_by: str | None = None
    ending: Ending | None = None
    note: str = ""

    def word(self, region: Region) -> Reply:
        lines = [Markup("<b>{}</b>").format(self.note)] * bool(self.note)
        lines.append(
            Markup("⚠️ <b>Masalah dari {}</b>, {}").format(brief(self.name), brief(self.office))
        )
        lines.append(Markup("{}: {}").format(moment(self.filed_at, region), self.words))
        if self.ending is not None:
            lines.append(_ended(self.ending, region))
        else:
            by = f" (diteruskan {brief(self.passed_by)})" if self.passed_by else ""
            lines.append(Markup("⏳ Menunggu {}{}.").format(DESKS[self.desk], by))
        buttons = self._buttons()
        page = self.photo[0] if self.photo else None
        picture = Kept(page.hash, page.size, page.media) if page else None
        return Reply(Markup("\n").join(lines), buttons, picture=picture, unseen=buttons)

    def _buttons(self) -> tuple[Button, ...]:
        if self.ending is not None:
            return ()
        ways = [Button("Jawab", data("jawab", self.id)), Button("Selesai", data("tutup", self.id))]
        ways += [Button(f"Ke {DESKS[to]}", data("ke", self.id, to)) for to in self.onward]
        return tuple(ways)


def moment(at: datetime, region: Region) -> str:
    """`Senin, 6 April, 14.05 WITA`."""
    return f"{short_date(at.astimezone(region.zone).date())}, {clock(at, region.zone)}"


def _ended(ending: Ending, region: Region) -> Markup:
    what = "Dijawab" if ending.state is TicketState.ANSWERED else "Ditutup"
    said = Markup("✅ {} {}, {}").format(what, brief(ending.by), moment(ending.at, region))
    return said + (Markup(": {}").format(ending.answer) if ending.answer else Markup("."))


def as_of(ticket: Ticket) -> str:
    """As of what a card stands."""
    return f"di {ticket.desk.value}" if ticket.state is TicketState.OPEN else CLOSED


@dataclass(frozen=True, slots=True)
class TicketPassed(Notification):
    """To whoever reported it: somebody else has it now."""

    KIND: ClassVar = "masalah_diteruskan"

    words: str
    to: Role

    def word(self, _region: Region) -> Reply:
        text = Markup("⏳ <b>Masalah Anda diteruskan ke {}.</b>\n{}\nJawabannya dikirim ke sini.")
        return Reply(text.format(DESKS[self.to], self.words))


@dataclass(frozen=True, slots=True)
class TicketEnded(Notification):
    """To whoever reported it: it was answered, or closed without further words."""

    KIND: ClassVar = "masalah_selesai"

    words: str
    ending: Ending

    def word(self, _region: Region) -> Reply:
        answered = self.ending.state is TicketState.ANSWERED
        what = "dijawab" if answered else "ditandai selesai oleh"
        head = Markup("✅ <b>Masalah Anda {} {}</b>\n{}").format(
            what, brief(self.ending.by), self.words
        )
        if self.ending.answer:
            head += Markup("\nJawaban: {}").format(self.ending.answer)
        return Reply(head + "\nBelum beres? Laporkan lagi: /masalah")


def filed(desk: Role | None, region: Region, *, read: bool) -> Markup:
    """What whoever reports it is told: who has it, or plainly that nobody reads it yet."""
    if desk is None:
        return Markup(
            "<b>Tersimpan, tetapi belum ada yang menerimanya.</b> Belum ada operator atau "
            "pengelola yang ditunjuk. Hubungi {}."
        ).format(region.contact)
    if not read:
        return Markup(
            "<b>Tersimpan untuk {}, yang belum terhubung di sini.</b> Hubungi {}."
        ).format(DESKS[desk], region.contact)
    return Markup("✅ <b>Terkirim ke {}.</b> Jawabannya dikirim ke sini.").format(DESKS[desk])


def queue(found: Sequence[Ticket], names: dict[UUID, str], region: Region) -> Markup:
    """What lies on somebody's desk, the oldest first."""
    if not found:
        return Markup("Tidak ada masalah yang menunggu Anda.")
    lines = [Markup("<b>{} masalah menunggu Anda</b>").format(len(found))]
    lines += [
        Markup("{}. {}, {}: {}").format(
            number,
            brief(names[each.employee]),
            moment(each.filed_at, region),
            one_line(each.words, LIST_CHARACTERS),
        )
        for number, each in enumerate(found, 1)
    ]
    return Markup("\n").join(lines)


def inventory(month: str, found: Sequence[Ticket], names: dict[UUID, str]) -> Markup:
    """The problems of a month, counted and listed (Pasal 7 ayat (3) huruf c)."""
    counts = count_states(found)
    counted = ", ".join(f"{state.value} {count}" for state, count in counts.items() if count)
    if not found:
        return Markup("<b>Masalah {}</b>\nTidak ada laporan.").format(month)
    lines = [Markup("<b>Masalah {}: {} laporan</b>").format(month, len(found))]
    lines.append(Markup("{}").format(counted))
    lines += [
        Markup("{}, {}: {}").format(
            brief(names[each.employee]), each.state.value, one_line(each.words, LIST_CHARACTERS)
        )
        for each in found[-INVENTORY_SHOWN:]
    ]
    return Markup("\n").join(lines)
