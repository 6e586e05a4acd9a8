"""What people are told of the head's letter: to be signed, handed in, accepted or sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.law.questions.manual import Condition
from core.month.letter import LetterState
from core.organisation.region import Region
from core.writing import quoted
from db.records.attachment import Page
from handlers.chat.format import MONTHS, brief, long_date, moment
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts import attachments
from handlers.texts.closing import month_name
from handlers.texts.incident import CONDITIONS, Due
from handlers.texts.manual import MENU_BUTTON

SIGN_BUTTON, RECEIVE_BUTTON, OWN_BUTTON = "kt", "ku", "kv"
LINES_SHOWN_MAX = 8
# What a message without a picture carries of them, beside all else that a card says.
EVERY_CHARACTERS_MAX = 3000
TOO_LONG = "Suratnya terlalu panjang untuk dinyatakan lewat chat. Tanda tangani di kertas."


@dataclass(frozen=True, slots=True)
class Named:
    """One date of somebody in a letter."""

    name: str
    date: date
    condition: Condition


def data(button: str, verb: str, id_: UUID) -> str:
    """The opaque data of a button about one letter."""
    return f"{button}:{verb}:{id_.hex}"


def listed(lines: Sequence[Named]) -> list[Markup]:
    """Each person with their dates and what kept them, so many as fit below a picture."""
    told = every(lines)
    if len(told) > LINES_SHOWN_MAX:
        rest = len(told) - LINES_SHOWN_MAX
        return [*told[:LINES_SHOWN_MAX], Markup("… dan {} pegawai lagi").format(rest)]
    return told


def every(lines: Sequence[Named]) -> list[Markup]:
    """The same, and all of them."""
    by_name = sorted(lines, key=lambda each: (each.name.casefold(), each.condition, each.date))
    told = []
    for (name, condition), group in groupby(by_name, key=lambda e: (e.name, e.condition)):
        days = dict.fromkeys(each.date for each in group)  # masuk and pulang are one
        dates = ", ".join(f"{day.day} {MONTHS[day.month - 1]}" for day in days)
        told.append(Markup("{}: {} ({})").format(brief(name), dates, CONDITIONS[condition]))
    return told


def is_whole(lines: Sequence[Named]) -> bool:
    """Whether one message carries all of them."""
    return sum(map(len, every(lines))) <= EVERY_CHARACTERS_MAX


def shown(lines: Sequence[Named]) -> list[Markup]:
    """All of them where a message without a picture carries them, else the first."""
    return every(lines) if is_whole(lines) else listed(lines)


def until(due_at: datetime | None, region: Region) -> list[Markup]:
    """The last moment at which it is on time, where the law gives one."""
    if due_at is None:
        return []
    day = long_date(due_at.astimezone(region.zone).date())
    return [Markup("Harus diterima BKPSDM paling lambat {}.").format(day)]


@dataclass(frozen=True, slots=True)
class LetterCard(Notification):
    """To the head: the dates that a letter vouches for, and the tap that signs it."""

    KIND: ClassVar = "kartu_surat_manual"

    id: UUID
    office: str
    by: str
    lines: tuple[Named, ...]
    due_at: datetime | None

    @property
    def is_whole(self) -> bool:
        """Whether all of its dates stand on it, as a tap vouches for nothing that it hides."""
        return is_whole(self.lines)

    def word(self, region: Region) -> Reply:
        if not self.is_whole:
            return self._to_print(region)
        text = Markup("\n").join(
            [
                Markup("<b>Surat keterangan menunggu Anda</b>, {}").format(brief(self.office)),
                *every(self.lines),
                *until(self.due_at, region),
                Markup("Disiapkan operator {}. Apakah mereka hadir waktu itu?").format(
                    brief(self.by)
                ),
            ]
        )
        return Reply(text, (Button("Ya, saya menyatakan", data(SIGN_BUTTON, "tanda", self.id)),))

    def _to_print(self, region: Region) -> Reply:
        lines = [
            Markup("<b>Surat keterangan menunggu Anda</b>, {}").format(brief(self.office)),
            *listed(self.lines),
            *until(self.due_at, region),
            Markup("{} Operator {} mencetaknya.").format(TOO_LONG, brief(self.by)),
        ]
        return Reply(Markup("\n").join(lines))


@dataclass(frozen=True, slots=True)
class LetterHandedIn(Notification):
    """To whoever receives it: a letter that is signed, its scan in place, and the two answers."""

    KIND: ClassVar = "surat_manual_masuk"

    id: UUID
    office: str
    number: str | None
    lines: tuple[Named, ...]
    pages: tuple[Page, ...]
    signed_by: str
    signed_at: datetime
    late: bool
    pages_before: str | None = None

    def word(self, region: Region) -> Reply:
        by, at = brief(self.signed_by), moment(self.signed_at, region.zone)
        how = "Dikirim" if self.pages else "Dinyatakan lewat chat"
        lines = [
            Markup("<b>Surat keterangan presensi manual</b>, {}").format(brief(self.office)),
            *([Markup("Nomor: {}").format(quoted(self.number))] if self.number else []),
            *(listed(self.lines) if self.pages else shown(self.lines)),
            Markup("{} oleh {}, {}.").format(how, by, at),
            *([Markup("⚠️ Terlambat. Dihitung setelah Anda terima.")] if self.late else []),
            *self._seen(),
        ]
        if len(self.pages) > 1:
            lines.append(Markup("Halaman 1 dari {}").format(len(self.pages)))
        verbs = {"terima": "Terima", "kembali": "Kembalikan", "daftar": "Lihat daftar hadir"}
        if more := attachments.others(self.pages):
            verbs["lembar"] = more
        buttons = tuple(
            Button(label, data(RECEIVE_BUTTON, verb, self.id)) for verb, label in verbs.items()
        )
        return Reply(Markup("\n").join(lines), buttons, picture=attachments.picture(self.pages))

    def _seen(self) -> list[Markup]:
        """Whether this very picture was handed in before: a signal, no verdict."""
        if self.pages_before is None:
            return []
        return [Markup("⚠️ Foto yang sama pernah dikirim {}.").format(self.pages_before)]


@dataclass(frozen=True, slots=True)
class LetterDecided(Notification):
    """To the operator who prepared it: signed by the head, accepted, or sent back."""

    KIND: ClassVar = "surat_manual_hasil"

    id: UUID
    office: str
    state: LetterState
    by: str
    remark: str | None
    count: int

    def word(self, _region: Region) -> Reply:
        told = (brief(self.office), brief(self.by))
        if self.state is LetterState.SENT_BACK:
            text = Markup(
                "❌ <b>Surat keterangan {} dikembalikan</b> oleh {}. Alasan: {}\n{} hari belum "
                "dihitung. Perbaiki, lalu kirim lagi fotonya."
            ).format(*told, quoted(self.remark or ""), self.count)
            return Reply(text, (Button("Kirim foto", data(OWN_BUTTON, "foto", self.id)),))
        if self.state is LetterState.ACCEPTED:
            text = Markup("✅ <b>Surat keterangan {} diterima</b> oleh {}. {} hari dihitung.")
        else:
            text = Markup("✅ <b>Surat keterangan {} sudah dinyatakan</b> oleh {}, untuk {} hari.")
        return Reply(text.format(*told, self.count))


@dataclass(frozen=True, slots=True)
class LettersDue(Notification):
    """To the operators of an office: days of a month that have no signed letter.

    On the date of the law, and when somebody reminds them; `due` None: the law gives no date.
    """

    KIND: ClassVar = "surat_hp_tgl1"

    office: str
    month: date
    due: Due | None
    count: int

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "<b>{} hari presensi manual belum punya surat keterangan.</b> {}, {}.\n{}"
        ).format(self.count, month_name(self.month), brief(self.office), self._until())
        return Reply(text, (Button("Unggah surat", f"{MENU_BUTTON}:buka"),))

    def _until(self) -> str:
        return self.due.text() if self.due else "Dihitung setelah suratnya ditandatangani."
