"""Every quote in a shipped regulation stands, word for word, in the article it names."""

import re
from pathlib import Path

import pytest

from core.law.regulation import questions, read, shipped

TEXTS = {
    name: (Path(__file__).parents[1] / "texts" / f"{name}.txt").read_text("utf-8")
    for name in shipped()
}
QUOTED = [
    pytest.param(name, answer.article, answer.quote, id=f"{name}:{key}")
    for name in shipped()
    for key, timeline in questions(read(name)).items()
    for answer in timeline.answers
    if answer.article
]


@pytest.mark.parametrize(("name", "article", "quote"), QUOTED)
def test_every_quote_stands_word_for_word_in_its_article(
    name: str, article: str, quote: str
) -> None:
    pieces, articles = quote.split(" … "), article.split(" dan ")
    places = articles if len(articles) > 1 else articles * len(pieces)
    for piece, place in zip(pieces, places, strict=True):
        assert piece in paragraph(TEXTS[name], place)


def test_the_annex_that_a_reason_quotes_says_so_word_for_word() -> None:
    """BLG-L-A6f: an annex has no Pasal, so its words stand in the reason of the decision."""
    answers = [a for name in shipped() for q in questions(read(name)).values() for a in q.answers]
    quoted = [re.findall("“(.+?)”", answer.reason or "") for answer in answers]
    annex = " ".join(TEXTS["bulungan"].partition("\nLAMPIRAN\n")[2].split())
    assert [words in annex for found in quoted for words in found] == [True]


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("Pasal 8 ayat (2) huruf a", "dimulai jam pulang kerja"),
        ("Pasal 8 ayat (1)", "dalam jangkauan radius"),
        ("Pasal 8", "wajib mengisi Kinerja harian"),
    ],
)
def test_a_quote_from_the_neighbouring_paragraph_would_be_noticed(article: str, words: str) -> None:
    text = TEXTS["bulungan"]
    assert words in " ".join(text.split())
    assert words not in paragraph(text, article)


def paragraph(text: str, article: str) -> str:
    """Return the words of `Pasal 8 ayat (2) huruf a`, in one line."""
    parts = r"(Pasal \w+)(?: ayat (\(\d+\)))?(?: huruf (\w))?(?: angka (\d+))?"
    found = re.fullmatch(parts, article)
    assert found, article
    pasal, ayat, huruf, angka = found.groups()
    lines = between(text.splitlines(), re.escape(pasal) + "$", r"Pasal \w+$")
    if ayat:
        lines = between(lines, re.escape(ayat), r"\(\d+\)")
    if huruf:
        lines = between(lines, rf"{huruf}\. ", r"[a-z]\. ")
    if angka:
        lines = between(lines, rf"{angka}\. ", r"\d+\. ")
    return " ".join(lines)


def between(lines: list[str], first: str, following: str) -> list[str]:
    start = next(n for n, line in enumerate(lines) if re.match(first, line))
    rest = lines[start + 1 :]
    end = next((n for n, line in enumerate(rest) if re.match(following, line)), len(rest))
    return [lines[start], *rest[:end]]
