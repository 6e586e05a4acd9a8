"""The words of the forms: one file a regulation, each form from its annex or by a decision."""

import pytest
from pydantic import ValidationError

from core.law.questions.manual import Document
from core.law.regulation import read as law_of
from core.law.regulation import shipped
from core.month.day_state import Mark
from core.reports.layout import Layout, NotInLawError, Part, Template, layout_of, read
from core.reports.notes import Note

PLACES = {"bulungan": "Tanjung Selor,", "karanganyar": "Karanganyar,"}
# Which form of our own stands by which decision, and which letter of the annex the others have.
FORMS = {
    "bulungan": {
        "daftar_apel": "B",
        "surat_keterangan": "C",
        "laporan_kinerja": "D",
        "presensi_manual": "E",
        "rekap_presensi": "F",
        "rekap_kinerja": ("AMB-29", "AMB-64"),
        "rekap_apel": ("AMB-64",),
        "daftar_isi": ("AMB-64",),
        "daftar_masalah": ("AMB-91",),
        "daftar_koreksi": ("AMB-92",),
        "perubahan_laporan": ("AMB-92",),
    },
    "karanganyar": {
        "pembatalan": "E",
        "surat_keterangan": "F",
        "presensi_manual": "G",
        "lampiran_saksi": ("KAM-11",),
        "rekap_presensi": ("AMB-64",),
        "monitoring": ("KAM-19", "AMB-64"),
        "rekap_apel": ("KAM-43",),
        "daftar_isi": ("AMB-64",),
        "daftar_masalah": ("KAM-41",),
        "daftar_koreksi": ("KAM-42",),
        "perubahan_laporan": ("KAM-42",),
    },
}
PAPERS = {
    Document.LIST: "presensi_manual",
    Document.WORK: "laporan_kinerja",
    Document.LETTER: "surat_keterangan",
}


def templates(layout: Layout) -> dict[str, Template]:
    found = ((key, getattr(layout, key)) for key in type(layout).model_fields)
    return {key: each for key, each in found if isinstance(each, Template)}


@pytest.mark.parametrize("code", shipped())
def test_every_regulation_has_its_forms(code: str) -> None:
    layout = layout_of(law_of(code))
    assert layout.peraturan == code
    assert layout.tempat == PLACES[code]
    made = {key: each.formulir or each.keputusan for key, each in templates(layout).items()}
    assert made == FORMS[code]


@pytest.mark.parametrize("code", shipped())
def test_the_papers_that_the_law_demands_have_the_letter_that_it_gives_them(code: str) -> None:
    """`manual.isian` and `manual.surat` name forms of the annex: ours are the same ones."""
    law, layout = law_of(code), read(code)
    filled, letter = law.manual.isian.answers[-1].value, law.manual.surat.answers[-1].value
    assert filled
    assert letter
    demanded = (*filled, *letter.berkas)
    for form in demanded:
        assert layout.template(PAPERS[form.dokumen]).formulir == form.formulir


@pytest.mark.parametrize("code", shipped())
def test_every_sign_and_every_footnote_has_its_words(code: str) -> None:
    legend = read(code).legenda
    assert set(legend.huruf) == set(Mark) - {Mark.NONE}
    assert set(legend.catatan) == set(Note)


def test_a_form_that_the_law_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(NotInLawError, match="karanganyar: daftar_apel"):
        read("karanganyar").template("daftar_apel")


def test_a_form_of_our_own_says_by_which_decision() -> None:
    with pytest.raises(ValidationError, match="keputusan dan alasan"):
        Template.model_validate({"nama": "Rekap", "isi": []})


@pytest.mark.parametrize(
    "part", [{}, {"kop": True, "paragraf": "Halo"}, {"judul": ["A"], "halaman_baru": True}]
)
def test_a_part_is_exactly_one_thing(part: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="tepat satu"):
        Part.model_validate(part)


def test_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="paragaf"):
        Part.model_validate({"paragaf": "Halo"})
