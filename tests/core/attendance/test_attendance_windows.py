"""Masuk and pulang by the clock, to the second, each border with the rule it comes from."""

from datetime import UTC, date

import pytest

from core.attendance.judge import Accepted, Refused, Why, judge
from core.attendance.stamp import Leg, late_minutes
from tests.core.situations import (
    BLG,
    FRIDAY,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    a_case,
    a_stamp,
    at,
    cited,
    days_around,
    said,
    zone_of,
)

TUESDAY = date(2026, 4, 7)
RAMADAN, RAMADAN_FRIDAY = date(2026, 2, 19), date(2026, 2, 20)

# Monday of the five-day week: 07.30 to 16.00.
MASUK_IN_BULUNGAN = [
    ("BLG-8-2a midnight", "00.00.00", Why.TOO_EARLY, "Pasal 8 ayat (2) huruf a"),
    ("BLG-8-2a the second before", "06.29.59", Why.TOO_EARLY, "Pasal 8 ayat (2) huruf a"),
    ("BLG-8-2a the first second", "06.30.00", MASUK, "Pasal 8 ayat (2) huruf a"),
    ("AMB-05 the start", "07.30.00", MASUK, "keputusan AMB-05"),
    ("AMB-05 late is accepted", "09.15.00", MASUK, "keputusan AMB-05"),
    ("AMB-05 the last second", "15.59.59", MASUK, "keputusan AMB-05"),
    ("AMB-05 jam pulang", "16.00.00", Why.AFTER_END, "keputusan AMB-05"),
    ("AMB-05 while pulang is open", "18.30.00", Why.AFTER_END, "keputusan AMB-05"),
    ("AMB-05 the last second of the day", "23.59.59", Why.AFTER_END, "keputusan AMB-05"),
]
PULANG_IN_BULUNGAN = [
    ("BLG-8-2b before work", "05.00.00", Why.BEFORE_END, "Pasal 8 ayat (2) huruf b"),
    ("BLG-8-2b the second before", "15.59.59", Why.BEFORE_END, "Pasal 8 ayat (2) huruf b"),
    ("BLG-8-2b jam pulang", "16.00.00", PULANG, "Pasal 8 ayat (2) huruf b"),
    ("BLG-8-2b the last second", "18.30.00", PULANG, "Pasal 8 ayat (2) huruf b"),
    ("BLG-8-2b the second after", "18.30.01", Why.TOO_LATE, "Pasal 8 ayat (2) huruf b"),
    ("BLG-8-2b the last second of the day", "23.59.59", Why.TOO_LATE, "Pasal 8 ayat (2) huruf b"),
]


@pytest.mark.parametrize(
    ("moment", "expected", "article"),
    [pytest.param(*facts, id=name) for name, *facts in MASUK_IN_BULUNGAN],
)
def test_masuk_opens_at_half_past_six_and_ends_with_the_working_hours(
    moment: str, expected: object, article: str
) -> None:
    verdict = judge(a_case(at(MONDAY, moment), MASUK))
    assert said(verdict) == expected
    assert article in cited(verdict)


@pytest.mark.parametrize(
    ("moment", "expected", "article"),
    [pytest.param(*facts, id=name) for name, *facts in PULANG_IN_BULUNGAN],
)
def test_pulang_opens_at_the_end_of_the_working_hours_and_closes_at_half_past_six(
    moment: str, expected: object, article: str
) -> None:
    verdict = judge(a_case(at(MONDAY, moment), PULANG, stamps=(a_stamp(MONDAY, MASUK),)))
    assert said(verdict) == expected
    assert f"{article} Perbup Bulungan 32/2023" in cited(verdict)


KARANGANYAR = [
    ("KAM-13 no earliest time is known", MASUK, "00.00.00", MASUK, "KAM-13"),
    ("KAM-13 the last second", MASUK, "15.59.59", MASUK, "KAM-13"),
    ("KAM-13 jam pulang", MASUK, "16.00.00", Why.AFTER_END, "KAM-13"),
    ("KRA-9-5 the second before", PULANG, "15.59.59", Why.BEFORE_END, "Pasal 9 ayat (5)"),
    ("KRA-9-5 jam pulang", PULANG, "16.00.00", PULANG, "Pasal 9 ayat (5)"),
    ("KAM-13 no latest time is known", PULANG, "23.59.59", PULANG, "Pasal 9 ayat (5)"),
]


@pytest.mark.parametrize(
    ("leg", "moment", "expected", "article"),
    [pytest.param(*facts, id=name) for name, *facts in KARANGANYAR],
)
def test_karanganyar_sets_no_windows_beside_the_working_hours(
    leg: Leg, moment: str, expected: object, article: str
) -> None:
    verdict = judge(a_case(at(MONDAY, moment, zone_of(KRA)), leg, name=KRA))
    assert said(verdict) == expected
    assert article in cited(verdict)
    assert "Bulungan" not in cited(verdict)


