"""`tugas_khusus`: the window in which special duty is stamped, and its longest filing."""

from datetime import time

from core.law.entry import Question, Table
from core.law.questions.presensi import EndOfHours
from core.law.span import WorkingDays


class TugasKhusus(Table):
    """`paling_lama` is how many working days one filing may cover."""

    paling_lama: Question[WorkingDays]
    masuk_paling_cepat: Question[time]
    masuk_paling_lambat: Question[time]
    pulang_paling_cepat: Question[EndOfHours]
