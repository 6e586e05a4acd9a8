"""Values that a regulation file may write and Hadir cannot obey yet: refused by name at load."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from core.law.span import Count

_NUMBERS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
MINUTES_OF_A_DAY = 1440


def _spelled(number: int) -> str:
    return _NUMBERS[number - 1] if number <= len(_NUMBERS) else str(number)


def _refused(words: str) -> PydanticCustomError:
    return PydanticCustomError("not_obeyed", "{words}", {"words": words})


def _twice(times: int) -> int:
    if times != 2:
        raise _refused(f"{_spelled(times)} kali sehari belum didukung; hanya dua, masuk dan pulang")
    return times


def _one_account(accounts: int) -> int:
    if accounts != 1:
        raise _refused(f"{_spelled(accounts)} akun untuk satu pegawai belum didukung; hanya satu")
    return accounts


def _within_a_day(minutes: int) -> int:
    if minutes > MINUTES_OF_A_DAY:
        raise _refused(f"{minutes} menit lebih dari sehari; paling banyak {MINUTES_OF_A_DAY}")
    return minutes


Twice: TypeAlias = Annotated[Count, AfterValidator(_twice)]
OneAccount: TypeAlias = Annotated[Count, AfterValidator(_one_account)]
MinutesOfADay: TypeAlias = Annotated[Count, AfterValidator(_within_a_day)]
