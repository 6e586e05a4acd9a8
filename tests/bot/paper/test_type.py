"""Type: every line fits, no word is lost, and what the font lacks shows that it is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paper.type import BOLD, MISSING, REGULAR, balanced, cut, drawable, named, width_of, wrapped

ROOMS = st.floats(20, 400)
LETTERS = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=1, max_size=40)
WORDS = st.lists(LETTERS, max_size=12).map(" ".join)


@given(WORDS, ROOMS, st.sampled_from([REGULAR, BOLD]))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(
    text: str, room: float, name: str
) -> None:
    lines = wrapped(text, name, 10, room)
    assert all(width_of(line, name, 10) <= room or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(drawable(text, name).split())


@given(WORDS, ROOMS)
def test_a_title_has_no_more_lines_for_being_even(text: str, room: float) -> None:
    even = balanced(text, BOLD, 10, room)
    assert len(even) == len(wrapped(text, BOLD, 10, room))
    assert "".join("".join(even).split()) == "".join(drawable(text, BOLD).split())


NAME = "Dr. H. Awang Contoh Namapanjang, S.STP., M.Si."


@pytest.mark.parametrize(
    ("room", "lines"),
    [
        pytest.param(300, [NAME], id="fits"),
        pytest.param(
            200, ["Dr. H. Awang Contoh Namapanjang,", "S.STP., M.Si."], id="before the degrees"
        ),
        pytest.param(
            130, ["Dr. H. Awang Contoh", "Namapanjang, S.STP.,", "M.Si."], id="not even the name"
        ),
    ],
)
def test_a_name_breaks_before_its_degrees_where_that_is_enough(
    room: float, lines: list[str]
) -> None:
    assert [*named(NAME, REGULAR, 12, room)] == lines


@pytest.mark.parametrize(
    ("word", "first"),
    [
        pytest.param("01_Rekap-Presensi_2026-10_DINKES.pdf", "01_Rekap-Presensi_", id="file"),
        pytest.param("Contohnamayangtidakpernahputus", "Contohnamayangtidakper", id="nowhere"),
        pytest.param("A-contohnamayangtidakpernahputus", "A-contohnamayangtidakp", id="too early"),
    ],
)
def test_a_word_that_is_too_wide_breaks_behind_a_sign_that_parts_it(word: str, first: str) -> None:
    lines = wrapped(word, REGULAR, 10, width_of("Contohnamayangtidakper", REGULAR, 10) + 1)
    assert lines[0] == first
    assert "".join(lines) == word


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("Siti Aminah, S.Kom.", "Siti Aminah, S.Kom.", id="ascii"),
        pytest.param("Renée – “d’Arc” §", "Renée – “d’Arc” §", id="latin"),
        pytest.param("Siti 😀 Budi", f"Siti {MISSING} Budi", id="emoji"),
        pytest.param("👩🏽‍💼 Sri", f"{MISSING} Sri", id="emoji of four signs"),
        pytest.param("مكتب", MISSING, id="arabic"),
        pytest.param("שלום A", f"{MISSING} A", id="hebrew would stand backwards"),
        pytest.param("中文 A", f"{MISSING} A", id="chinese"),
        pytest.param("e\u0301", "é", id="composed"),
    ],
)
def test_what_the_font_lacks_is_marked(written: str, shown: str) -> None:
    assert drawable(written) == shown


def test_what_is_cut_says_so() -> None:
    assert cut(["a", "b"], 2) == ["a", "b"]
    assert cut(["a", "b", "c"], 2) == ["a", "b …"]
