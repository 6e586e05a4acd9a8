"""Telephone numbers: what a clerk means, what a channel vouches for, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.phone import Line, e164, line

BUDI = "+6281350000002"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        pytest.param("081350000002", BUDI, id="as everybody writes it"),
        pytest.param("0813-5000-0002", BUDI, id="dashes"),
        pytest.param("0813 5000 0002", BUDI, id="spaces"),
        pytest.param("(0813) 5000.0002", BUDI, id="brackets and dots"),
        pytest.param("6281350000002", BUDI, id="62 without its plus"),
        pytest.param("+62 813-5000-0002", BUDI, id="E.164 with spaces"),
        pytest.param("+62 (0)813 5000 0002", BUDI, id="a zero that is only said at home"),
        pytest.param("62081350000002", BUDI, id="62 and the zero"),
        pytest.param("81350000002", BUDI, id="a spreadsheet took the zero for nothing"),
        pytest.param("006281350000002", BUDI, id="53 the way out with 00"),
        pytest.param("0060123456789", "+60123456789", id="60 Malaysia with 00"),
        pytest.param("60123456789", "+60123456789", id="60 Malaysia without its plus"),
        pytest.param("+60 12-345 6789", "+60123456789", id="60 Malaysia"),
        pytest.param("0621234567", "+62621234567", id="70 a landline that begins as a country"),
        pytest.param("0812345", None, id="58 too short"),
        pytest.param("08123456789012345", None, id="too long"),
        pytest.param("62", None, id="a country alone"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_clerk_means_one_number_however_it_is_written(written: str, number: str | None) -> None:
    assert e164(written) == number


@pytest.mark.parametrize(
    ("shared", "number"),
    [
        pytest.param("6281350000002", BUDI, id="without its plus"),
        pytest.param("+6281350000002", BUDI, id="with its plus"),
        pytest.param("+62 813-5000-0002", BUDI, id="as a phone shows it"),
        pytest.param("60123456789", "+60123456789", id="Malaysia without its plus"),
        pytest.param("+60123456789", "+60123456789", id="Malaysia"),
        pytest.param("6560123456", "+6560123456", id="Singapore, which begins like 62 5…"),
        pytest.param("81350000002", "+81350000002", id="Tokyo, not 0813 without its zero"),
        pytest.param("081350000002", None, id="no country begins with a zero"),
        pytest.param("62081350000002", None, id="a zero that would have to be taken out"),
        pytest.param("006281350000002", None, id="00 is not a country"),
    ],
)
def test_a_channel_vouches_for_exactly_these_digits(shared: str, number: str | None) -> None:
    assert e164(shared, international=True) == number


@pytest.mark.parametrize(
    "dressed",
    [
        "+٦٢٨١٣٥٠٠٠٠٠٠٢;ext=6281399999999",
        "٠٨١٣٥٠٠٠٠٠٠٢ x6281399999999",
        "+６２８１３５０００００２ ext. 6281399999999",
        "+6281350000002;ext=9",
        "0813 5000 0002 ext 7",
        "0813FLOWER2",
        "tel:+62-813-5000-0002",
        "٠٨١٣٥٠٠٠٠٠٠٢",
        "+62813\u200b50000002",
        "+62813\u00a050000002",
        "++6281350000002",
        "62+81350000002",
        "6281350000002\n",
    ],
)
@pytest.mark.parametrize("international", [True, False])
def test_nothing_but_a_plus_and_ascii_digits_is_a_number(
    dressed: str, *, international: bool
) -> None:
    """Else the digits that Telegram vouches for and those that we read are two numbers."""
    assert e164(dressed, international=international) is None


@given(st.text(alphabet="0123456789 +-.()٠１x", max_size=20))
def test_a_number_that_is_shared_is_never_rewritten(text: str) -> None:
    read = e164(text, international=True)
    assert read is None or read == "+" + "".join(c for c in text if c in "0123456789")


@given(st.text(alphabet="0123456789 +-.()", max_size=20))
def test_what_was_read_once_reads_the_same_again(text: str) -> None:
    number = e164(text)
    assert number is None or number == e164(number) == e164(number, international=True)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (BUDI, Line.MOBILE),
        ("+6255221234", Line.FIXED),
        ("+60123456789", Line.FOREIGN),
        ("+6280000000000", Line.UNKNOWN),
        ("", Line.UNKNOWN),
    ],
)
def test_the_kind_of_a_number_is_known_by_its_digits(number: str, kind: Line) -> None:
    assert line(number) is kind
