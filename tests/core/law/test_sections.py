"""Where a question to the law stands: in the file that its section is called by."""

from importlib.resources import files

import pytest

from core.law.regulation import Regulation, RegulationError, load

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


@pytest.mark.parametrize("misspelt", [("hari_kerja", "hari_krja"), ("formulir", "formulr")])
def test_a_key_of_any_value_is_suggested_without_being_listed(misspelt: tuple[str, str]) -> None:
    """What a question's type may write is known by the type: no second place to name it."""
    right, wrong = misspelt
    text = (files("core.law") / "regulations" / "bulungan.toml").read_text("utf-8")
    with pytest.raises(RegulationError) as refused:
        load(text.replace(f"{right} =", f"{wrong} =", 1), "bulungan.toml")
    assert f"mungkin maksudnya {right}" in str(refused.value)
