"""`apel`: until when an apel or upacara is stamped, and its signed list handed in."""

from datetime import time
from typing import Literal, TypeAlias

from core.law.entry import Question, Table

LateSince: TypeAlias = Literal["sejak_batas", "sejak_jam_masuk"]
OnDayOff: TypeAlias = Literal["dicatat_saja"]


class Apel(Table):
    """Where `masuk_paling_lambat` is silent, the hour that was announced is the last one.

    `terlambat_dihitung`: since when the minutes of whoever comes after that count. `hari_libur`:
    what being there on a day off means. `daftar_paling_lambat`: when the list reaches BKPSDM.
    """

    masuk_paling_lambat: Question[time]
    terlambat_dihitung: Question[LateSince]
    hari_libur: Question[OnDayOff]
    daftar_paling_lambat: Question[time]
