"""Who signs for an office on a date: its head, or whoever acts for them (Plt., Plh.)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from core.organisation.verifier import StandIn, StandInReason, acting_for


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
    stand_ins: Iterable[StandIn],
    day: date,
) -> Signer | None:
    """The signer of the first of `offices`, which lead from a part to its whole; None: nobody is.

    Of several heads of an office the first goes before the others. Only Plt. and Plh. sign: a
    substitute who is named in a leave decides, but has no decree to sign with (AMB-66).
    """
    acting = [each for each in stand_ins if each.why is StandInReason.ACTING]
    for office in offices:
        for head in heads.get(office, ()):
            by = acting_for(head.employee, day, acting)
            if by != head.employee:
                return Signer(by, head.employee, office, Prefix.PLT if head.gone else Prefix.PLH)
            if not head.gone:
                return Signer(by, head.employee, office, Prefix.NONE)
    return None
