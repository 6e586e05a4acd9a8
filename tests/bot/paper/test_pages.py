"""Where pages end: nobody is split, heads are repeated, signatures are whole and never alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import accumulate

import pytest

from bot.paper.pdf import to_pdf
from bot.paper.table import widths
from core.organisation.print_settings import Margins
from core.reports.form import Form, Table
from core.reports.measures import Measures, PaperSize
from core.reports.person import Person
from tests.bot.paper.printed import (
    MM,
    boxes_of,
    letters_of,
    nips,
    pages_of,
    size_of,
    stand_in_order,
)
from tests.builders import reports

COUNTS = (1, 6, 40, 300)
CHIEF_NIP = "199913322099139999"
F4 = Measures(upright=PaperSize.F4, wide=PaperSize.F4)
MONTHS = [date(2026, 2, 1), date(2028, 2, 1), date(2026, 4, 1), date(2026, 10, 1)]
HEADS = [
    pytest.param(reports.recap, "Nama/NIP/Pangkat/Gol./ Jabatan 1 2 3", id="BLG-F-F"),
    pytest.param(reports.manual, "Nama/NIP/Pangkat/Gol./Jabatan Tanggal 1 2 3", id="BLG-F-E"),
    pytest.param(reports.apel, "No Nama/NIP Jabatan TTD Keterangan", id="BLG-F-B"),
    pytest.param(
        lambda count: reports.letter(count=count),
        "No Hari/Tanggal Nama/NIP Kendala Presensi Keterangan",
        id="BLG-F-C",
    ),
    pytest.param(reports.kinerja, "No Tanggal Jenis Aktifitas", id="BLG-F-D"),
    pytest.param(reports.monitored, "NO NAMA/ NIP/ JABATAN", id="KRA-9C-4"),
]
Made = Callable[..., Form]


def build(made: Made, count: int) -> Form:
    return made(count=count)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(("made", "head"), HEADS)
def test_the_head_stands_on_every_page_with_a_row(made: Made, head: str, count: int) -> None:
    pages = pages_of(to_pdf(build(made, count)))
    assert all(page.count(head) == 1 for page in pages)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(("made", "head"), HEADS[:3])
def test_everybody_stands_once_and_the_signature_with_two_of_them(
    made: Made, head: str, count: int
) -> None:
    """In the order in which they were given, numbered through (BLG-F-B, E, F)."""
    pages = [nips(page) for page in pages_of(to_pdf(build(made, count)))]
    chief, last = pages[-1][-1], pages[-1][:-1]
    assert chief == CHIEF_NIP
    assert len(last) >= min(2, count)
    listed = [nip for page in pages[:-1] for nip in page] + last
    assert listed == [each.nip for each in reports.people(count)]
    assert head


LEGEND_MM = 4  # from the first to the last of its two lines
SIGNS = "KETERANGAN: H : HADIR; A : ALPA; C : CUTI; S : SAKIT; DL : DINAS LUAR; TK : TUGAS KHUSUS"


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("measures", [Measures(), F4], ids=["A4", "F4"])
def test_where_no_form_says_otherwise_each_page_says_what_its_signs_mean(
    count: int, measures: Measures
) -> None:
    """Points 25 and 27, AMB-64: a page that is copied alone is read alone."""
    pages = pages_of(to_pdf(reports.recap("karanganyar", count, measures=measures)))
    assert [page.count(SIGNS) for page in pages] == [1] * (len(pages) - 1) + [0]
    assert "KETERANGAN H : HADIR A : ALPA" in pages[-1]


@pytest.mark.parametrize("count", COUNTS)
def test_the_legend_of_form_f_stands_where_the_form_has_it_and_nowhere_else(count: int) -> None:
    """BLG-F-F."""
    pages = pages_of(to_pdf(reports.recap(count=count)))
    assert [page.count("KETERANGAN") for page in pages] == [0] * (len(pages) - 1) + [1]


@pytest.mark.parametrize("bottom", [5.0, 15.0, 40.0])
def test_a_running_legend_is_below_the_table_and_within_what_printers_print(bottom: float) -> None:
    """Point 3, also with another margin and every footnote there is."""
    measures = Measures(wide_margins=Margins(15, 10, bottom, 20))
    rows = [reports.row(each, codes="*BRIA-TDSC") for each in reports.people(40)]
    pdf = to_pdf(reports.recap("karanganyar", measures=measures, rows=rows))
    (first, *_) = pages_of(pdf)
    assert "HANYA SATU KALI PRESENSI" in first
    found = [(upper, lower) for page, (_, _, upper, lower) in boxes_of(pdf) if page == 0]
    last = max(lower for _, lower in found)
    legend = [each for each in found if each[1] > last - LEGEND_MM]
    assert last <= 210 - 5
    assert max(lower for _, lower in found if lower <= last - LEGEND_MM) < min(legend)[0] - 1


@pytest.mark.parametrize("count", COUNTS)
def test_the_four_lines_of_a_person_stay_together(count: int) -> None:
    for page in pages_of(to_pdf(reports.manual(count=count))):
        people = [nip for nip in nips(page) if nip != CHIEF_NIP]
        assert page.count("Masuk Jam") == page.count("Pulang Jam") == len(people)
        assert page.count("Paraf") == 2 * len(people)


@pytest.mark.parametrize("made", [reports.recap, reports.apel, reports.kinerja])
def test_pages_are_numbered_from_the_second_one_on(made: Made) -> None:
    pages = pages_of(to_pdf(build(made, 40)))
    assert len(pages) > 2
    assert "- 1 -" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert page.startswith(f"- {number} -")


def test_a_letterhead_stands_on_the_first_page_only() -> None:
    first, *others = pages_of(to_pdf(reports.apel(40)))
    assert "PEMERINTAH KABUPATEN" in first
    assert others
    assert not any("PEMERINTAH KABUPATEN" in page for page in others)


@pytest.mark.parametrize("code", ["bulungan", "karanganyar"])
@pytest.mark.parametrize("first", MONTHS, ids=[f"{each:%Y-%m}" for each in MONTHS])
def test_a_recap_has_as_many_days_as_its_month(code: str, first: date) -> None:
    (page,) = pages_of(to_pdf(reports.recap(code, 1, first)))
    last = (first.replace(day=28) + (date(2026, 1, 5) - date(2026, 1, 1))).replace(day=1)
    count = (last - first).days
    days = " ".join(str(day) for day in range(1, count + 1))
    assert f" {days} H A C S DL TK " in page
    assert f" {days} {count + 1} " not in page


@pytest.mark.parametrize("name", reports.ALL)
@pytest.mark.parametrize("measures", [Measures(), F4], ids=["A4", "F4"])
def test_nothing_is_printed_into_the_margins(name: str, measures: Measures) -> None:
    """Holes of a binder hit no word, no printer cuts one off (points 2 and 3)."""
    made = reports.ALL[name]()
    form = Form(made.title, made.sheet, made.blocks, made.flat, made.wide, measures)
    pdf = to_pdf(form)
    (width, height) = measures.size(wide=form.wide)
    margins = measures.margins(wide=form.wide)
    assert set(size_of(pdf)) == {(round(width), round(height))}
    for _, (left, right, top, bottom) in boxes_of(pdf):
        assert left >= margins.left - 0.5
        assert right <= width - margins.right + 0.5
        assert top >= 5
        assert bottom <= height - margins.bottom + 0.5


def test_the_signature_has_its_room_and_the_stamp_its_place() -> None:
    """25 to 30 mm between post and name, 40 mm free of words at the left (points 36, 37)."""
    for form, least in ((reports.letter(), 30), (reports.recap(), 25), (reports.manual(), 25)):
        boxes = list(boxes_of(to_pdf(form)))
        page = max(number for number, _ in boxes)
        last = [box for number, box in boxes if number == page]
        *_, post, name, _rank, _nip = sorted(
            (box for box in last if box[0] > 100), key=lambda box: box[2]
        )
        assert name[2] - post[3] >= least - 2
        beside = [b for b in last if b[2] > post[3] and b[3] < name[2]]
        assert all(box[1] < name[0] - 40 or box[0] > name[0] for box in beside)


@pytest.mark.parametrize("witnesses", [2, 3, 6])
@pytest.mark.parametrize("everybody", [None, reports.LONG], ids=["short", "long names"])
def test_no_signature_of_a_cancellation_stands_alone(
    witnesses: int, everybody: Person | None
) -> None:
    """KRA-F-E: head, superior and both witnesses sign below the words that they sign (point 37)."""
    pages = pages_of(to_pdf(reports.cancelled(witnesses, everybody)))
    (signed,) = [page for page in pages if "Saksi I " in page]
    stand_in_order(signed, ["Yang dibatalkan", "Mengetahui", "Atasan Langsung ASN,", "Saksi II"])
    assert len(pages) == (2 if everybody else 1) + (witnesses > 2)


@pytest.mark.parametrize("measures", [Measures(), F4], ids=["A4", "F4"])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(reports.recap, id="BLG-F-F"),
        pytest.param(reports.manual, id="BLG-F-E"),
        pytest.param(reports.apel, id="BLG-F-B"),
        pytest.param(lambda count: reports.letter(count=count), id="BLG-F-C"),
        pytest.param(reports.kinerja, id="BLG-F-D"),
        pytest.param(lambda count: reports.letter("karanganyar", count), id="KRA-F-F"),
        pytest.param(lambda count: reports.manual("karanganyar", count), id="KRA-F-G"),
        pytest.param(reports.monitored, id="KRA-9C-4"),
        pytest.param(reports.kinerja_total, id="AMB-29"),
        pytest.param(reports.apels, id="AMB-64"),
    ],
)
def test_no_letter_stands_on_the_rule_between_two_cells(made: Made, measures: Measures) -> None:
    """Point 23: what is too long wraps. The second page is all table, below its head."""
    form = replace(build(made, 80), measures=measures)
    (table,) = [block for block in form.blocks if isinstance(block, Table)]
    fitted = widths(table.columns, measures.room(wide=form.wide) * MM)
    left_edge = measures.margins(wide=form.wide).left
    edges = [left_edge + at / MM for at in accumulate(fitted, initial=0)]
    letters = [box for page, box in letters_of(to_pdf(form)) if page == 1 and box[2] > 40]
    assert len(letters) > 200
    for left, right, _, _ in letters:
        assert not any(left < edge - 0.1 and right > edge + 0.1 for edge in edges)
        assert edges[0] < left < right < edges[-1]


def test_a_thousand_people_are_printed_whole() -> None:
    pages = pages_of(to_pdf(reports.recap(count=1000)))
    assert sum(len(nips(page)) for page in pages) == 1001
