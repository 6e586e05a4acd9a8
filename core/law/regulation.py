"""A regulation as data: every question the code asks, answered, dated and cited."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, get_args

from pydantic import ValidationError

from core.law.answer import Dated
from core.law.entry import ByArticle, Silent, Table, misdated
from core.law.fault import Fault, faults_of, read_toml
from core.law.questions.akun import Akun
from core.law.questions.apel import Apel
from core.law.questions.blokir import Blokir, UnderReview
from core.law.questions.izin import Izin
from core.law.questions.jenis_izin import JenisIzin
from core.law.questions.kinerja import ActivityKind, DeemedApproved, Kinerja
from core.law.questions.koreksi import Koreksi, Matter
from core.law.questions.laporan import Laporan
from core.law.questions.lokasi import Lokasi
from core.law.questions.luring import Luring
from core.law.questions.manual import Manual
from core.law.questions.mutasi import Mutasi
from core.law.questions.pegawai import Pegawai
from core.law.questions.pemantauan import Pemantauan
from core.law.questions.pembatalan import Pembatalan
from core.law.questions.pengecualian import ExemptStatus, Pengecualian
from core.law.questions.pengingat import Pengingat
from core.law.questions.peran import Peran, Role
from core.law.questions.peraturan import Peraturan
from core.law.questions.presensi import BeforeUse, EndOfHours, Presensi
from core.law.questions.privasi import Privasi
from core.law.questions.tugas_khusus import TugasKhusus
from core.law.questions.validasi import Lapse, Validasi
from core.law.questions.waktu import Waktu

# So that the rest of the house opens one file for the law.
__all__ = [
    "NOT_ASKED_YET",
    "ActivityKind",
    "BeforeUse",
    "DeemedApproved",
    "EndOfHours",
    "ExemptStatus",
    "Kinerja",
    "Lapse",
    "Matter",
    "Regulation",
    "RegulationError",
    "Role",
    "UnderReview",
    "load",
    "questions",
    "read",
    "shipped",
    "value_types",
    "with_answers",
]


class Regulation(Table):
    """One regulation, whole; read it as `regulation.presensi.masuk_paling_cepat.on(day)`."""

    peraturan: Peraturan
    waktu: Waktu
    pegawai: Pegawai
    akun: Akun
    peran: Peran
    presensi: Presensi
    lokasi: Lokasi
    apel: Apel
    mutasi: Mutasi
    pengecualian: Pengecualian
    blokir: Blokir
    tugas_khusus: TugasKhusus
    kinerja: Kinerja
    jenis_izin: JenisIzin
    izin: Izin
    validasi: Validasi
    manual: Manual
    luring: Luring
    koreksi: Koreksi
    pembatalan: Pembatalan
    laporan: Laporan
    pengingat: Pengingat
    pemantauan: Pemantauan
    privasi: Privasi


# Roles for acts that no part of Hadir does yet. Their answers are the law's, for whoever builds
# the act; a region that answers them is told that nobody would obey.
NOT_ASKED_YET: frozenset[str] = frozenset()


def _tables(kind: object) -> Iterator[type[Table]]:
    """Every table that a regulation file may write, by the types of the questions."""
    if isinstance(kind, type) and issubclass(kind, Table):
        yield kind
        for field in kind.model_fields.values():
            yield from _tables(field.annotation)
    for part in get_args(kind):
        yield from _tables(part)


_WRITTEN: tuple[type[Table], ...] = (*_tables(Regulation), ByArticle, Silent)
_KEYS = frozenset(key for table in _WRITTEN for key in table.model_fields)


class RegulationError(Exception):
    """A regulation file that is refused, with every fault that was found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load(text: str, name: str) -> Regulation:
    """Read a regulation file; `name` is the file's name as its faults should call it."""
    raw = read_toml(text, name)
    if isinstance(raw, Fault):
        raise RegulationError((raw,))
    misordered = tuple(misdated(raw, name))
    try:
        regulation = Regulation.model_validate(raw, context=_origin(raw))
    except ValidationError as error:
        raise RegulationError((*faults_of(error, name, _KEYS), *misordered)) from None
    if misordered:
        raise RegulationError(misordered)
    return regulation


@cache
def read(name: str) -> Regulation:
    """Read a shipped regulation by its name, such as those that `shipped` lists; once a process.

    Raises RegulationError for a name that is not shipped.
    """
    if name not in shipped():
        reason = f"peraturan ini tidak ada; yang tersedia: {', '.join(shipped())}"
        raise RegulationError((Fault(name, "", reason),))
    file = _folder() / f"{name}.toml"
    return load(file.read_text("utf-8"), file.name)


def shipped() -> tuple[str, ...]:
    """The names of the regulations that come with Hadir, sorted."""
    names = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def questions(regulation: Regulation) -> dict[str, Dated[object]]:
    """Every question by its dotted key, in the order of the file: `presensi.kali_per_hari`."""
    return {
        f"{section}.{key}": dated
        for section, table in regulation
        if section != "peraturan"
        for key, dated in table
    }


def with_answers(regulation: Regulation, key: str, answers: Dated[Any]) -> Regulation:
    """Return the regulation with other answers to one question; their type is the caller's care."""
    section, name = key.split(".")
    table = getattr(regulation, section).model_copy(update={name: answers})
    return regulation.model_copy(update={section: table})


def value_types() -> dict[str, Any]:
    """Return the type of every question's value, as pydantic reads it."""
    return {
        f"{section}.{key}": get_args(question.annotation)[0]
        for section, table in Regulation.model_fields.items()
        if section != "peraturan" and table.annotation is not None
        for key, question in table.annotation.model_fields.items()
    }


def _folder() -> Traversable:
    return files("core.law") / "regulations"


def _origin(raw: dict[str, Any]) -> str:
    match raw:
        case {"peraturan": {"singkatan": str(name)}}:
            return name
        case _:
            return ""
