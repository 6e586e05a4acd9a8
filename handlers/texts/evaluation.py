"""The monthly evaluation in words: that it is ready, its sheet, and who has gone through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import NAMESPACE_OID, uuid5

from markupsafe import Markup

from core.month.office_totals import Totals
from core.organisation.region import Region
from handlers.chat.format import brief, grouped, minutes, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.closing import month_name

BUTTON = "ev"  # what the buttons of an evaluation begin with
OPEN, DONE, PRINTED, LIST = "lembar", "sudah", "cetak", "daftar"
_PEOPLE = "orang"  # whose sheet is of no one office


def data(verb: str, month: date, office: str | None, page: int = 0) -> str:
    """A button about the sheet of an office, or with None about that of one's own people."""
    key = _PEOPLE if office is None else key_of(office)
    return f"{BUTTON}:{verb}:{month:%Y%m}:{key}:{page}"


def key_of(office: str) -> str:
    """An office in 32 characters, however long its code is."""
    return uuid5(NAMESPACE_OID, office).hex


def of_people(key: str) -> bool:
    """Whether a button is about the sheet of somebody's own people."""
    return key == _PEOPLE


@dataclass(frozen=True, slots=True)
class EvaluationReady(Notification):
    """To a superior or a head: a month can be gone through (Pasal 9C ayat (4)).

    `office` is the code of the office whose head reads it, `name` what it is called; without it
    the sheet is that of the reader's own people.
    """

    KIND: ClassVar = "evaluasi_siap"

    month: date
    totals: Totals
    office: str | None = None
    name: str = ""

    def word(self, _region: Region) -> Reply:
        shown = ready(self.month, self.name, self.totals)
        return Reply(shown, ways(self.month, self.office, signed=False))


def ways(month: date, office: str | None, number: int = 0, *, signed: bool) -> tuple[Button, ...]:
    """What can be done with a sheet; of several each has a `number`, 0: there is one."""
    which = f" {number}" if number else ""
    open_ = Button(f"Buka lembar{which}", data(OPEN, month, office))
    done = Button(f"Sudah dievaluasi{which}", data(DONE, month, office))
    return (open_,) if signed else (open_, done)


def ready(month: date, name: str, totals: Totals) -> Markup:
    """What a sheet adds up to, in three numbers."""
    where = Markup(" {}.").format(name) if name else Markup("")
    return Markup(
        "<b>Evaluasi {} siap.</b>{} {} pegawai: terlambat {} kali, tanpa presensi lengkap {} hari, "
        "tugas khusus {} kali."
    ).format(
        month_name(month),
        where,
        grouped(totals.people),
        grouped(totals.late_days),
        grouped(totals.incomplete),
        grouped(totals.special),
    )


def sheet(title: str, lines: Sequence[tuple[str, Totals]], first: int) -> Markup:
    """One line for each person, numbered from `first`."""
    said = [Markup("<b>{}</b>").format(title)]
    for number, (name, totals) in enumerate(lines, first):
        said.append(Markup("{}. {}: {}").format(number, brief(name), _counted(totals)))
    return Markup("\n").join(said)


def _counted(totals: Totals) -> str:
    late = f"terlambat {totals.late_days} kali ({minutes(totals.late_minutes)})"
    early = f"pulang cepat {totals.early_days} kali ({minutes(totals.early_minutes)})"
    found = [
        late * bool(totals.late_days),
        early * bool(totals.early_days),
        f"alpa {totals.alpa}" * bool(totals.alpa),
        f"tidak lengkap {totals.incomplete}" * bool(totals.incomplete),
        f"tugas khusus {totals.special}" * bool(totals.special),
        f"dinas luar {totals.trips}" * bool(totals.trips),
        f"belum divalidasi {totals.unvalidated}" * bool(totals.unvalidated),
        f"ganti akun {totals.resets} kali" * bool(totals.resets),
    ]
    return ", ".join(filter(None, found)) or "tanpa catatan"


@dataclass(frozen=True, slots=True)
class State:
    """How far an office's evaluation is: whether its head is through, how many superiors are."""

    name: str
    head: bool
    superiors: int


def states(month: date, shown: Sequence[State], first: int) -> Markup:
    """For whoever monitors: where the evaluation of each office stands."""
    lines = [Markup("<b>Evaluasi {}</b>").format(month_name(month))]
    for number, each in enumerate(shown, first):
        head = "kepala sudah" if each.head else "kepala belum"
        words = Markup("{}. {}: {}, atasan yang sudah {}")
        lines.append(words.format(number, each.name, head, grouped(each.superiors)))
    return Markup("\n").join(lines)


def signed(region: Region, month: date, at: datetime) -> Markup:
    """That somebody has gone through a month."""
    text = Markup("✅ <b>{} sudah dievaluasi</b>, {}. Terima kasih.")
    return text.format(month_name(month), moment(at, region.zone))
