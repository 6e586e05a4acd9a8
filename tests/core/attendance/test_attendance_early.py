"""Leaving early: pulang at its own time, inside the radius or for a reason."""

from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.attendance.evidence import Refused as ShareRefused
from core.attendance.judge import Accepted, Refused, Verdict, Why, judge
from core.attendance.stamp import MINUTE, Leg, early_minutes
from core.organisation.calendar import DAY
from core.requests.absence import Absence
from tests.core.deriving import asked
from tests.core.situations import (
    BLG,
    FRIDAY,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    a_case,
    a_share,
    a_stamp,
    at,
    cited,
    days_around,
    said,
    zone_of,
)

FAR, TUESDAY = 5000.0, MONDAY + DAY
ARTICLES = {
    BLG: "Pasal 11 ayat (5) Perbup Bulungan 32/2023",
    KRA: "Pasal 9 ayat (5) Perbup Karanganyar 33/2023",
}
RADIUS = {BLG: "Pasal 8 ayat (3)", KRA: "Pasal 6 ayat (4) huruf b"}


def leaving(sent: datetime, name: str = BLG, metres: float = FAR, **facts: Any) -> Verdict:
    """Somebody who was stamped in the morning and is far away by now."""
    share = a_share(sent, metres, **facts.pop("share", {}))
    usual: dict[str, Any] = {"stamps": (a_stamp(MONDAY, MASUK),), "share": share, "early": True}
    return judge(a_case(sent, name=name, **usual | facts))


BY_THE_CLOCK: list[tuple[str, str, object, int | None]] = [
    ("BLG-11-5 before work", "07.29.59", Why.BEFORE_START, None),
    ("BLG-11-5 as work begins", "07.30.00", PULANG, 510),
    ("KRA-9-5 in the afternoon", "14.30.00", PULANG, 90),
    ("KAM-10 a full minute", "15.59.00", PULANG, 1),
    ("AMB-47 a minute that has begun", "15.59.01", PULANG, 1),
    ("BLG-11-5,AMB-47 the last second", "15.59.59", PULANG, 1),
    ("BLG-11-5 jam pulang", "16.00.00", Why.ENDED, None),
    ("BLG-11-5 long after", "19.00.00", Why.ENDED, None),
]


@pytest.mark.parametrize("metres", [0, FAR])
@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize(
    ("moment", "expected", "minutes"), [pytest.param(*row, id=rule) for rule, *row in BY_THE_CLOCK]
)
def test_leaving_early_is_pulang_within_the_working_hours(
    moment: str, expected: object, minutes: int | None, name: str, metres: float
) -> None:
    """KAM-15: attendance in this menu is the pulang itself."""
    verdict = leaving(at(MONDAY, moment, zone_of(name)), name, metres)
    assert said(verdict) == expected
    assert (verdict.early if isinstance(verdict, Accepted) else None) == minutes
    assert ARTICLES[name] in cited(verdict)


def test_the_end_is_that_of_the_day() -> None:
    """BLG-11-5: on Friday half an hour later."""
    stamps = (a_stamp(FRIDAY, MASUK),)
    assert said(leaving(at(FRIDAY, "16.29.59"), stamps=stamps)) is PULANG
    assert said(leaving(at(FRIDAY, "16.30.00"), stamps=stamps)) is Why.ENDED


NIGHT = [
    ("AMB-07 before the evening", MONDAY, "20.59.59", Why.BEFORE_START),
    ("AMB-07 in the evening", MONDAY, "21.00.00", PULANG),
    ("AMB-07 in the morning", TUESDAY, "06.59.59", PULANG),
    ("AMB-07 jam pulang", TUESDAY, "07.00.00", Why.ENDED),
]


@pytest.mark.parametrize(
    ("day", "moment", "expected"), [pytest.param(*row, id=rule) for rule, *row in NIGHT]
)
def test_a_night_is_left_on_its_own_date(day: date, moment: str, expected: object) -> None:
    verdict = leaving(at(day, moment), works="malam")
    assert said(verdict) == expected
    assert cited(verdict).endswith("keputusan AMB-07, AMB-56")
    if isinstance(verdict, Accepted):
        assert verdict.hours.date == MONDAY


