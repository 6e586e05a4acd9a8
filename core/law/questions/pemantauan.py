"""`pemantauan`: what those who monitor absence are told, and the bands of days that they know."""

from itertools import pairwise
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Strict
from pydantic_core import PydanticCustomError

from core.law.entry import Question, Table, Text
from core.law.obeyed import MinutesOfADay
from core.law.span import Count


class Band(Table):
    """From `dari` working days of absence on, what the law of discipline provides for."""

    dari: Count
    tindakan: Text


def _rising(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    if not bands:
        raise PydanticCustomError("empty", "daftar ini tidak boleh kosong")
    if any(later.dari <= earlier.dari for earlier, later in pairwise(bands)):
        raise PydanticCustomError("rising", "jumlah hari harus naik dari baris ke baris")
    return bands


Bands: TypeAlias = Annotated[tuple[Band, ...], Strict(False), AfterValidator(_rising)]


class Pemantauan(Table):
    """`pesan_setelah` is in minutes after the start of work (Pasal 6 ayat (2) huruf e).

    `setahun` counts days of a calendar year, `berturut` those in a row: information for whoever
    monitors, and never a verdict (AMB-43).
    """

    pesan_setelah: Question[MinutesOfADay]
    setahun: Question[Bands]
    berturut: Question[Band]
