"""Who signs for an office on a date: its head, or whoever acts for them (Plt., Plh.)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from core.organisation.verifier import StandIn, deputy_for


class Prefix(StrEnum):
    """What stands before the head's post where somebody else signs (UU 30/2014 Pasal 14)."""

    NONE = ""
    PLH = "Plh."  # the head is away for a time
    PLT = "Plt."  # the post is vacant


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody who heads an office; `gone` when their service has ended by then."""

    employee: UUID
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """`by` signs by the post of `head`, who heads `office`: the one that signs or a whole of it."""

    by: UUID
    head: UUID
    office: str
    prefix: Prefix


def signer(
    offices: Sequence[str],
    heads: Mapping[str, Sequence[Head]],
    stand_ins: Collection[StandIn],
    day: date,
) -> Signer | None:
    """The signer of the first of `offices`, which lead from a part to its whole; None: nobody is.

    Of several heads of an office the first goes before the others.
    """
    for office in offices:
        for head in heads.get(office, ()):
            by = deputy_for(head.employee, day, stand_ins)
            if by != head.employee:
                return Signer(by, head.employee, office, Prefix.PLT if head.gone else Prefix.PLH)
            if not head.gone:
                return Signer(by, head.employee, office, Prefix.NONE)
    return None
