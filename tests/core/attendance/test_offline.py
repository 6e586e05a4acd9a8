"""Presensi offline, situation by situation, on both sides of each border (Lampiran A.3, AMB-28)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.attendance import stamp
from core.attendance.capture import Capture, Exif, Lack, read
from core.attendance.offline import Case, Refused, Signal, Taken, Why, judge, needs_note
from core.attendance.stamp import Leg, Source, Stamp
from core.law.regulation import ExemptStatus
from core.organisation.calendar import DAY
from core.organisation.fence import Point
from core.organisation.posting import Site
from tests.core.situations import (
    BLG,
    KRA,
    MONDAY,
    OFFICE,
    WIB,
    WITA,
    at,
    circle,
    days_around,
    law,
    north,
)

SITES = (Site(circle(), "setda"),)
TOLD = (Signal.NO_GPS_TIME,)


def case(clock: str = "07.24", leg: Leg = Leg.MASUK, day: date = MONDAY, **more: Any) -> Case:
    taken = at(day, clock)
    capture = Capture(taken, more.pop("point", OFFICE), **more.pop("capture", {}))
    facts: dict[str, Any] = {
        "received_at": taken + timedelta(hours=8),
        "days": days_around(day),
        "stamps": (),
    }
    law_ = law(more.pop("name", BLG))
    rest: dict[str, Any] = facts | {"sites": lambda _: SITES} | more
    return Case(law_, WITA, capture, leg, **rest)


def taken(found: Taken | Refused) -> Taken:
    assert isinstance(found, Taken), found
    return found


def why(found: Taken | Refused) -> tuple[Why, stamp.Why | None]:
    assert isinstance(found, Refused), found
    return found.why, found.shut


def stood(clock: str, leg: Leg, source: Source = Source.ONLINE) -> Stamp:
    return Stamp(MONDAY, leg, at(MONDAY, clock), "kantor", False, source=source)


def test_blg_l_a3_what_was_captured_at_the_office_is_taken_and_looked_at() -> None:
    """BLG-L-A3d-f: by the picture's own time, whenever it comes."""
    found = taken(judge(case()))
    assert (found.leg, found.at, found.hours.date) == (Leg.MASUK, at(MONDAY, "07.24"), MONDAY)
    assert (found.signals, found.needs_note, found.late) == (TOLD, False, False)


@pytest.mark.parametrize(
    ("after", "noted"),
    [
        (timedelta(hours=48), False),
        (timedelta(hours=48, seconds=1), True),
        (timedelta(hours=47, minutes=59, seconds=59), False),
    ],
)
def test_amb_28_older_than_two_days_it_needs_a_note(after: timedelta, noted: bool) -> None:  # noqa: FBT001
    """AMB-28: 2 x 24 hours to the second."""
    found = taken(judge(case(received_at=at(MONDAY, "07.24") + after)))
    assert found.needs_note is noted
    assert (Signal.OLD in found.signals) is noted


@pytest.mark.parametrize(
    ("metres", "capture", "expected"),
    [
        (99, {}, TOLD),
        (99, {"accuracy": 500.0}, (*TOLD, Signal.VAGUE)),
        (101, {"accuracy": 20.0}, (*TOLD, Signal.EDGE)),
    ],
    ids=["inside", "inside, of a poor fix", "edge"],
)
def test_inside_and_at_the_edge(
    metres: float, capture: dict[str, Any], expected: tuple[Signal, ...]
) -> None:
    found = taken(judge(case(point=north(metres), capture=capture)))
    assert found.signals == expected


@pytest.mark.parametrize("accuracy", [None, 5.0, 400.0, 9_000.0])
def test_outside_no_accuracy_that_a_picture_claims_brings_it_in(accuracy: float | None) -> None:
    """What it says of itself can be written by anybody."""
    found = judge(case(point=north(400), capture={"accuracy": accuracy}))
    assert why(found) == (Why.OUTSIDE, None)


@pytest.mark.parametrize(
    ("clock", "leg", "expected"),
    [
        ("06.29.59", Leg.MASUK, stamp.Why.TOO_EARLY),
        ("06.30", Leg.MASUK, None),
        ("15.59.59", Leg.MASUK, None),
        ("16.00", Leg.MASUK, stamp.Why.AFTER_END),
        ("15.59.59", Leg.PULANG, stamp.Why.BEFORE_END),
        ("16.00", Leg.PULANG, None),
        ("18.30", Leg.PULANG, None),
        ("18.30.01", Leg.PULANG, stamp.Why.TOO_LATE),
    ],
)
def test_the_windows_are_those_of_attending_online(
    clock: str, leg: Leg, expected: stamp.Why | None
) -> None:
    """BLG-8-2a, BLG-8-2b: by when it was taken and not by when it came."""
    found = judge(case(clock, leg))
    if expected is None:
        assert isinstance(found, Taken)
    else:
        assert why(found) == (Why.SHUT, expected)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": KRA}, Why.NOT_KEPT),
        ({"blocked": True}, Why.BLOCKED),
        ({"exempt": lambda _: ExemptStatus.DETAINED}, Why.EXEMPT),
        ({"sites": lambda _: ()}, Why.NO_PLACE),
        ({"stamps": (stood("07.20", Leg.MASUK),)}, Why.ALREADY),
        ({"stamps": (stood("07.20", Leg.MASUK, Source.OFFLINE),)}, Why.ALREADY),
        ({"day": MONDAY - DAY, "days": days_around(MONDAY - DAY)}, Why.DAY_OFF),
        ({"received_at": at(MONDAY, "07.18.59")}, Why.FUTURE),
    ],
)
def test_what_is_no_attendance(change: dict[str, Any], expected: Why) -> None:
    """AMB-23: online goes before offline; KRA has no such thing (AMB-78)."""
    assert why(judge(case(**change)))[0] is expected


