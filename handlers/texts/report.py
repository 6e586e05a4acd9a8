"""An office's monthly report in words: what it is called, what it adds up to, until when."""

from collections.abc import Iterator
from datetime import date, datetime

from markupsafe import Markup

from core.law.regulation import Regulation
from core.month.frozen import Difference
from core.month.office_totals import Totals
from core.month.report import Dates, Due, has_to_be_received
from core.organisation.region import Region
from handlers.chat.format import DAYS, calendar_date, grouped, long_date, moment
from handlers.texts.closing import month_name
from handlers.texts.evaluation import key_of

REPORT, RECAP = "laporan", "rekap"
BUTTON, OPEN = "lp", "buka"  # what the buttons of the page begin with, and the verb that opens it


NOT_IN_USE = "Pada bulan itu presensi kantor ini belum dicatat di sini. Pilih bulan lain: /laporan"


def data(verb: str, month: date, office: str) -> str:
    """The opaque data of a button about an office's month."""
    return f"{BUTTON}:{verb}:{month:%Y%m}:{key_of(office)}"


def noun_of(regulation: Regulation, month: date) -> str:
    """What is handed in: a report where somebody receives it, else the recap that is stored."""
    return REPORT if has_to_be_received(regulation, month) else RECAP


def called(noun: str, month: date) -> str:
    """`Laporan April 2026`."""
    return f"{noun.capitalize()} {month_name(month)}"


def receipt_number(year: int, number: int) -> str:
    """`0427/2026`."""
    return f"{number:04d}/{year}"


def numbers(totals: Totals) -> list[Markup]:
    """What a report adds up to, line by line; letters that nobody has are left out."""
    days = {
        "hadir": totals.present,
        "alpa": totals.alpa,
        "cuti": totals.leave,
        "sakit": totals.sick,
        "dinas luar": totals.trips,
        "tugas khusus": totals.special,
        "izin": totals.permits,
    }
    said = ", ".join(f"{name} {grouped(count)}" for name, count in days.items() if count)
    lines = [Markup("{} pegawai").format(grouped(totals.people))]
    lines += [Markup("Hari: {}").format(said)] if said else []
    lines += [
        Markup("Terlambat {} kali, presensi tidak lengkap {} hari").format(
            grouped(totals.late_days), grouped(totals.incomplete)
        )
    ]
    return lines


def still_open(totals: Totals) -> list[Markup]:
    """What of it may still change; nothing where all is final."""
    lines = []
    if totals.open_days:
        lines.append(Markup("⚠️ Masih bisa berubah: {} hari").format(grouped(totals.open_days)))
    if totals.unseen:
        lines.append(Markup("⚠️ Presensi yang perlu dicek: {}").format(grouped(totals.unseen)))
    return lines


def changed(noun: str, found: Difference) -> Markup:
    """That the facts say something else by now than what was handed in."""
    return Markup("⚠️ Berubah sesudah {}: {}").format(noun, _counts(found))


def as_reported(noun: str, found: Difference, *, followed: bool) -> str:
    """That numbers are those of a received report, and what the facts say otherwise by now.

    `followed`: some of that is in the numbers, for it was still open then (KAM-47).
    """
    final = {REPORT: "laporan yang sudah diterima", RECAP: "rekap yang sudah disimpan"}[noun]
    but = ", kecuali hari yang waktu itu masih bisa berubah" if followed else ""
    stands = f"Angkanya sesuai {final}{but}."
    return f"{stands} Berubah sesudah {noun}: {_counts(found)}." if found else stands


def _counts(found: Difference) -> str:
    """`3 hari, 1 apel, 2 pegawai`: what is otherwise, and of how many people."""
    counts = {"hari": found.days, "apel": found.apel, "pegawai": found.people}
    return ", ".join(f"{grouped(count)} {what}" for what, count in counts.items() if count)


def until(dates: Dates, now: datetime) -> list[Markup]:
    """Until when it is on time, with the date as the law writes it; nothing where none is given."""
    due = dates.due
    if due is None:
        return []
    return [*_limit(due, now), *_late(due, now)]


def _limit(due: Due, now: datetime) -> Iterator[Markup]:
    last = due.until.date()
    if due.moved:
        yield Markup("Tanggal {} hari {}, jadi sampai {} masih tepat waktu.").format(
            due.date.day, DAYS[due.date.weekday()], long_date(last)
        )
    elif now.astimezone(due.until.tzinfo).date() == last:
        yield Markup("Batas hari ini, {}.").format(long_date(last))
    else:
        yield Markup("Batas {}.").format(long_date(last))


def _late(due: Due, now: datetime) -> Iterator[Markup]:
    if days := due.days_late(now):
        late = Markup("Sudah lewat {} hari. ").format(days)
        yield late + "Masih bisa dikirim sekarang, tanggalnya tercatat apa adanya."


def punctual(on_time_until: datetime | None, at: datetime, region: Region) -> str:
    """Whether it came in time: a sentence, or nothing where no law says until when."""
    if on_time_until is None:
        return ""
    last = on_time_until.astimezone(region.zone).date()
    days = (at.astimezone(region.zone).date() - last).days
    if days <= 0:
        return "Tepat waktu."
    return f"Terlambat {days} hari dari {calendar_date(last)}."


def in_another(noun: str, month: date, office: str) -> str:
    """That an office is part of what another hands in for it."""
    return f"{month_name(month)} kantor ini termasuk dalam {noun} {office}. Angkanya: /rekap"


def not_yet(region: Region, noun: str, dates: Dates) -> str:
    """Why it cannot be handed in before its time."""
    opens = moment(dates.opens_at, region.zone)
    return f"{called(noun, dates.month)} belum bisa dikirim. Kirim lewat /laporan mulai {opens}."
