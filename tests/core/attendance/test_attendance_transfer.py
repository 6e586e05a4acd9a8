"""The old and the new place in the days after a transfer (Pasal 8 ayat (4), AMB-09)."""

from datetime import date
from typing import Any

import pytest

from core.attendance.judge import Accepted, Outside, Verdict, judge
from core.organisation.office import Office, Organisation
from core.organisation.posting import Posting, Site
from tests.core.situations import (
    BLG,
    KRA,
    MASUK,
    MONDAY,
    a_calendar,
    a_case,
    a_share,
    at,
    circle,
    cited,
    law,
    north,
    said,
    zone_of,
)


def shared(metres: float, sites: tuple[Site, ...], day: date = MONDAY, **facts: Any) -> Verdict:
    sent = at(day, "07.00", zone_of(facts.get("name", BLG)))
    return judge(a_case(sent, MASUK, share=a_share(sent, metres), sites=sites, **facts))


OLD, NEW = circle("lama", north(3000)), circle("baru")
LAST = date(2026, 4, 9)
MOVING = (Site(NEW, "dinkes"), Site(OLD, "setda", until=LAST))

TRANSFER = [
    ("BLG-8-4 at the new place", 0, MOVING, MASUK, "baru"),
    ("BLG-8-4 at the old place", 3000, MOVING, MASUK, "lama"),
    ("BLG-8-4 between the two", 1400, MOVING, Outside, "baru"),
    ("BLG-8-4 nearer to the old one", 1600, MOVING, Outside, "lama"),
    ("BLG-8-4 at the old place, days over", 3000, MOVING[:1], Outside, "baru"),
]


@pytest.mark.parametrize(
    ("metres", "sites", "expected", "fence"),
    [pytest.param(*facts, id=name) for name, *facts in TRANSFER],
)
def test_for_some_days_after_a_transfer_both_places_count(
    metres: float, sites: tuple[Site, ...], expected: object, fence: str
) -> None:
    verdict = shared(metres, sites)
    assert said(verdict) == expected
    assert isinstance(verdict, Accepted | Outside)
    assert verdict.fix is not None
    assert verdict.fix.fence.code == fence


def test_a_stamp_at_the_old_place_names_its_article_and_last_day() -> None:
    old, new = shared(3000, MOVING), shared(0, MOVING)
    assert isinstance(old, Accepted)
    assert isinstance(new, Accepted)
    assert old.site is not None
    assert new.site is not None
    assert (old.site.until, new.site.until) == (LAST, None)
    assert "Pasal 8 ayat (4)" in cited(old)
    assert "Pasal 8 ayat (4)" not in cited(new)


def test_where_both_offices_share_a_fence_the_current_one_is_meant() -> None:
    sites = (Site(NEW, "dinkes"), Site(NEW, "setda", until=LAST))
    verdict = shared(0, sites)
    assert isinstance(verdict, Accepted)
    assert verdict.site is not None
    assert verdict.site.office == "dinkes"
    assert "Pasal 8 ayat (4)" not in cited(verdict)


# On 30 March somebody moved from the old to the new office.
OFFICES = {
    "setda": Office("setda", "Setda", (OLD,), ()),
    "dinkes": Office("dinkes", "Dinkes", (NEW,), ()),
}
LIFE = (Posting(date(2024, 1, 1), "setda"), Posting(date(2026, 3, 30), "dinkes"))

DAYS = [
    ("BLG-8-4 the last working day before TMT", BLG, date(2026, 3, 27), MASUK, Outside),
    ("BLG-8-4 TMT", BLG, date(2026, 3, 30), MASUK, MASUK),
    ("BLG-8-4 TMT + 7", BLG, date(2026, 4, 6), MASUK, MASUK),
    ("BLG-8-4 TMT + 8", BLG, date(2026, 4, 7), Outside, MASUK),
    ("KRA-6-3d the last working day before TMT", KRA, date(2026, 3, 27), MASUK, Outside),
    ("KRA-6-3d TMT, KAM-13 no days of grace", KRA, date(2026, 3, 30), Outside, MASUK),
]


@pytest.mark.parametrize(
    ("name", "day", "at_the_old", "at_the_new"),
    [pytest.param(*facts, id=rule) for rule, *facts in DAYS],
)
def test_on_each_day_the_places_that_hold_stamp_and_the_others_do_not(
    name: str, day: date, at_the_old: object, at_the_new: object
) -> None:
    organisation = Organisation(1, a_calendar(zone_of(name)), OFFICES)
    sites = organisation.sites(law(name), LIFE, day)
    assert said(shared(3000, sites, day, name=name)) == at_the_old
    assert said(shared(0, sites, day, name=name)) == at_the_new
