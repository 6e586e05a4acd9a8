"""`pembatalan`: how a superior cancels the presence of a day (Pasal 9C)."""

from typing import Literal, TypeAlias

from core.law.entry import Question, Table
from core.law.span import Count, WorkingDays

# What a cancelled day takes effect with: the signed letter, or already the head's word.
TakesEffect: TypeAlias = Literal["surat_diunggah", "diketahui"]


class Pembatalan(Table):
    """Who cancels the presence of a day, what has to be there before, and what it makes of it.

    Where nobody answers `oleh` there is no cancellation at all. `saksi` is the least number of
    witnesses, `hak_jawab` the time in which the person may explain, `sampai` until when a superior
    may begin and finish it.
    """

    oleh: Question[Literal["atasan_langsung"]]
    saksi: Question[Count]
    saksi_dari: Question[Literal["unit_kerja"]]
    mengetahui: Question[Literal["kepala"]]
    hak_jawab: Question[WorkingDays]
    sampai: Question[Literal["bulan_ditutup"]]
    berlaku: Question[TakesEffect]
    akibat: Question[Literal["alpa_sehari"]]
