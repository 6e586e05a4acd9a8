"""Which places and which hours count for a person, from the offices as they were set up."""

from datetime import date

import pytest

from core.answer import NotInForceError
from core.attendance import Site
from core.calendar import DayOff, Duty, Hours
from core.office import Office, Organisation
from core.posting import Posting
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, a_calendar, circle, law, north, zone_of

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
