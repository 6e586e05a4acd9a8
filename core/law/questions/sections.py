"""The questions that Hadir asks of a regulation, a table for each part of the law."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from core.law.choice import ListOf
from core.law.entry import Question, Slug, Table, Text
from core.law.obeyed import OneAccount, Twice
from core.law.questions.exemptions import Exemptions
from core.law.questions.signals import CheckedSignal
from core.law.span import CalendarDays, Count, RunningHours, WorkingDays
from core.organisation.nip import EmployeeKind


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
