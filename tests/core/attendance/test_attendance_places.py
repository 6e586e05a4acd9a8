"""Inside, at the edge, unsure and outside; asked again; and the old place after a transfer."""

from typing import Any

import pytest

from core.attendance.evidence import ShareKind
from core.attendance.judge import Accepted, Outside, Refused, Unsure, Verdict, Why, judge
from core.organisation.fence import Where
from tests.core.situations import BLG, KRA, MASUK, MONDAY, a_case, a_share, at, cited, said, zone_of

SEVEN = at(MONDAY, "07.00")


def shared(metres: float, accuracy: float | None, **facts: Any) -> Verdict:
    return judge(a_case(SEVEN, MASUK, share=a_share(SEVEN, metres, accuracy), **facts))


# The place has a radius of 100 m; accuracy counts up to 50 m and is poor above 200 m.
PLACES = [
    ("BLG-8-3 in the middle", 0, 10, MASUK, False),
    ("BLG-8-3 just inside", 99.9, 10, MASUK, False),
    ("BLG-8-3 just outside, exact", 100.1, 0.01, Outside, None),
    ("BLG-8-3 far away", 5000, 10, Outside, None),
    ("AMB-08 accuracy reaches the edge", 119.9, 20, MASUK, True),
    ("AMB-08 accuracy does not reach it", 120.1, 20, Outside, None),
    ("AMB-08 the cap reaches", 149.9, 200, MASUK, True),
    ("AMB-08 beyond the cap", 150.1, 200, Outside, None),
    ("AMB-08 unknown accuracy inside", 99.9, None, MASUK, False),
    ("AMB-08 unknown accuracy gives nothing", 100.1, None, Outside, None),
    ("AMB-08 last good accuracy", 50, 200, MASUK, False),
    ("AMB-08 first poor accuracy", 50, 200.1, Unsure, None),
    ("AMB-08 poor, and perhaps inside", 599.9, 500, Unsure, None),
    ("AMB-08 poor, and surely outside", 600.9, 500, Outside, None),
]


@pytest.mark.parametrize(
    ("metres", "accuracy", "expected", "review"),
    [pytest.param(*facts, id=name) for name, *facts in PLACES],
)
def test_a_location_counts_inside_the_radius(
    metres: float, accuracy: float | None, expected: object, *, review: bool | None
) -> None:
    verdict = shared(metres, accuracy)
    assert said(verdict) == expected
    assert "Pasal 8 ayat (3) Perbup Bulungan 32/2023" in cited(verdict)
    assert (verdict.review if isinstance(verdict, Accepted) else None) == review


@pytest.mark.parametrize(
    ("metres", "accuracy"),
    [
        pytest.param(119, 20, id="AMB-08 edge"),
        pytest.param(50, 201, id="AMB-08 unsure"),
    ],
)
def test_what_rests_on_our_decision_says_so(metres: float, accuracy: float) -> None:
    assert "keputusan AMB-08" in cited(shared(metres, accuracy))
    assert "AMB-08" not in cited(shared(50, 20))


def test_in_karanganyar_the_radius_stands_in_its_own_article() -> None:
    sent = at(MONDAY, "07.00", zone_of(KRA))
    verdict = judge(a_case(sent, MASUK, name=KRA, share=a_share(sent, 5000)))
    assert cited(verdict) == "Pasal 6 ayat (4) huruf b Perbup Karanganyar 33/2023"


@pytest.mark.parametrize("name", [BLG, KRA])
def test_an_office_without_a_place_is_told_apart_from_being_outside(name: str) -> None:
    verdict = judge(a_case(at(MONDAY, "07.00", zone_of(name)), MASUK, name=name, sites=()))
    assert isinstance(verdict, Refused)
    assert verdict.why is Why.NO_PLACE
    assert verdict.grounds


@pytest.mark.parametrize(
    "moment",
    [pytest.param("06.29.59", id="BLG-8-2a early"), pytest.param("16.00.00", id="AMB-05 late")],
)
def test_nobody_is_sent_to_a_place_whose_window_is_shut(moment: str) -> None:
    sent = at(MONDAY, moment)
    verdict = judge(a_case(sent, MASUK, share=a_share(sent, 5000)))
    assert isinstance(verdict, Refused)


def test_outside_it_is_told_which_act_was_tried_and_how_far_it_is() -> None:
    verdict = shared(500, 10)
    assert isinstance(verdict, Outside)
    assert (verdict.leg, verdict.hours.date) == (MASUK, MONDAY)
    assert verdict.fix.beyond == pytest.approx(400, abs=0.1)


@pytest.mark.parametrize(
    ("kind", "live_only", "expected"),
    [
        pytest.param(ShareKind.STATIC, False, MASUK, id="a pin where the region takes pins"),
        pytest.param(ShareKind.LIVE, True, MASUK, id="a live location where only those count"),
    ],
)
def test_the_region_says_whether_a_pin_is_enough(
    kind: ShareKind, expected: object, *, live_only: bool
) -> None:
    share = a_share(SEVEN, kind=kind)
    verdict = judge(a_case(SEVEN, MASUK, share=share, live_only=live_only))
    assert said(verdict) == expected
    assert isinstance(verdict, Accepted)
    assert verdict.fix is not None
    assert verdict.fix.where is Where.INSIDE
