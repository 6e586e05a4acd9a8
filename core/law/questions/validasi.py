"""`validasi`: how long a verifier has for a request, and what silence does then."""

from typing import Literal, TypeAlias

from core.law.entry import Question, Table
from core.law.span import RunningHours, WorkingDays

Lapse: TypeAlias = Literal["eskalasi_atasan", "eskalasi_kepala", "dianggap_disetujui", "gugur"]
AtClosing: TypeAlias = Literal["tetap_dihitung", "gugur"]


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
