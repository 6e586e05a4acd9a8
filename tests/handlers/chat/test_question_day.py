"""A date as people type it: between two limits, the year left out, and slips that are told."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markupsafe import Markup

from handlers.chat.conversation import Question, Refusal, Running, Talk, step
from handlers.chat.event import Content, Other, Tap, Text
from handlers.chat.format import DAYS, MONTHS, long_date
from handlers.chat.question import day
from handlers.chat.reply import Reply
from tests.handlers.dialogue import read_by_a_person
from tests.office import wita

TODAY = date(2026, 4, 6)  # a Monday
YEAR = timedelta(days=366)
EXAMPLES = "Tulis tanggalnya, misalnya 6 April, 6/4/2026 atau besok."


def asked(
    earliest: date = TODAY,
    latest: date = TODAY + YEAR,
    choices: Mapping[date, str] | None = None,
    today: date = TODAY,
) -> Question[date]:
    return day(Markup("Hari pertama?"), today, earliest, latest, choices)


def answer(question: Question[date], said: str) -> date:
    return question.read(question.take(Text(said)))


def refusal(question: Question[date], content: Content) -> str:
    with pytest.raises(Refusal) as refused:
        question.take(content)
    text = str(refused.value.text.striptags())
    read_by_a_person(text)
    return text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("6 April", "2026-04-06"),
        ("6 april 2026", "2026-04-06"),
        ("  7   APRIL  ", "2026-04-07"),
        ("Senin, 6 April 2026", "2026-04-06"),
        ("selasa 7 april", "2026-04-07"),
        ("6/4", "2026-04-06"),
        ("06/04/2026", "2026-04-06"),
        ("6-4-2026", "2026-04-06"),
        ("6.4.26", "2026-04-06"),
        ("6 4 2026", "2026-04-06"),
        ("17 Agustus 2026.", "2026-08-17"),
        ("2026-04-07", "2026-04-07"),
        ("2027-04-07", "2027-04-07"),
        ("hari ini", "2026-04-06"),
        ("Besok", "2026-04-07"),
        ("lusa", "2026-04-08"),
    ],
)
def test_a_date_may_be_typed_as_people_type_it(said: str, meant: str) -> None:
    question = asked()
    assert question.take(Text(said)) == meant
    assert answer(question, said) == date.fromisoformat(meant)


def test_yesterday_is_a_date_where_the_past_may_be_chosen() -> None:
    assert answer(asked(earliest=TODAY - 7 * timedelta(days=1)), "kemarin") == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("month", "names"),
    [
        *((number, [name, name[:3]]) for number, name in enumerate(MONTHS, 1)),
        (2, ["Pebruari", "peb"]),
        (8, ["Ags", "Agt"]),
        (9, ["Sept"]),
        (11, ["Nopember", "nop"]),
    ],
)
def test_a_month_has_its_name_its_first_letters_and_its_number(
    month: int, names: list[str]
) -> None:
    question = asked(earliest=date(2026, 1, 1))
    for name in (*names, str(month), f"{month:02}"):
        assert answer(question, f"15 {name} 2026") == date(2026, month, 15)


@pytest.mark.parametrize(
    ("said", "earliest", "latest", "meant"),
    [
        ("6 April", "2026-04-06", "2027-04-07", "2026-04-06"),
        ("5 April", "2026-04-06", "2027-04-07", "2027-04-05"),
        ("5 April", "2026-03-01", "2026-05-01", "2026-04-05"),
        ("7 April", "2026-04-06", "2027-04-07", "2026-04-07"),
        ("31 Desember", "2025-12-01", "2026-12-31", "2025-12-31"),
        ("31 Desember", "2026-01-01", "2026-12-31", "2026-12-31"),
        ("1 Januari", "2026-04-06", "2027-04-07", "2027-01-01"),
        ("29 Februari", "2026-04-06", "2030-01-01", "2028-02-29"),
        ("29/2", "2020-01-01", "2026-04-06", "2024-02-29"),
        ("1 Mei", "2035-01-01", "2036-12-31", "2035-05-01"),
    ],
)
def test_a_year_that_is_missing_is_the_nearest_that_fits(
    said: str, earliest: str, latest: str, meant: str
) -> None:
    limits = date.fromisoformat(earliest), date.fromisoformat(latest)
    assert answer(asked(*limits), said) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("31 April", "31 April tidak ada dalam kalender."),
        ("31/4/2026", "31 April 2026 tidak ada dalam kalender."),
        ("2026-04-31", "31 April 2026 tidak ada dalam kalender."),
        ("30 Februari", "30 Februari tidak ada dalam kalender."),
        ("29 Februari 2027", "29 Februari 2027 tidak ada dalam kalender."),
        ("0 Mei", "0 Mei tidak ada dalam kalender."),
        ("6 Mei 0000", "6 Mei 0 tidak ada dalam kalender."),
        ("32/12", "32 Desember tidak ada dalam kalender."),
        ("Selasa, 6 April 2026", "Itu hari Senin, 6 April 2026. Periksa tanggalnya."),
        ("minggu 7/4", "Itu hari Selasa, 7 April 2026. Periksa tanggalnya."),
        *(
            (said, EXAMPLES)
            for said in (
                "",
                "🙏",
                "6",
                "64",
                "senin",
                "April",
                "6 Ap",
                "6 Mai",
                "4/16/2026",
                "6/13",
            )
        ),
        *(
            (said, EXAMPLES)
            for said in (
                "6/0",
                "6/4/202",
                "6/4/20266",
                "6 April 2026 07.30",
                "minggu depan",
                "-",
                ".",
            )
        ),
        *(
            (said, EXAMPLES)
            for said in ("066/4", "besok lusa", "²/4", "6 ² 2026", "6 4 ²⁰²⁶", "/4/6")
        ),
        ("1" * 4096, EXAMPLES),
        (f"1/{'1' * 9000}", EXAMPLES),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(said: str, reason: str) -> None:
    assert refusal(asked(), Text(said)) == reason


@pytest.mark.parametrize("content", [Other("sticker"), Tap("42:mulai:2026-04-06", "q")])
def test_what_is_no_text_is_refused_with_an_example(content: Content) -> None:
    assert refusal(asked(), content) == EXAMPLES


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("5 April 2026", "Minggu, 5 April 2026 terlalu awal; paling awal Senin, 6 April 2026."),
        ("kemarin", "Minggu, 5 April 2026 terlalu awal; paling awal Senin, 6 April 2026."),
        ("6 April 2026", None),
        ("7 April 2027", None),
        ("8 April 2027", "Kamis, 8 April 2027 terlalu jauh; paling akhir Rabu, 7 April 2027."),
        ("2099-01-01", "Kamis, 1 Januari 2099 terlalu jauh; paling akhir Rabu, 7 April 2027."),
        ("29 Februari", "Selasa, 29 Februari 2028 terlalu jauh; paling akhir Rabu, 7 April 2027."),
    ],
)
def test_both_limits_are_included_and_told(said: str, reason: str | None) -> None:
    if reason is None:
        assert answer(asked(), said)
    else:
        assert refusal(asked(), Text(said)) == reason


def test_the_usual_dates_are_one_tap_away_or_typed_as_they_are_labelled() -> None:
    tomorrow = TODAY + timedelta(days=1)
    usual = {TODAY: "Mulai hari ini", tomorrow: "Besok saja", TODAY + 2 * YEAR: "Kelak"}
    question = asked(choices=usual)
    assert question.choices == (("2026-04-06", "Mulai hari ini"), ("2026-04-07", "Besok saja"))
    assert answer(question, "besok  SAJA") == tomorrow
    assert refusal(question, Text("Kelak")) == EXAMPLES


async def test_the_conversation_keeps_the_iso_date_and_reads_it_as_a_date() -> None:
    async def flow(talk: Talk) -> Reply:
        first = await talk.ask("mulai", asked(choices={TODAY: "Mulai hari ini"}))
        return Reply(Markup("Jadi {}.").format(long_date(first)))

    running = Running("x", "42", wita("2026-04-06", "08.00"), asked="mulai")
    tapped, _ = await step(running, flow, Tap("42:mulai:2026-04-06", "q"))
    assert (tapped.text, running.answers) == ("Jadi Senin, 6 April 2026.", {"mulai": "2026-04-06"})
    running.answers.clear()
    for said in ("31 April", "besok"):
        typed, _ = await step(running, flow, Text(said))
    assert (typed.text, running.answers) == ("Jadi Selasa, 7 April 2026.", {"mulai": "2026-04-07"})


some_day = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def written(meant: date, style: int) -> str:
    """The same date in each of the ways."""
    month = MONTHS[meant.month - 1]
    return (
        meant.isoformat(),
        f"{meant.day}/{meant.month}/{meant.year}",
        f"{meant.day:02}-{meant.month:02}-{meant.year}",
        f"{meant.day} {month} {meant.year}",
        f"{DAYS[meant.weekday()]}, {meant.day} {month[:3].upper()} {meant.year}",
    )[style]


@given(some_day, some_day, st.integers(0, 4))
def test_every_way_of_writing_a_date_means_that_date(meant: date, today: date, style: int) -> None:
    question = asked(date.min, date.max, today=today)
    assert answer(question, written(meant, style)) == meant


@given(some_day, st.integers(0, 800), st.integers(0, 800), st.integers(-800, 800))
@example(date(2027, 8, 31), 366, 366, 183)
def test_no_fitting_year_is_nearer_than_the_one_that_is_understood(
    today: date, back: int, ahead: int, meant: int
) -> None:
    earliest, latest = today - timedelta(days=back), today + timedelta(days=ahead)
    wanted = today + timedelta(days=meant)
    assume(earliest <= wanted <= latest)
    found = answer(asked(earliest, latest, today=today), f"{wanted.day}/{wanted.month}")
    assert (found.day, found.month) == (wanted.day, wanted.month)
    assert earliest <= found <= latest
    assert abs(found - today) <= abs(wanted - today)
