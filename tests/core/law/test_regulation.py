"""What the shipped regulations answer, row by row against the words of their texts."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import assert_type

import pytest

from core.law.answer import Dated, NotInForceError
from core.law.regulation import (
    Regulation,
    RegulationError,
    load,
    questions,
    read,
    shipped,
    value_types,
)
from tests.core.answered import BLG, FIRST_DAYS, KRA, TABLES
from tests.core.answered_row import Row

FILES = Path(__file__).parents[3] / "core" / "law" / "regulations"
ROWS = [
    pytest.param(name, row, id=f"{name}:{row.rule}")
    for name, rows in TABLES.items()
    for row in rows
]


def test_both_regulations_are_shipped() -> None:
    assert shipped() == (BLG, KRA)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_the_file_answers_as_the_text_or_the_decision_says(name: str, row: Row) -> None:
    answer = questions(read(name))[row.key].on(FIRST_DAYS[name])
    assert (answer.value, answer.article) == (row.value, row.article)
    assert (answer.decisions, answer.choice) == (row.decisions, row.choice)
    assert answer.regulated is (row.value is not None)


@pytest.mark.parametrize("name", TABLES)
def test_every_question_stands_in_the_table_above_once(name: str) -> None:
    asked = sorted(row.key for row in TABLES[name])
    assert asked == sorted(questions(read(name))) == sorted(value_types())


@pytest.mark.parametrize("name", TABLES)
def test_every_decision_gives_its_reason(name: str) -> None:
    answers = [timeline.on(FIRST_DAYS[name]) for timeline in questions(read(name)).values()]
    assert all(answer.reason or not answer.regulated for answer in answers if not answer.article)


@pytest.mark.parametrize("name", TABLES)
def test_nothing_holds_the_day_before_the_regulation(name: str) -> None:
    first = read(name).peraturan.berlaku_sejak
    assert first == FIRST_DAYS[name]
    for timeline in questions(read(name)).values():
        assert timeline.on(first).since == first
        with pytest.raises(NotInForceError, match=f"baru berlaku sejak {first}"):
            timeline.on(first - timedelta(days=1))


def test_a_value_is_typed() -> None:
    answer = read(BLG).presensi.masuk_paling_cepat.on(date(2026, 3, 2))
    assert_type(answer.value, time | None)
    assert answer.value == time(6, 30)


LATER = """
[[presensi.masuk_paling_cepat]]
berlaku_sejak = 2027-01-01
nilai = 06:00:00
pasal = "Pasal 8 ayat (2) huruf a"
kutipan = "pada pagi hari dimulai paling cepat pukul 06.00 WITA"
"""


@pytest.mark.parametrize(
    ("day", "earliest"),
    [
        pytest.param(date(2023, 10, 31), time(6, 30), id="the first day"),
        pytest.param(date(2026, 12, 31), time(6, 30), id="the last day of the old law"),
        pytest.param(date(2027, 1, 1), time(6, 0), id="the first day of the new law"),
        pytest.param(date(2040, 1, 1), time(6, 0), id="long after"),
    ],
)
def test_a_change_of_law_does_not_rewrite_the_past(day: date, earliest: time) -> None:
    text = (FILES / f"{BLG}.toml").read_text("utf-8")
    changed = load(text + LATER, "perubahan.toml")
    assert changed.presensi.masuk_paling_cepat.on(day).value == earliest
    assert other_answers(changed) == other_answers(read(BLG))


def other_answers(regulation: Regulation) -> dict[str, Dated[object]]:
    kept = questions(regulation)
    del kept["presensi.masuk_paling_cepat"]
    return kept


def test_a_regulation_nobody_ships_is_named_with_those_that_are() -> None:
    with pytest.raises(RegulationError, match="tersedia: bulungan, karanganyar"):
        read("../bulungan")
