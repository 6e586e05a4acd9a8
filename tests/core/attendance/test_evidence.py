"""What is refused, signalled and kept of a location, on both sides of each border."""

import json
import math
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.attendance.evidence import (
    MEANING,
    History,
    Refused,
    Share,
    ShareKind,
    Signal,
    Trace,
    as_record,
    refusal,
    signals,
)
from core.organisation.calendar import DAY
from core.organisation.fence import Fence, Point, locate

WITA = timezone(timedelta(hours=8))
SENT = datetime(2026, 3, 2, 7, 24, tzinfo=WITA)
TODAY = SENT.date()
HERE = Point(2.8371024, 117.3653311)
GOOD = Share(
    kind=ShareKind.LIVE,
    point=HERE,
    accuracy=12.0,
    sent_at=SENT,
    received_at=SENT + timedelta(seconds=1),
    live_until=SENT + timedelta(minutes=15),
    forwarded=False,
    via_bot=False,
    scheduled=False,
    private=True,
    heading=None,
)
NOTHING = Trace(), History()

REFUSED: dict[Refused, dict[str, Any]] = {
    Refused.GROUP: {"private": False},
    Refused.FORWARDED: {"forwarded": True},
    Refused.VIA_BOT: {"via_bot": True},
    Refused.SCHEDULED: {"scheduled": True},
    Refused.VENUE: {"kind": ShareKind.VENUE},
    Refused.STATIC: {"kind": ShareKind.STATIC},
}


@pytest.mark.parametrize("live_only", [True, False])
def test_an_own_live_location_is_never_refused(*, live_only: bool) -> None:
    assert refusal(GOOD, live_only) is None


@pytest.mark.parametrize(("reason", "change"), REFUSED.items())
def test_each_reason_alone_is_enough(reason: Refused, change: dict[str, Any]) -> None:
    assert refusal(replace(GOOD, **change), live_only=True) is reason


@pytest.mark.parametrize(("first", "second"), list(combinations(REFUSED, 2)))
def test_of_two_reasons_the_graver_is_told(first: Refused, second: Refused) -> None:
    share = replace(GOOD, **{**REFUSED[second], **REFUSED[first]})
    assert refusal(share, live_only=True) is first


def test_a_pin_is_refused_only_where_sharing_must_be_live() -> None:
    pin = replace(GOOD, kind=ShareKind.STATIC)
    assert refusal(pin, live_only=True) is Refused.STATIC
    assert refusal(pin, live_only=False) is None


def test_a_good_live_location_has_no_signal() -> None:
    assert signals(GOOD, *NOTHING, TODAY) == ()


ONE_SHARE: list[tuple[str, dict[str, Any], tuple[Signal, ...]]] = [
    ("pin", {"kind": ShareKind.STATIC}, (Signal.WEAK_KIND,)),
    ("venue", {"kind": ShareKind.VENUE}, (Signal.WEAK_KIND,)),
    ("AMB-08 accuracy missing", {"accuracy": None}, (Signal.ACCURACY_UNKNOWN,)),
    ("AMB-08 accuracy zero", {"accuracy": 0.0}, (Signal.ACCURACY_UNKNOWN,)),
    ("AMB-08 accuracy NaN", {"accuracy": math.nan}, (Signal.ACCURACY_UNKNOWN,)),
    ("AMB-08 accuracy infinite", {"accuracy": math.inf}, (Signal.ACCURACY_UNKNOWN,)),
    ("AMB-08 last good accuracy", {"accuracy": 200.0}, ()),
    ("AMB-08 first poor accuracy", {"accuracy": 200.1}, (Signal.ACCURACY_POOR,)),
    ("five minutes on the way", {"received_at": SENT + timedelta(minutes=5)}, ()),
    (
        "a second more than five minutes",
        {"received_at": SENT + timedelta(minutes=5, seconds=1)},
        (Signal.OLD_MESSAGE,),
    ),
    ("clocks a minute apart", {"received_at": SENT - timedelta(minutes=1)}, ()),
    (
        "clocks more than a minute apart",
        {"received_at": SENT - timedelta(seconds=61)},
        (Signal.FUTURE_MESSAGE,),
    ),
    ("three decimals", {"point": Point(2.837, 117.365)}, (Signal.TOO_ROUND,)),
    ("whole degrees", {"point": Point(3, 117)}, (Signal.TOO_ROUND,)),
    ("three decimals and noise", {"point": Point(2.83700000001, 117.365)}, (Signal.TOO_ROUND,)),
    ("four decimals", {"point": Point(2.8371, 117.3653)}, ()),
    ("only one of them round", {"point": Point(2.837, 117.3653)}, ()),
]


@pytest.mark.parametrize(
    ("change", "expected"), [pytest.param(*facts, id=name) for name, *facts in ONE_SHARE]
)
def test_what_one_location_alone_tells(
    change: dict[str, Any], expected: tuple[Signal, ...]
) -> None:
    assert signals(replace(GOOD, **change), *NOTHING, TODAY) == expected


def test_a_region_may_draw_the_line_of_a_poor_accuracy_elsewhere() -> None:
    assert signals(replace(GOOD, accuracy=101.0), *NOTHING, TODAY, poor=100.0) == (
        Signal.ACCURACY_POOR,
    )
    assert signals(replace(GOOD, accuracy=100.0), *NOTHING, TODAY, poor=100.0) == ()


