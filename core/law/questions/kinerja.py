"""`kinerja`: what daily work (E-Kinerja) is, and until when it waits for whom."""

from enum import StrEnum
from typing import Literal, TypeAlias

from core.law.choice import ListOf
from core.law.entry import Question, Table
from core.law.obeyed import MinutesOfADay
from core.law.questions.pengecualian import Exemptions
from core.law.span import CalendarDays, Count, RunningHours

DeemedApproved: TypeAlias = Literal["dianggap_disetujui"]
Target: TypeAlias = Literal["utuh", "sebanding_hari_kerja"]
CountedFrom: TypeAlias = Literal["akhir_tanggal", "awal_tanggal"]
NotAgain: TypeAlias = Literal["tidak_ada"]


class ActivityKind(StrEnum):
    """Whether an activity belongs to the post (jabatan) or is general work (umum)."""

    GENERAL = "umum"
    DUTY = "jabatan"


class Kinerja(Table):
    """Daily work, in minutes; a regulation without it is silent on every question.

    `cara_target`: the number as it is, or in proportion to one's own working days. `batas_isi`
    counts from the end or the beginning of the activity's date (`batas_isi_sejak`),
    `batas_verifikasi` from the entry, `isi_ulang` from a rejection.
    """

    jenis: Question[ListOf[ActivityKind]]
    target_bulanan: Question[Count]
    cara_target: Question[Target]
    poin_per_menit: Question[Count]
    paling_banyak_sehari: Question[MinutesOfADay]
    batas_isi: Question[CalendarDays]
    batas_isi_sejak: Question[CountedFrom]
    isi_ulang: Question[RunningHours | NotAgain]
    batas_verifikasi: Question[RunningHours]
    jika_lewat: Question[DeemedApproved]
    pengecualian: Question[Exemptions]
