"""A refusal of an act: one sentence, in which each caller calls what it asks for its own way."""

import pytest

from bot.cli.context import TERMS
from handlers.usecases.refusal import Refused, Term


def test_a_chat_and_the_console_call_the_same_thing_their_own_way() -> None:
    refused = Refused(Term.UNTIL, " lebih awal dari ", Term.SINCE, ".")
    assert str(refused.text) == "Tanggal akhir lebih awal dari tanggal awal."
    assert refused.said(TERMS) == "--sampai lebih awal dari --sejak."


@pytest.mark.parametrize("name", ["{nip} 100 %", "drs. Budi <b>"])
def test_what_people_are_called_is_said_as_it_is(name: str) -> None:
    refused = Refused(f"{name} sudah diblokir.")
    assert refused.said(TERMS) == refused.said() == f"{name} sudah diblokir."
    assert refused.text.unescape() == refused.said(), "and no markup of a chat"
    assert "<" not in refused.text


def test_the_console_has_a_word_for_each() -> None:
    assert set(TERMS) == set(Term)
