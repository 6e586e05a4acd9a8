"""What of a registration differs from the records (AMB-33, AMB-61), as the full product."""

from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest

from core.organisation.mismatch import Candidate, Claim, Part, differing

BUDI = Candidate(UUID(int=1), "Budi", "PNS", "+6281350000002", bound=False)
EKO = Candidate(UUID(int=2), "Eko", "CPNS", "+6281350000005", bound=False)
RIGHT = Claim("199003152015031002", "PNS", BUDI.phone)


def test_whoever_says_what_the_records_say_is_the_person() -> None:
    assert differing(RIGHT, BUDI, BUDI) == ()


@pytest.mark.parametrize(("code", "kind", "phone", "bound"), list(product([True, False], repeat=4)))
def test_each_part_differs_by_itself(*, code: bool, kind: bool, phone: bool, bound: bool) -> None:
    claim = replace(RIGHT, kind="PNS" if kind else "PPPK", phone=BUDI.phone if phone else "+60")
    budi = replace(BUDI, bound=bound)
    wrong = (Part.CODE, not code), (Part.KIND, not kind), (Part.PHONE, not phone)
    expected = tuple(part for part, differs in (*wrong, (Part.BOUND, bound)) if differs)
    assert differing(claim, budi if code else None, budi) == expected


@pytest.mark.parametrize(
    ("invited", "named", "parts"),
    [
        pytest.param(None, None, (Part.CODE, Part.NIP), id="a stranger guesses both"),
        pytest.param(BUDI, None, (Part.NIP,), id="our NIP of the invited is wrong"),
        pytest.param(BUDI, EKO, (Part.NIP,), id="the NIP of a colleague"),
        pytest.param(
            EKO,
            BUDI,
            (Part.NIP, Part.KIND, Part.PHONE),
            id="the code of a colleague: it is held against the colleague",
        ),
        pytest.param(None, BUDI, (Part.CODE,), id="an expired code, all else right"),
    ],
)
def test_a_right_code_says_against_whom_the_rest_is_held(
    invited: Candidate | None, named: Candidate | None, parts: tuple[Part, ...]
) -> None:
    assert differing(RIGHT, invited, named) == parts


def test_what_is_no_number_fits_no_record() -> None:
    assert differing(replace(RIGHT, phone=None), BUDI, BUDI) == (Part.PHONE,)
