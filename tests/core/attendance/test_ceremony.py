"""Masuk at an apel: where it counts, until when it is on time, since when it is late."""

from dataclasses import replace
from typing import Any

import pytest

from core.approvals.case import State
from core.attendance.judge import Accepted, Attended, Outside, Refused, Why, judge
from core.attendance.stamp import Leg
from core.attendance.verdict import Verdict
from core.law.answer import Answer, dated
from core.law.kinds import HolidayKind
from core.law.questions.jenis_izin import Effect
from core.law.regulation import with_answers
from core.organisation.calendar import DAY, Duty, Holiday
from core.organisation.posting import Site
from core.organisation.regular_windows import regular_windows
from tests.builders.ceremonies import SQUARE, VENUE, apel
from tests.core.deriving import any_request
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    a_calendar,
    a_case,
    a_share,
    a_stamp,
    at,
    circle,
    cited,
    law,
    north,
    said,
    zone_of,
)

THERE, OFFICE, STREET = SQUARE, 0.0, 400.0


def share(clock: str, metres: float = THERE, *, name: str = BLG, **facts: Any) -> Verdict:
    """Shared so many metres north of the office by somebody who is called to the square."""
    sent = at(MONDAY, clock, zone_of(name))
    facts.setdefault("ceremonies", (apel(name=name),))
    accuracy = facts.pop("accuracy", 10)
    case = a_case(
        sent, facts.pop("leg", None), name=name, share=a_share(sent, metres, accuracy), **facts
    )
    return judge(case)


def late(verdict: Verdict) -> int:
    assert isinstance(verdict, Accepted), verdict
    return verdict.late


@pytest.mark.parametrize(
    ("clock", "metres", "minutes"),
    [
        pytest.param("06.30.00", THERE, 0, id="BLG-8-2a first"),
        pytest.param("07.30.01", THERE, 0, id="BLG-8-6 after the start of the hours"),
        pytest.param("08.59.59", THERE, 0, id="BLG-8-6 before"),
        pytest.param("09.00.00", THERE, 0, id="BLG-8-6 latest"),
        pytest.param("09.00.01", THERE, 1, id="AMB-72 first minute"),
        pytest.param("09.01.00", THERE, 1, id="AMB-72 the same minute"),
        pytest.param("09.12.00", THERE, 12, id="AMB-72 since the limit"),
        pytest.param("07.30.00", OFFICE, 0, id="AMB-12 at the own office"),
        pytest.param("07.30.01", OFFICE, 1, id="AMB-12 at the own office the usual minute"),
        pytest.param("09.00.00", OFFICE, 90, id="AMB-12 no apel there"),
    ],
)
def test_up_to_the_limit_masuk_at_the_apel_is_on_time(
    clock: str, metres: float, minutes: int
) -> None:
    verdict = share(clock, metres)
    assert late(verdict) == minutes
    assert isinstance(verdict, Accepted)
    assert (verdict.ceremony is not None) == (metres == THERE)
    assert verdict.site is not None
    assert verdict.site.fence.code == ("alun-alun" if metres == THERE else "kantor")


@pytest.mark.parametrize("clock", ["08.59.59", "09.00.00", "09.00.01"])
def test_outside_both_nothing_is_stamped_and_the_nearer_place_is_told(clock: str) -> None:
    verdict = share(clock, STREET)
    assert isinstance(verdict, Outside)
    assert verdict.fix.fence.code == "kantor"
    nearer = share(clock, THERE - 200)
    assert isinstance(nearer, Outside)
    assert nearer.fix.fence.code == "alun-alun"


def test_whoever_is_not_called_is_outside_there() -> None:
    assert said(share("07.20", ceremonies=())) is Outside


