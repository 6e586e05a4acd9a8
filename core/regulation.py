"""A regulation as data: every question the code asks, answered, dated and cited."""

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationError
from pydantic_core import PydanticCustomError

from core.answer import Dated
from core.choice import ListOf
from core.entry import ByArticle, Question, Silent, Slug, Table, Text, misdated
from core.exempt_kind import Exempted, Exemptions, ExemptStatus
from core.fault import Fault, faults_of, read_toml
from core.manual_kind import Demand, Form, Manual, PerIncident, PerMonth
from core.month_end import Laporan
from core.nip import EmployeeKind
from core.obeyed import OneAccount, Twice
from core.request_kind import Izin, JenisIzin, Kind, Paper
from core.signal_kind import CheckedSignal
from core.span import CalendarDays, Count, RunningHours, WorkingDays
from core.work_kind import ActivityKind, DeemedApproved, Kinerja

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


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    HEAD = "kepala"
    BKPSDM_MANAGER = "pengelola_bkpsdm"
    KOMINFO_MANAGER = "pengelola_kominfo"


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (LookupError, ValueError, OSError):  # "Asia" alone is a directory
        words = "zona waktu ini tidak ada; contoh: Asia/Jakarta"
        raise PydanticCustomError("zone", words) from None


Zone: TypeAlias = Annotated[ZoneInfo, BeforeValidator(_zone)]

# Closed lists: a law that differs adds a choice here, and mypy shows every place that must know it.
StartOfHours: TypeAlias = Literal["jam_masuk"]
EndOfHours: TypeAlias = Literal["jam_pulang"]
OwnWindows: TypeAlias = Literal["jendela_sendiri"]
PerPlace: TypeAlias = Literal["per_lokasi"]
UnderReview: TypeAlias = Literal["dalam_pemeriksaan"]
BeforeUse: TypeAlias = Literal["belum_memakai"]
Lapse: TypeAlias = Literal["eskalasi_atasan", "eskalasi_kepala", "dianggap_disetujui", "gugur"]
AtClosing: TypeAlias = Literal["tetap_dihitung", "gugur"]


class Peraturan(Table):
    """Which text this is; `singkatan` is how a citation names it."""

    kode: Slug
    nama: Text
    singkatan: Text
    tentang: Text
    berlaku_sejak: date


class Waktu(Table):
    zona: Question[Zone]


class Pegawai(Table):
    jenis: Question[ListOf[EmployeeKind]]


class Akun(Table):
    """`batas_percobaan` counts wrong codes per chat account and day.

    `simpan_gagal_hari` is how long the list of failed registrations goes back.
    """

    per_pegawai: Question[OneAccount]
    masa_kode_jam: Question[Count]
    batas_percobaan: Question[Count]
    simpan_gagal_hari: Question[Count]


class Peran(Table):
    """Who may do what.

    `sk_wajib` lists the roles that hold only with a decree; `pegawai_bkpsdm` and `pegawai_kominfo`
    those that only somebody who works there can hold.
    """

    atur_ulang_akun: Question[ListOf[Role]]
    kode_aktivasi: Question[ListOf[Role]]
    atur_jam_kerja: Question[ListOf[Role]]
    atur_sif: Question[ListOf[Role]]
    atur_lokasi: Question[ListOf[Role]]
    pindah_lokasi: Question[ListOf[Role]]
    atur_atasan: Question[ListOf[Role]]
    perbarui_data: Question[ListOf[Role]]
    atur_status: Question[ListOf[Role]]
    blokir: Question[ListOf[Role]]
    pantau: Question[ListOf[Role]]
    rekap: Question[ListOf[Role]]
    sampaikan_laporan: Question[ListOf[Role]]
    tunjuk_operator: Question[ListOf[Role]]
    tetapkan_peran: Question[ListOf[Role]]
    sk_wajib: Question[ListOf[Role]]
    pegawai_bkpsdm: Question[ListOf[Role]]
    pegawai_kominfo: Question[ListOf[Role]]


