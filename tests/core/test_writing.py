"""What people write: what nobody can see is taken out, what they can see stays."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.writing import MARKS_PER_LETTER_MAX, deceives, plain, quoted

FAMILY = "👨\u200d👩\u200d👧"
NURSE = "👩🏽\u200d⚕\ufe0f"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Setuju \u202eipmaid nagned", "Setuju ipmaid nagned"),
        (
            "\u202aa\u202bb\u202cc\u202dd\u2066e\u2067f\u2068g\u2069h\u200ei\u200fj\u061ck",
            "abcdefghijk",
        ),
        ("Ra\u200bpat\u200c ko\u200dor\ufeffdi\u2060na\u00adsi", "Rapat koordinasi"),
        ("Rapat\U000e0041\U000e0042\U000e007f", "Rapat"),
        ("Ra\0pat\x07\x1b[31m\x7f\x9b", "Rapat[31m"),
        ("Ra\ud800pat\udfff", "Rapat"),
        ("Ra\u115fpa\u1160t\u3164\uffa0\u2800\u034f", "Rapat"),
        ("Ra\ufe0fpat\U000e0100", "Rapat"),
        ("Ra\ue000pat\ufffe\ufdd0", "Rapat"),
        ("Rapat\u00a0di\u3000kantor\tbesok", "Rapat di kantor besok"),
        ("satu\r\ndua\u2028tiga\x85empat\vlima", "satu\ndua\ntiga\nempat\nlima"),
        ("Z" + "\u0301" * 300 + "algo", "Ź" + "\u0301" * MARKS_PER_LETTER_MAX + "algo"),
        ("Z" + "\u0301\u200b" * 300 + "algo", "Ź" + "\u0301" * MARKS_PER_LETTER_MAX + "algo"),
        ("\u0301\u0302Rapat", "Rapat"),
        ("Re\u200b\u0301alisasi", "Réalisasi"),
    ],
    ids=[
        "turned around",
        "every direction changer",
        "no width",
        "tags",
        "controls",
        "half a pair",
        "blanks that pass for letters",
        "styles of no picture",
        "no characters",
        "spaces",
        "ends of lines",
        "a flood of accents",
        "a flood with gaps",
        "accents on nothing",
        "an accent behind something unseen",
    ],
)
def test_what_nobody_can_see_is_taken_out(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "Rapat koordinasi, 3 jam (100%) & <b>lain</b>",
        "Ngrêsiki kantor ꦱꦫꦶ",
        "محمد بن عبد الله",
        "بِسْمِ ٱللَّهِ",
        "Nguyễn Thị Hằng",
        "ประชุมที่สำนักงาน",
        f"{FAMILY} {NURSE} ❤\ufe0f 1\ufe0f\u20e3 🇮🇩 👍🏽",
        "",
    ],
    ids=["Latin", "Javanese", "Arabic", "vowels", "Vietnamese", "Thai", "emoji", "nothing"],
)
def test_what_people_can_see_stays(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "written", ["\u200b\u200b", "\u3164", "\u2800 \u2800", "\ufeff", "\0", "\u0301"]
)
def test_what_shows_nothing_is_blank(written: str) -> None:
    assert plain(written).strip() == ""


@given(st.text())
@example(FAMILY + "\u200d")
def test_once_is_enough_and_nothing_hides_any_more(text: str) -> None:
    read = plain(text)
    assert plain(read) == read
    assert not deceives(read)
    hidden = {sign for sign in read if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"}}
    assert hidden <= {"\n", "\u200d"}
    read.encode()


def test_a_quote_that_runs_from_right_to_left_is_kept_apart() -> None:
    assert quoted("محمد") == "\u2068محمد\u2069"
    assert quoted("Budi 3 jam") == "Budi 3 jam"
    assert quoted("Bu\u2069di محمد \u202e") == "\u2068Budi محمد \u2069"


@pytest.mark.parametrize("text", ["Budi\u202eidub", "Budi\0", "Bu\u200edi", "a\x9b"])
def test_what_turns_letters_around_or_controls_deceives(text: str) -> None:
    assert deceives(text)


@pytest.mark.parametrize("text", ["Budi\n\t\r\x85", "Bu\u200bdi", "محمد", FAMILY])
def test_what_is_only_not_seen_does_not(text: str) -> None:
    assert not deceives(text)
