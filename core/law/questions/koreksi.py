"""`koreksi`: what of a day may be corrected, and what has to be proved."""

from enum import StrEnum

from core.law.choice import ListOf
from core.law.entry import Question, Table


class Matter(StrEnum):
    """What a correction is about."""

    MASUK = "masuk"
    PULANG = "pulang"
    PLACE = "tempat"
    ACTIVITY = "aktivitas"


class Koreksi(Table):
    """`hal`: what may be corrected at all; `bukti`: of these what needs a photo or a PDF."""

    hal: Question[ListOf[Matter]]
    bukti: Question[ListOf[Matter]]
