"""What an answer says of itself, and which answer a date gets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.answer import Answer, NotInForceError, dated

FIRST = date(2023, 10, 31)
LAW = "Perbup Contoh 1/2023"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("answer", "citation"),
    [
        (Answer(7, FIRST, LAW, "Pasal 8 ayat (4)", "tujuh"), f"Pasal 8 ayat (4) {LAW}"),
        (Answer(7, FIRST, LAW, "Pasal 8", "tujuh", ("AMB-09",)), f"Pasal 8 {LAW}"),
        (Answer(7, FIRST, LAW, decisions=("AMB-05",)), "keputusan AMB-05"),
        (Answer(7, FIRST, LAW, decisions=("KAM-13", "AMB-34")), "keputusan KAM-13, AMB-34"),
        (Answer(None, FIRST, LAW, decisions=("KAM-13",)), f"tidak diatur dalam {LAW} (KAM-13)"),
        (Answer(7, FIRST, "SK Bupati 5/2024"), "SK Bupati 5/2024"),
    ],
    ids=["article", "article-with-reading", "decision", "decisions", "silence", "region"],
)
def test_an_answer_says_what_it_stands_on(answer: Answer[int], citation: str) -> None:
    assert answer.citation == citation


@pytest.mark.parametrize(("value", "regulated"), [(7, True), (0, True), (None, False)])
def test_only_silence_is_unregulated(value: int | None, *, regulated: bool) -> None:
    assert Answer(value, FIRST, LAW, decisions=("KAM-13",)).regulated is regulated


def test_a_day_before_the_law_is_told_when_the_law_begins() -> None:
    words = f"{LAW} belum berlaku pada 2023-10-30 .baru berlaku sejak 2023-10-31"
    with pytest.raises(NotInForceError, match=words):
        dated((Answer(7, FIRST, LAW),)).on(date(2023, 10, 30))


@given(st.sets(DAYS, min_size=1, max_size=20), DAYS)
def test_the_answer_is_the_latest_that_has_begun(starts: set[date], day: date) -> None:
    timeline = dated(tuple(Answer(since, since, LAW) for since in sorted(starts)))
    begun = [since for since in starts if since <= day]
    if begun:
        assert timeline.on(day).value == max(begun)
    else:
        with pytest.raises(NotInForceError):
            timeline.on(day)


@given(st.sets(DAYS, min_size=2, max_size=20), DAYS)
def test_appending_an_answer_never_changes_an_earlier_day(starts: set[date], day: date) -> None:
    *earlier, last = (Answer(since, since, LAW) for since in sorted(starts))
    before, after = dated(tuple(earlier)), dated((*earlier, last))
    if earlier[0].since <= day < last.since:
        assert after.on(day) is before.on(day)
    if day >= last.since:
        assert after.on(day) is last
