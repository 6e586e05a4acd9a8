"""The file itself: fonts inside, a title, a language, true to size, and safe with any words."""

import io
from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from PIL import Image

from bot.paper.kop import LOGO_MM
from bot.paper.pdf import to_pdf
from bot.paper.table import tight_size, widths
from bot.paper.type import MISSING, REGULAR, width_of
from core.reports.form import Table
from core.reports.letterhead import Letterhead
from core.reports.measures import Measures, PaperSize
from core.reports.person import Person
from tests.bot.paper.printed import MM, boxes_of, pages_of, stand_in_order, words_of
from tests.builders import reports

HOSTILE = [
    pytest.param("=HYPERLINK(1)", "=HYPERLINK(1)", id="formula"),
    pytest.param("Si\x00ti\x1b[31m", "Siti[31m", id="controls"),
    pytest.param("Siti 😀", f"Siti {MISSING}", id="emoji"),
    pytest.param("مكتب الحاكم", f"{MISSING} {MISSING}", id="arabic"),
    pytest.param("\u202eitiS", "itiS", id="turned around"),
    pytest.param("{nama} {0} %s ${x}", "{nama} {0} %s ${x}", id="slots"),
    pytest.param("<b>Siti</b> & Co", "<b>Siti</b> & Co", id="markup"),
]


def made(pdf: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(pdf)


def logo(width: int = 40, height: int = 80) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "black").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("name", reports.ALL)
def test_the_same_form_is_the_same_file(name: str) -> None:
    assert to_pdf(reports.ALL[name]()) == to_pdf(reports.ALL[name]())


@pytest.mark.parametrize("name", reports.ALL)
def test_the_fonts_are_inside_and_the_file_says_what_it_is(name: str) -> None:
    form = reports.ALL[name]()
    pdf = to_pdf(form)
    assert pdf.count(b"/FontFile2") >= 1
    assert b"LiberationSans" in pdf
    assert b"/Lang (id-ID)" in pdf
    assert b"/PrintScaling /None" in pdf
    assert b"/DisplayDocTitle true" in pdf
    with closing(made(pdf)) as document:
        assert document.get_metadata_value("Title") == form.title


def test_a_hundred_people_are_less_than_a_megabyte() -> None:
    assert len(to_pdf(reports.recap(count=100))) < 1_000_000


@pytest.mark.parametrize(("written", "shown"), HOSTILE)
def test_no_name_breaks_a_paper(written: str, shown: str) -> None:
    who = Person(written, "199913322099130000", written, written, written)
    row = reports.row(who)
    stand_in_order(words_of(reports.recap(rows=[row])), [shown, "199913322099130000", shown])


@pytest.mark.parametrize(("written", "shown"), HOSTILE)
def test_no_name_breaks_a_letter(written: str, shown: str) -> None:
    form = reports.letter_by(Person(written, "199913322099130000", written, written), written)
    words = words_of(form)
    stand_in_order(words, ["Nama", shown, "Dengan ini", shown, "Demikian", shown, "NIP."])


def test_a_reason_longer_than_a_page_is_cut_where_everybody_sees_it() -> None:
    form = reports.letter_by(reports.person(), "rusak " * 2000)
    pages = pages_of(to_pdf(form))
    assert any("…" in page for page in pages)
    assert len(pages) < 5
    assert "NIP. 199913322099130000" in pages[-1]


def test_an_empty_list_prints_its_head_and_its_signature() -> None:
    stand_in_order(words_of(reports.recap(rows=[])), ["Nama OPD", "H A C S DL TK", "NIP."])


@pytest.mark.parametrize("size", [(40, 80), (200, 20)], ids=["high", "wide"])
def test_a_logo_stands_at_the_left_in_its_field_and_is_never_stretched(
    size: tuple[int, int],
) -> None:
    pdf = to_pdf(reports.letter(kop=replace(reports.KOP, logo=logo(*size))))
    with closing(made(pdf)) as document:
        (image,) = [each for each in document[0].get_objects() if each.type == 3]
        left, bottom, right, top = (each / MM for each in image.get_bounds())
    width, height = right - left, top - bottom
    assert width <= LOGO_MM[0] + 0.1
    assert height <= LOGO_MM[1] + 0.1
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    assert 29.9 <= left <= right <= 50.1


def test_an_office_without_a_letterhead_leaves_a_band_for_printed_paper() -> None:
    """32 mm below the 12 mm where a letterhead begins, with nothing in it."""
    top = min(box[2] for _, box in boxes_of(to_pdf(reports.letter(kop=None))))
    assert top >= 12 + 32


def test_three_levels_of_a_letterhead_grow_towards_the_office() -> None:
    levels = ("PEMERINTAH KABUPATEN BULUNGAN", "DINAS KESEHATAN", "UPTD PUSKESMAS CONTOH")
    pdf = to_pdf(reports.letter(kop=Letterhead(levels, ("Jalan Contoh Nomor 2",))))
    boxes = sorted((box for _, box in boxes_of(pdf)), key=lambda box: box[2])
    heights = [box[3] - box[2] for box in boxes[:4]]
    assert heights[0] < heights[1] < heights[2]
    assert heights[3] < heights[0]


@pytest.mark.parametrize(
    ("measures", "nip"),
    [
        pytest.param(Measures(), "NIP. 199913322099139999", id="as the forms print it"),
        pytest.param(Measures(nip_spaced=True), "NIP. 19991332 209913 9 999", id="in four parts"),
    ],
)
def test_a_nip_in_letters_is_as_the_daerah_writes_it_and_whole_in_tables(
    measures: Measures, nip: str
) -> None:
    words = words_of(reports.recap(measures=measures))
    assert nip in words
    assert "199913322099130000" in words


@pytest.mark.parametrize("bold", [True, False])
def test_a_name_is_bold_and_underlined_where_the_daerah_wants_it(*, bold: bool) -> None:
    plain, styled = (
        to_pdf(replace(reports.recap(), measures=Measures(name_bold=on, name_underlined=on)))
        for on in (False, bold)
    )
    assert (plain != styled) == bold


@pytest.mark.parametrize("code", ["bulungan", "karanganyar"])
@pytest.mark.parametrize("paper", PaperSize)
def test_a_clock_fits_its_column_and_stays_readable(paper: PaperSize, code: str) -> None:
    """With 31 days, on A4 as on F4, in the type of all the sheet (point 5)."""
    measures = Measures(wide=paper)
    (table,) = [each for each in reports.manual(code).blocks if isinstance(each, Table)]
    fitted = widths(table.columns, measures.room(wide=True) * MM)
    size = tight_size(table, fitted, measures.sheet_pt, measures.least_pt)
    assert size == measures.sheet_pt == 7
    assert width_of("07.24", REGULAR, size) < fitted[-1]
    assert fitted[-1] >= 6 * MM  # and initials fit, too (point 30)
    assert sum(fitted) == pytest.approx(measures.room(wide=True) * MM)


@pytest.mark.parametrize("paper", PaperSize)
def test_beside_31_clocks_a_nip_stands_in_one_line_and_the_longest_name_is_whole(
    paper: PaperSize,
) -> None:
    """Points 23 and 24: the name wraps and its rows grow, nothing is cut."""
    form = reports.manual(count=3, measures=Measures(wide=paper), also=[reports.LONG])
    words = words_of(form)
    for each in (*reports.people(3), reports.LONG):
        assert each.nip in words
        stand_in_order(words, [*each.name.split(), each.nip, *each.title.split()])
