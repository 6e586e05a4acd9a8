"""What a day is by answers that neither shipped regulation gives, but a region may."""

from datetime import datetime
from typing import Any

import pytest

from core.law.regulation import Regulation
from core.month.day import derive
from core.month.day_state import Day
from core.month.facts import Facts
from tests.core.changing import CHANGE, changed, entry
from tests.core.deriving import REVISION, asked, cited, hours_of, stamps, told
from tests.core.situations import BLG, WITA, at

ONCE = changed(BLG, entry("presensi.menit_satu_kali", "91", "Pasal 8 ayat (9)"))
ALL_DAYS = changed(BLG, entry("izin.hari_dihitung", '"hari_kerja"', "Pasal 11 ayat (9)"))
EVENING, NEXT_DAY = at(CHANGE, "18.30.00"), at(CHANGE, "23.59.59").replace(day=CHANGE.day + 1)


def a_day(law: Regulation, now: datetime, **facts: Any) -> Day:
    found = Facts(**facts)
    return derive(law, hours_of(CHANGE), found, revision=REVISION[BLG], now=now, zone=WITA)


@pytest.mark.parametrize(
    ("stamped", "expected"),
    [
        pytest.param("07.24-", "tidak lengkap H; 91 early; provisional", id="AMB-41 no pulang"),
        pytest.param("-16.02", "tidak lengkap H; 91 late; provisional", id="AMB-41 no masuk"),
        pytest.param("07.24-16.02", "hadir H", id="AMB-41 both"),
        pytest.param("-", "alpa A; provisional", id="AMB-41 neither"),
    ],
)
def test_the_minutes_of_whoever_stamped_once_are_those_of_the_leg_that_is_missing(
    stamped: str, expected: str
) -> None:
    day = a_day(ONCE, NEXT_DAY, stamps=stamps(stamped, CHANGE))
    assert told(day) == expected
    assert ("Pasal 8 ayat (9)" in cited(day)) is ("91" in expected)


def test_while_a_leg_may_still_be_stamped_its_minutes_do_not_count() -> None:
    """AMB-41, BLG-8-2b: the last second of pulang is 18.30.00."""
    day = a_day(ONCE, EVENING, stamps=stamps("07.24-", CHANGE))
    assert told(day) == "belum ditetapkan; provisional"
    assert "Pasal 8 ayat (9)" not in cited(day)


@pytest.mark.parametrize("own_work", [False, True])
def test_where_every_working_day_counts_own_work_takes_no_points_away(*, own_work: bool) -> None:
    """AMB-21 is our answer to a silent text; a text that says otherwise goes before it."""
    day = a_day(ALL_DAYS, NEXT_DAY, absences=(asked("sakit", day=CHANGE),), own_work=own_work)
    assert told(day) == "sakit S; 360 points"
