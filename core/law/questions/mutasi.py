"""`mutasi`: where somebody attends after a transfer."""

from core.law.entry import Question, Table
from core.law.span import CalendarDays


class Mutasi(Table):
    """`tenggang`: how long the old place stays valid beside the new one."""

    tenggang: Question[CalendarDays]
