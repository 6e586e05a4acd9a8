"""Who may read the recap of which office: those who make it, the head, and BKPSDM."""

from collections.abc import Mapping

from core.organisation.authority import Authority, Denied
from core.organisation.office import wholes
from handlers.usecases.authority import describe_denial
from handlers.usecases.refusal import Refused


def denied(by: Authority, office: str) -> Denied | None:
    """Why somebody may not read it; None: they may (BLG-7-3a, BLG-15, BLG-16, KRA-7-3c, KRA-10)."""
    peran = by.region.regulation.peran
    return by.denied(peran.rekap, office) and by.denied(peran.lihat_rekap, office)


def require(by: Authority, office: str) -> None:
    """`Refused` where somebody may not read the recap of an office."""
    if found := denied(by, office):
        raise Refused(describe_denial(by, found, f"melihat rekap {office}"))


def offices_of(by: Authority, *, only_wholes: bool = False) -> list[str]:
    """The offices whose recap somebody may read: first those that are no part of another of them.

    Empty for whoever has no such right anywhere. `only_wholes` leaves out the parts.
    """
    readable = {office for office in by.parents if denied(by, office) is None}
    parts = {each for each in readable if readable.intersection(wholes(each, by.parents)[1:])}
    return sorted(readable - parts) + ([] if only_wholes else sorted(parts))


def parts_of(office: str, parents: Mapping[str, str | None]) -> list[str]:
    """An office with all that is a part of it."""
    return sorted(each for each in parents if office in wholes(each, parents))
