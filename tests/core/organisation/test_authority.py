"""Who may do what: the role named, its decree, its reach, and the agency it belongs to."""

from dataclasses import replace
from datetime import date

import pytest

from core.law.regulation import Role
from core.organisation.authority import Authority, Held, Right, agency, known_roles
from core.organisation.office import wholes
from tests.core.situations import BLG, KRA, law
from tests.office import a_region

TODAY = date(2026, 4, 6)
PARENTS = {"DINKES": None, "RSUD": "DINKES", "SETDA": None, "BKPSDM": None, "UPT": "BKPSDM"}
ADMINISTRATOR, OPERATOR, HEAD, BKPSDM, KOMINFO = Role
BULUNGAN = replace(a_region(), bkpsdm="BKPSDM")
KARANGANYAR = replace(
    a_region("karanganyar", regulation="karanganyar"), bkpsdm="BKPSDM", kominfo="SETDA"
)
REGIONS = {BLG: BULUNGAN, KRA: KARANGANYAR}


def may(
    name: str, held: Held | None, question: str, *offices: str | None, at: str | None = "BKPSDM"
) -> bool:
    """Whether somebody posted `at` an office who holds one role has the right over the offices."""
    roles = (held,) if held else ()
    by = Authority("1", REGIONS[name], TODAY, PARENTS, roles, at)
    right: Right = getattr(REGIONS[name].regulation.peran, question)
    return by.denied(right, *offices) is None


ADMIN = Held(ADMINISTRATOR, None, "SK 1")
OF_DINKES = Held(OPERATOR, "DINKES", None)
OF_RSUD = Held(OPERATOR, "RSUD", None)
PERSONNEL = Held(BKPSDM, None, None)
NETWORK = Held(KOMINFO, None, None)


