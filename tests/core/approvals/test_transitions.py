"""What may become of a case: the full product of states and acts."""

from itertools import product

import pytest

from core.approvals.case import COUNTED, UNDECIDED, State
from core.approvals.transitions import TRANSITIONS, Act, act_of, sources, target

# For each state what each act makes of it; whatever is not here is not open.
OPEN = {
    State.PENDING: {
        Act.APPROVE: State.APPROVED,
        Act.REJECT: State.REJECTED,
        Act.WITHDRAW: State.WITHDRAWN,
        Act.ESCALATE: State.ESCALATED,
        Act.DEEM: State.DEEMED_APPROVED,
        Act.LAPSE: State.LAPSED,
        Act.END: State.ENDED,
    },
    State.ESCALATED: {
        Act.APPROVE: State.APPROVED,
        Act.REJECT: State.REJECTED,
        Act.WITHDRAW: State.WITHDRAWN,
        Act.LAPSE: State.LAPSED,
        Act.END: State.ENDED,
    },
    State.APPROVED: {Act.TAKE_BACK: State.WITHDRAWN},
    State.DEEMED_APPROVED: {Act.TAKE_BACK: State.WITHDRAWN},
    State.REJECTED: {Act.ANSWER: State.PENDING},
    State.LAPSED: {},
    State.WITHDRAWN: {},
    State.ENDED: {},
}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_what_an_act_makes_of_a_state(state: State, act: Act) -> None:
    assert TRANSITIONS.get((state, act)) is OPEN[state].get(act)


@pytest.mark.parametrize("act", Act)
def test_an_act_leads_to_one_state_from_wherever_it_is_open(act: Act) -> None:
    assert {TRANSITIONS[state, act] for state in sources(act)} == {target(act)}


@pytest.mark.parametrize("act", [Act.APPROVE, Act.REJECT, Act.WITHDRAW, Act.DEEM, Act.END])
def test_what_is_decided_is_never_decided_again(act: Act) -> None:
    assert sources(act) <= UNDECIDED


def test_only_what_was_granted_can_be_taken_back_and_only_a_refusal_answered() -> None:
    assert sources(Act.TAKE_BACK) == COUNTED
    assert sources(Act.ANSWER) == frozenset({State.REJECTED})


@pytest.mark.parametrize(
    "state", [State.ESCALATED, State.DEEMED_APPROVED, State.LAPSED, State.ENDED]
)
def test_what_the_law_makes_of_a_case_it_makes_of_one_that_waits(state: State) -> None:
    assert TRANSITIONS[State.PENDING, act_of(state)] is state
