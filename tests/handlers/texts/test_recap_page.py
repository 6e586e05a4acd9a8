"""The recap of an office as pictures, and what each of them says in words."""

from datetime import date

import pytest

from handlers.chat.reply import RecapLine
from handlers.texts.recap_page import CHARACTERS_MAX, PAGE_PEOPLE, described, pages

OCTOBER = date(2026, 10, 1)
TODAY = date(2026, 10, 30)


def line(name: str, *codes: str, pending: tuple[int, ...] = ()) -> RecapLine:
    return RecapLine(name, (*codes, *[""] * (31 - len(codes))), (), pending)


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        pytest.param(0, [], id="nobody"),
        pytest.param(1, [1], id="one"),
        pytest.param(PAGE_PEOPLE, [PAGE_PEOPLE], id="a page"),
        pytest.param(PAGE_PEOPLE + 1, [PAGE_PEOPLE, 1], id="one more"),
        pytest.param(300, [PAGE_PEOPLE] * 20, id="300"),
    ],
)
def test_people_stand_on_pages_in_their_order(people: int, sizes: list[int]) -> None:
    lines = [line(f"Pegawai {number}") for number in range(people)]
    made = pages("Hadir", "Dinas Contoh", OCTOBER, TODAY, lines)
    assert [len(each.lines) for each in made] == sizes
    assert [each for page in made for each in page.lines] == lines
    assert [(each.page, each.pages) for each in made] == [
        (number, len(sizes)) for number in range(1, len(sizes) + 1)
    ]


def test_a_picture_says_in_words_what_it_shows() -> None:
    lines = [line("Siti", "H", "A", "DL"), line("Budi", "H", "H"), line("Ani", "I", pending=(1,))]
    (page,) = pages("Hadir", "Dinas Contoh", OCTOBER, TODAY, lines)
    assert described(page) == (
        "<b>Rekap Oktober 2026, Dinas Contoh</b>\n"
        "3 pegawai.\n"
        "Seluruhnya hadir 3 hari, alpa 1 hari, dinas luar 1 hari, izin 1 hari.\n"
        "Rekap 1 pegawai masih bisa berubah.\n"
        "Siti: alpa 1 hari, dinas luar 1 hari.\n"
        "Ani: izin 1 hari."
    )


def test_a_month_without_any_day_says_so() -> None:
    (page,) = pages("Hadir", "Dinas Contoh", OCTOBER, TODAY, [line("Siti")])
    assert described(page).endswith("1 pegawai.\nBelum ada hari yang dihitung.")


def test_it_says_which_picture_it_is_where_there_are_several() -> None:
    lines = [line("Siti", "H")] * (PAGE_PEOPLE + 1)
    first, second = pages("Hadir", "Dinas Contoh", OCTOBER, TODAY, lines)
    assert f"Gambar 1 dari 2: {PAGE_PEOPLE} pegawai." in described(first)
    assert "Gambar 2 dari 2: 1 pegawai." in described(second)


def test_the_words_fit_below_a_picture_and_say_how_many_are_not_named() -> None:
    lines = [line(f"{number} {'Nama' * 18}", "A", "S", "C", "DL") for number in range(PAGE_PEOPLE)]
    (page,) = pages("Hadir", "Dinas Contoh", OCTOBER, TODAY, lines)
    words = described(page)
    assert len(words) <= CHARACTERS_MAX + 60
    named = sum("alpa 1 hari, cuti" in each for each in words.split("\n")[3:])
    assert words.endswith(f"Ada {PAGE_PEOPLE - named} pegawai lagi pada gambar.")


def test_a_name_is_no_markup() -> None:
    (page,) = pages("Hadir", "<i>Dinas</i>", OCTOBER, TODAY, [line("<b>Siti</b>", "A")])
    assert "&lt;b&gt;Siti&lt;/b&gt;: alpa 1 hari." in described(page)
    assert "&lt;i&gt;Dinas&lt;/i&gt;" in described(page)