@pytest.mark.parametrize(
    ("name", "held", "question", "office", "allowed"),
    [
        pytest.param(BLG, ADMIN, "atur_lokasi", "RSUD", True, id="BLG-6-2d"),
        pytest.param(BLG, OF_DINKES, "atur_lokasi", "DINKES", False, id="BLG-6-2d-operator"),
        pytest.param(BLG, None, "atur_lokasi", "RSUD", False, id="BLG-6-2d-nobody"),
        pytest.param(BLG, ADMIN, "atur_jam_kerja", None, True, id="BLG-6-2b"),
        pytest.param(BLG, ADMIN, "pindah_lokasi", "RSUD", True, id="BLG-6-2c"),
        pytest.param(BLG, ADMIN, "atur_atasan", "RSUD", True, id="BLG-6-2f"),
        pytest.param(BLG, OF_DINKES, "atur_atasan", "DINKES", False, id="BLG-6-2f-operator"),
        pytest.param(BLG, OF_DINKES, "perbarui_data", "DINKES", True, id="BLG-7-3b"),
        pytest.param(BLG, OF_DINKES, "perbarui_data", "RSUD", True, id="BLG-7-3b-below"),
        pytest.param(BLG, OF_RSUD, "perbarui_data", "DINKES", False, id="BLG-7-3b-above"),
        pytest.param(BLG, OF_DINKES, "perbarui_data", "SETDA", False, id="BLG-7-3b-elsewhere"),
        pytest.param(BLG, OF_DINKES, "perbarui_data", None, False, id="BLG-7-3b-region"),
        pytest.param(BLG, ADMIN, "perbarui_data", "SETDA", True, id="AMB-58-data"),
        pytest.param(BLG, ADMIN, "tetapkan_peran", None, True, id="AMB-58"),
        pytest.param(BLG, OF_DINKES, "tetapkan_peran", "DINKES", False, id="AMB-58-operator"),
        pytest.param(BLG, Held(HEAD, "DINKES", None), "tunjuk_operator", "RSUD", True, id="AMB-37"),
        pytest.param(BLG, ADMIN, "tunjuk_operator", "RSUD", False, id="BLG-7-1"),
        pytest.param(BLG, ADMIN, "atur_status", "RSUD", True, id="AMB-59"),
        pytest.param(BLG, OF_DINKES, "atur_status", "DINKES", False, id="AMB-59-operator"),
        pytest.param(BLG, OF_RSUD, "kode_aktivasi", "RSUD", True, id="AMB-33"),
        pytest.param(KRA, NETWORK, "atur_lokasi", "RSUD", False, id="KRA-6-1-not-at-kominfo"),
        pytest.param(KRA, PERSONNEL, "atur_lokasi", "RSUD", False, id="KRA-6-4b-bkpsdm"),
        pytest.param(KRA, OF_DINKES, "atur_sif", "RSUD", True, id="KRA-7-3b"),
        pytest.param(KRA, PERSONNEL, "atur_sif", "RSUD", False, id="KRA-7-3b-bkpsdm"),
        pytest.param(KRA, OF_DINKES, "atur_atasan", "DINKES", True, id="KRA-7-3d"),
        pytest.param(KRA, PERSONNEL, "atur_jam_kerja", None, True, id="KRA-6-3b"),
        pytest.param(KRA, PERSONNEL, "pindah_lokasi", "RSUD", True, id="KRA-6-3d"),
        pytest.param(KRA, PERSONNEL, "perbarui_data", "RSUD", True, id="KRA-6-3e"),
        pytest.param(KRA, OF_DINKES, "perbarui_data", "DINKES", False, id="KRA-6-3e-operator"),
        pytest.param(KRA, PERSONNEL, "perbarui_data", "SETDA", True, id="KRA-6-3c"),
        pytest.param(KRA, OF_DINKES, "perbarui_data", "RSUD", False, id="KRA-6-3c-operator"),
        pytest.param(KRA, PERSONNEL, "atur_ulang_akun", "SETDA", True, id="KRA-6-3a"),
        pytest.param(KRA, NETWORK, "atur_ulang_akun", "SETDA", False, id="KRA-6-3a-kominfo"),
        pytest.param(KRA, OF_DINKES, "atur_ulang_akun", "RSUD", True, id="KRA-7-3a"),
        pytest.param(KRA, OF_DINKES, "atur_ulang_akun", "SETDA", False, id="KRA-7-3a-elsewhere"),
        pytest.param(
            KRA, Held(HEAD, "DINKES", None), "tunjuk_operator", "RSUD", True, id="KRA-7-1"
        ),
        pytest.param(
            KRA, Held(HEAD, "DINKES", None), "tunjuk_operator", "SETDA", False, id="KRA-7-1-other"
        ),
        pytest.param(KRA, PERSONNEL, "tunjuk_operator", "RSUD", False, id="KRA-7-1-bkpsdm"),
        pytest.param(KRA, PERSONNEL, "tetapkan_peran", None, True, id="KAM-27"),
    ],
)
def test_a_right_is_that_of_the_role_the_text_names_within_its_offices(
    name: str,
    held: Held | None,
    question: str,
    office: str | None,
    allowed: bool,  # noqa: FBT001 - a fact
) -> None:
    assert may(name, held, question, office) is allowed


def test_the_points_of_karanganyar_are_set_by_those_who_work_at_kominfo() -> None:
    """KRA-6-4b."""
    assert may(KRA, NETWORK, "atur_lokasi", "RSUD", at="SETDA")


@pytest.mark.parametrize(
    ("held", "question", "there", "elsewhere"),
    [
        pytest.param(PERSONNEL, "pindah_lokasi", "BKPSDM", "SETDA", id="pengelola_bkpsdm"),
        pytest.param(NETWORK, "atur_lokasi", "SETDA", "BKPSDM", id="pengelola_kominfo"),
    ],
)
def test_the_access_of_a_manager_ends_with_the_work_at_its_agency(
    held: Held, question: str, there: str, elsewhere: str
) -> None:
    """KRA-6-2: the rights are those of the two agencies of Pasal 6 ayat (1)."""
    assert may(KRA, held, question, "RSUD", at=there)
    assert not may(KRA, held, question, "RSUD", at=elsewhere)
    assert not may(KRA, held, question, "RSUD", at=None)


