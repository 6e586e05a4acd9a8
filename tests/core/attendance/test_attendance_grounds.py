"""Every verdict names the article or the numbered decision behind each of its parts."""

from datetime import date
from typing import Any

import pytest

from core.attendance.judge import Accepted, Verdict, judge
from core.attendance.stamp import Leg
from core.law.regulation import ExemptStatus
from tests.core.situations import (
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    a_case,
    a_share,
    a_stamp,
    at,
    zone_of,
)

SUNDAY = date(2026, 4, 5)

IN, OUT = a_stamp(MONDAY, MASUK), a_stamp(MONDAY, PULANG, "16.05")
EVERY = [
    pytest.param({"clock": "07.00"}, id="accepted"),
    pytest.param({"clock": "16.00"}, id="accepted pulang"),
    pytest.param({"clock": "20.30", "works": "malam"}, id="accepted shift"),
    pytest.param({"clock": "06.00"}, id="too early"),
    pytest.param({"clock": "12.00", "leg": PULANG}, id="before the end"),
    pytest.param({"clock": "17.00", "leg": MASUK}, id="after the end"),
    pytest.param({"clock": "12.00", "stamps": (IN,)}, id="which leg"),
    pytest.param({"clock": "17.00", "stamps": (IN, OUT)}, id="already"),
    pytest.param({"clock": "07.00", "metres": 500}, id="outside"),
    pytest.param({"clock": "07.00", "accuracy": 500}, id="unsure"),
    pytest.param({"clock": "07.00", "sites": ()}, id="no place"),
    pytest.param({"clock": "07.00", "day": SUNDAY}, id="day off"),
    pytest.param({"clock": "07.00", "blocked": True}, id="blocked"),
    pytest.param({"clock": "07.00", "exempt": ExemptStatus.DETAINED}, id="exempt"),
    pytest.param({"clock": "07.00", "forwarded": True}, id="forwarded"),
]


def verdict_of(facts: dict[str, Any], name: str) -> Verdict:
    facts = dict(facts)
    sent = at(facts.pop("day", MONDAY), facts.pop("clock"), zone_of(name))
    shared = {key: facts.pop(key) for key in ("metres", "accuracy", "forwarded") if key in facts}
    share = a_share(sent, **shared)
    return judge(a_case(sent, facts.pop("leg", None), name=name, share=share, **facts))


@pytest.mark.parametrize("facts", EVERY)
@pytest.mark.parametrize("name", [BLG, KRA])
def test_every_verdict_names_the_article_or_decision_behind_it(
    facts: dict[str, Any], name: str
) -> None:
    verdict = verdict_of(facts, name)
    assert verdict.grounds
    for ground in verdict.grounds:
        assert ground.citation.startswith(("Pasal ", "keputusan ", "tidak diatur "))
        quoted = (ground.words or "").startswith("“")
        assert quoted == ground.citation.startswith("Pasal ")


@pytest.mark.parametrize(
    ("stamp", "articles"),
    [
        pytest.param(MASUK, ("huruf a", "keputusan AMB-05", "Pasal 8 ayat (3)"), id="masuk"),
        pytest.param(PULANG, ("huruf b", "Pasal 8 ayat (3)"), id="pulang"),
    ],
)
def test_a_stamp_cites_its_window_its_lateness_and_its_place_in_this_order(
    stamp: Leg, articles: tuple[str, ...]
) -> None:
    moment = at(MONDAY, "07.00" if stamp is MASUK else "17.00")
    verdict = judge(a_case(moment, stamp))
    assert isinstance(verdict, Accepted)
    assert len(verdict.grounds) == len(articles)
    for ground, article in zip(verdict.grounds, articles, strict=True):
        assert article in ground.citation
