"""`jenis_izin`: the kinds of request (izin), and what each does to the days it covers."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Strict

from core.law.choice import ListOf, OneOf
from core.law.entry import Question, Slug, Table, Text, unrepeated
from core.law.kinds import EmployeeKind, HolidayKind


class Effect(StrEnum):
    """What an approved request does to the days it covers; which kind has which is data.

    EARLY is the only one that means a moment; the others cover whole dates.
    """

    CREDITED = "dihitung hadir"  # masuk, pulang and points by themselves (Pasal 11 ayat (3))
    EXCUSED = "diizinkan"  # neither alpa nor points (AMB-22)
    TRIP = "dinas luar"  # two stamps, no fence (Pasal 9B)
    SPECIAL = "tugas khusus"  # two stamps, no fence, a window of its own, no apel (Pasal 9A)
    EARLY = "pulang cepat"  # is the going-home stamp


# On duty at another place, with two stamps; and not on duty at all, without any.
ELSEWHERE = frozenset({Effect.TRIP, Effect.SPECIAL})
ABSENT = frozenset({Effect.CREDITED, Effect.EXCUSED})


class Letter(StrEnum):
    """What a day prints in the recap while a request covers it (Form F, AMB-31)."""

    PRESENT = "H"
    LEAVE = "C"
    SICK = "S"
    TRIP = "DL"
    SPECIAL = "TK"
    PERMIT = "I"


class Needed(StrEnum):
    """Until when a paper must be there."""

    OPTIONAL = "boleh"
    AT_FILING = "saat diajukan"
    BEFORE_APPROVAL = "sebelum disetujui"


class Paper(Table):
    """A letter, by the name that its number and its photo are asked for."""

    nama: Text
    wajib: OneOf[Needed]
    nomor: Literal["wajib"] | None = None


class Kind(Table):
    """One kind; `kode` only tells apart those that answer the same question.

    Without `surat` nothing is attached, without `bagi` everybody may ask for it. `hanya_pada`: its
    dates are those that the calendar has as such, and no others. `wilayah`: it is not to leave the
    region.
    """

    kode: Slug | None = None
    nama: Text
    akibat: OneOf[Effect]
    huruf: OneOf[Letter]
    surat: Paper | None = None
    bagi: ListOf[EmployeeKind] = tuple(EmployeeKind)
    hanya_pada: OneOf[HolidayKind] | None = None
    wilayah: Literal["dalam_daerah"] | None = None

    @property
    def appendable(self) -> bool:
        """Whether its paper may follow, to whatever is pending (AMB-35)."""
        return self.surat is not None and self.surat.wajib is Needed.BEFORE_APPROVAL

    @property
    def demands_paper(self) -> bool:
        """Whether nobody can approve it without its paper (Pasal 11 ayat (4))."""
        return self.surat is not None and self.surat.wajib is not Needed.OPTIONAL


def _told_apart(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    unrepeated(tuple(kind.kode for kind in kinds))
    return kinds


Kinds: TypeAlias = Annotated[tuple[Kind, ...], Strict(False), AfterValidator(_told_apart)]


class JenisIzin(Table):
    """Which kinds of request there are, in the order in which a person chooses."""

    sakit: Question[Kinds]
    izin: Question[Kinds]
    cuti: Question[Kinds]
    dinas_luar: Question[Kinds]
    diklat: Question[Kinds]
    tugas_khusus: Question[Kinds]
    pulang_cepat: Question[Kinds]
