"""What people are told of incidents: opened, vouched for, extended, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.law.questions.manual import Condition
from core.month.incident import Usage, same_month
from core.organisation.region import Region
from core.writing import quoted
from handlers.chat.format import brief, days, long_date, short_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.closing import month_name

VOUCH_BUTTON, LONGER_BUTTON, OWN_BUTTON = "ks", "kp", "ko"

CONDITIONS: Mapping[Condition, str] = MappingProxyType(
    {
        Condition.SIGNAL: "sinyal lemah",
        Condition.LOST: "ponsel hilang",
        Condition.BROKEN: "ponsel rusak",
        Condition.SERVER: "server terganggu",
    }
)
ENDED_BY_BINDING = "Ponsel baru terhubung. Presensi manual ditutup. Mulai sekarang lewat ponsel."
LABELS: Mapping[Condition, str] = MappingProxyType(
    {condition: name.capitalize() for condition, name in CONDITIONS.items()}
)


@dataclass(frozen=True, slots=True)
class Due:
    """Until when a letter must be there: the date as the law has it, and the last one in time."""

    literal: date
    last: date

    def text(self) -> str:
        """`Surat keterangan harus diterima BKPSDM paling lambat Jumat, 1 Mei 2026 …`."""
        told = f"Surat keterangan harus diterima BKPSDM paling lambat {long_date(self.literal)}."
        if self.last == self.literal:
            return told
        off = f"{self.literal.day} {long_date(self.literal).split()[2]}"
        return f"{told} Karena {off} libur, sampai {short_date(self.last)} masih tepat waktu."


def data(button: str, verb: str, id_: UUID) -> str:
    """The opaque data of a button about one incident, or about what was asked for it."""
    return f"{button}:{verb}:{id_.hex}"


def used(usage: Usage, month: str = "ini") -> str:
    """`Presensi manual hari ke-3 dari 7.`, `Terpakai 2 dari 3 hari bulan ini.`; else empty."""
    told = []
    if usage.nth is not None and usage.days is not None and usage.nth <= usage.days:
        told.append(f"Presensi manual hari ke-{usage.nth} dari {usage.days}.")
    if usage.used is not None and usage.times is not None:
        told.append(f"Terpakai {usage.used} dari {usage.times} hari bulan {month}.")
    return " ".join(told)


def nearly(usage: Usage) -> str:
    """What is said once little is left: the phone may be there again; empty before."""
    if usage.left is None or usage.left > 2:
        return ""
    if usage.left:
        return f"Tinggal {usage.left} hari. Ponsel sudah ada?"
    if usage.times is not None:
        return "Yang berikutnya perlu keputusan BKPSDM."
    return "Hari ini yang terakhir. Ponsel sudah ada?"


def span(first: date, usage: Usage) -> str:
    """`Senin, 6 April 2026 sampai … (paling lama 7 hari)`, or from when on."""
    if usage.last is None or usage.days is None:
        return f"mulai {long_date(first)}"
    return f"{days(first, usage.last)} (paling lama {usage.days} hari)"


def opened(
    condition: Condition, first: date, usage: Usage, due: Due | None, *, letter: bool
) -> Markup:
    """What the person reads once it is open: until when, what to sign, which paper."""
    lines = [
        Markup("✅ <b>Presensi manual dibuka</b> untuk Anda, {}. Sebabnya: {}.").format(
            span(first, usage), CONDITIONS[condition]
        ),
        "Tanda tangani daftar hadir di kantor saat masuk dan pulang.",
    ]
    if usage.times is not None:
        lines.append(used(Usage(used=usage.used, times=usage.times)))
    if letter:
        lines.append(due.text() if due else "Surat keterangan: minta kepada kepala kantor.")
    return Markup("\n").join(lines)


@dataclass(frozen=True, slots=True)
class IncidentReported(Notification):
    """To the operators of an office: somebody there signs on paper from now on."""

    KIND: ClassVar = "kendala_dibuka"

    name: str
    condition: Condition
    first: date
    last: date | None

    def word(self, _region: Region) -> Reply:
        until = days(self.first, self.last) if self.last else f"mulai {long_date(self.first)}"
        text = Markup(
            "<b>Presensi manual {}</b>, {}: {}.\nCatat daftar hadirnya lewat /manual setelah "
            "ditandatangani."
        )
        return Reply(text.format(brief(self.name), until, CONDITIONS[self.condition]))


@dataclass(frozen=True, slots=True)
class IncidentCard(Notification):
    """To the head: an operator opened an incident for somebody, and asks whether it is so."""

    KIND: ClassVar = "kartu_kendala"

    id: UUID
    name: str
    condition: Condition
    first: date
    by: str

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "⚠️ <b>Mohon dipastikan: {} {}</b> sejak {}.\nDilaporkan operator {}. Setelah Anda "
            "pastikan, {} bisa presensi manual."
        ).format(
            *(CONDITIONS[self.condition], brief(self.name), long_date(self.first)),
            *(brief(self.by), brief(self.name)),
        )
        verbs = {"benar": "Ya, benar", "keliru": "Tidak benar"}
        buttons = (Button(label, data(VOUCH_BUTTON, v, self.id)) for v, label in verbs.items())
        return Reply(text, tuple(buttons))


@dataclass(frozen=True, slots=True)
class IncidentVouched(Notification):
    """To the operator who opened it: what the head has said."""

    KIND: ClassVar = "kendala_dipastikan"

    name: str
    condition: Condition
    true: bool
    by: str

    def word(self, _region: Region) -> Reply:
        whose = (CONDITIONS[self.condition], brief(self.name), brief(self.by))
        if self.true:
            text = Markup("✅ <b>Kendala dipastikan</b>: {} {}, oleh {}. Catat lewat /manual.")
        else:
            text = Markup(
                "❌ <b>Kendala tidak dibuka</b>: {} {} dinyatakan tidak benar oleh {}. Hubungi "
                "kepala kantor bila keliru."
            )
        return Reply(text.format(*whose))


@dataclass(frozen=True, slots=True)
class ManualOpened(Notification):
    """To the person: an incident that somebody opened for them stands from now on."""

    KIND: ClassVar = "manual_dibuka"

    condition: Condition
    first: date
    usage: Usage
    due: Due | None
    letter: bool

    def word(self, _region: Region) -> Reply:
        return Reply(
            opened(self.condition, self.first, self.usage, self.due, letter=self.letter),
            (Button("Lihat sisa hari", f"{OWN_BUTTON}:lihat"),),
        )


@dataclass(frozen=True, slots=True)
class LongerCard(Notification):
    """To whoever may grant more than the law's number: who asks, until when, and why."""

    KIND: ClassVar = "kartu_perpanjangan"

    id: UUID
    name: str
    office: str
    condition: Condition
    first: date
    usage: Usage
    until: date
    reason: str
    asked_at: datetime

    def word(self, region: Region) -> Reply:
        asked = self.asked_at.astimezone(region.zone).date()
        this = same_month(self.until, asked) or self.until > asked
        told = used(self.usage) if this else used(self.usage, month_name(self.until))
        lines = [
            Markup("<b>Perpanjangan presensi manual: {}</b>, {}").format(
                brief(self.name), brief(self.office)
            ),
            Markup("Sebab: {} sejak {}.").format(CONDITIONS[self.condition], long_date(self.first)),
            Markup("{}").format(told) if told else None,
            Markup("Diminta sampai: <b>{}</b>").format(long_date(self.until)),
            Markup("Alasan: {}").format(quoted(self.reason)),
            Markup("Diajukan {}.").format(long_date(asked)),
        ]
        verbs = {"setuju": "Setujui", "tolak": "Tolak"}
        buttons = (Button(label, data(LONGER_BUTTON, v, self.id)) for v, label in verbs.items())
        return Reply(Markup("\n").join(each for each in lines if each), tuple(buttons))


@dataclass(frozen=True, slots=True)
class LongerDecided(Notification):
    """To the person, and to an operator who asked for them."""

    KIND: ClassVar = "perpanjangan_hasil"

    name: str
    until: date
    granted: bool
    by: str

    def word(self, region: Region) -> Reply:
        told = (brief(self.name), long_date(self.until), brief(self.by))
        if self.granted:
            text = Markup("✅ <b>Presensi manual {} diperpanjang</b> sampai {} oleh {}.")
            return Reply(text.format(*told))
        text = Markup(
            "❌ <b>Perpanjangan presensi manual {} ditolak</b> (sampai {}) oleh {}. Bila ada yang "
            "belum jelas, hubungi {}."
        )
        return Reply(text.format(*told, region.contact))
