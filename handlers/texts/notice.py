"""What a person is told when an administrator did something to their account."""

from markupsafe import Markup

from core.organisation.region import Region
from handlers.chat.menu import KEYS, STRANGER_COMMANDS
from handlers.chat.reply import Reply


def released(region: Region) -> Reply:
    """The account is nobody's any more; its keys and commands go."""
    return Reply(
        Markup(
            "<b>Akun ini tidak lagi terhubung</b> dengan data pegawai Anda. Bukan permintaan "
            "Anda? Segera hubungi {contact}. Untuk terhubung lagi, minta kode baru kepadanya."
        ).format(contact=region.contact),
        keys=(),
        commands=STRANGER_COMMANDS,
    )


def left(region: Region) -> Reply:
    """The last day is over; the account is nobody's any more."""
    return Reply(
        Markup(
            "Masa tugas Anda sudah selesai, jadi akun ini tidak lagi terhubung. Terima kasih atas "
            "pengabdian Anda. Bila ini keliru, hubungi {}."
        ).format(region.contact),
        keys=(),
        commands=STRANGER_COMMANDS,
    )


def blocked(region: Region, reason: str) -> Reply:
    """Notice and the right to answer (AMB-38)."""
    return Reply(
        Markup(
            "Akun presensi Anda sedang <b>diperiksa</b>: {}\n\n"
            "Selama itu hari Anda dicatat <i>dalam pemeriksaan</i>, bukan alpa. Anda berhak "
            "memberi penjelasan; hubungi {}."
        ).format(reason, region.contact)
    )


def unblocked() -> Reply:
    return Reply(
        Markup("Pemeriksaan akun presensi Anda selesai. Silakan presensi seperti biasa."), keys=KEYS
    )
