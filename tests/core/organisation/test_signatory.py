"""AMB-66: who signs for an office on a date, and by which post."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import pytest

from core.organisation.calendar import DAY
from core.organisation.signatory import Head, Prefix, Signer, signer
from core.organisation.verifier import StandIn, StandInReason
from tests.core.situations import MONDAY

HEAD, BOSS, PLH, SECOND = (UUID(int=number) for number in range(1, 5))
PART = ("RSUD", "DINKES")
ACTING, SUBSTITUTE = StandInReason.ACTING, StandInReason.SUBSTITUTE
NONE: dict[str, Sequence[Head]] = {}
OF_PART = {"RSUD": [Head(HEAD)], "DINKES": [Head(BOSS)]}
OF_WHOLE = {"DINKES": [Head(BOSS)]}
VACANT = {"RSUD": [Head(HEAD, gone=True)], "DINKES": [Head(BOSS)]}
TWO = {"RSUD": [Head(SECOND), Head(HEAD)]}


def stands(of: UUID, by: UUID, why: StandInReason = ACTING) -> StandIn:
    return StandIn(of, by, why, MONDAY, MONDAY + 4 * DAY)


@pytest.mark.parametrize(
    ("rule", "heads", "stand_ins", "expected"),
    [
        ("the head of the office", OF_PART, [], Signer(HEAD, HEAD, "RSUD", Prefix.NONE)),
        ("of the nearest whole", OF_WHOLE, [], Signer(BOSS, BOSS, "DINKES", Prefix.NONE)),
        ("nobody is entered", NONE, [], None),
        ("away", OF_PART, [stands(HEAD, PLH)], Signer(PLH, HEAD, "RSUD", Prefix.PLH)),
        ("vacant", VACANT, [stands(HEAD, PLH)], Signer(PLH, HEAD, "RSUD", Prefix.PLT)),
        ("vacant, nobody acts", VACANT, [], Signer(BOSS, BOSS, "DINKES", Prefix.NONE)),
        (
            "a substitute in a leave has no decree",
            OF_PART,
            [stands(HEAD, PLH, SUBSTITUTE)],
            Signer(HEAD, HEAD, "RSUD", Prefix.NONE),
        ),
        (
            "whoever acts for whoever acts",
            OF_PART,
            [stands(HEAD, PLH), stands(PLH, SECOND)],
            Signer(SECOND, HEAD, "RSUD", Prefix.PLH),
        ),
        ("the newest of two heads", TWO, [], Signer(SECOND, SECOND, "RSUD", Prefix.NONE)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_signs(
    rule: str,
    heads: Mapping[str, Sequence[Head]],
    stand_ins: list[StandIn],
    expected: Signer | None,
) -> None:
    assert signer(PART, heads, stand_ins, MONDAY) == expected, rule


@pytest.mark.parametrize(("offset", "prefix"), [(-1, ""), (0, "Plh."), (4, "Plh."), (5, "")])
def test_a_plh_signs_on_their_own_dates_only(offset: int, prefix: str) -> None:
    found = signer(PART, OF_PART, [stands(HEAD, PLH)], MONDAY + offset * DAY)
    assert found is not None
    assert found.prefix == prefix
