"""`presensi`: when masuk and pulang are stamped, and which signals somebody looks at."""

from datetime import time
from enum import StrEnum
from typing import Literal, TypeAlias

from core.law.choice import ListOf
from core.law.entry import Question, Table
from core.law.obeyed import Twice
from core.law.span import Count

StartOfHours: TypeAlias = Literal["jam_masuk"]
EndOfHours: TypeAlias = Literal["jam_pulang"]
OwnWindows: TypeAlias = Literal["jendela_sendiri"]
BeforeUse: TypeAlias = Literal["belum_memakai"]


class CheckedSignal(StrEnum):
    """Each makes a stamp REVIEW by itself where the region lists it; none of them accuses."""

    SAME_POINT_OTHER_DAY = "titik_sama_hari_lain"
    SAME_POINT_OTHER_PERSON = "titik_sama_pegawai_lain"
    IMPOSSIBLE_SPEED = "kecepatan_mustahil"
    STATIC_PIN = "titik_di_peta"


class Presensi(Table):
    """Windows of the regular schedule, in the zone of the region.

    `menit_satu_kali`: the minutes late, or early, of a date with one stamp only (AMB-41).
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
