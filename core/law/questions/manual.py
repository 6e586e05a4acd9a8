"""`manual`: when attendance is recorded on paper, and what is demanded then."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Strict

from core.law.choice import ListOf, OneOf
from core.law.entry import Question, Table, unrepeated
from core.law.questions.laporan import MonthDay, OnHoliday
from core.law.span import CalendarDays, Count


class Condition(StrEnum):
    """What keeps somebody from attending online; each of them alone is enough (KAM-07)."""

    SIGNAL = "sinyal_lemah"  # none at all, too
    LOST = "telepon_hilang"
    BROKEN = "telepon_rusak"
    SERVER = "server_tidak_dapat_diakses"  # proved by the outage register (AMB-24, KAM-04)


class Document(StrEnum):
    """The papers by which attendance without Hadir is recorded and proved."""

    LIST = "Presensi Manual"
    WORK = "Laporan Kinerja Manual"
    LETTER = "surat keterangan"


class Form(Table):
    """A document, and the letter that its format has in the annex (Lampiran)."""

    dokumen: OneOf[Document]
    formulir: Literal["C", "D", "E", "F", "G"]


Forms: TypeAlias = Annotated[tuple[Form, ...], Strict(False), AfterValidator(unrepeated)]


class Demand(Table):
    """Which papers must be handed in, and under which conditions."""

    keadaan: ListOf[Condition]
    berkas: Forms


class PerIncident(CalendarDays):
    """Calendar days from the first manual date on, that date included (AMB-26)."""

    keadaan: ListOf[Condition]


class PerMonth(Table):
    """Attendances in a calendar month: dates with any manual entry, or its entries (KAM-03)."""

    kali: Count
    hitungan: Literal["hari", "masuk_atau_pulang"]
    keadaan: ListOf[Condition]


class Manual(Table):
    """`isian` is filled in instead of attending online; `surat` makes it count.

    `jalan_terakhir`: where it must be said why neither online nor offline worked.
    `surat_paling_lambat` is a day of the next month, `jika_libur` when it is no working day.
    """

    keadaan: Question[ListOf[Condition]]
    jalan_terakhir: Question[ListOf[Condition]]
    isian: Question[Forms]
    surat: Question[Demand]
    per_kejadian: Question[PerIncident]
    sebulan: Question[PerMonth]
    surat_paling_lambat: Question[MonthDay]
    jika_libur: Question[OnHoliday]
