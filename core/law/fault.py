"""What is wrong in a data file, told to the clerk who wrote it: file, key and reason."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_REASONS = {
    "missing": "belum diisi",
    "date_type": "harus tanggal tanpa tanda kutip, misalnya 2023-10-31",
    "time_type": "harus jam tanpa tanda kutip dan tanpa selisih zona, misalnya 06:30:00",
    "int_type": "harus bilangan bulat tanpa tanda kutip, misalnya 2",
    "float_type": "harus bilangan tanpa tanda kutip, misalnya 25",
    "bool_type": "harus true atau false tanpa tanda kutip",
    "string_type": 'harus teks dalam tanda kutip, misalnya "Pasal 4"',
    "tuple_type": 'harus daftar dalam kurung siku, misalnya ["operator"]',
    "list_type": "harus ditulis dengan dua kurung siku, misalnya [[presensi.kali_per_hari]]",
    "too_short": "belum ada satu pun entri",
    "model_type": "harus tabel; rentang ditulis seperti { hari = 7 }",
    "union_tag_not_found": (
        "tidak ada sumbernya; isi pasal dan kutipan, keputusan dan alasan, atau tidak_diatur"
    ),
}
_ANSWERING = {"nilai", "pasal", "kutipan", "keputusan"}


@dataclass(frozen=True, slots=True)
class Fault:
    """`key` is the dotted name in the file (may be empty), `reason` is Indonesian."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


def read_toml(text: str, file: str) -> dict[str, Any] | Fault:
    """Parse, or say in which line the parsing stopped."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"baris {found[1]} kolom {found[2]}" if found else "akhir berkas"
        reason = f"penulisan TOML keliru di {place} (salah tulis, atau kunci yang sama dua kali)"
        return Fault(file, "", reason)


def faults_of(error: ValidationError, file: str, known: Collection[str]) -> tuple[Fault, ...]:
    """Translate every error; `known` are the existing keys, for a misspelt one."""
    return tuple(_fault(each, file, known) for each in error.errors(include_url=False))


def _fault(error: ErrorDetails, file: str, known: Collection[str]) -> Fault:
    # A part in angle brackets names a kind of entry: for us, not for the clerk.
    plain = [part for part in error["loc"] if not str(part).startswith("<")]
    numbered = next((n for n, part in enumerate(plain) if isinstance(part, int)), len(plain))
    key = ".".join(map(str, plain[:numbered]))
    place = "".join(_words(plain[numbered:])).lstrip(". ")
    reason = _reason(error, known)
    return Fault(file, key, f"entri {place}: {reason}" if place else reason)


def _words(parts: list[int | str]) -> Iterator[str]:
    """[0, "nilai", 1] reads "ke-1, nilai ke-2"; ["nilai", "hari"] reads "nilai.hari"."""
    for position, part in enumerate(parts):
        if isinstance(part, int):
            yield f" ke-{part + 1}"
        else:
            yield f", {part}" if position == 1 else f".{part}"


def _reason(error: ErrorDetails, known: Collection[str]) -> str:
    path = error["loc"]
    match error["type"]:
        case "extra_forbidden" if "<tidak_diatur>" in path and path[-1] in _ANSWERING:
            return "tidak boleh ada bersama tidak_diatur"
        case "extra_forbidden":
            return f"kunci ini tidak dikenal{nearest(str(path[-1]), known)}"
        case "enum" | "literal_error":
            choices = error["ctx"]["expected"].replace(" or ", " atau ")
            return f"{error['input']!r} tidak ada dalam daftar; pilihannya {choices}"
        case "less_than_equal":
            return f"{error['input']} terlalu banyak; paling banyak {error['ctx']['le']:g}"
        case "greater_than_equal":
            return f"{error['input']} terlalu sedikit; paling sedikit {error['ctx']['ge']:g}"
        case "greater_than":
            return f"{error['input']} harus lebih besar dari {error['ctx']['gt']}"
        case kind:
            return _REASONS.get(kind, error["msg"])


def nearest(name: str, known: Collection[str]) -> str:
    """Suggest the existing name that a misspelt one probably means, or nothing."""
    near = get_close_matches(name, known, n=1, cutoff=0.75)
    return f"; mungkin maksudnya {near[0]}" if near else ""
