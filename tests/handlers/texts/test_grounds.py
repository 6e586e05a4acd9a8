"""What a person reads of a citation: the article or the silence, never a number of ours."""

import re
from collections.abc import Iterator

import pytest

from core.law.answer import Answer, Ground, ground
from core.law.regulation import questions, read, shipped
from handlers.texts.grounds import cited
from tests.handlers.dialogue import NUMBER
from tests.office import a_region

LAW = "Perbup Bulungan 32/2023"
OURS = f"ketentuan E-Presensi, karena {LAW} tidak mengaturnya"


@pytest.mark.parametrize(
    ("citation", "told"),
    [
        (f"Pasal 8 ayat (4) {LAW}", f"Pasal 8 ayat (4) {LAW}"),
        ("keputusan AMB-05", OURS),
        ("keputusan AMB-34, KAM-13", OURS),
        (f"tidak diatur dalam {LAW} (KAM-13)", f"tidak diatur dalam {LAW}"),
        ("SK Bupati 5/2024", "SK Bupati 5/2024"),
    ],
    ids=["article", "decision", "decisions", "silence", "region"],
)
def test_a_citation_is_told_without_the_numbers_of_our_decisions(citation: str, told: str) -> None:
    assert cited(a_region(), citation) == told


def _grounds(name: str) -> Iterator[tuple[str, Ground]]:
    for key, timeline in questions(read(name)).items():
        answers: tuple[Answer[object], ...] = timeline.answers
        for answer in answers:
            yield key, ground(answer)


@pytest.mark.parametrize("name", shipped())
def test_no_answer_of_a_regulation_tells_a_person_a_number(name: str) -> None:
    """The reasons too: /kenapa prints them word for word."""
    region = a_region(regulation=name)
    told = [(key, cited(region, each.citation), each.words or "") for key, each in _grounds(name)]
    assert any(
        re.search(NUMBER, each.citation) for _, each in _grounds(name)
    )  # the data keeps them
    assert [each for each in told if re.search(NUMBER, " ".join(each))] == []
