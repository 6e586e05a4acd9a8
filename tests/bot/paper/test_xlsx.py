"""The workbook: real values, nothing that computes, printed as the paper is."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.paper.xlsx import DATA, to_xlsx
from core.reports.form import Form
from core.reports.measures import Measures, PaperSize
from core.reports.person import Person
from tests.builders import reports

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "{=1}", "\t=1", "http://contoh.go.id"]
CONTROLS = "Si\x00ti\x0b\x1f\ufffe\u202e"
BIG = 300


def opened(form: Form) -> Workbook:
    return load_workbook(io.BytesIO(to_xlsx(form)))


def printed(form: Form) -> Worksheet:
    sheet = opened(form).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[object]:
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def shown(sheet: Worksheet) -> str:
    return " ".join(" ".join(str(each).split()) for each in values(sheet))


@pytest.mark.parametrize("name", reports.ALL)
def test_the_same_form_is_the_same_workbook(name: str) -> None:
    assert to_xlsx(reports.ALL[name]()) == to_xlsx(reports.ALL[name]())


@pytest.mark.parametrize("name", reports.ALL)
def test_a_workbook_has_a_sheet_that_prints_and_one_that_counts(name: str) -> None:
    form = reports.ALL[name]()
    book = opened(form)
    assert book.sheetnames == [form.sheet, DATA]
    data = book[DATA]
    rows = [tuple(cell.value for cell in row) for row in data.iter_rows()]
    assert rows[0] == form.flat.columns
    assert len(rows) == len(form.flat.rows) + 1
    assert data.auto_filter.ref is not None


@pytest.mark.parametrize("name", reports.ALL)
def test_nothing_computes_links_or_hides(name: str) -> None:
    with ZipFile(io.BytesIO(to_xlsx(reports.ALL[name]()))) as file:
        names = file.namelist()
        sheets = [file.read(each).decode() for each in names if "worksheets/sheet" in each]
        book = file.read("xl/workbook.xml").decode()
    assert not [each for each in names if "vba" in each.lower() or "external" in each.lower()]
    assert all("<f>" not in sheet and "hyperlink" not in sheet for sheet in sheets)
    assert 'state="hidden"' not in book
    assert "sheetProtection" not in "".join(sheets)


@pytest.mark.parametrize("written", FORMULAS)
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda who: reports.recap(rows=[reports.row(who)]), id="a table"),
        pytest.param(lambda who: reports.letter_by(who, who.name), id="merged cells"),
    ],
)
def test_what_begins_like_a_formula_stays_what_somebody_wrote(
    written: str, made: Callable[[Person], Form]
) -> None:
    form = made(Person(written, "199913322099130000", written, written, written))
    for sheet in opened(form).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert all(cell.data_type != "f" for cell in cells)
    assert written.strip() in shown(printed(form))


def test_controls_are_left_out_and_the_file_opens() -> None:
    who = Person(CONTROLS, "199913322099130000", CONTROLS, "مكتب 😀", CONTROLS)
    assert "Siti" in shown(printed(reports.recap(rows=[reports.row(who)])))
    assert "مكتب 😀" in shown(printed(reports.letter_by(who, CONTROLS)))


@pytest.mark.parametrize("name", ["recap-blg", "manual-blg", "apel", "kinerja", "letter-blg"])
def test_a_nip_is_text_with_all_of_its_digits(name: str) -> None:
    """Excel keeps fifteen digits of a number and makes the rest zeros."""
    book = opened(reports.ALL[name]())
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if "199913322099130000" in str(cell.value):
                    assert cell.data_type == "s"
                    assert cell.number_format == "@"


def test_dates_clocks_and_totals_are_values_of_their_kind() -> None:
    book = opened(reports.manual())
    _, first, *_ = book[DATA].iter_rows(values_only=True)
    assert first[4:] == (datetime(2026, 10, 1), time(7, 24), time(16, 2))
    assert time(7, 24) in values(printed(reports.manual()))
    totals = list(printed(reports.recap(count=1)).iter_rows(values_only=True))
    (row,) = [each for each in totals if each[0] == 1]
    assert row[-6:] == (22, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("count", [1, 40, BIG])
def test_everybody_stands_in_the_workbook_once(count: int) -> None:
    form = reports.recap(count=count)
    cells = [str(each) for each in values(printed(form))]
    for who in reports.people(count):
        assert sum(who.nip in each for each in cells) == 1


def test_no_label_of_the_four_lines_is_lost() -> None:
    """XlsxWriter loses cells of stacked merges where rows go out at once, without a word."""
    count = 40
    cells = values(printed(reports.manual(count=count)))
    for label, times in (("Masuk", 1), ("Pulang", 1), ("Jam", 2), ("Paraf", 2)):
        assert cells.count(label) == count * times


@pytest.mark.parametrize(
    ("paper", "code"), [(PaperSize.A4, 9), (PaperSize.F4, 14)], ids=["A4", "F4 is Folio"]
)
def test_it_prints_one_page_wide_on_the_paper_of_the_office(paper: PaperSize, code: int) -> None:
    sheet = printed(reports.recap(measures=Measures(wide=paper)))
    assert int(sheet.page_setup.paperSize or 0) == code
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(None, 0), (1, 0)}
    assert sheet.print_area is not None


def test_the_head_is_repeated_and_stays_in_sight() -> None:
    sheet = printed(reports.recap(count=40))
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"
    assert printed(reports.manual(count=40)).print_title_rows == "$6:$7"


@pytest.mark.parametrize("made", [reports.recap, reports.manual, reports.apel, reports.kinerja])
def test_pages_end_between_people_and_signatures_keep_two_rows(
    made: Callable[..., Form],
) -> None:
    sheet = printed(made(count=40))
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert breaks
    numbers = {row[0].row for row in sheet.iter_rows() if isinstance(row[0].value, int)}
    assert len(numbers) == 40
    # A break stands after the row that it names: a person begins the next page.
    assert all(each + 1 in numbers for each in breaks)
    assert len([number for number in numbers if number > breaks[-1]]) >= 2


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(reports.kinerja(1), id="BLG-F-D"),
        pytest.param(reports.apel(6), id="BLG-F-B"),
        pytest.param(reports.recap(count=1), id="BLG-F-F"),
        pytest.param(reports.letter(count=1), id="BLG-F-C"),
        pytest.param(reports.cancelled(), id="KRA-F-E"),
    ],
)
def test_what_fits_a_page_stays_on_one_with_its_signature(form: Form) -> None:
    assert not printed(form).row_breaks.brk


@pytest.mark.parametrize("everybody", [None, reports.LONG], ids=["short", "long names"])
def test_no_signature_of_a_cancellation_stands_alone(everybody: Person | None) -> None:
    """KRA-F-E: whatever page the signatures are on begins with the words that are signed."""
    sheet = printed(reports.cancelled(everybody=everybody))
    breaks = [each.id for each in sheet.row_breaks.brk]
    begins = [str(sheet.cell(each + 1, 1).value) for each in breaks]
    assert [each.split()[:2] for each in begins] == ([["Yang", "dibatalkan"]] if everybody else [])


def test_a_page_that_begins_with_a_table_begins_with_its_head() -> None:
    """Where nobody of a letter fits below its opening: the head is not left behind alone."""
    reason = "rusak " * 160
    sheet = printed(reports.letter_by(reports.person(), reason))
    (first, *_) = [each.id for each in sheet.row_breaks.brk]
    assert [each.value for each in sheet[first + 1]][:2] == ["No", "Hari/Tanggal"]


@pytest.mark.parametrize("made", [reports.letter, reports.apel, reports.kinerja])
def test_lines_of_a_signature_are_as_far_apart_as_lines_are(made: Callable[[], Form]) -> None:
    """What is wider than its side goes on in a further row, and the date never does."""
    sheet = printed(made())
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    lines = {number: " ".join(str(each) for each in row if each) for number, row in rows}
    dated = re.compile(r"Tanjung Selor, \d+ \w+ 2026$")
    first = next(row for row, words in lines.items() if dated.search(words))
    signed = [row for row, words in lines.items() if row >= first and words]
    assert len(signed) > 3
    assert all((sheet.row_dimensions[row].height or 0) < 17 for row in signed)


def test_a_letterhead_ends_with_a_double_rule_over_the_whole_width() -> None:
    sheet = printed(reports.letter())
    bare = printed(reports.letter(kop=None))
    ruled, never = (
        [[cell.border.bottom.style == "double" for cell in row] for row in each.iter_rows()]
        for each in (sheet, bare)
    )
    (full,) = [row for row in ruled if any(row)]
    assert all(full)
    assert ruled.index(full) > 3
    assert not any(map(any, never))


@pytest.mark.parametrize("name", reports.ALL)
def test_every_page_says_which_of_how_many_it_is(name: str) -> None:
    footer = printed(reports.ALL[name]()).oddFooter
    assert footer is not None
    assert footer.center.text == "Halaman &P dari &N"


def test_labels_end_before_their_values_begin() -> None:
    """The values stand as near as a column allows, and so far away that no label is cut."""
    for form, column in ((reports.letter(), 3), (reports.kinerja(), 4), (reports.cancelled(), 2)):
        sheet = printed(form)
        row = next(row for row in sheet.iter_rows() if row[0].value == "NIP :")
        assert [cell.column for cell in row if cell.value][1] == column


def test_a_sheet_name_has_nothing_that_excel_refuses() -> None:
    form = reports.recap()
    odd = Form(form.title, "Rekap: 1/10 s/d [31*?] 'Oktober' 2026", form.blocks, form.flat)
    name = opened(odd).sheetnames[0]
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


def test_paper_and_workbook_say_the_same() -> None:
    """Point 39: names, days and totals of everybody."""
    form = reports.recap(count=3)
    rows = [row for row in printed(form).iter_rows(values_only=True) if isinstance(row[0], int)]
    for number, (row, who) in enumerate(zip(rows, reports.people(3), strict=True), 1):
        assert row[0] == number
        assert str(row[1]).split("\n") == [who.name, who.nip, who.rank, who.title]
        assert [each for each in row[2:33] if each] == ["H"] * 22


def test_nobody_can_tell_from_the_file_when_it_was_made() -> None:
    book = opened(reports.recap())
    assert book.properties.created == datetime(2000, 1, 1)
    assert date.today().isoformat() not in str(book.properties.modified)