def test_a_phone_may_be_five_minutes_ahead_of_the_platform() -> None:
    assert isinstance(judge(case(received_at=at(MONDAY, "07.19"))), Taken)


@pytest.mark.parametrize(
    ("clock", "leg", "other", "expected"),
    [
        ("07.24", Leg.MASUK, stood("07.24", Leg.PULANG), True),
        ("07.24", Leg.MASUK, stood("16.02", Leg.PULANG), False),
        ("16.02", Leg.PULANG, stood("07.24", Leg.MASUK), False),
        ("16.02", Leg.PULANG, stood("16.02", Leg.MASUK), True),
    ],
)
def test_out_of_order_is_a_signal_and_no_verdict(
    clock: str,
    leg: Leg,
    other: Stamp,
    expected: bool,  # noqa: FBT001
) -> None:
    found = taken(judge(case(clock, leg, stamps=(other,))))
    assert (Signal.OUT_OF_ORDER in found.signals) is expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(300, ()), (301, (Signal.DRIFT,)), (-301, (Signal.DRIFT,))]
)
def test_amb_40_the_clock_of_the_phone_beside_that_of_the_satellites(
    seconds: int, expected: tuple[Signal, ...]
) -> None:
    """AMB-40: more than five minutes apart is shown to whoever looks."""
    gps = at(MONDAY, "07.24") + timedelta(seconds=seconds)
    assert taken(judge(case(capture={"gps_at": gps}))).signals == expected


@pytest.mark.parametrize(
    ("received", "late"), [("2026-05-04T23:59:59", False), ("2026-05-05T00:00:00", True)]
)
def test_amb_28_once_its_month_is_closed_it_is_late(received: str, late: bool) -> None:  # noqa: FBT001
    """AMB-28: the 5th at 00.00.00."""
    when = datetime.fromisoformat(received).replace(tzinfo=WITA)
    assert taken(judge(case(received_at=when))).late is late


def test_it_is_needed_nowhere_where_the_law_knows_none() -> None:
    old = at(MONDAY, "07.24") - 9 * DAY
    assert needs_note(law(BLG), MONDAY, old, at(MONDAY, "07.24"))
    assert not needs_note(law(KRA), MONDAY, old, at(MONDAY, "07.24"))


LOCAL = datetime(2026, 4, 6, 7, 24)
WHOLE = Exif(LOCAL, 8 * 60, datetime(2026, 4, 5, 23, 24, tzinfo=UTC), 2.8375, 117.3655, 12.0)


def seen(exif: Exif) -> Capture:
    found = read(exif, WITA)
    assert isinstance(found, Capture), found
    return found


def test_a_whole_picture_says_when_and_where() -> None:
    found = seen(WHOLE)
    assert (found.at, found.point) == (at(MONDAY, "07.24"), Point(2.8375, 117.3655))
    assert (found.drift, found.accuracy, found.other_zone) == (timedelta(), 12.0, False)


@pytest.mark.parametrize(
    ("offset", "expected", "other"),
    [
        (None, at(MONDAY, "07.24"), False),
        (8 * 60, at(MONDAY, "07.24"), False),
        (7 * 60, at(MONDAY, "07.24", WIB), True),
        (20 * 60, at(MONDAY, "07.24"), True),
    ],
    ids=["not told", "of the region", "another one", "of no place on earth"],
)
def test_the_offset_is_that_of_the_phone_where_it_makes_sense(
    offset: int | None,
    expected: datetime,
    other: bool,  # noqa: FBT001
) -> None:
    found = seen(replace(WHOLE, offset=offset))
    assert (found.at, found.other_zone) == (expected, other)


def test_without_a_clock_of_its_own_the_satellites_tell() -> None:
    assert seen(replace(WHOLE, taken=None)).at == at(MONDAY, "07.24")


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"taken": None, "gps_at": None}, Lack.TIME),
        ({"latitude": None}, Lack.POINT),
        ({"longitude": None}, Lack.POINT),
        ({"latitude": 0.0, "longitude": 0.0}, Lack.POINT),
        ({"latitude": 91.0}, Lack.POINT),
        ({"longitude": float("nan")}, Lack.POINT),
        ({"taken": datetime.min, "gps_at": None}, Lack.TIME),
    ],
)
def test_what_a_picture_does_not_tell_is_named(change: dict[str, Any], lack: Lack) -> None:
    assert read(replace(WHOLE, **change), WITA) is lack
