"""Where a question to the law stands: in the file that its section is called by."""

from importlib.resources import files

import pytest

from core.law.regulation import Regulation

SECTIONS = tuple(Regulation.model_fields)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_the_law_stands_in_the_file_of_its_name(section: str) -> None:
    table = Regulation.model_fields[section].annotation
    assert table is not None
    assert table.__module__ == f"core.law.questions.{section}"


def test_every_file_of_questions_is_a_section_of_the_law() -> None:
    names = {file.name for file in files("core.law.questions").iterdir()}
    found = {name.removesuffix(".py") for name in names if name.endswith(".py")}
    assert found - {"__init__"} == set(SECTIONS)
