"""A case: whatever waits for a decision, and what has become of it, swept or not."""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, assert_never
from uuid import UUID

from core.law.regulation import Lapse


class State(StrEnum):
    """What a case is. Silence may approve it, carry it up, or let it lapse."""

    PENDING = "menunggu"
    ESCALATED = "naik"
    APPROVED = "disetujui"
    DEEMED_APPROVED = "dianggap disetujui"
    LAPSED = "gugur"
    REJECTED = "ditolak"
    WITHDRAWN = "ditarik"
    ENDED = "tanpa keputusan"  # its month closed over it, and it counts as it stood


COUNTED = frozenset({State.APPROVED, State.DEEMED_APPROVED})
UNDECIDED = frozenset({State.PENDING, State.ESCALATED})

# Silence that decides: from `due_at` on nobody else can.
DECIDING: frozenset[Lapse] = frozenset({"dianggap_disetujui", "gugur"})


class Case(Protocol):
    """What every kind of case has in common, be it an activity, a request or a stamp to look at.

    `day` is the (last) date that it is about, `card` what is shown and decided together. `state`
    is what was decided, None before; `article` is what decided where no person did, `remark` what
    a person gave as the reason. `escalated_at`: when it went up, once that was told.
    """

    @property
    def id(self) -> UUID: ...
    @property
    def employee(self) -> UUID: ...
    @property
    def day(self) -> date: ...
    @property
    def card(self) -> UUID: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def escalated_at(self) -> datetime | None: ...
    @property
    def state(self) -> State | None: ...
    @property
    def decided_at(self) -> datetime | None: ...
    @property
    def decided_by(self) -> UUID | None: ...
    @property
    def article(self) -> str | None: ...
    @property
    def remark(self) -> str | None: ...


def state_at(decided: State | None, due_at: datetime, now: datetime, lapse: Lapse | None) -> State:
    """What a case is at an instant, swept or not.

    The verifier has until just before `due_at`. What goes up counts as provisionally
    present (KAM-01); where nobody says what silence does, the case keeps waiting.
    """
    if decided is not None:
        return decided
    if now < due_at or lapse is None:
        return State.PENDING
    match lapse:
        case "eskalasi_atasan" | "eskalasi_kepala":
            return State.ESCALATED
        case "dianggap_disetujui":
            return State.DEEMED_APPROVED
        case "gugur":
            return State.LAPSED
        case _:
            assert_never(lapse)