def test_what_leaves_one_office_for_another_is_the_business_of_both() -> None:
    assert may(BLG, OF_DINKES, "perbarui_data", "RSUD", "DINKES")
    assert not may(BLG, OF_DINKES, "perbarui_data", "RSUD", "SETDA")


@pytest.mark.parametrize(
    ("office", "counts"),
    [("BKPSDM", True), ("UPT", True), ("SETDA", False), (None, False)],
    ids=["there", "in a part of it", "moved away", "nowhere"],
)
def test_an_administrator_is_one_only_while_at_bkpsdm(
    office: str | None,
    counts: bool,  # noqa: FBT001 - a fact
) -> None:
    """BLG-1-18."""
    assert may(BLG, ADMIN, "atur_lokasi", "RSUD", at=office) is counts


def test_where_the_region_does_not_say_which_is_bkpsdm_nobody_is_administrator() -> None:
    """BLG-1-18."""
    by = Authority("1", a_region(), TODAY, PARENTS, (ADMIN,), "BKPSDM")
    denied = by.denied(law(BLG).peran.atur_lokasi, "RSUD")
    assert denied is not None
    assert denied.agency is not None
    assert denied.agency.article == "Pasal 1 angka 18"


@pytest.mark.parametrize(
    ("held", "counts"),
    [
        (Held(ADMINISTRATOR, None, None), False),
        (Held(ADMINISTRATOR, None, "SK"), True),
        (Held(ADMINISTRATOR, "RSUD", "SK"), True),
        (Held(ADMINISTRATOR, "SETDA", "SK"), False),
        (Held(OPERATOR, "RSUD", None), True),
        (Held(OPERATOR, None, None), False),
        (Held(HEAD, "RSUD", None), False),
    ],
)
def test_a_role_counts_when_named_decreed_and_near_enough(
    held: Held,
    counts: bool,  # noqa: FBT001 - a fact
) -> None:
    """BLG-6-1, BLG-7-3b."""
    assert may(BLG, held, "perbarui_data", "RSUD") is counts


def test_the_console_stands_for_all_roles_but_not_for_what_is_nobodys() -> None:
    """KAM-13: the text of Karanganyar blocks nobody."""
    for region in REGIONS.values():
        console = Authority("cli", region, TODAY, PARENTS)
        assert console.denied(region.regulation.peran.atur_lokasi, "RSUD", None) is None
    assert Authority("cli", KARANGANYAR, TODAY, PARENTS).denied(law(KRA).peran.blokir, "RSUD")
    assert Authority("cli", BULUNGAN, TODAY, PARENTS).denied(law(BLG).peran.blokir, "RSUD") is None


@pytest.mark.parametrize(
    ("name", "roles"),
    [(BLG, {ADMINISTRATOR, OPERATOR, HEAD}), (KRA, {OPERATOR, HEAD, BKPSDM, KOMINFO})],
)
def test_roles_exist_only_where_the_regulation_knows_them(name: str, roles: set[Role]) -> None:
    assert known_roles(law(name), TODAY) == roles


def test_a_role_of_any_office_belongs_to_no_agency() -> None:
    assert agency(BULUNGAN, OPERATOR, TODAY) is None
    assert agency(BULUNGAN, KOMINFO, TODAY) is None


def test_the_wholes_of_an_office_end_even_in_a_circle() -> None:
    assert wholes("A", {"A": "B", "B": "C", "C": None}) == ("A", "B", "C")
    assert wholes("A", {"A": "B", "B": "A"}) == ("A", "B")
    assert wholes(None, {}) == ()
