"""The daily acts: their keys on the screen, their commands, and the words that mean them."""

from datetime import date

from markupsafe import Markup

from core.attendance import offline
from core.law.regulation import Regulation
from core.month.cancellation import offered
from core.organisation import helpdesk
from core.requests.catalogue import request_types
from core.work.activity import kept_lately
from handlers.chat.reply import Reply

KEYS = (("Masuk", "Pulang"), ("Hari ini", "Bantuan"))

_DAILY_WORK = (
    ("aktivitas", "Isi kinerja harian"),
    ("aktivitas_saya", "Aktivitas saya, keputusannya"),
    ("poin", "Poin bulan ini"),
)
_REQUESTS = (
    ("izin", "Ajukan izin, cuti, dinas"),
    ("izin_saya", "Izin saya, keputusannya"),
)
_ON_PAPER = (("kendala", "Tidak bisa lewat ponsel"),)
_DECIDED = (
    ("verifikasi", "Yang menunggu Anda"),
    ("bawahan", "Pegawai Anda hari ini"),
    ("delegasi", "Tunjuk Plh Anda"),
)
_CANCELLED = (("batalkan", "Batalkan kehadiran"),)
_OFFLINE = (("unggah_presensi", "Presensi tanpa sinyal"),)
_PROBLEMS = (("masalah", "Laporkan masalah"),)
_ALWAYS = (
    ("masuk", "Presensi masuk kerja"),
    ("pulang", "Presensi pulang kerja"),
    ("hari_ini", "Jam kerja dan presensi"),
    ("rekap_saya", "Rekap bulan ini"),
    ("koreksi", "Perbaiki hari yang keliru"),
    ("pengingat", "Pengingat presensi"),
    ("kenapa", "Pasal di balik jawaban"),
    ("bantuan", "Cara memakai"),
    ("privasi", "Data dan hak Anda"),
    ("batal", "Batalkan yang berjalan"),
)


def commands(regulation: Regulation, day: date) -> tuple[tuple[str, str], ...]:
    """What every employee may ask for; nothing that the regulation does not know.

    Who looks after an office has more (`handlers/usecases/offered.py`).
    """
    work = _DAILY_WORK if kept_lately(regulation, day) else ()
    asked = _REQUESTS if any(request_types(regulation, day)) else ()
    decided = _DECIDED if work or asked else ()
    later = _OFFLINE if offline.known(regulation, day) else ()
    paper = _ON_PAPER if regulation.manual.keadaan.on(day).value else ()
    own = (*later, *work, *asked, *paper)
    cancelled = _CANCELLED if offered(regulation, day) else ()
    decided = (*decided, *cancelled)
    problems = _PROBLEMS if helpdesk.desks(regulation, day) else ()
    return (*_ALWAYS[:3], *own, *decided, *problems, *_ALWAYS[3:])


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
