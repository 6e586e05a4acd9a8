"""What somebody reads who asked to be reminded of a stamp, and of what they have chosen."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from core.attendance.stamp import Leg
from core.organisation.region import Region
from db.people.reminder import Settings
from handlers.chat.format import clock
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply

BUTTON = "pg"  # what the buttons about one's own reminders begin with


def data(verb: str, leg: str = "") -> str:
    """The opaque data of a button."""
    return f"{BUTTON}:{verb}:{leg}"


@dataclass(frozen=True, slots=True)
class StampMissing(Notification):
    """To whoever asked for it: a leg is missing; `limit` is the start, or when pulang closes."""

    KIND: ClassVar = "presensi_belum_ada"

    leg: Leg
    limit: datetime

    def word(self, region: Region) -> Reply:
        at = clock(self.limit, region.zone)
        text = Markup("⏳ <b>Belum presensi {}.</b> ").format(self.leg.value)
        off = Button("Jangan ingatkan", data("jangan", self.leg.value))
        return Reply(text + _SAID[self.leg].format(at), (off,))


_SAID = {
    Leg.MASUK: Markup("Jam kerja mulai pukul {}. Sedang di jalan? Berhenti dulu."),
    Leg.PULANG: Markup("Ditutup pukul {}. Masih bekerja? Abaikan."),
}
_WHEN = {Leg.MASUK: "sebelum jam kerja mulai", Leg.PULANG: "sesudah jam kerja selesai"}


def settings_page(wants: Settings, *, monitors: bool) -> Reply:
    """What somebody has chosen, with one button for each change; `monitors`: a head's morning."""
    minutes = {Leg.MASUK: wants.masuk, Leg.PULANG: wants.pulang}
    lines = [Markup("<b>Pengingat presensi Anda</b>")]
    lines += [_line(leg, each) for leg, each in minutes.items()]
    ways = [way for leg, each in minutes.items() for way in _ways(leg, each)]
    if monitors:
        how = "nyala" if wants.monitors else "mati"
        lines.append(Markup("Ringkasan pagi kantor: {}").format(how))
        verb = "Matikan ringkasan" if wants.monitors else "Nyalakan ringkasan"
        ways.append(Button(verb, data("sepi" if wants.monitors else "pantau")))
    lines.append(Markup("Tidak dikirim pada hari libur, cuti, atau bila sudah presensi."))
    return Reply(Markup("\n").join(lines), tuple(ways))


def _line(leg: Leg, minutes: int | None) -> Markup:
    name = leg.value.capitalize()
    if minutes is None:
        return Markup("{}: mati").format(name)
    return Markup("{}: {} menit {}").format(name, minutes, _WHEN[leg])


def _ways(leg: Leg, minutes: int | None) -> tuple[Button, ...]:
    name = leg.value
    if minutes is None:
        return (Button(f"Nyalakan {name}", data("nyala", name)),)
    off = Button(f"Matikan {name}", data("mati", name))
    return (off, Button(f"Ubah menit {name}", data("menit", name)))


OFFER = (Button("Ya, ingatkan", data("ya")), Button("Tidak", data("tidak")))
OFF = Reply(Markup("Pengingat dimatikan. Nyalakan lagi: /pengingat"))
