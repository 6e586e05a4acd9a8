"""`blokir`: what a working day is during a block, and what it becomes afterwards."""

from typing import Literal, TypeAlias

from core.law.entry import Question, Table

UnderReview: TypeAlias = Literal["dalam_pemeriksaan"]
Restored: TypeAlias = Literal["dianggap_hadir"]
Proved: TypeAlias = Literal["alpa"]


class Blokir(Table):
    """`status_hari` is what a working day is during a block, and after it until it is settled.

    `dipulihkan`: a day that lacks a stamp, once all who must have agreed to lift the block;
    `terbukti`: a day of a block that ends with a decision on what was proved (AMB-38, AMB-71).
    """

    status_hari: Question[UnderReview]
    dipulihkan: Question[Restored]
    terbukti: Question[Proved]
