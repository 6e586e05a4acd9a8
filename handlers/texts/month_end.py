"""What operators are told of a month that ends, one message for each of its dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from markupsafe import Markup

from core.month.month_end import Reminder
from core.organisation.region import Region
from handlers.chat.format import MONTHS, ZONES, brief, clock, short_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts import office as texts
from handlers.texts import report
from handlers.texts.grounds import cited
from handlers.texts.office import Count, data

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Done:
    """Who of the operators has reminded everybody, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """A date as the law writes it, and the last instant that is on time (AMB-27, KAM-05)."""

    date: date
    until: datetime


@dataclass(frozen=True, slots=True)
class MonthEnds(Notification):
    """To an operator, or of what is overdue to a head or monitor too: what a month still needs.

    `ahead` are the working days that are left. `closes`: the first instant at which the month is
    closed, None where no day of revision is given. `letters`: until when letters arrive. `report`:
    until when the report is handed in. `today` is the date on which it is sent. `recap`: what the
    button that opens the recap says to it; its files follow. `code` is that of the office, by which
    its report opens. `looks`: the reader hands nothing in. `articles` are what the law says of it
    (`core.law.answer.Answer.citation`). `hands_in`: nobody says until when the recap is handed in,
    and it was not yet: the draft asks for it (KAM-49). `at_head`: it was handed in and waits for
    the head; `signs`: that is the reader.
    """

    KIND: ClassVar = "akhir_bulan"

    reminder: Reminder
    office: str
    key: str
    month: date
    today: date
    counts: tuple[Count, ...] = ()
    ahead: int = 0
    closes: datetime | None = None
    letters: Limit | None = None
    report: Limit | None = None
    done: Done | None = None
    recap: str | None = None
    code: str = ""
    looks: bool = False
    articles: tuple[str, ...] = ()
    hands_in: bool = False
    at_head: bool = False
    signs: bool = False

    def word(self, region: Region) -> Reply:
        text = _TEXTS[self.reminder](self, region)
        if self.articles:
            named = "; ".join(cited(region, each) for each in self.articles)
            text += Markup("\n({})").format(named)
        if self.done is not None:
            done = Markup("\n\n✅ Sudah dikerjakan {}, {}.")
            text += done.format(brief(self.done.name), clock(self.done.at, region.zone))
        return Reply(text, self._buttons())

    def _buttons(self) -> tuple[Button, ...]:
        here = (self.key, texts.month_key(self.month))
        if self.reminder in {Reminder.REPORT, Reminder.OVERDUE}:
            label = "Lihat laporan" if self.looks or self.at_head else "Periksa dan kirim"
            return (Button(label, report.data(report.OPEN, self.month, self.code)),)
        handing = []
        if self.reminder is Reminder.DRAFT and self.hands_in and not self.looks:
            opens = report.data(report.OPEN, self.month, self.code)
            handing = [Button("Periksa dan ajukan", opens)]
        return (*handing, *self._looking(here))

    def _looking(self, here: tuple[str, str]) -> tuple[Button, ...]:
        looks = [Button("Lihat daftarnya", data("m", *here))] if self.counts else []
        if self.recap is not None:
            looks.insert(0, Button("Buka draf" if self.closes else "Buka rekap", self.recap))
        if self.done is not None or not self.counts:
            return tuple(looks)
        return (*looks, Button("Ingatkan mereka", data("e", *here, self.reminder.value)))

    @property
    def name(self) -> str:
        return MONTHS[self.month.month - 1]

    @property
    def open(self) -> int:
        return texts.total(self.counts)


def _lines(told: MonthEnds) -> Markup:
    return Markup("\n").join(texts.open_lines(told.counts))


def _ahead(told: MonthEnds, region: Region) -> Markup:
    if not told.counts:
        return _quiet(told)
    why = ", selagi semua masih ingat"
    if told.closes is not None:
        last = (told.closes - SECOND).astimezone(region.zone)
        why = f" daripada tanggal {last.day}"
    return Markup(
        "⏳ <b>Rekap {}: {} hari kerja lagi.</b> Di {} masih terbuka:\n{}\nLebih mudah sekarang{}."
    ).format(told.name, told.ahead, brief(told.office), _lines(told), why)


def _quiet(told: MonthEnds) -> Markup:
    until = f" sampai tanggal {told.report.date.day}" if told.report else ""
    if told.hands_in:
        until = f" sampai rekapnya siap diajukan, {_morning_after(told)}"
    return Markup(
        "✅ <b>Rekap {}, {}: semuanya lengkap.</b> Tidak ada yang perlu dilakukan{}."
    ).format(told.name, brief(told.office), until)


def _morning_after(told: MonthEnds) -> str:
    """`Jumat, 1 Mei, pagi`: when the draft comes."""
    return f"{short_date((told.month + timedelta(days=31)).replace(day=1))}, pagi"


