"""What people read of the examination of a blocked account: the card, and how it ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.law.questions.peran import Role
from core.organisation.region import Region
from core.writing import quoted
from db.people.block import Examination
from db.records.attachment import Page, pages_of
from handlers.chat.format import brief, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.roles import ROLES

BUTTON, OWN_BUTTON = "bl", "blp"  # of the card, and of the person
ANSWERED = "Penjelasan Anda sudah terkirim, atau pemeriksaannya sudah selesai. Lihat /hari_ini."
OVER = "Pemeriksaan ini sudah selesai."


def named(roles: tuple[Role, ...]) -> str:
    """`kepala kantor dan Administrator`."""
    return " dan ".join(ROLES[each] for each in roles)


def data(verb: str, person: UUID, since: datetime) -> str:
    """A button of the card; of an earlier block of the same person it means nothing any more."""
    return f"{BUTTON}:{verb}:{person.hex}:{int(since.timestamp())}"


@dataclass(frozen=True, slots=True)
class BlockCard(Notification):
    """To whoever must agree: why somebody is blocked, what they say to it, who has agreed."""

    KIND: ClassVar = "kartu_pemeriksaan"

    id: UUID
    name: str
    since: datetime
    reason: str
    answer: str | None = None
    pages: tuple[Page, ...] = ()
    agreed: tuple[Role, ...] = ()
    note: str = ""

    def word(self, region: Region) -> Reply:
        lines = [Markup("{}\n").format(self.note)] if self.note else []
        lines += [
            Markup("⚠️ <b>Mohon diputuskan: akun {} diblokir</b>").format(brief(self.name)),
            Markup("Sejak {}").format(moment(self.since, region.zone)),
            Markup("Sebabnya: {}").format(quoted(self.reason)),
            Markup("Penjelasan pegawai: {}").format(self._said()),
        ]
        if self.agreed:
            lines.append(Markup("Sudah setuju dibuka: {}").format(named(self.agreed)))
        lines.append(
            Markup(
                "\nBlokir dibuka bila semua pejabatnya setuju. Hari yang presensinya kurang karena "
                "diblokir lalu dihitung hadir."
            )
        )
        buttons = [
            Button("Setuju dibuka", data("setuju", self.id, self.since)),
            Button("Belum", data("belum", self.id, self.since)),
        ]
        if self.pages:
            buttons.append(Button("Lihat bukti", data("bukti", self.id, self.since)))
        return Reply(Markup("\n").join(lines), tuple(buttons))

    def _said(self) -> str:
        """In their own words; the card comes once more as soon as there are any."""
        if self.answer:
            return quoted(self.answer)
        return "lihat buktinya" if self.pages else "belum ada. Bila ada, Anda diberi tahu."


def card(found: Examination, name: str, note: str = "") -> BlockCard:
    """The card of an examination as it stands."""
    roles = tuple(each.role for each in found.consents)
    pages = pages_of(found.raw)
    return BlockCard(
        found.employee, name, found.since, found.reason, found.answer, pages, roles, note
    )


@dataclass(frozen=True, slots=True)
class StillExamined(Notification):
    """To the person: somebody who must agree does not yet, and why."""

    KIND: ClassVar = "pemeriksaan_berlanjut"

    reason: str

    def word(self, region: Region) -> Reply:
        text = Markup(
            "⏳ <b>Akun Anda masih diperiksa.</b> Alasannya: {}\nHari Anda tetap tidak dihitung "
            "alpa. Bukti lain bisa disampaikan kepada {}."
        )
        return Reply(text.format(quoted(self.reason), region.contact))


@dataclass(frozen=True, slots=True)
class ExaminationConcluded(Notification):
    """To the person: it ended with a decision, which has a number."""

    KIND: ClassVar = "pemeriksaan_diputus"

    decree: str

    def word(self, region: Region) -> Reply:
        text = Markup(
            "<b>Pemeriksaan akun Anda selesai</b> dengan keputusan nomor {}. Menurut keputusan "
            "ini, hari selama diblokir dihitung alpa. Cuti dan izin tetap berlaku. Keberatan "
            "disampaikan kepada {}."
        )
        return Reply(text.format(quoted(self.decree), region.contact))
