"""Every pair of legs, every effect of a request, whatever has become of it: as one table.

A cell reads: the letter in capitals for a whole day, in small letters for an incomplete pair,
`?` for a day that is not decided yet, `*` for what is provisional before the month closes.
"""

from datetime import datetime
from itertools import product

import pytest

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.questions.jenis_izin import Effect
from core.month.day_state import Day
from core.month.day_state import State as DayState
from tests.core.deriving import CLOSED, NEXT_WEEK, a_day, any_request
from tests.core.situations import BLG, at

LEGS = ("-", "07.24-", "-16.02", "07.24-16.02")
GRANTED, ABOVE, WAITS, REFUSED = "granted", "above", "waits", "refused"
STANDING = {
    State.APPROVED: GRANTED,
    State.DEEMED_APPROVED: GRANTED,
    State.ESCALATED: ABOVE,
    State.PENDING: WAITS,
    State.REJECTED: REFUSED,
    State.WITHDRAWN: REFUSED,
    State.LAPSED: REFUSED,
    State.ENDED: GRANTED,
}

# Stamped inside a fence: nothing, masuk only, pulang only, both.
INSIDE = {
    Effect.CREDITED: {
        GRANTED: "S S S S",
        ABOVE: "S* S* S* S*",
        WAITS: "?* h* h* H*",
        REFUSED: "A* h* h* H",
    },
    Effect.EXCUSED: {
        GRANTED: "I I I I",
        ABOVE: "I* I* I* I*",
        WAITS: "?* h* h* H*",
        REFUSED: "A* h* h* H",
    },
    Effect.TRIP: {
        GRANTED: "A* dl* dl* DL",
        ABOVE: "A* dl* dl* DL*",
        WAITS: "A* dl* dl* DL*",
        REFUSED: "A* h* h* H",
    },
    Effect.SPECIAL: {
        GRANTED: "A* tk* tk* TK",
        ABOVE: "A* tk* tk* TK*",
        WAITS: "A* tk* tk* TK*",
        REFUSED: "A* h* h* H",
    },
    Effect.EARLY: {
        GRANTED: "A* h* h* H",
        ABOVE: "A* h* h* H*",
        WAITS: "A* h* h* H*",
        REFUSED: "A* h* h* H",
    },
}

# The same without a fence: no stamp of its own unless a trip or special duty stands, and no pulang
# unless leaving early does (AMB-25).
OUTSIDE = {
    Effect.CREDITED: {
        GRANTED: "S S S S",
        ABOVE: "S* S* S* S*",
        WAITS: "?* ?* ?* ?*",
        REFUSED: "A* A* A* A*",
    },
    Effect.EXCUSED: {
        GRANTED: "I I I I",
        ABOVE: "I* I* I* I*",
        WAITS: "?* ?* ?* ?*",
        REFUSED: "A* A* A* A*",
    },
    Effect.TRIP: INSIDE[Effect.TRIP] | {REFUSED: "A* A* A* A*"},
    Effect.SPECIAL: INSIDE[Effect.SPECIAL] | {REFUSED: "A* A* A* A*"},
    Effect.EARLY: {
        GRANTED: "A* A* h* h*",
        ABOVE: "A* A* h* h*",
        WAITS: "A* A* h* h*",
        REFUSED: "A* A* A* A*",
    },
}


def drawn(day: Day) -> str:
    letter = day.letter.lower() if day.state is DayState.INCOMPLETE else day.letter
    unknown = "?" if day.state is DayState.UNDECIDED else ""
    return f"{letter}{unknown}{'*' if day.provisional else ''}"


def seen(effect: Effect, state: State, away: frozenset[Leg], now: datetime, name: str) -> str:
    request = (any_request(effect, state),)
    days = (a_day(legs, name=name, absences=request, away=away, now=now) for legs in LEGS)
    return " ".join(map(drawn, days))


@pytest.mark.parametrize(("effect", "state"), list(product(Effect, State)))
def test_before_the_month_closes(effect: Effect, state: State) -> None:
    for away, table in ((frozenset[Leg](), INSIDE), (frozenset(Leg), OUTSIDE)):
        expected = table[effect][STANDING[state]]
        assert seen(effect, state, away, at(NEXT_WEEK, "12.00"), BLG) == expected


@pytest.mark.parametrize(("effect", "state"), list(product(Effect, State)))
def test_after_the_month_closed_only_what_nobody_decided_is_provisional(
    effect: Effect, state: State
) -> None:
    for away, table in ((frozenset[Leg](), INSIDE), (frozenset(Leg), OUTSIDE)):
        standing = STANDING[state]
        row = table[effect][standing]
        undecided = standing in {ABOVE, WAITS}
        expected = row if undecided else row.replace("*", "")
        assert seen(effect, state, away, at(CLOSED, "00.00"), BLG) == expected
