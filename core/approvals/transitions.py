"""What may become of a case: every state, every act, and the state that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from core.approvals.case import State


class Act(StrEnum):
    """Whatever is done to a case, by a person or by the law."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"  # by whom it is about, before anybody decides
    TAKE_BACK = "take back"  # by whom it is about, once it was granted
    ANSWER = "answer"  # to a refusal, once: it is looked at again
    ESCALATE = "escalate"  # silence, by the law of its date
    DEEM = "deem"  # silence, likewise
    LAPSE = "lapse"  # silence, or the closing of its month
    END = "end"  # the closing of its month


TRANSITIONS: Mapping[tuple[State, Act], State] = MappingProxyType(
    {
        (State.PENDING, Act.APPROVE): State.APPROVED,
        (State.PENDING, Act.REJECT): State.REJECTED,
        (State.PENDING, Act.WITHDRAW): State.WITHDRAWN,
        (State.PENDING, Act.ESCALATE): State.ESCALATED,
        (State.PENDING, Act.DEEM): State.DEEMED_APPROVED,
        (State.PENDING, Act.LAPSE): State.LAPSED,
        (State.PENDING, Act.END): State.ENDED,
        (State.ESCALATED, Act.APPROVE): State.APPROVED,
        (State.ESCALATED, Act.REJECT): State.REJECTED,
        (State.ESCALATED, Act.WITHDRAW): State.WITHDRAWN,
        (State.ESCALATED, Act.LAPSE): State.LAPSED,
        (State.ESCALATED, Act.END): State.ENDED,
        (State.APPROVED, Act.TAKE_BACK): State.WITHDRAWN,
        (State.DEEMED_APPROVED, Act.TAKE_BACK): State.WITHDRAWN,
        (State.REJECTED, Act.ANSWER): State.PENDING,
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the law has made of a case: by which article, and when; None: as it fell due."""

    act: Act
    article: str | None = None
    at: datetime | None = None


def sources(act: Act) -> frozenset[State]:
    """The states in which an act is open; all of them lead to the same one."""
    return frozenset(state for state, of in TRANSITIONS if of is act)


def target(act: Act) -> State:
    """What a case is once the act was done."""
    return next(new for (_, of), new in TRANSITIONS.items() if of is act)


def act_of(state: State) -> Act:
    """The act by which the law, without any person, brings a case into a state."""
    return _BY_LAW[state]


_BY_LAW = {
    State.ESCALATED: Act.ESCALATE,
    State.DEEMED_APPROVED: Act.DEEM,
    State.LAPSED: Act.LAPSE,
    State.ENDED: Act.END,
}
