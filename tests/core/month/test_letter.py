"""What may become of the head's letter, and when the days in it count by it."""

from datetime import timedelta
from itertools import product

import pytest

from core.month.letter import LETTER_STEPS as STEPS
from core.month.letter import LetterState, LetterStep, after, before, letter_counts
from tests.core.situations import MONDAY, at

PREPARED, SIGNED, ACCEPTED, SENT_BACK, DROPPED = LetterState
DUE = at(MONDAY, "23.59.59")

OPEN = {
    LetterStep.SIGN: ({PREPARED, SENT_BACK}, SIGNED),
    LetterStep.ACCEPT: ({SIGNED}, ACCEPTED),
    LetterStep.SEND_BACK: ({SIGNED}, SENT_BACK),
    LetterStep.DROP: ({PREPARED, SENT_BACK}, DROPPED),
}


@pytest.mark.parametrize(("state", "step"), list(product(LetterState, LetterStep)))
def test_each_step_is_open_in_some_states_and_leads_to_one(
    state: LetterState, step: LetterStep
) -> None:
    sources, target = OPEN[step]
    assert (state in before(step)) is (state in sources)
    assert after(step) is target
    assert STEPS.get((state, step)) == (target if state in sources else None)


@pytest.mark.parametrize("state", LetterState)
@pytest.mark.parametrize(
    ("signed", "due", "in_time"),
    [
        (DUE, DUE, True),
        (DUE + timedelta(seconds=1), DUE, False),
        (DUE + timedelta(days=90), None, True),
        (None, DUE, False),
    ],
    ids=["KRA-9-3 the last moment", "KRA-9-3 late", "BLG-11-2 no date", "not signed"],
)
def test_days_count_once_it_is_signed_in_time_or_accepted(
    state: LetterState, signed: object, due: object, *, in_time: bool
) -> None:
    """BLG-11-2, KRA-9-2, KAM-31: a late one counts once BKPSDM takes it; sent back it does not."""
    expected = state is ACCEPTED or (state is SIGNED and in_time)
    assert letter_counts(state, signed, due) is expected  # type: ignore[arg-type]
