"""Two acts a day, the obvious act of each moment, and the day that a moment belongs to."""

from datetime import date

import pytest

from core.attendance.judge import Already, WhichLeg, Why, judge
from core.attendance.stamp import Leg, Stamp
from tests.core.situations import (
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    a_case,
    a_stamp,
    at,
    cited,
    said,
    zone_of,
)

SUNDAY, TUESDAY = date(2026, 4, 5), date(2026, 4, 7)
IN = a_stamp(MONDAY, MASUK)
OUT = a_stamp(MONDAY, PULANG, "16.05")

TWICE = [
    ("masuk", MASUK, (), "07.00", MASUK),
    ("masuk again", MASUK, (IN,), "07.30", ("sudah", MASUK)),
    ("masuk again, after work", MASUK, (IN,), "17.00", ("sudah", MASUK)),
    ("masuk is no toggle", MASUK, (IN, OUT), "17.00", ("sudah", MASUK)),
    ("pulang", PULANG, (IN,), "16.00", PULANG),
    ("pulang again", PULANG, (IN, OUT), "16.10", ("sudah", PULANG)),
    ("pulang again, after closing", PULANG, (IN, OUT), "20.00", ("sudah", PULANG)),
    ("AMB-41 pulang without masuk", PULANG, (), "16.00", PULANG),
    ("AMB-41 pulang without masuk, again", PULANG, (OUT,), "16.10", ("sudah", PULANG)),
    ("AMB-41 pulang does not stand for masuk", MASUK, (OUT,), "17.00", Why.AFTER_END),
    ("yesterday's masuk is not today's", MASUK, (a_stamp(SUNDAY, MASUK),), "07.00", MASUK),
]


@pytest.mark.parametrize(
    ("leg", "stamps", "moment", "expected"),
    [pytest.param(*facts, id=f"BLG-8-1 {name}") for name, *facts in TWICE],
)
def test_masuk_and_pulang_are_two_acts_and_each_is_done_once(
    leg: Leg, stamps: tuple[Stamp, ...], moment: str, expected: object
) -> None:
    assert said(judge(a_case(at(MONDAY, moment), leg, stamps=stamps))) == expected


def test_what_was_stamped_first_stands_and_is_told() -> None:
    verdict = judge(a_case(at(MONDAY, "08.00"), MASUK, stamps=(OUT, IN)))
    assert isinstance(verdict, Already)
    assert (verdict.stamp, verdict.hours.date) == (IN, MONDAY)
    assert cited(verdict) == "Pasal 8 ayat (1) Perbup Bulungan 32/2023"


OBVIOUS = [
    ("too early for masuk", (), "06.00.00", Why.TOO_EARLY),
    ("no stamp", (), "07.00.00", MASUK),
    ("no stamp, late", (), "15.59.59", MASUK),
    ("no stamp, after work", (), "16.00.00", PULANG),
    ("stamped, within hours", (IN,), "07.25.00", WhichLeg),
    ("stamped, the last second", (IN,), "15.59.59", WhichLeg),
    ("stamped, after work", (IN,), "16.00.00", PULANG),
    ("stamped, after closing", (IN,), "18.30.01", Why.TOO_LATE),
    ("all done", (IN, OUT), "17.00.00", ("sudah", PULANG)),
    ("all done, at night", (IN, OUT), "23.59.59", ("sudah", PULANG)),
]


@pytest.mark.parametrize(
    ("stamps", "moment", "expected"),
    [pytest.param(*facts, id=f"BLG-8-1 {name}") for name, *facts in OBVIOUS],
)
def test_a_share_without_a_press_does_the_obvious_act(
    stamps: tuple[Stamp, ...], moment: str, expected: object
) -> None:
    assert said(judge(a_case(at(MONDAY, moment), stamps=stamps))) == expected


@pytest.mark.parametrize("leg", [MASUK, PULANG, None])
@pytest.mark.parametrize(
    ("name", "article"),
    [
        pytest.param(BLG, "Pasal 6 ayat (2) huruf b", id="BLG-6-2b"),
        pytest.param(KRA, "Pasal 6 ayat (3) huruf b", id="KRA-6-3b"),
    ],
)
def test_on_a_day_off_there_is_nothing_to_stamp(leg: Leg | None, name: str, article: str) -> None:
    verdict = judge(a_case(at(SUNDAY, "07.30", zone_of(name)), leg, name=name))
    assert said(verdict) is Why.DAY_OFF
    assert article in cited(verdict)
