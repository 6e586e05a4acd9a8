"""Which parts of a registration differ from the records: code, NIP, status, phone number."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Part(StrEnum):
    """What may differ, as an operator reads it."""

    CODE = "kode"
    NIP = "NIP"
    KIND = "status"
    PHONE = "nomor telepon"
    BOUND = "sudah terhubung"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of themselves; `phone` is E.164, None if it was no number."""

    nip: str
    kind: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the office's records say of an employee who may be meant."""

    employee: UUID
    name: str
    kind: str
    phone: str
    bound: bool


def differing(claim: Claim, invited: Candidate | None, named: Candidate | None) -> tuple[Part, ...]:
    """The parts that do not fit (AMB-33); empty: it is the person.

    `invited` is whose valid code was given, `named` whose NIP. Where the code is right, the rest
    is held against the person whom it was made for: maybe it is our records that are wrong.
    """
    whose = invited or named
    other = named is None or (invited is not None and invited.employee != named.employee)
    found = {
        Part.CODE: invited is None,
        Part.NIP: other,
        Part.KIND: whose is not None and whose.kind != claim.kind,
        Part.PHONE: whose is not None and whose.phone != claim.phone,
        Part.BOUND: whose is not None and whose.bound,
    }
    return tuple(part for part, differs in found.items() if differs)
