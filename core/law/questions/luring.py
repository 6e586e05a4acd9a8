"""`luring`: attendance that was captured without signal and is handed in later (Lampiran A.3)."""

from core.law.entry import Question, Table
from core.law.span import RunningHours


class Luring(Table):
    """`tanpa_catatan`: how old a capture may be that needs no note; silence: there is none."""

    tanpa_catatan: Question[RunningHours]
