"""`pengingat`: when people are reminded, of a month that ends and of a stamp that is missing."""

from core.law.entry import Question, Table
from core.law.obeyed import MinutesOfADay
from core.law.questions.laporan import MonthDay
from core.law.span import WorkingDays


class Pengingat(Table):
    """Reminders about a month, in working days of the office, and about a stamp, in minutes.

    `akhir_bulan` before the last working day; `lewat_tenggat` between two reminders of what is
    overdue; `kepala` the day of the next month on which the head hears of it. `masuk` before the
    start and `pulang` after the end are what somebody has who chooses no minutes of their own.
    """

    akhir_bulan: Question[WorkingDays]
    lewat_tenggat: Question[WorkingDays]
    kepala: Question[MonthDay]
    masuk: Question[MinutesOfADay]
    pulang: Question[MinutesOfADay]