PLACES: list[tuple[str, float, dict[str, Any], bool]] = [
    ("AMB-25 inside the radius", 99.9, {}, True),
    ("AMB-25 outside, for a reason", 101, {"share": {"accuracy": None}}, False),
    ("AMB-08 inside only by its accuracy", 130, {"share": {"accuracy": 50}}, True),
    ("AMB-08 too poor to tell", 50, {"share": {"accuracy": 300}}, False),
    ("AMB-25 far away", FAR, {}, False),
    ("AMB-25 an office without a place", 0, {"sites": ()}, False),
]


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize(
    ("metres", "facts", "inside"), [pytest.param(*row, id=rule) for rule, *row in PLACES]
)
def test_it_has_a_place_where_it_surely_is_in_one(
    metres: float,
    facts: dict[str, Any],
    inside: bool,  # noqa: FBT001 - one column of the table
    name: str,
) -> None:
    verdict = leaving(at(MONDAY, "14.30", zone_of(name)), name, metres, **facts)
    assert isinstance(verdict, Accepted)
    assert (verdict.site is not None) is inside
    assert (verdict.fix is not None) is ("sites" not in facts), "how far it is, is told"
    assert (RADIUS[name] in cited(verdict)) is inside
    assert (verdict.duty, verdict.review) == (None, metres > 100 or not inside)


BESIDE: list[tuple[str, dict[str, Any], object]] = [
    ("AMB-41 without a masuk", {"stamps": ()}, PULANG),
    ("KAM-15 once", {"stamps": (a_stamp(MONDAY, PULANG, "14.00"),)}, ("sudah", PULANG)),
    ("AMB-38 blocked", {"blocked": True}, Why.BLOCKED),
    ("AMB-25 the location is one's own", {"share": {"forwarded": True}}, ShareRefused.FORWARDED),
    ("KAM-15 whatever was pressed", {"leg": MASUK}, PULANG),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in BESIDE]
)
def test_everything_else_is_as_ever(facts: dict[str, Any], expected: object) -> None:
    assert said(leaving(at(MONDAY, "14.30"), **facts)) == expected


def test_on_a_day_off_there_is_nothing_to_leave() -> None:
    assert said(leaving(at(MONDAY - DAY, "14.30"))) is Why.DAY_OFF


def test_pulang_before_the_end_needs_the_reason() -> None:
    """BLG-8-2b: without it, inside or outside, it is too early."""
    for metres in (0, FAR):
        verdict = leaving(at(MONDAY, "14.30"), metres=metres, early=False, leg=PULANG)
        assert said(verdict) is Why.BEFORE_END


@pytest.mark.parametrize(
    ("rule", "duty", "articles"),
    [
        ("KRA-9A-1", asked("tugas_khusus", name=KRA), "Pasal 9A ayat (1)"),
        ("KRA-9B-1", asked("dinas_luar.luar-daerah", name=KRA), "Pasal 9B ayat (1)"),
    ],
)
def test_whoever_leaves_duty_elsewhere_early_is_on_it(
    rule: str, duty: Absence, articles: str
) -> None:
    """KRA-9-5: with the articles of both."""
    verdict = leaving(at(MONDAY, "14.30", zone_of(KRA)), KRA, absences=(duty,))
    assert isinstance(verdict, Accepted), rule
    assert (verdict.duty, verdict.early) == (duty, 90)
    assert verdict.hours == days_around(MONDAY, KRA)[1], "and no window of its own"
    assert cited(verdict).startswith(articles)
    assert cited(verdict).endswith(ARTICLES[KRA])
    assert not verdict.review, "the place does not matter"


patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(st.integers(0, 86_399), st.floats(0, 10_000), st.sampled_from([*Leg, None]))
def test_it_is_early_exactly_within_the_hours(second: int, metres: float, leg: Leg | None) -> None:
    sent = at(MONDAY, "00.00") + timedelta(seconds=second)
    verdict = leaving(sent, metres=metres, leg=leg)
    if isinstance(verdict, Accepted):
        hours = verdict.hours
        assert verdict.leg is PULANG
        assert hours.start <= sent < hours.end
        assert verdict.early == early_minutes(hours, sent) == ceil((hours.end - sent) / MINUTE)
    else:
        assert isinstance(verdict, Refused)
        assert verdict.why in {Why.BEFORE_START, Why.ENDED}
