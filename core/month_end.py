"""How a regulation file writes what may still happen to a month once it is over."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from core.entry import Question, Table


def _in_every_month(day: int) -> int:
    if not 1 <= day <= 28:
        raise PydanticCustomError("month_day", "harus tanggal dari 1 sampai 28")
    return day


MonthDay: TypeAlias = Annotated[int, AfterValidator(_in_every_month)]


class Laporan(Table):
    """`revisi_sampai` is the last day of the next month on which a month is revised."""

    revisi_sampai: Question[MonthDay]
