"""`izin`: what holds for requests of every kind."""

from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import AfterValidator, Strict
from pydantic_core import PydanticCustomError

from core.law.choice import ListOf
from core.law.entry import Question, Table, unrepeated
from core.law.fault import nearest
from core.law.questions.jenis_izin import Effect, JenisIzin
from core.law.span import Count

CreditedDays: TypeAlias = Literal["hari_kerja_tanpa_kegiatan", "hari_kerja"]


def _ranked(entries: tuple[str, ...]) -> tuple[str, ...]:
    for entry in unrepeated(entries):
        group = entry.partition(".")[0]
        if group not in JenisIzin.model_fields:
            words = f"{entry} bukan jenis izin{nearest(group, JenisIzin.model_fields)}"
            raise PydanticCustomError("rank", "{words}", {"words": words})
    return entries


# Groups of kinds, or single kinds as `cuti.sakit`.
Order: TypeAlias = Annotated[tuple[str, ...], Strict(False), AfterValidator(_ranked)]


class Izin(Table):
    """What holds for requests of every kind; `poin_per_hari` is for a day that is credited.

    `urutan`: of two on one date the day goes by the one that stands first.
    """

    urutan: Question[Order]
    menunggu_paling_banyak: Question[Count]
    poin_per_hari: Question[Count]
    hari_dihitung: Question[CreditedDays]
    bebas_apel: Question[ListOf[Effect]]


def excludes_own_work(which: CreditedDays | None) -> bool:
    """Whether a date that counts by itself has no work of its own (AMB-21)."""
    match which:
        case "hari_kerja_tanpa_kegiatan":
            return True
        case "hari_kerja" | None:
            return False
        case _:
            assert_never(which)
