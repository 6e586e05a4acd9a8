"""Cells: what clerks and spreadsheets write, on both sides of what is understood."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.calendar import Span
from handlers.usecases.importing import parse
from handlers.usecases.importing.fault import ImportRefused
from handlers.usecases.importing.header import columns, match, name_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("2026-03-02 00:00:00", date(2026, 3, 2)),
        ("02/03/2026", date(2026, 3, 2)),
        (" 2-3-2026 ", date(2026, 3, 2)),
        ("02.03.2026", date(2026, 3, 2)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_with_the_day_before_the_month(text: str, day: date) -> None:
    assert parse.day(text) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("29/02/2026", "tidak ada di kalender"),
        ("13/13/2026", "tidak ada di kalender"),
        ("2099-01-01", "tahun 2099 tidak masuk akal"),
        ("45292", "bukan tanggal"),
        ("besok", "bukan tanggal"),
    ],
)
def test_a_day_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse.day(text)


@pytest.mark.parametrize(
    ("text", "value"), [("117,36", 117.36), ("117.36", 117.36), ("-7,596", -7.596), ("5", 5.0)]
)
def test_a_number_has_a_comma_or_a_point(text: str, value: float) -> None:
    assert parse.number(-180, 180)(text) == value


@pytest.mark.parametrize("text", ["NaN", "nan", "inf", "1e3", "1.000,5", "0x10", "181", "--2", ""])
def test_a_number_that_is_none_or_too_large_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"bukan angka|di luar"):
        parse.number(-180, 180)(text)


@given(st.floats(-179, 179))
def test_every_decimal_reads_the_same_with_comma_and_point(value: float) -> None:
    text = f"{value:.6f}"
    read = parse.number(-180, 180)
    assert read(text) == read(text.replace(".", ",")) == float(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("07.30-16.00/60", Span(time(7, 30), time(16), 60)),
        ("07:30 – 16:00 / 60", Span(time(7, 30), time(16), 60)),
        ("21.00-07.00", Span(time(21), time(7), 0)),
        ("7.30-11.30/0", Span(time(7, 30), time(11, 30), 0)),
    ],
)
def test_hours_are_a_start_an_end_and_minutes_of_rest(text: str, span: Span) -> None:
    assert parse.span(text) == span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("07.30", "bukan jam kerja"),
        ("07.30-24.00", "bukan jam"),
        ("07.60-16.00", "bukan jam"),
        ("08.00-08.00", "sama"),
        ("08.00-09.00/60", "istirahat 60 menit tidak muat"),
    ],
)
def test_hours_that_cannot_be_are_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse.span(text)


@pytest.mark.parametrize("text", ["1.98501012010011E+17", "1,98501E+17", "1.98501012010011e+17"])
def test_a_nip_that_a_spreadsheet_rounded_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="angka terakhirnya hilang"):
        parse.nip(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Siti\u00a0 Aminah \n", "Siti Aminah"),
        ("<b>Budi</b> & Co", "<b>Budi</b> & Co"),
        ("محمد", "محمد"),
        ("\ufeffSi\u00adti A\u200bminah", "Siti Aminah"),
        ("-", "-"),
    ],
)
def test_words_are_kept_as_they_are_on_one_line(text: str, kept: str) -> None:
    assert parse.words(text) == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("=HYPERLINK(1)", "rumus"),
        ("+cmd|x", "rumus"),
        ("@SUM(A1)", "rumus"),
        ("Budi\u202eidub", "huruf tak terlihat"),
        ("Budi\x00", "huruf tak terlihat"),
        ("\u200b\u3164", "huruf tak terlihat"),
        ("x" * 4000, "terlalu panjang: 4000"),
        ("x" * 201, "terlalu panjang"),
    ],
)
def test_words_that_hide_compute_or_never_end_are_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse.words(text)


@given(st.text(max_size=300))
def test_no_text_makes_any_parser_fail_otherwise_than_with_a_reason(text: str) -> None:
    readers = (parse.words, parse.code, parse.day, parse.clock, parse.span, parse.nip, parse.phone)
    for read in (*readers, parse.number(0, 1)):
        with suppress(ValueError):
            read(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0812 3450 0001", "+6281234500001"),
        ("0812\u00a03450\u00a00001", "+6281234500001"),
        ("'081234500001", "+6281234500001"),  # 62
        ("81234500001.0", "+6281234500001"),  # 69
        ("006281234500001", "+6281234500001"),  # 53
        ("60123456789", "+60123456789"),  # 60
        ("0552-21234", "+6255221234"),  # 57
    ],
)
def test_a_phone_number_is_read_as_spreadsheets_leave_it(text: str, number: str) -> None:
    assert parse.phone(text) == number


@pytest.mark.parametrize(
    "text", ["0812345", "0812 3450 0001 / 0813 5000 0002", "-", "ext. 12", "٠٨١٣"]
)
def test_a_phone_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="bukan nomor telepon; tulis seperti 0812 3456 7890"):
        parse.phone(text)


KNOWN = columns("kode nama induk?")


@pytest.mark.parametrize("titles", [["Nama", "KODE", ""], [" kode ", "nama", "Induk"]])
def test_columns_are_found_in_any_order_and_case(titles: list[str]) -> None:
    assert {"kode", "nama"} <= set(match("a.csv", 1, titles, KNOWN))


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["kode", "namaa"], "namaa: kolom ini tidak dikenal; mungkin maksudnya nama"),
        (["kode"], "nama: kolom ini belum ada"),
        (["kode", "nama", "Kode"], "kode: kolom ini ada dua kali"),
    ],
)
def test_wrong_columns_are_told_with_what_is_probably_meant(titles: list[str], words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        match("a.csv", 1, titles, KNOWN)


def test_a_title_may_be_written_with_spaces() -> None:
    assert name_of(" Berlaku  Sejak ") == "berlaku_sejak"
