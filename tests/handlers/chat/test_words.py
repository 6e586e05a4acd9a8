"""The words themselves: times, distances, and names as other people's spreadsheets have them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.writing import deceives
from handlers.chat.format import ZONES, brief, clock, decided, long_date, metres, minutes, waiting
from tests.handlers.dialogue import (
    CODE,
    a_stranger,
    act,
    contact,
    employed,
    give_code,
    rename,
    say,
    tap,
)
from tests.office import BUDI, WITA, wita
from tests.world import World

NAMES = [
    pytest.param('<b>Budi</b> & "co"', '<b>Budi</b> & "co"', id="markup"),
    pytest.param(
        "بودي \u202e321\nسانتوسو\u200f", "\u2068بودي 321 سانتوسو\u2069", id="right to left"
    ),
    pytest.param("{0} {candidate} %s", "{0} {candidate} %s", id="format signs"),
    pytest.param("Budi " * 800, ("Budi " * 16)[:79] + "…", id="4,000 characters"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
async def test_every_name_stands_in_the_text_as_a_name(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str, shown: str
) -> None:
    monkeypatch.setattr("tests.handlers.dialogue._UNFIT", ())  # such names do look broken
    await rename(world, BUDI, name)
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(
        (say(f"/start {CODE}"), "Apa status"),
        (tap("PNS"), "Berapa NIP"),
        (say(BUDI.nip), "bagikan nomor"),
        (contact(), f"Hubungkan akun ini dengan {shown}, NIP 19900315 201503 1 002?"),
        (tap("Ya"), f"Selamat datang, {shown}. Akun ini sudah terhubung."),
        (say("/start"), f"Halo, {shown}. Akun ini sudah terhubung"),
    )


async def test_a_person_with_a_broken_name_checks_in_like_everybody(world: World) -> None:
    await rename(world, BUDI, "</b>" * 1000)
    budi = await employed(world)
    await budi.play(*act("2026-04-06", "07.24", "Masuk", "Tercatat masuk 07.24 WITA"))


@given(st.text(max_size=300))
def test_a_brief_name_is_one_line_of_at_most_eighty_characters(name: str) -> None:
    shown = brief(name)
    inside = shown.strip("\u2068\u2069")
    assert len(inside) <= 80
    assert "\n" not in inside
    assert not deceives(inside)
    assert brief(inside) == shown or inside != inside.strip()


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "06.24 WIB"),
        ("Asia/Pontianak", "06.24 WIB"),
        ("Asia/Makassar", "07.24 WITA"),
        ("Asia/Jayapura", "08.24 WIT"),
    ],
)
def test_a_time_is_told_in_the_zone_of_the_region(zone: str, said: str) -> None:
    assert zone in ZONES
    assert clock(wita("2026-04-06", "07.24.59"), ZoneInfo(zone)) == said


def test_a_date_is_told_with_its_day() -> None:
    assert long_date(date(2026, 3, 2)) == "Senin, 2 Maret 2026"
    assert long_date(date(2028, 2, 29)) == "Selasa, 29 Februari 2028"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 menit"),
        (1, "1 menit"),
        (59, "59 menit"),
        (60, "1 jam"),
        (61, "1 jam 1 menit"),
        (200, "3 jam 20 menit"),
    ],
)
def test_minutes_are_told_as_people_say_them(count: int, said: str) -> None:
    assert minutes(count) == said


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (0.0, "1 m"),
        (0.4, "1 m"),
        (340.4, "340 m"),
        (994.9, "995 m"),
        (995.0, "1,0 km"),
        (2444.0, "2,4 km"),
        (99_949.0, "99,9 km"),
        (99_950.0, "100 km"),
        (1_542_200.0, "1.542 km"),
    ],
)
def test_metres_are_told_as_people_say_them(distance: float, said: str) -> None:
    assert metres(distance) == said


@given(st.integers(1, 86_400), st.integers(0, 999_999))
def test_who_waits_as_long_as_told_never_comes_early(seconds: int, micros: int) -> None:
    span = timedelta(seconds=seconds, microseconds=micros)
    told = _minutes_in(waiting(span))
    assert span <= told < span + timedelta(minutes=1)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_a_clock_has_two_digits_on_both_sides(at: datetime) -> None:
    hours, rest = clock(at, ZoneInfo("Asia/Makassar")).split(".")
    assert 0 <= int(hours) < 24
    assert 0 <= int(rest.removesuffix(" WITA")) < 60


def _minutes_in(words: str) -> timedelta:
    parts = words.split()
    named = dict(zip(parts[1::2], map(int, parts[::2]), strict=True))
    return timedelta(hours=named.get("jam", 0), minutes=named.get("menit", 0))


MONDAY, TUESDAY = date(2026, 4, 6), date(2026, 4, 7)


@pytest.mark.parametrize(
    ("first", "last", "at", "now", "said"),
    [
        pytest.param(MONDAY, MONDAY, ("06", "14.10"), ("06", "14.10"), "14.10 WITA", id="at once"),
        pytest.param(
            MONDAY, MONDAY, ("06", "23.59"), ("06", "23.59.59"), "23.59 WITA", id="still today"
        ),
        pytest.param(
            *(MONDAY, MONDAY, ("06", "14.10"), ("07", "00.00")),
            "Senin, 6 April 2026, 14.10 WITA",
            id="read on another day",
        ),
        pytest.param(
            *(MONDAY, MONDAY, ("07", "00.00"), ("07", "00.00")),
            "Selasa, 7 April 2026, 00.00 WITA",
            id="decided on another day than the thing is of",
        ),
        pytest.param(
            *(MONDAY, TUESDAY, ("07", "08.00"), ("07", "09.00")), "08.00 WITA", id="within its days"
        ),
        pytest.param(
            *(TUESDAY, TUESDAY, ("06", "08.00"), ("06", "08.00")),
            "Senin, 6 April 2026, 08.00 WITA",
            id="decided before",
        ),
    ],
)
def test_when_something_was_decided_has_its_day_unless_it_is_both_days(
    first: date, last: date, at: tuple[str, str], now: tuple[str, str], said: str
) -> None:
    moments = [wita(f"2026-04-{day}", clock_) for day, clock_ in (at, now)]
    assert decided(moments[0], WITA, moments[1], first, last) == said
