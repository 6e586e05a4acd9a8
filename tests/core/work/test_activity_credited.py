"""A date that counts by itself has no work of its own, and the other way round."""

import pytest

from core.approvals.case import State
from core.law.answer import Ground
from core.law.questions.jenis_izin import Effect, Letter
from core.law.regulation import Regulation, read
from core.organisation.calendar import DayOff, Hours
from core.requests.absence import Absence
from core.work.activity import Refused, Why, excluded
from tests.core.situations import MONDAY
from tests.core.work.test_activity import REGULATION, hours

WORKING, OFF = hours(MONDAY), DayOff(MONDAY, "libur")


def asked(effect: Effect, state: State) -> list[Absence]:
    return [Absence(effect, Letter.LEAVE, state, Ground("Pasal 11 ayat (3)", None))]


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("state", State)
def test_only_what_is_credited_or_may_be_leaves_no_room_for_work(
    effect: Effect, state: State
) -> None:
    """BLG-11-3, AMB-21, AMB-22: refused or taken back it stands in nobody's way."""
    found = excluded(REGULATION, WORKING, asked(effect, state))
    dead = state in {State.REJECTED, State.WITHDRAWN, State.LAPSED}
    assert (found is not None) is (effect is Effect.CREDITED and not dead)
    if found:
        assert found.why is Why.CREDITED
        assert "AMB-21" in found.grounds[0].citation


@pytest.mark.parametrize(
    ("regulation", "day", "refused"),
    [
        pytest.param(REGULATION, WORKING, True, id="AMB-21 a working day"),
        pytest.param(REGULATION, OFF, False, id="AMB-21 a day off is credited nothing"),
        pytest.param(read("karanganyar"), WORKING, False, id="KAM-13 silent"),
    ],
)
def test_only_a_working_day_is_credited(
    regulation: Regulation, day: Hours | DayOff, *, refused: bool
) -> None:
    found = excluded(regulation, day, asked(Effect.CREDITED, State.APPROVED))
    assert isinstance(found, Refused) is refused
