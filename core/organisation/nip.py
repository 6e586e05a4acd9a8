"""What the eighteen digits of a NIP say: birth date, sex, first appointment, PNS or PPPK."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.law.kinds import EmployeeKind


class Sex(StrEnum):
    """As the fifteenth digit of a NIP says it."""

    MALE = "L"
    FEMALE = "P"


@dataclass(frozen=True, slots=True)
class Nip:
    """A well-formed NIP; there is no check digit, so well-formed is all that digits can show."""

    digits: str
    born: date
    sex: Sex
    appointed: int
    pppk: bool

    def fits(self, kind: EmployeeKind) -> bool:
        """Whether digits 13-14 agree with the kind: a month for PNS, a contract code for PPPK."""
        return self.pppk == (kind is EmployeeKind.PPPK)

    def __str__(self) -> str:
        d = self.digits
        return f"{d[:8]} {d[8:14]} {d[14]} {d[15:]}"


def parse_nip(text: str) -> Nip:
    """Read a NIP, with or without its spaces; `ValueError` says in Indonesian what is wrong."""
    digits = "".join(text.split()).removeprefix("NIP.")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("NIP hanya boleh berisi angka")
    if len(digits) != 18:
        raise ValueError(f"NIP harus 18 angka, ini {len(digits)}")
    born = _birth_date(digits[:8])
    code = int(digits[12:14])
    if code == 0:
        raise ValueError("angka ke-13 dan 14 NIP tidak boleh 00")
    if not born.year < int(digits[8:12]):
        raise ValueError("tahun pengangkatan dalam NIP mendahului tahun lahir")
    return Nip(digits, born, _sex(digits[14]), int(digits[8:12]), pppk=code > 12)


def masked(digits: str) -> str:
    """`1990…1002`: enough to find it in a list by, and no birth date."""
    return f"{digits[:4]}…{digits[-4:]}"


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError("delapan angka pertama NIP bukan tanggal lahir") from None


def _sex(digit: str) -> Sex:
    if digit not in "12":
        raise ValueError("angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)")
    return Sex.MALE if digit == "1" else Sex.FEMALE
