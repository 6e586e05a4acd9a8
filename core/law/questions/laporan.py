"""`laporan`: until when a month is revised, and how its report is handed in and evaluated."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

from core.law.choice import ListOf
from core.law.entry import Question, Table


def _in_every_month(day: int) -> int:
    if not 1 <= day <= 28:
        raise PydanticCustomError("month_day", "harus tanggal dari 1 sampai 28")
    return day


MonthDay: TypeAlias = Annotated[int, AfterValidator(_in_every_month)]


def _month_end(raw: object) -> object:
    if raw == "akhir_bulan" or (type(raw) is int and 1 <= raw <= 28):
        return raw
    words = "harus tanggal dari 1 sampai 28, atau akhir_bulan"
    raise PydanticCustomError("month_end", words)


# By one function, and not as a union, so that a wrong value is told once.
MonthEnd: TypeAlias = Annotated[int | Literal["akhir_bulan"], PlainValidator(_month_end)]


# Where a recap lists somebody who has moved to another office within its month.
Moved: TypeAlias = Literal["tiap_kantor", "kantor_terakhir"]
# What a day on which something is due means where it is no working day.
OnHoliday: TypeAlias = Literal["hari_kerja_berikutnya", "tanggal_tetap"]
Opening: TypeAlias = Literal["setelah_dikunci", "akhir_hari_kerja_terakhir"]


class Evaluator(StrEnum):
    """Who goes through the month of an office once it is over, and signs that they did."""

    SUPERIOR = "atasan_langsung"
    HEAD = "kepala"


class Laporan(Table):
    """`revisi_sampai` is the last day of the next month on which a month is revised.

    A report may be handed in from `dibuka` on; `paling_lambat` is a day of the next month, and
    `jika_libur` when it is no working day of BKPSDM. `evaluasi_bulanan`: who evaluates every month.
    """

    revisi_sampai: Question[MonthEnd]
    dibuka: Question[Opening]
    paling_lambat: Question[MonthDay]
    jika_libur: Question[OnHoliday]
    evaluasi_bulanan: Question[ListOf[Evaluator]]
    pegawai_pindah: Question[Moved]
