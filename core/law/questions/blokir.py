"""`blokir`: what a working day is during a block."""

from typing import Literal, TypeAlias

from core.law.entry import Question, Table

UnderReview: TypeAlias = Literal["dalam_pemeriksaan"]


class Blokir(Table):
    """`status_hari` is what a working day is during a block (AMB-38)."""

    status_hari: Question[UnderReview]
