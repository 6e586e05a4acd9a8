"""What eighteen digits tell, and what is said about those that are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.kinds import EmployeeKind
from core.organisation.nip import Nip, Sex, parse_nip

PNS = "199003152015031002"
PPPK = "199009132025242014"


def test_a_pns_number_tells_birth_appointment_and_sex() -> None:
    assert parse_nip(PNS) == Nip(PNS, date(1990, 3, 15), Sex.MALE, 2015, pppk=False)


def test_a_pppk_number_tells_birth_year_of_appointment_and_sex() -> None:
    assert parse_nip(PPPK) == Nip(PPPK, date(1990, 9, 13), Sex.FEMALE, 2025, pppk=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("19900315 201503 1 002", id="as it is printed"),
        pytest.param("  1990 0315 2015 0310 02\n", id="spaces anywhere"),
        pytest.param("19900315\u00a0201503\u00a01\u00a0002", id="spaces that do not break"),
        pytest.param("NIP. 19900315 201503 1 002", id="as it stands under a signature"),
    ],
)
def test_a_number_is_read_however_it_is_spaced(text: str) -> None:
    assert parse_nip(text).digits == PNS


WRONG = [
    ("nothing", "", "hanya boleh berisi angka"),
    ("words", "Budi Santoso", "hanya boleh berisi angka"),
    ("a letter O", "19900315201503100O", "hanya boleh berisi angka"),
    ("digits of another script", "١٩٩٠٠٣١٥٢٠١٥٠٣١٠٠٢", "hanya boleh berisi angka"),
    ("superscript", "19900315201503100²", "hanya boleh berisi angka"),
    ("one digit short", PNS[:-1], "harus 18 angka, ini 17"),
    ("one digit more", PNS + "0", "harus 18 angka, ini 19"),
    ("a NIK", "6404011503900001", "harus 18 angka, ini 16"),
    ("month thirteen", "199013152015031002", "bukan tanggal lahir"),
    ("day zero", "199003002015031002", "bukan tanggal lahir"),
    ("29 February of no leap year", "198902292015031002", "bukan tanggal lahir"),
    ("year zero", "000003152015031002", "bukan tanggal lahir"),
    ("appointed in month zero", "199003152015001002", "tidak boleh 00"),
    ("appointed before birth", "199003151989031002", "mendahului tahun lahir"),
    ("appointed in the year of birth", "199003151990031002", "mendahului tahun lahir"),
    ("sex zero", "199003152015030002", "harus 1 (laki-laki) atau 2 (perempuan)"),
    ("sex three", "199003152015033002", "harus 1 (laki-laki) atau 2 (perempuan)"),
]


@pytest.mark.parametrize(
    ("text", "words"), [pytest.param(*facts, id=name) for name, *facts in WRONG]
)
def test_what_is_no_number_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match="NIP") as refused:
        parse_nip(text)
    assert words in str(refused.value)


def test_a_leap_day_is_a_birthday() -> None:
    assert parse_nip("198802292015031002").born == date(1988, 2, 29)


def with_code(code: int) -> Nip:
    return parse_nip(f"199003152015{code:02}1002")


@pytest.mark.parametrize(
    ("code", "pppk"), [(1, False), (12, False), (21, True), (24, True), (99, True)]
)
def test_a_month_means_pns_and_a_contract_code_means_pppk(code: int, *, pppk: bool) -> None:
    assert with_code(code).pppk is pppk


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        pytest.param(12, EmployeeKind.PNS, True, id="BLG-4 PNS"),
        pytest.param(12, EmployeeKind.CPNS, True, id="BLG-1-6 CPNS have the number of a PNS"),
        pytest.param(12, EmployeeKind.PPPK, False, id="BLG-4 a month is no contract code"),
        pytest.param(21, EmployeeKind.PPPK, True, id="BLG-4 PPPK"),
        pytest.param(21, EmployeeKind.PNS, False, id="BLG-4 a contract code is no month"),
        pytest.param(21, EmployeeKind.CPNS, False, id="BLG-1-6 nor of a CPNS"),
    ],
)
def test_a_number_fits_the_kind_of_employee(
    code: int, kind: EmployeeKind, *, expected: bool
) -> None:
    assert with_code(code).fits(kind) is expected


@given(
    st.dates(date(1930, 1, 1), date(2010, 12, 31)),
    st.integers(2011, 2099),
    st.integers(1, 99),
    st.sampled_from(["1", "2"]),
    st.integers(0, 999),
)
def test_every_number_that_can_be_issued_is_read_and_printed_back(
    born: date, year: int, code: int, sex: str, serial: int
) -> None:
    digits = f"{born:%Y%m%d}{year}{code:02}{sex}{serial:03}"
    nip = parse_nip(digits)
    assert (nip.digits, nip.born, nip.appointed) == (digits, born, year)
    assert (nip.sex is Sex.MALE) == (sex == "1")
    assert [len(part) for part in str(nip).split()] == [8, 6, 1, 3]
    assert parse_nip(str(nip)) == nip


@given(st.text() | st.text("0123456789", min_size=18, max_size=18))
def test_anything_else_is_refused_in_words_and_without_its_digits(text: str) -> None:
    try:
        digits = parse_nip(text).digits
    except ValueError as refused:
        assert "NIP" in str(refused)  # noqa: PT017 - most texts are refused, some are not
        assert len(text) < 8 or text not in str(refused)  # noqa: PT017 - the same
    else:
        assert len(digits) == 18
