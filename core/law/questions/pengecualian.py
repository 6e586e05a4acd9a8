"""`pengecualian`: who need not attend, or need not enter work, and in which status."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Strict

from core.law.answer import Answer
from core.law.choice import ListOf, OneOf
from core.law.entry import Question, Table, unrepeated
from core.law.kinds import EmployeeKind

Condition: TypeAlias = Literal["dibebaskan_dari_jabatan"]


class ExemptStatus(StrEnum):
    """What somebody is while they need not attend."""

    SUSPENDED = "diberhentikan_sementara"
    STUDY_ASSIGNMENT = "tugas_belajar"
    DETAINED = "ditahan"


class Exempted(Table):
    """A status that exempts those it is for (`bagi`), where its condition (`syarat`) holds.

    A study assignment without release from the post exempts nobody (AMB-10).
    """

    status: OneOf[ExemptStatus]
    bagi: ListOf[EmployeeKind] = tuple(EmployeeKind)
    syarat: Condition | None = None


def _told_apart(entries: tuple[Exempted, ...]) -> tuple[Exempted, ...]:
    unrepeated(tuple(each.status for each in entries))
    return entries


Exemptions: TypeAlias = Annotated[tuple[Exempted, ...], Strict(False), AfterValidator(_told_apart)]


class Pengecualian(Table):
    """`status`: those that need not attend; `kinerja` has its own for work."""

    status: Question[Exemptions]


def exemption_of(answer: Answer[tuple[Exempted, ...]], status: ExemptStatus) -> Exempted | None:
    """What an answer says of a status; None where it exempts nobody in it."""
    return next((each for each in answer.value or () if each.status is status), None)


def exempts(answer: Answer[tuple[Exempted, ...]], status: ExemptStatus | None) -> bool:
    """Whether a status exempts by an answer; no status never does."""
    return status is not None and exemption_of(answer, status) is not None
