"""What people are told of an apel or upacara: when and where, that it is off, that a list waits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.organisation.ceremony import Ceremony
from core.organisation.region import Region
from handlers.chat.format import brief, clock, one_line, short_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply

BUTTON = "apel"
PLACE, UNABLE, LIST, DOWNLOAD = "tempat", "halangan", "daftar", "unduh"
REASON_CHARACTERS_MAX = 200


def data(verb: str, ceremony: UUID, day: date, number: int = 0) -> str:
    """The data of a button about an apel of one date; `number` is which of its lists."""
    return f"{BUTTON}:{verb}:{ceremony.hex}:{day:%Y%m%d}:{number}"


def described(region: Region, ceremony: Ceremony) -> Markup:
    """`Apel Senin, 6 April, 07.30 WITA, Halaman Kantor Bupati`."""
    return Markup("{} {}, {}, {}").format(
        ceremony.name,
        short_date(ceremony.date),
        clock(ceremony.start, region.zone),
        brief(ceremony.venue.name),
    )


@dataclass(frozen=True, slots=True)
class CeremonyCall(Notification):
    """To whoever is called: on the day before, or in the morning. `latest` is when masuk is late.

    `off`: a holiday, on which nothing is stamped (AMB-73).
    """

    KIND: ClassVar = "apel_undangan"

    ceremony: UUID
    name: str
    date: date
    start: datetime
    latest: datetime
    venue: str
    ahead: bool = False
    off: bool = False

    def word(self, region: Region) -> Reply:
        at, venue = clock(self.start, region.zone), brief(self.venue)
        if self.ahead:
            head = Markup("<b>{} besok, {}, {}</b> di {}.").format(
                self.name, short_date(self.date), at, venue
            )
        else:
            head = Markup("<b>Hari ini {} di {}</b>, {}.").format(self.name.lower(), venue, at)
        buttons = [Button("Lihat tempat", data(PLACE, self.ceremony, self.date))]
        if not self.off:
            buttons.append(Button("Saya berhalangan", data(UNABLE, self.ceremony, self.date)))
        return Reply(Markup("{}\n{}").format(head, self._how(region)), tuple(buttons))

    def _how(self, region: Region) -> Markup:
        if self.off:
            return Markup("Hari libur, jadi cukup bagikan lokasi setelah tiba di sana.")
        latest = clock(self.latest, region.zone)
        if self.ahead:
            return Markup("Presensi masuk di sana, paling lambat {}.").format(latest)
        return Markup("Tekan <b>Masuk</b> di sana, paling lambat {}.").format(latest)


@dataclass(frozen=True, slots=True)
class CeremonyCancelled(Notification):
    """To whoever was called: it is not held."""

    KIND: ClassVar = "apel_batal"

    name: str
    date: date
    start: datetime
    venue: str
    reason: str
    off: bool = False

    def word(self, region: Region) -> Reply:
        head = Markup("<b>{} {}, {} ditiadakan</b> ({}).").format(
            self.name, short_date(self.date), clock(self.start, region.zone), brief(self.venue)
        )
        why = Markup("Sebabnya: {}").format(one_line(self.reason, REASON_CHARACTERS_MAX))
        then = "" if self.off else "\nPresensi masuk seperti biasa di kantor."
        return Reply(Markup("{}\n{}{}").format(head, why, then))


@dataclass(frozen=True, slots=True)
class ListAwaited(Notification):
    """To an operator: no signed list was handed in yet (Pasal 8 ayat (7)); `left`: minutes."""

    KIND: ClassVar = "apel_daftar"

    ceremony: UUID
    name: str
    date: date
    office: str
    latest: datetime
    number: int = 0
    left: int = 0

    def word(self, region: Region) -> Reply:
        name, latest = self.name.lower(), clock(self.latest, region.zone)
        if self.left:
            text = Markup(
                "<b>{} menit lagi batas daftar hadir {}</b>, {}. "
                "Daftar {} belum diterima. Tekan <b>Kirim foto</b>."
            ).format(self.left, name, latest, brief(self.office))
        else:
            text = Markup(
                "<b>Daftar hadir {} {} ditunggu sampai {}.</b> "
                "Cetak, mintakan tanda tangan, lalu kirim fotonya."
            ).format(name, brief(self.office), latest)
        ways = {DOWNLOAD: "Unduh daftar", LIST: "Kirim foto"}
        return Reply(
            text,
            tuple(
                Button(label, data(verb, self.ceremony, self.date, self.number))
                for verb, label in ways.items()
            ),
        )
