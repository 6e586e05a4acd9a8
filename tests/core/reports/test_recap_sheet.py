"""The recap (Form F): letters, totals that are counted, and a footnote for all that has none."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.month.day_state import MARKS, Mark, State
from core.month.recap import month
from core.reports.form import Cell, Foot, Form, Legend, Table
from core.reports.measures import DEFAULT, Measures
from core.reports.recap_sheet import RecapRow, RecapSheet, recap_row, recap_sheet
from tests.builders import reports

LETTERS = ("H", "A", "C", "S", "DL", "TK")
FORM_LEGEND = (
    "H : HADIR",
    "A : ALPA",
    "C : CUTI",
    "S : SAKIT",
    "DL : DINAS LUAR",
    "TK : TUGAS KHUSUS",
)
CODES = st.text(st.sampled_from("H*ACSDTI-BR"), max_size=31)


def sheet(*rows: RecapRow, last: int = 31, measures: Measures = DEFAULT) -> Form:
    """Of October 2026, which begins on a Thursday."""
    made = RecapSheet(
        "Dinas Contoh",
        reports.OCTOBER,
        date(2026, 10, last),
        rows,
        reports.SIGNATORY,
    )
    return recap_sheet(reports.printing("bulungan", measures), made)


def row(codes: str) -> RecapRow:
    return reports.row(reports.person(1), codes=codes)


def table(form: Form) -> Table:
    (found,) = [each for each in form.blocks if isinstance(each, Table)]
    return found


def cells(form: Form, number: int = 0) -> list[Cell]:
    """Those of the dates and of the totals of one person."""
    return [each for each in table(form).groups[number][0][2:] if each is not None]


def printed(form: Form, number: int = 0) -> list[str]:
    return ["".join(each.lines) for each in cells(form, number)]


def titles(form: Form) -> list[str]:
    return ["".join(each.lines) for each in table(form).head[0][2:] if each is not None]


def legend(form: Form) -> tuple[str, ...]:
    (foot,) = [each for each in form.blocks if isinstance(each, Foot)]
    assert isinstance(foot.left, Legend)
    assert foot.left.title == "KETERANGAN"
    return foot.left.lines


@pytest.mark.parametrize(
    ("codes", "shown", "totals"),
    [
        pytest.param("HH", ["H", "H"], [22, 0, 0, 0, 0, 0], id="hadir"),
        pytest.param("A", ["A"], [21, 1, 0, 0, 0, 0], id="alpa"),
        pytest.param("C", ["C"], [21, 0, 1, 0, 0, 0], id="cuti"),
        pytest.param("S", ["S"], [21, 0, 0, 1, 0, 0], id="sakit"),
        pytest.param("D", ["DL"], [21, 0, 0, 0, 1, 0], id="dinas luar"),
        pytest.param("T", ["TK"], [21, 0, 0, 0, 0, 1], id="tugas khusus"),
        pytest.param("-", ["-"], [21, 0, 0, 0, 0, 0], id="dikecualikan counts nowhere"),
        pytest.param("*", ["H*"], [22, 0, 0, 0, 0, 0], id="an incomplete pair is H (AMB-31)"),
        pytest.param("B", ["1)"], [21, 0, 0, 0, 0, 0], id="belum memakai is blank (AMB-52)"),
        pytest.param("R", ["1)"], [21, 0, 0, 0, 0, 0], id="dalam pemeriksaan (AMB-38)"),
    ],
)
def test_a_day_prints_its_letter_and_counts_as_it(
    codes: str, shown: list[str], totals: list[int]
) -> None:
    """BLG-F-F: H A C S DL TK in this order, and nothing else is a total."""
    form = sheet(row(codes))
    assert printed(form)[: len(shown)] == shown
    assert titles(form)[-6:] == list(LETTERS)
    assert [each.value for each in cells(form)[-6:]] == totals


@given(st.lists(CODES, min_size=1, max_size=4))
def test_totals_are_the_counted_letters_of_their_row(codes: list[str]) -> None:
    form = sheet(*map(row, codes))
    marks = titles(form)[31:]
    for number in range(len(codes)):
        days = [each.rstrip("*") for each in printed(form, number)[:31]]
        counted = [each.value for each in cells(form, number)[31:]]
        assert counted == [days.count(mark) for mark in marks]


@given(st.lists(CODES, min_size=1, max_size=4))
def test_every_sign_on_the_sheet_is_in_its_legend(codes: list[str]) -> None:
    form = sheet(*map(row, codes))
    lines = legend(form)
    assert lines[:6] == FORM_LEGEND
    explained = {line.partition(" : ")[0] for line in lines}
    for number in range(len(codes)):
        for text in printed(form, number)[:31]:
            letter = text.rstrip("*")
            assert letter in explained or not letter
            assert text == letter or "*" in explained
    assert len(lines) == len(set(lines))


def test_a_sheet_of_present_people_explains_nothing_more_than_the_form() -> None:
    assert legend(sheet(row(""))) == FORM_LEGEND


def test_days_off_are_blank_and_shaded_and_only_they() -> None:
    made = cells(sheet(row("B")))[:31]
    for day, cell in enumerate(made, 1):
        weekend = date(2026, 10, day).weekday() > 4
        assert cell.shaded == weekend
        assert bool(cell.lines) != weekend


def test_izin_has_a_letter_a_total_and_a_legend_of_its_own() -> None:
    """AMB-31: "I" with an extra legend line, behind those of the form."""
    form = sheet(row("I"), row(""))
    assert titles(form)[-7:] == [*LETTERS, "I"]
    assert printed(form)[0] == "I"
    assert [each.value for each in cells(form)[-7:]] == [21, 0, 0, 0, 0, 0, 1]
    assert [each.value for each in cells(form, 1)[-1:]] == [0]
    assert legend(form) == (*FORM_LEGEND, "I : IZIN")


def test_a_region_may_print_izin_as_a_footnote() -> None:
    form = sheet(row("IH"), row("A"), measures=Measures(izin_letter=False))
    assert titles(form)[-6:] == list(LETTERS)
    assert printed(form)[0] == "1)"
    assert legend(form) == (*FORM_LEGEND, "1) : IZIN")


def test_footnotes_have_the_same_signs_for_everybody() -> None:
    form = sheet(row("BR"), row("*B"))
    assert printed(form)[:2] == ["1)", "2)"]
    assert printed(form, 1)[:2] == ["H*", "1)"]
    assert legend(form)[6:] == (
        "* : HANYA SATU KALI PRESENSI",
        "1) : BELUM MEMAKAI APLIKASI, TIDAK DIHITUNG",
        "2) : DALAM PEMERIKSAAN, TIDAK DIHITUNG",
    )


def test_dates_outside_of_somebodys_service_say_so() -> None:
    """Whoever left on the first of October has no days after it, and no alpa."""
    whole = row("")
    first = {day: square for day, square in whole.squares.items() if day.day == 1}
    totals = {mark: int(mark is Mark.PRESENT) for mark in whole.totals}
    form = sheet(RecapRow(whole.person, first, totals))
    assert printed(form)[:3] == ["H", "1)", "1)"]
    assert legend(form)[6:] == ("1) : TIDAK BERTUGAS DI SINI PADA TANGGAL ITU",)


def test_totals_of_other_days_are_refused() -> None:
    days = reports.days(reports.OCTOBER, "A")
    recap = month(days)
    other = replace(recap, letters={**recap.letters, Mark.ALPA: 0, Mark.PRESENT: 22})
    with pytest.raises(ValueError, match="199913322099130001"):
        recap_row(reports.person(1), days, other)


@pytest.mark.parametrize("last", [1, 15, 28, 31])
def test_a_period_may_be_a_part_of_a_month(last: int) -> None:
    """BLG-F-F: "PERIODE s.d" is free."""
    days = [day for day in reports.days(reports.OCTOBER, "") if day.date.day <= last]
    form = sheet(recap_row(reports.person(), days, month(days)), last=last)
    assert titles(form)[:-6] == [str(day) for day in range(1, last + 1)]


def test_the_plain_list_has_a_line_for_each_working_day() -> None:
    form = sheet(row("*I"))
    assert form.flat.columns[-3:] == ("Tanggal", "Kode", "Catatan")
    assert len(form.flat.rows) == 22
    assert [each[-3:] for each in form.flat.rows[:2]] == [
        (date(2026, 10, 1), "H", "Hanya satu kali presensi"),
        (date(2026, 10, 2), "I", ""),
    ]


def test_every_state_of_a_day_can_be_printed() -> None:
    for state in State:
        days = [
            replace(day, state=state, letter=MARKS[state])
            for day in reports.days(reports.OCTOBER, "")[:1]
        ]
        form = sheet(recap_row(reports.person(), days, month(days)), last=1)
        (text,) = printed(form)[:1]
        assert (text == "") == (state is State.OFF), state
