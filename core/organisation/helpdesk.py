"""The way of a problem that somebody reports: whose desk it lies on, and where it may go.

Operators take stock of the problems of their office and pass them on (Pasal 7 ayat (3) huruf c).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.law.regulation import Regulation, Role
from core.organisation.authority import Right


class TicketState(StrEnum):
    """What a problem is that somebody reported; all but the first are final."""

    OPEN = "terbuka"
    ANSWERED = "dijawab"
    CLOSED = "ditutup"


@dataclass(frozen=True, slots=True)
class Desk:
    """Those who have a problem now: the holders of a role, and whether they can be reached."""

    role: Role
    people: int
    reached: int


def right(regulation: Regulation, role: Role, day: date) -> Right:
    """By which right the holders of a role have what lies on their desk."""
    received = regulation.peran.terima_masalah
    return received if role in (received.on(day).value or ()) else regulation.peran.tangani_masalah


def desks(regulation: Regulation, day: date) -> tuple[Role, ...]:
    """All desks there are, in the order in which a new problem looks for somebody."""
    peran = regulation.peran
    both = (*(peran.terima_masalah.on(day).value or ()), *_handlers(regulation, day))
    return tuple(dict.fromkeys(both))


def onward(regulation: Regulation, role: Role, day: date) -> tuple[Role, ...]:
    """To which desks a problem may be passed on from this one."""
    return tuple(each for each in _handlers(regulation, day) if each is not role)


def unheld(regulation: Regulation, day: date) -> Role | None:
    """Where a new problem lies as long as nobody holds any of the desks; None: there are none."""
    both = (*_handlers(regulation, day), *desks(regulation, day))
    return next(iter(both), None)


def first(found: Collection[Desk]) -> Role | None:
    """The desk of a new problem, of those in order: where it is read, else where somebody is.

    None: nobody holds any of the roles.
    """
    read = next((each.role for each in found if each.reached), None)
    return read or next((each.role for each in found if each.people), None)


def _handlers(regulation: Regulation, day: date) -> tuple[Role, ...]:
    return regulation.peran.tangani_masalah.on(day).value or ()