class Presensi(Table):
    """Windows of the regular schedule, in the zone of the region.

    `menit_satu_kali`: how late, or how early, counts whoever stamped only once (AMB-41).
    `sinyal_diperiksa`: which signals of a location somebody has to look at (AMB-57).
    `sebelum_dipakai`: what a day is on which somebody could not stamp yet (AMB-52).
    """

    kali_per_hari: Question[Twice]
    masuk_paling_cepat: Question[time]
    masuk_paling_lambat: Question[EndOfHours]
    terlambat_setelah: Question[StartOfHours]
    pulang_paling_cepat: Question[EndOfHours]
    pulang_paling_lambat: Question[time]
    jadwal_khusus: Question[OwnWindows]
    menit_satu_kali: Question[Count]
    sinyal_diperiksa: Question[ListOf[CheckedSignal]]
    sebelum_dipakai: Question[BeforeUse]


class Lokasi(Table):
    """All numbers in metres; `radius` says where the radius of a fence stands."""

    radius: Question[PerPlace]
    radius_bawaan: Question[Count]
    akurasi_dihitung: Question[Count]
    akurasi_buruk: Question[Count]


class Mutasi(Table):
    tenggang: Question[CalendarDays]


class Pengecualian(Table):
    status: Question[Exemptions]


class Blokir(Table):
    status_hari: Question[UnderReview]


class TugasKhusus(Table):
    """`paling_lama` is how many working days one filing may cover."""

    paling_lama: Question[WorkingDays]
    masuk_paling_cepat: Question[time]
    masuk_paling_lambat: Question[time]
    pulang_paling_cepat: Question[EndOfHours]


class Validasi(Table):
    """How long the verifier of each kind of request has, and what happens then.

    `dilihat` is the time for a first look at duty elsewhere, from its first date; what went up
    and was not decided when the month closed is as `jika_bulan_ditutup` says.
    """

    pulang_cepat: Question[WorkingDays | RunningHours]
    tugas_khusus: Question[WorkingDays | RunningHours]
    dinas_luar: Question[WorkingDays | RunningHours]
    izin: Question[WorkingDays | RunningHours]
    dilihat: Question[WorkingDays | RunningHours]
    jika_lewat: Question[Lapse]
    jika_bulan_ditutup: Question[AtClosing]


class Privasi(Table):
    simpan_lokasi_bulan: Question[Count]


class Regulation(Table):
    """One regulation, whole; read it as `regulation.presensi.masuk_paling_cepat.on(day)`."""

    peraturan: Peraturan
    waktu: Waktu
    pegawai: Pegawai
    akun: Akun
    peran: Peran
    presensi: Presensi
    lokasi: Lokasi
    mutasi: Mutasi
    pengecualian: Pengecualian
    blokir: Blokir
    tugas_khusus: TugasKhusus
    kinerja: Kinerja
    jenis_izin: JenisIzin
    izin: Izin
    validasi: Validasi
    manual: Manual
    laporan: Laporan
    privasi: Privasi


# Roles for acts that no part of Hadir does yet. Their answers are the law's, for whoever builds
# the act; a region that answers them is told that nobody would obey.
NOT_ASKED_YET = frozenset(
    {
        "peran.pantau",
        "peran.rekap",
        "peran.sampaikan_laporan",
    }
)


def _names(model: type[Table]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        if isinstance(field.annotation, type) and issubclass(field.annotation, Table):
            yield from _names(field.annotation)


_ENTRY = (ByArticle, Silent, Exempted, Kind, Paper, Form, Demand, PerIncident, PerMonth)
_KEYS = frozenset({*_names(Regulation), *(key for table in _ENTRY for key in table.model_fields)})


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


def read(name: str) -> Regulation:
    """Read a shipped regulation by its name, such as those that `shipped` lists."""
    if name not in shipped():
        reason = f"peraturan ini tidak ada; yang tersedia: {', '.join(shipped())}"
        raise RegulationError((Fault(name, "", reason),))
    file = _folder() / f"{name}.toml"
    return load(file.read_text("utf-8"), file.name)


def shipped() -> tuple[str, ...]:
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
    return files("core") / "regulations"


def _origin(raw: dict[str, Any]) -> str:
    match raw:
        case {"peraturan": {"singkatan": str(name)}}:
            return name
        case _:
            return ""