def test_the_article_behind_a_masuk_there_is_that_of_the_apel() -> None:
    in_time, after = share("08.00"), share("09.12")
    assert "Pasal 8 ayat (6) Perbup Bulungan 32/2023" in cited(in_time)
    assert "AMB-72" not in cited(in_time)
    assert "AMB-72" in cited(after)
    assert "AMB-05" not in cited(in_time) + cited(after)
    assert "Pasal 8 ayat (6)" not in cited(share("07.20", OFFICE))


def test_a_region_may_count_since_the_start_of_the_hours() -> None:
    other = with_answers(
        law(BLG),
        "apel.terlambat_dihitung",
        dated((Answer("sejak_jam_masuk", ALWAYS, "lain"),)),
    )
    assert late(share("09.00.00", regulation=other)) == 0
    assert late(share("09.00.01", regulation=other)) == 91


@pytest.mark.parametrize(
    ("clock", "hour", "minutes"),
    [
        pytest.param("07.45.00", "07.45", 0, id="KAM-13 the announced hour"),
        pytest.param("07.45.01", "07.45", 1, id="KAM-13 after it"),
        pytest.param("07.30.00", "07.00", 0, id="KAM-13 no earlier than the hours"),
        pytest.param("07.30.01", "07.00", 1, id="KAM-13 late as ever"),
    ],
)
def test_where_the_text_has_no_time_the_announced_hour_is_the_limit(
    clock: str, hour: str, minutes: int
) -> None:
    verdict = share(clock, name=KRA, ceremonies=(apel(hour=hour, name=KRA),))
    assert late(verdict) == minutes
    assert "KAM-13" in cited(verdict)


def test_pulang_is_never_stamped_at_an_apel() -> None:
    stamps = (a_stamp(MONDAY, MASUK),)
    assert said(share("16.05", leg=PULANG, stamps=stamps)) is Outside
    assert said(share("16.05", OFFICE, leg=PULANG, stamps=stamps)) is PULANG


@pytest.mark.parametrize(
    ("cancelled", "stamped"), [("06.59.59", Outside), ("07.00.00", Outside), ("07.00.01", MASUK)]
)
def test_a_cancelled_apel_takes_no_more_stamps(cancelled: str, stamped: object) -> None:
    gone = apel(cancelled_at=at(MONDAY, cancelled))
    assert said(share("07.00.00", ceremonies=(gone,))) is stamped


def test_what_is_announced_later_changes_no_earlier_stamp() -> None:
    sudden = apel(at_=at(MONDAY, "07.45"), venue=circle())
    assert late(share("07.44.59", OFFICE, ceremonies=(sudden,))) == 15
    assert late(share("07.45.00", OFFICE, ceremonies=(sudden,))) == 0


def test_at_ones_own_office_an_apel_is_an_apel() -> None:
    at_home = apel(venue=circle())
    verdict = share("08.30", OFFICE, ceremonies=(at_home,))
    assert late(verdict) == 0
    assert isinstance(verdict, Accepted)
    assert verdict.site == Site(circle(), "setda")


def test_who_is_surely_at_the_apel_is_there_though_the_office_lies_around_it() -> None:
    wide = circle("alun-alun", north(90), 30)
    verdict = share("08.30", 80, ceremonies=(apel(venue=wide),))
    assert isinstance(verdict, Accepted)
    assert verdict.site is not None
    assert (verdict.site.fence.code, verdict.late) == ("alun-alun", 0)


def test_who_is_only_perhaps_at_the_apel_but_surely_in_the_office_is_in_the_office() -> None:
    beside = circle("alun-alun", north(150), 60)
    verdict = share("08.30", 80, ceremonies=(apel(venue=beside),), accuracy=30)
    assert isinstance(verdict, Accepted)
    assert verdict.site is not None
    assert (verdict.site.fence.code, verdict.late, verdict.review) == ("kantor", 60, False)


def test_an_edge_of_the_apel_is_looked_at_as_of_any_place() -> None:
    verdict = share("08.30", THERE + 110, accuracy=30)
    assert isinstance(verdict, Accepted)
    assert (verdict.late, verdict.review) == (0, True)


