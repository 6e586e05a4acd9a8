"""`laporan`: what may still happen to a month once it is over."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

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


class Laporan(Table):
    """`revisi_sampai` is the last day of the next month on which a month is revised."""

    revisi_sampai: Question[MonthEnd]
    pegawai_pindah: Question[Moved]
