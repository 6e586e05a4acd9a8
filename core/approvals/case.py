"""What has become of a request, decided or not, whether or not anybody swept."""

from datetime import datetime
from enum import StrEnum
from typing import assert_never

from core.law.regulation import Lapse


class State(StrEnum):
    """What holds of an activity holds here; silence may also carry a request up, or end it."""

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


def state_at(decided: State | None, due_at: datetime, now: datetime, lapse: Lapse | None) -> State:
    """What a request is at an instant, swept or not.

    The verifier has until just before `due_at`. What goes up counts as provisionally
    present (KAM-01); where nobody says what silence does, the request keeps waiting.
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