OTHER_DAYS = [
    ("BLG-8-2b Friday, the second before", FRIDAY, PULANG, "16.29.59", Why.BEFORE_END),
    ("BLG-8-2b Friday, jam pulang", FRIDAY, PULANG, "16.30.00", PULANG),
    ("AMB-05 Friday, still masuk", FRIDAY, MASUK, "16.29.59", MASUK),
    ("BLG-8-2a Ramadan, the same half past six", RAMADAN, MASUK, "06.29.59", Why.TOO_EARLY),
    ("BLG-8-2a Ramadan, opens", RAMADAN, MASUK, "06.30.00", MASUK),
    ("BLG-8-2b Ramadan, the second before", RAMADAN, PULANG, "14.59.59", Why.BEFORE_END),
    ("BLG-8-2b Ramadan, jam pulang", RAMADAN, PULANG, "15.00.00", PULANG),
    ("BLG-8-2b Ramadan, the same closing", RAMADAN, PULANG, "18.30.01", Why.TOO_LATE),
    ("BLG-8-2b Ramadan Friday, before", RAMADAN_FRIDAY, PULANG, "15.29.59", Why.BEFORE_END),
    ("BLG-8-2b Ramadan Friday", RAMADAN_FRIDAY, PULANG, "15.30.00", PULANG),
]


@pytest.mark.parametrize(
    ("day", "leg", "moment", "expected"),
    [pytest.param(*facts, id=name) for name, *facts in OTHER_DAYS],
)
def test_jam_pulang_is_that_of_the_day(day: date, leg: Leg, moment: str, expected: object) -> None:
    assert said(judge(a_case(at(day, moment), leg))) == expected


LATENESS = [
    ("BLG-8-2a the first second", MONDAY, "06.30.00", 0),
    ("AMB-05 a second before the start", MONDAY, "07.29.59", 0),
    ("AMB-05 the start", MONDAY, "07.30.00", 0),
    ("AMB-47 a second late", MONDAY, "07.30.01", 1),
    ("AMB-47 one minute", MONDAY, "07.31.00", 1),
    ("AMB-47 the second one has begun", MONDAY, "07.31.01", 2),
    ("AMB-05 an hour", MONDAY, "08.30.00", 60),
    ("AMB-05 the last second", MONDAY, "15.59.59", 510),
    ("AMB-05 Ramadan starts at eight", RAMADAN, "08.00.00", 0),
    ("AMB-47 Ramadan, a second", RAMADAN, "08.00.01", 1),
]


@pytest.mark.parametrize(
    ("day", "moment", "minutes"), [pytest.param(*facts, id=name) for name, *facts in LATENESS]
)
def test_a_minute_of_lateness_counts_once_it_has_begun(
    day: date, moment: str, minutes: int
) -> None:
    verdict = judge(a_case(at(day, moment), MASUK))
    assert isinstance(verdict, Accepted)
    assert verdict.late == late_minutes(verdict.hours, at(day, moment)) == minutes
    assert verdict.at == at(day, moment)


def test_nobody_is_late_for_going_home() -> None:
    verdict = judge(a_case(at(MONDAY, "18.30"), PULANG))
    assert isinstance(verdict, Accepted)
    assert verdict.late == 0


# Night of the 6th: 21.00 to 07.00, open from 20.00 to 09.00.
SHIFTS = [
    ("AMB-07 opens, the second before", MASUK, MONDAY, "19.59.59", Why.TOO_EARLY),
    ("AMB-07 opens", MASUK, MONDAY, "20.00.00", MASUK),
    ("AMB-07 not half past six in the morning", MASUK, MONDAY, "12.00.00", Why.TOO_EARLY),
    ("AMB-07 masuk, the last second", MASUK, TUESDAY, "06.59.59", MASUK),
    ("AMB-07 masuk, the end", MASUK, TUESDAY, "07.00.00", Why.AFTER_END),
    ("AMB-07 pulang, the second before", PULANG, TUESDAY, "06.59.59", Why.BEFORE_END),
    ("AMB-07 pulang", PULANG, TUESDAY, "07.00.00", PULANG),
    ("AMB-07 pulang, the last second", PULANG, TUESDAY, "09.00.00", PULANG),
]


@pytest.mark.parametrize(
    ("leg", "day", "moment", "expected"), [pytest.param(*facts, id=name) for name, *facts in SHIFTS]
)
@pytest.mark.parametrize(
    ("name", "article"),
    [
        pytest.param(BLG, "keputusan AMB-07", id="BLG"),
        pytest.param(KRA, "Pasal 7 ayat (3) huruf b", id="KRA-7-3b"),
    ],
)
def test_a_shift_brings_its_own_windows(
    leg: Leg, day: date, moment: str, expected: object, name: str, article: str
) -> None:
    verdict = judge(a_case(at(day, moment, zone_of(name)), leg, name=name, works="malam"))
    assert said(verdict) == expected
    assert article in cited(verdict)
    assert "Pasal 8 ayat (2) huruf a" not in cited(verdict)


@pytest.mark.parametrize("moment", ["06.29.59", "06.30.00", "07.31.00", "16.00.00"])
@pytest.mark.parametrize("leg", [MASUK, PULANG, None])
def test_half_past_six_in_the_morning_may_well_be_yesterday_in_utc(
    moment: str, leg: Leg | None
) -> None:
    local = at(MONDAY, moment)
    here, there = a_case(local, leg), a_case(local.astimezone(UTC), leg)
    assert said(judge(here)) == said(judge(there))


def test_a_refusal_by_the_clock_names_the_day_so_that_the_wait_can_be_told() -> None:
    verdict = judge(a_case(at(MONDAY, "06.00"), MASUK))
    assert isinstance(verdict, Refused)
    assert (verdict.leg, verdict.day) == (MASUK, days_around(MONDAY)[1])