@pytest.mark.parametrize(
    ("dates", "people", "expected"),
    [
        ((), 0, ()),
        ((TODAY,), 0, ()),
        ((TODAY - DAY,), 0, (Signal.SAME_POINT_OTHER_DAY,)),
        ((TODAY - 30 * DAY, TODAY), 0, (Signal.SAME_POINT_OTHER_DAY,)),
        ((), 1, (Signal.SAME_POINT_OTHER_PERSON,)),
        ((TODAY - DAY,), 3, (Signal.SAME_POINT_OTHER_DAY, Signal.SAME_POINT_OTHER_PERSON)),
    ],
    ids=["nowhere", "both of a day", "the day before", "also long ago", "another's", "both"],
)
def test_the_very_same_point_is_signalled(
    dates: tuple[date, ...], people: int, expected: tuple[Signal, ...]
) -> None:
    assert signals(GOOD, Trace(), History(dates, people), TODAY) == expected


def test_the_two_stamps_of_a_night_are_of_one_working_date() -> None:
    """BLG-6-2b: the pulang of a night belongs to the evening before."""
    evening = TODAY - DAY
    assert signals(GOOD, Trace(), History((evening,)), evening) == ()


def later(seconds: float, **change: Any) -> Share:
    at = SENT + timedelta(seconds=seconds)
    return replace(GOOD, sent_at=at, received_at=at, **change)


def traced(*shares: Share) -> Trace:
    trace = Trace()
    for share in shares:
        trace = trace.seen(share)
    return trace


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([HERE, HERE], (), id="two identical"),
        pytest.param([HERE, HERE, HERE], (Signal.NO_JITTER,), id="three identical"),
        pytest.param([HERE, HERE, Point(2.8371025, 117.3653311)], (), id="the last one moved"),
        pytest.param([Point(2.8371025, 117.3653311), HERE, HERE, HERE], (), id="the first differs"),
    ],
)
def test_a_share_that_never_moves_by_a_hair_is_signalled(
    points: list[Point], expected: tuple[Signal, ...]
) -> None:
    *before, last = [
        later(20 * turn, point=point, accuracy=10.0 + turn) for turn, point in enumerate(points)
    ]
    assert signals(last, traced(*before), History(), TODAY) == expected


@pytest.mark.parametrize(
    ("accuracies", "expected"),
    [
        pytest.param([12] * 4, (), id="four times the same"),
        pytest.param([12] * 5, (Signal.CONSTANT_ACCURACY,), id="five times the same"),
        pytest.param([None, 12, 12, 12, 12], (), id="a first message without does not count"),
        pytest.param([None, *[12] * 5], (Signal.CONSTANT_ACCURACY,), id="nor break the row"),
        pytest.param([12, 12, 12, 12, 13], (), id="the last differs"),
        pytest.param([13, 12, 12, 12, 12, 12], (), id="the first differs"),
    ],
)
def test_an_accuracy_that_never_changes_is_signalled(
    accuracies: list[float | None], expected: tuple[Signal, ...]
) -> None:
    *before, last = [
        later(20 * turn, accuracy=metres, point=Point(2.8371024 + turn / 1e5, 117.3653311))
        for turn, metres in enumerate(accuracies)
    ]
    assert signals(last, traced(*before), History(), TODAY) == expected


def test_a_second_or_late_delivery_changes_no_trace() -> None:
    once = traced(GOOD, later(20))
    assert once.seen(later(20)) == once.seen(later(5, point=Point(0, 0))) == once
    assert (once.count, once.first_at, once.last_at) == (2, SENT, later(20).sent_at)


METRE = 1 / 110_582  # degrees of latitude near 2.8 degrees


@pytest.mark.parametrize(
    ("metres", "seconds", "too_fast"),
    [
        pytest.param(990, 1, False, id="less than a kilometre"),
        pytest.param(1010, 1, True, id="more than a kilometre"),
        pytest.param(6900, 100, False, id="69 m/s"),
        pytest.param(7100, 100, True, id="71 m/s"),
        pytest.param(7100, -100, True, id="71 m/s, delivered the other way round"),
        pytest.param(5000, 0, True, id="at the same second"),
        pytest.param(500_000, 9 * 3600, False, id="a flight during the day"),
    ],
)
def test_nobody_is_that_fast(metres: float, seconds: float, *, too_fast: bool) -> None:
    there = Point(HERE.latitude + metres * METRE, HERE.longitude)
    share, expected = later(seconds, point=there), (Signal.IMPOSSIBLE_SPEED,) if too_fast else ()
    assert signals(share, Trace(), History(last_point=HERE, last_at=SENT), TODAY) == expected
    assert signals(share, traced(GOOD), History(), TODAY) == expected


def test_every_signal_has_one_line_a_supervisor_understands() -> None:
    assert set(MEANING) == set(Signal)
    assert all(text.endswith(".") and "\n" not in text for text in MEANING.values())


def test_the_record_is_one_point_and_plain_json() -> None:
    fence = Fence("KB", "Kantor Bupati", Point(2.8372, 117.3653), 100)
    record = as_record(
        replace(GOOD, heading=90), locate([fence], HERE, 12.0, 50, 200), (Signal.NO_JITTER,)
    )
    assert json.loads(json.dumps(record, allow_nan=False)) == {
        "kind": "live",
        "accuracy": 12.0,
        "heading": 90,
        "sent_at": "2026-03-02T07:24:00+08:00",
        "received_at": "2026-03-02T07:24:01+08:00",
        "live_until": "2026-03-02T07:39:00+08:00",
        "place": "KB",
        "distance": 11.3,
        "beyond": 0.0,
        "where": "inside",
        "signals": ["no_jitter"],
    }


@given(st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)), st.none() | st.floats())
def test_whatever_arrives_can_be_stored(point: Point, accuracy: float | None) -> None:
    share = replace(GOOD, point=point, accuracy=accuracy, live_until=None)
    record = as_record(share, None, signals(share, *NOTHING, TODAY))
    assert json.loads(json.dumps(record, allow_nan=False)) == record