def _last_day(told: MonthEnds, _region: Region) -> Markup:
    return Markup(
        "⏳ <b>Hari kerja terakhir {}.</b> Di {} masih terbuka {} hal:\n{}\nDraf rekap dibuat {}."
    ).format(told.name, brief(told.office), told.open, _lines(told), _morning_after(told))


def _draft(told: MonthEnds, region: Region) -> Markup:
    said = Markup("<b>Rekap {}, {}, siap.</b> ")
    if told.closes is not None:
        said = Markup("<b>Draf rekap {}, {}, siap diperiksa.</b> ")
    head = said.format(told.name, brief(told.office))
    if told.recap is not None:
        head += "Berkas PDF dan Excel menyusul. "
    if told.closes is not None:
        head += Markup("Perbaikan dibuka sampai {}. ").format(_midnight(told.closes, region))
    if told.letters is not None:
        head += _letters(told.letters, told.today, region)
    head += _first(told)
    asks = told.hands_in and not told.looks
    return head + Markup("\nPeriksa, lalu ajukan ke kepala kantor.") * asks


def _first(told: MonthEnds) -> Markup:
    """What is looked at before the recap."""
    if not told.counts:
        return Markup("Semuanya lengkap.")
    return Markup("Ada {} hal yang perlu dilihat dulu:\n{}").format(told.open, _lines(told))


def _letters(limit: Limit, today: date, region: Region) -> Markup:
    """KAM-05: the literal date, and until when it is still on time."""
    day = "hari ini" if limit.date == today else short_date(limit.date)
    text = Markup(
        "Surat keterangan ponsel hilang atau rusak harus diterima BKPSDM paling lambat {}. "
    ).format(day)
    until = limit.until.astimezone(region.zone).date()
    if until != limit.date:
        text += Markup("{} libur, jadi sampai {} masih tepat waktu. ").format(
            _bare(limit.date), short_date(until)
        )
    return text


def _revision(told: MonthEnds, _region: Region) -> Markup:
    return Markup(
        "⏳ <b>Perbaikan {}: hari ini dan besok.</b> Di {} masih terbuka {} hal:\n{}"
    ).format(told.name, brief(told.office), told.open, _lines(told))


def _closing(told: MonthEnds, region: Region) -> Markup:
    zone = ZONES.get(region.zone.key, region.zone.key)
    return Markup(
        "⚠️ <b>Perbaikan {} tutup malam ini, 24.00 {}.</b> Di {} sisa {} hal:\n{}\n"
        "Sesudah itu data dikunci dan perbaikan hanya bisa oleh BKPSDM."
    ).format(told.name, zone, brief(told.office), told.open, _lines(told))


def _report(told: MonthEnds, region: Region) -> Markup:
    head = Markup("<b>Laporan {}, {}, siap dikirim.</b> Data sudah dikunci. ").format(
        told.name, brief(told.office)
    )
    return head + _due(told, region) + "Periksa lembar terakhir, lalu kirim."


def _due(told: MonthEnds, region: Region) -> Markup:
    """AMB-27: the date as the law writes it, and until when it is on time."""
    if told.report is None:
        return Markup("")
    until = told.report.until.astimezone(region.zone).date()
    if until == told.report.date:
        day = "hari ini, " if until == told.today else ""
        return Markup("Batasnya {}{}. ").format(day, short_date(until))
    return Markup("{} libur, jadi sampai {} masih tepat waktu. ").format(
        short_date(told.report.date), short_date(until)
    )


def _overdue(told: MonthEnds, region: Region) -> Markup:
    until = told.report.until.astimezone(region.zone).date() if told.report else told.today
    head = Markup("⚠️ <b>Laporan {}, {}, belum diterima BKPSDM.</b> Batasnya {}. ").format(
        told.name, brief(told.office), short_date(until)
    )
    if told.signs:
        return head + "Sudah dikirim, menunggu persetujuan Anda. Buka lewat /verifikasi."
    if told.at_head:
        return head + "Sudah dikirim, menunggu persetujuan kepala kantor."
    if told.looks:
        return head + "Operatornya sudah diingatkan."
    return head + Markup(
        "Masih bisa dikirim sekarang. Tanggal kirimnya tercatat apa adanya. Ada kendala? Tulis "
        "lewat /masalah."
    )


def _midnight(closes: datetime, region: Region) -> str:
    """`Senin, 4 Mei, pukul 24.00 WITA`: the instant as people call it."""
    last = (closes - SECOND).astimezone(region.zone).date()
    return f"{short_date(last)}, pukul 24.00 {ZONES.get(region.zone.key, region.zone.key)}"


def _bare(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


_TEXTS = {
    Reminder.AHEAD: _ahead,
    Reminder.LAST_DAY: _last_day,
    Reminder.DRAFT: _draft,
    Reminder.REVISION: _revision,
    Reminder.CLOSING: _closing,
    Reminder.REPORT: _report,
    Reminder.OVERDUE: _overdue,
}