@pytest.mark.parametrize(
    ("works", "clock", "expected"),
    [
        pytest.param("malam", "20.30", Outside, id="AMB-73 a night begins later"),
        pytest.param("sore", "14.30", Outside, id="AMB-73 an afternoon begins later"),
        pytest.param("lima-hari", "08.30", MASUK, id="AMB-73 the hours are under way"),
    ],
)
def test_a_shift_that_does_not_run_during_the_apel_is_not_bound_by_it(
    works: str, clock: str, expected: object
) -> None:
    assert said(share(clock, works=works, leg=Leg.MASUK)) is expected


def test_who_is_freed_may_come_all_the_same() -> None:
    """KRA-9A-3 frees from the duty; a stamp there is the same stamp."""
    duty = any_request(Effect.SPECIAL, State.APPROVED)
    there = share("07.40", name=KRA, absences=(duty,), ceremonies=(apel(hour="07.45", name=KRA),))
    assert isinstance(there, Accepted)
    assert (there.late, there.site is not None) == (0, True)
    away = share("07.40", STREET, name=KRA, absences=(duty,), ceremonies=(apel(name=KRA),))
    assert isinstance(away, Accepted)
    assert (away.late, away.site, away.duty) == (10, None, duty)


HOLIDAY = Holiday(MONDAY, "Hari Kemerdekaan", HolidayKind.NATIONAL)


def on_holiday(clock: str, metres: float = THERE, **facts: Any) -> Verdict:
    calendar = a_calendar(zone_of(BLG), HOLIDAY)
    own = (Duty(ALWAYS, "lima-hari"),)
    around = [MONDAY - DAY, MONDAY, MONDAY + DAY]
    days = tuple(calendar.hours(e, own, (), regular_windows(law(BLG), e)) for e in around)
    return share(clock, metres, days=days, **facts)


@pytest.mark.parametrize(
    ("clock", "metres", "expected"),
    [
        pytest.param("05.29.59", THERE, Refused, id="AMB-73 too early"),
        pytest.param("05.30.00", THERE, "in time", id="AMB-73 two hours before"),
        pytest.param("09.00.00", THERE, "in time", id="AMB-73 in time"),
        pytest.param("09.00.01", THERE, "late", id="AMB-73 late"),
        pytest.param("11.00.00", THERE, "late", id="AMB-73 two hours after"),
        pytest.param("11.00.01", THERE, Refused, id="AMB-73 long over"),
        pytest.param("07.30.00", OFFICE, Refused, id="AMB-73 elsewhere"),
    ],
)
def test_on_a_day_off_being_there_is_noted_and_no_stamp(
    clock: str, metres: float, expected: object
) -> None:
    verdict = on_holiday(clock, metres)
    if expected is Refused:
        assert said(verdict) is Why.DAY_OFF
        return
    assert isinstance(verdict, Attended)
    assert ("in time" if verdict.on_time else "late") == expected
    assert "AMB-73" in cited(verdict)


def test_on_a_day_off_nothing_is_noted_of_a_cancelled_one_or_for_pulang() -> None:
    gone = apel(cancelled_at=at(MONDAY, "07.00"))
    assert isinstance(on_holiday("07.20", ceremonies=(gone,)), Refused)
    assert isinstance(on_holiday("07.20", leg=PULANG), Refused)
    assert isinstance(on_holiday("07.20"), Attended)


def test_of_several_in_one_place_the_last_limit_holds() -> None:
    early, late_one = (
        replace(apel(hour=hour, name=KRA), id=apel().id) for hour in ("07.35", "08.00")
    )
    verdict = share("07.50", name=KRA, ceremonies=(early, late_one))
    assert late(verdict) == 0
    assert isinstance(verdict, Accepted)
    assert verdict.ceremony == late_one
    assert late_one.venue == VENUE
