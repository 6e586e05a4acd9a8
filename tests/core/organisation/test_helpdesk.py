"""BLG-7-3c, KRA-6-4a: on whose desk a reported problem lies, and where it may go."""

import pytest

from core.law.regulation import Role
from core.organisation.helpdesk import Desk, desks, first, onward, right, unheld
from tests.core.situations import BLG, KRA, MONDAY, law

OPERATOR, ADMIN = Role.OPERATOR, Role.ADMINISTRATOR
BKPSDM, KOMINFO = Role.BKPSDM_MANAGER, Role.KOMINFO_MANAGER


@pytest.mark.parametrize(
    ("name", "expected"),
    [(BLG, (OPERATOR, ADMIN)), (KRA, (OPERATOR, BKPSDM, KOMINFO))],
)
def test_a_new_problem_looks_for_somebody_in_this_order(
    name: str, expected: tuple[Role, ...]
) -> None:
    assert desks(law(name), MONDAY) == expected


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [
        (BLG, OPERATOR, (ADMIN,)),
        (BLG, ADMIN, ()),
        (KRA, OPERATOR, (BKPSDM, KOMINFO)),
        (KRA, BKPSDM, (KOMINFO,)),
        (KRA, KOMINFO, (BKPSDM,)),
    ],
    ids=[
        "BLG-7-3c to the Administrator",
        "who has nobody above",
        "KRA-6-4a to Kominfo, or to BKPSDM",
        "data that are a matter of the application",
        "and the other way round",
    ],
)
def test_it_is_passed_on_to_whoever_handles_problems_and_never_to_oneself(
    name: str, role: Role, expected: tuple[Role, ...]
) -> None:
    assert onward(law(name), role, MONDAY) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([Desk(OPERATOR, 2, 1), Desk(ADMIN, 1, 1)], OPERATOR),
        ([Desk(OPERATOR, 0, 0), Desk(ADMIN, 1, 1)], ADMIN),
        ([Desk(OPERATOR, 2, 0), Desk(ADMIN, 1, 1)], ADMIN),
        ([Desk(OPERATOR, 2, 0), Desk(ADMIN, 1, 0)], OPERATOR),
        ([Desk(OPERATOR, 0, 0), Desk(ADMIN, 0, 0)], None),
        ([], None),
    ],
    ids=[
        "the operator",
        "AMB-87 an office without one",
        "none of them is connected",
        "nobody at all is connected",
        "nobody is named",
        "no desk in this law",
    ],
)
def test_the_first_desk_is_where_somebody_reads_it(found: list[Desk], expected: object) -> None:
    assert first(found) == expected


@pytest.mark.parametrize("name", [BLG, KRA])
def test_each_desk_has_it_by_its_own_right(name: str) -> None:
    peran = law(name).peran
    assert right(law(name), OPERATOR, MONDAY) is peran.terima_masalah
    for role in onward(law(name), OPERATOR, MONDAY):
        assert right(law(name), role, MONDAY) is peran.tangani_masalah


@pytest.mark.parametrize(("name", "expected"), [(BLG, ADMIN), (KRA, BKPSDM)])
def test_what_nobody_receives_lies_with_whoever_handles_problems(name: str, expected: Role) -> None:
    """AMB-87, KAM-38: until somebody is named."""
    assert unheld(law(name), MONDAY) is expected
