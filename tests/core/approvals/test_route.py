"""Who decides a case, who once it has gone up, and whether they can be reached."""

from datetime import timedelta
from typing import get_args
from uuid import UUID

import pytest

from core.approvals.case import DECIDING, UNDECIDED, state_at
from core.approvals.route import NOBODY, Decider, Route
from core.law.regulation import Lapse
from core.organisation.address import Address
from tests.core.situations import MONDAY, at

CHAT = Address("bulungan", "telegram", "5001")
NOON = at(MONDAY, "12.00")
SARI = Decider(UUID(int=1), "Sari", CHAT)
CITRA = Decider(UUID(int=2), "Citra", CHAT)


def test_a_message_reaches_whoever_is_connected_and_not_away() -> None:
    away = Decider(UUID(int=1), "Sari", CHAT, away_since=NOON)
    unconnected = Decider(UUID(int=1), "Sari")
    assert [each.reached for each in (SARI, away, unconnected, NOBODY)] == [CHAT, None, None, None]


@pytest.mark.parametrize(("escalated", "now"), [(False, SARI), (True, CITRA)])
def test_what_has_gone_up_is_the_next_ones(*, escalated: bool, now: Decider) -> None:
    assert Route(SARI, CITRA, escalated=escalated).now is now


@pytest.mark.parametrize(
    ("up", "goes_on"),
    [
        pytest.param(CITRA, True, id="somebody else is above"),
        pytest.param(SARI, False, id="nobody else could decide: the first again"),
        pytest.param(NOBODY, False, id="nobody is named"),
    ],
)
def test_silence_brings_it_on_only_to_somebody_else(up: Decider, *, goes_on: bool) -> None:
    assert Route(SARI, up, escalated=False).goes_on is goes_on


@pytest.mark.parametrize("lapse", get_args(Lapse))
def test_from_its_due_time_on_nobody_decides_what_silence_decides(lapse: Lapse) -> None:
    state = state_at(None, NOON, NOON, lapse)
    assert (state in UNDECIDED) is (lapse not in DECIDING)
    assert state_at(None, NOON, NOON - timedelta(seconds=1), lapse) in UNDECIDED
