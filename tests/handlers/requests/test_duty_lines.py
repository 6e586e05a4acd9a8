"""The stamps of duty elsewhere in words: by day, time and distance, and out of the region."""

from dataclasses import replace
from datetime import date

from core.attendance.stamp import Leg, Stamp
from core.organisation.fence import Point
from db.records.whereabouts import Sighting
from handlers.texts import duty
from handlers.texts.duty import Seen
from tests.core.situations import MONDAY, WIB, at, circle
from tests.office import a_region

REGION = a_region("karanganyar", regulation="karanganyar")
HERE = Point(-7.6, 110.9)


def seen(day: date = MONDAY, *, away: float | None = 309.0, abroad: bool = False) -> Seen:
    stamp = Stamp(day, Leg.MASUK, at(day, "07.24", WIB), None, review=False)
    return Seen(Sighting(stamp, HERE, 10.0), circle() if away is not None else None, away, abroad)


def said(*stamps: Seen) -> str:
    return " | ".join(str(line) for line in duty.lines(REGION, [each.stamped for each in stamps]))


def test_a_stamp_is_told_by_its_time_and_distance() -> None:
    assert said(seen()) == "Presensi: | Senin, 6 April: masuk 07.24 WIB (309 m dari Kantor)"
    assert said(seen(away=0.0)).endswith("masuk 07.24 WIB (di Kantor)")
    assert said(seen(away=None)).endswith("masuk 07.24 WIB"), "an office without a place"
    assert said() == ""


def test_a_trip_within_the_region_that_was_stamped_outside_says_so() -> None:
    """KRA-9B-2a: only where the region's border is known; else nothing is said."""
    warned = "⚠️ Di luar daerah, padahal perjalanan dalam Daerah: Senin, 6 April."
    assert said(seen(abroad=True)).endswith(warned)
    assert "Di luar daerah" not in said(seen())


def test_of_very_many_days_the_newest_are_shown() -> None:
    days = [seen(date(2026, 4, number)) for number in range(6, 16)]
    text = said(*days)
    assert "… dan 5 hari sebelumnya" in text
    assert "Rabu, 15 April" in text
    assert "Jumat, 10 April" not in text


def test_a_map_has_one_message_for_each_of_the_newest_stamps() -> None:
    days = [seen(date(2026, 4, number)) for number in range(6, 16)]
    forgotten = replace(days[-1], sighting=replace(days[-1].sighting, point=None))
    found = duty.maps(REGION, [*days[:-1], forgotten])
    assert len(found) == duty.MAPS_SHOWN
    assert all(each.picture is not None for each in found)
    assert "Selasa, 14 April" in found[-1].text
