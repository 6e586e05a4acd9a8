"""The daily acts: their keys on the screen, their commands, and the words that mean them."""

from datetime import date

from markupsafe import Markup

from core.law.regulation import Regulation
from core.requests.catalogue import request_types
from core.work.activity import kept_lately
from handlers.chat.reply import Reply

KEYS = (("Masuk", "Pulang"), ("Hari ini", "Bantuan"))

_DAILY_WORK = (
    ("aktivitas", "Isi kinerja harian"),
    ("aktivitas_saya", "Aktivitas saya dan keputusannya"),
    ("poin", "Poin bulan ini"),
)
_REQUESTS = (
    ("izin", "Ajukan izin, cuti, dinas, pulang cepat"),
    ("izin_saya", "Izin saya dan keputusannya"),
)
_DECIDED = (
    ("verifikasi", "Yang menunggu keputusan Anda"),
    ("bawahan", "Kehadiran bawahan Anda hari ini"),
    ("delegasi", "Tunjuk Plh Anda"),
)
_OFFICE = (("rekap", "Rekap kantor, untuk operator dan kepala"),)
_ALWAYS = (
    ("masuk", "Presensi masuk kerja"),
    ("pulang", "Presensi pulang kerja"),
    ("hari_ini", "Jam kerja dan presensi hari ini"),
    ("rekap_saya", "Rekap bulan ini"),
    ("pengingat", "Pengingat bila lupa presensi"),
    ("masalah", "Laporkan masalah pemakaian"),
    ("kenapa", "Pasal di balik jawaban terakhir"),
    ("bantuan", "Cara memakai"),
    ("privasi", "Data yang disimpan dan hak Anda"),
    ("batal", "Batalkan yang sedang berjalan"),
)


def commands(regulation: Regulation, day: date) -> tuple[tuple[str, str], ...]:
    """What an employee may ask for; nothing that the regulation does not know."""
    work = _DAILY_WORK if kept_lately(regulation, day) else ()
    asked = _REQUESTS if any(request_types(regulation, day)) else ()
    decided = _DECIDED if work or asked else ()
    return (*_ALWAYS[:3], *work, *asked, *decided, *_OFFICE, *_ALWAYS[3:])


# What a stranger sees; BotFather's own defaults would offer commands that answer nothing.
STRANGER_COMMANDS = (
    ("start", "Hubungkan akun dengan kode aktivasi"),
    *(each for each in _ALWAYS if each[0] in {"bantuan", "privasi"}),
)


def command_of(text: str) -> tuple[str, str] | None:
    """The command in a text and what follows it; a key of the menu is a command, too."""
    words = text.strip()
    if words.startswith("/"):
        head, _, rest = words[1:].partition(" ")
        return head.partition("@")[0].casefold(), rest.strip()
    name = "_".join(words.casefold().split())
    return (name, "") if name in _SPOKEN else None


def menu() -> Reply:
    return Reply(Markup("Silakan pilih."), keys=KEYS)


def hint_to_act() -> Reply:
    """What to do, for somebody of whom nothing is asked."""
    text = Markup("Tekan <b>Masuk</b> atau <b>Pulang</b>, atau lihat /bantuan.")
    return Reply(text, keys=KEYS, toast=True, idle=True)


_SPOKEN = {"_".join(key.casefold().split()) for row in KEYS for key in row}
_SPOKEN |= {"batal", "menu", "kembali"}
