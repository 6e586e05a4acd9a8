"""Which places and which hours count for a person, from the offices as they were set up."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from core.law.answer import NotInForceError
from core.law.kinds import HolidayKind
from core.organisation.calendar import DAY, DayOff, Duty, Edition, Holiday, Hours
from core.organisation.office import Office, Organisation
from core.organisation.posting import Posting, Site
from tests.core.situations import (
    ALWAYS,
    BLG,
    FRIDAY,
    KRA,
    MONDAY,
    SCHEDULES,
    a_calendar,
    circle,
    law,
    north,
    ordinary,
    span,
    zone_of,
)

GATE, YARD = circle("gerbang"), circle("halaman", north(500))
CLINIC = circle("puskesmas", north(2000))


def an_office(code: str, *fences: str, works: str = "lima-hari") -> Office:
    known = {fence.code: fence for fence in (GATE, YARD, CLINIC)}
    return Office(code, code.title(), tuple(known[name] for name in fences), (Duty(ALWAYS, works),))


OFFICES = {
    office.code: office
    for office in (
        an_office("setda", "gerbang", "halaman"),
        an_office("dinkes", "puskesmas", works="enam-hari"),
        an_office("desa"),
    )
}


def organisation(name: str = BLG) -> Organisation:
    return Organisation(1, a_calendar(zone_of(name)), OFFICES)


HIRED, MOVED = Posting(date(2024, 1, 1), "setda"), Posting(MONDAY, "dinkes")
LIFE = (HIRED, MOVED)
LAST = date(2026, 4, 13)


def places(sites: tuple[Site, ...]) -> list[tuple[str, str, date | None]]:
    return [(site.fence.code, site.office, site.until) for site in sites]


OLD = [("gerbang", "setda", None), ("halaman", "setda", None)]
NEW = [("puskesmas", "dinkes", None)]
LEAVING = [("gerbang", "setda", LAST), ("halaman", "setda", LAST)]

SITES = [
    ("BLG-8-3 every place of the office", BLG, date(2026, 4, 5), OLD),
    ("BLG-8-4 from TMT the new office first", BLG, MONDAY, NEW + LEAVING),
    ("BLG-8-4 TMT + 7", BLG, LAST, NEW + LEAVING),
    ("BLG-8-4 TMT + 8", BLG, date(2026, 4, 14), NEW),
    ("KRA-6-3d the day before TMT", KRA, date(2026, 4, 5), OLD),
    ("KRA-6-3d TMT, KAM-13 no days of grace", KRA, MONDAY, NEW),
]


@pytest.mark.parametrize(
    ("name", "day", "expected"), [pytest.param(*facts, id=rule) for rule, *facts in SITES]
)
def test_the_places_of_the_offices_that_hold_count(
    name: str, day: date, expected: list[tuple[str, str, date | None]]
) -> None:
    assert places(organisation(name).sites(law(name), LIFE, day)) == expected


@pytest.mark.parametrize("life", [(), (Posting(date(2024, 1, 1), "desa"),)])
def test_without_a_posting_or_without_a_place_nothing_counts(life: tuple[Posting, ...]) -> None:
    assert organisation().sites(law(BLG), life, MONDAY) == ()


def schedule(day: Hours | DayOff) -> str:
    return day.schedule if isinstance(day, Hours) else day.why


@pytest.mark.parametrize(
    ("life", "duties", "day", "expected"),
    [
        pytest.param(LIFE, (), date(2026, 4, 2), "lima-hari", id="the office's hours"),
        pytest.param(LIFE, (), MONDAY, "enam-hari", id="from TMT those of the new office"),
        pytest.param(LIFE, (Duty(MONDAY, "malam"),), MONDAY, "malam", id="one's own first"),
        pytest.param((), (), MONDAY, "belum ada jadwal kerja", id="no posting, no hours"),
        pytest.param((), (Duty(MONDAY, "malam"),), MONDAY, "malam", id="own hours, no posting"),
        pytest.param((MOVED,), (), date(2026, 4, 2), "belum ada jadwal kerja", id="not hired yet"),
    ],
)
def test_hours_follow_the_person_then_the_current_office(
    life: tuple[Posting, ...], duties: tuple[Duty, ...], day: date, expected: str
) -> None:
    assert schedule(organisation().hours(law(BLG), life, duties, day)) == expected


def test_ordinary_hours_get_the_windows_of_the_regulation() -> None:
    bulungan, karanganyar = (
        organisation(name).hours(law(name), (HIRED,), (), MONDAY) for name in (BLG, KRA)
    )
    assert isinstance(bulungan, Hours)
    assert isinstance(karanganyar, Hours)
    assert f"{bulungan.opens:%H.%M}-{bulungan.closes:%H.%M}" == "06.30-18.30"
    assert f"{karanganyar.opens:%H.%M}-{karanganyar.closes:%H.%M}" == "00.00-23.59"


def test_days_around_are_yesterday_today_and_tomorrow() -> None:
    days = organisation().days_around(law(BLG), LIFE, (), MONDAY)
    assert [day.date.day for day in days] == [5, 6, 7]
    assert [schedule(day) for day in days] == ["bukan hari kerja", "enam-hari", "enam-hari"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        pytest.param(BLG, date(2023, 10, 31), id="BLG-17"),
        pytest.param(KRA, date(2023, 7, 3), id="KRA-II"),
    ],
)
def test_the_first_day_of_a_regulation_has_a_yesterday_without_duty(name: str, first: date) -> None:
    since = (Posting(date(2020, 1, 1), "setda"),)
    duties = (Duty(date(2020, 1, 1), "lima-hari"),)
    days = organisation(name).days_around(law(name), since, duties, first)
    assert [schedule(day) for day in days] == ["peraturan belum berlaku", "lima-hari", "lima-hari"]


def test_no_place_is_guessed_for_a_day_before_the_regulation() -> None:
    with pytest.raises(NotInForceError, match="belum berlaku"):
        organisation().sites(law(BLG), LIFE, date(2023, 10, 30))


THURSDAY, SATURDAY, SUNDAY = FRIDAY - DAY, FRIDAY + DAY, FRIDAY + 2 * DAY
FIVE, SIX, NIGHTS = Duty(ALWAYS, "lima-hari"), Duty(ALWAYS, "enam-hari"), Duty(ALWAYS, "malam")
OFF = Duty(ALWAYS, None)
RAMADAN_ONLY = ordinary("puasa", Edition(ALWAYS, (span("08.00-15.00"),) * 7, THURSDAY))


def working(day: date, *duties: Duty, name: str = KRA, holiday: Holiday | None = None) -> bool:
    """Whether an office with these duties works on a date, for somebody who has long been there."""
    calendar = a_calendar(zone_of(name), *([holiday] if holiday else []))
    calendar = replace(calendar, schedules=SCHEDULES | {"puasa": RAMADAN_ONLY})
    office = Office("rsud", "RSUD", (), duties)
    life = (Posting(ALWAYS, "rsud"),)
    return Organisation(1, calendar, {"rsud": office}).works(law(name), life, day)


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize(
    ("duties", "last"),
    [
        pytest.param((FIVE,), FRIDAY, id="KAM-02 five days"),
        pytest.param((SIX,), SATURDAY, id="KAM-02 a unit with six days has its own"),
        pytest.param((NIGHTS,), FRIDAY, id="KAM-02 shifts every day"),
        pytest.param((), FRIDAY, id="KAM-02 no hours yet"),
        pytest.param((OFF,), FRIDAY, id="KAM-02 no schedule"),
        pytest.param((SIX, Duty(MONDAY, "malam", SUNDAY)), SATURDAY, id="KAM-02 shifts for a week"),
        pytest.param((SIX, Duty(SATURDAY, "lima-hari")), FRIDAY, id="KAM-02 five days since today"),
        pytest.param((SIX, Duty(SUNDAY, "lima-hari")), SATURDAY, id="KAM-02 since tomorrow"),
        pytest.param((Duty(ALWAYS, "enam-hari", FRIDAY),), FRIDAY, id="KAM-02 six days till then"),
        pytest.param((Duty(ALWAYS, "puasa"),), FRIDAY, id="KAM-02 the schedule has ended"),
    ],
)
def test_a_working_day_is_one_of_the_office(
    name: str, duties: tuple[Duty, ...], last: date
) -> None:
    days = [FRIDAY + number * DAY for number in range(-4, 4)]
    found = [day for day in days if working(day, *duties, name=name)]
    assert found == [day for day in days if day <= last or day == SUNDAY + DAY]


@pytest.mark.parametrize("kind", HolidayKind)
@pytest.mark.parametrize("duties", [(FIVE,), (SIX,), (NIGHTS,), ()], ids=["5", "6", "shift", "no"])
def test_no_holiday_is_a_working_day_whatever_the_schedule(
    kind: HolidayKind, duties: tuple[Duty, ...]
) -> None:
    """KAM-02: the day before, of and after; cuti bersama and local ones, too."""
    off = Holiday(THURSDAY, "libur", kind)
    days = (THURSDAY - DAY, THURSDAY, FRIDAY)
    assert [working(day, *duties, holiday=off) for day in days] == [True, False, True]


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        pytest.param((HIRED,), [False, False], id="KAM-02 five days"),
        pytest.param((HIRED, MOVED), [False, True], id="KAM-02 six from TMT on"),
        pytest.param((MOVED,), [False, True], id="KAM-02 before the first posting"),
        pytest.param((), [False, False], id="KAM-02 never posted"),
    ],
)
def test_the_office_is_that_of_the_posting_on_the_date(
    life: tuple[Posting, ...], expected: list[bool]
) -> None:
    """The Saturday before the transfer and the one after it; every Friday is worked anyway."""
    works = partial(organisation(KRA).works, law(KRA), life)
    assert [works(MONDAY - 2 * DAY), works(SATURDAY)] == expected
    assert works(MONDAY - 3 * DAY)
    assert works(FRIDAY)
