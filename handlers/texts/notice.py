"""What a person is told when an administrator did something to their account."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from core.organisation.region import Region
from handlers.chat.format import long_date
from handlers.chat.menu import KEYS, STRANGER_COMMANDS
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply


@dataclass(frozen=True, slots=True)
class AccountReleased(Notification):
    """The account is nobody's any more; its keys and commands go."""

    KIND: ClassVar = "akun_dilepas"

    def word(self, region: Region) -> Reply:
        return Reply(
            Markup(
                "<b>Akun ini tidak lagi terhubung</b> dengan data pegawai Anda. Bukan permintaan "
                "Anda? Segera hubungi {contact}. Untuk terhubung lagi, minta kode baru kepadanya."
            ).format(contact=region.contact),
            keys=(),
            commands=STRANGER_COMMANDS,
        )


@dataclass(frozen=True, slots=True)
class ServiceEnded(Notification):
    """The last day is over; the account is nobody's any more."""

    KIND: ClassVar = "masa_tugas_selesai"

    def word(self, region: Region) -> Reply:
        return Reply(
            Markup(
                "Masa tugas Anda sudah selesai, jadi akun ini tidak lagi terhubung. Terima kasih "
                "atas pengabdian Anda. Bila ini keliru, hubungi {}."
            ).format(region.contact),
            keys=(),
            commands=STRANGER_COMMANDS,
        )


@dataclass(frozen=True, slots=True)
class AccountBlocked(Notification):
    """Notice and the right to answer (AMB-38).

    `since` None: from a release in which nobody could answer here.
    """

    KIND: ClassVar = "akun_diperiksa"

    reason: str
    since: date | None = None

    def word(self, region: Region) -> Reply:
        if self.since is not None:
            text = Markup(
                "<b>Akun presensi Anda sedang diperiksa</b> mulai {}.\nSebabnya: {}\n\nSelama itu "
                "hari Anda tidak dihitung alpa. Anda bisa memberi penjelasan satu kali lewat "
                "tombol di bawah, atau hubungi {}."
            ).format(long_date(self.since), self.reason, region.contact)
            return Reply(text, (Button("Beri penjelasan", "blp:jawab"),))
        return Reply(
            Markup(
                "Akun presensi Anda sedang <b>diperiksa</b>: {}\n\n"
                "Selama itu hari Anda dicatat <i>dalam pemeriksaan</i>, bukan alpa. Anda berhak "
                "memberi penjelasan; hubungi {}."
            ).format(self.reason, region.contact)
        )


@dataclass(frozen=True, slots=True)
class AccountUnblocked(Notification):
    """The review is over."""

    KIND: ClassVar = "pemeriksaan_selesai"

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup("Pemeriksaan akun presensi Anda selesai. Silakan presensi seperti biasa."),
            keys=KEYS,
        )
