"""What a request was filed under outlives the law that knew its kind."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.approvals.case import State
from core.law.answer import Answer, Dated
from core.law.questions.jenis_izin import Effect, Letter
from core.law.regulation import Regulation, with_answers
from core.requests.absence import Asked, absences
from core.requests.catalogue import RequestType, request_types
from core.requests.terms import as_record, filed_under, from_record, known
from tests.core.situations import BLG, KRA, MONDAY, at, law

CHANGED = date(2026, 4, 6)
EVERYTHING = [
    pytest.param(request_type, id=f"{name}:{request_type.code}")
    for name in (BLG, KRA)
    for request_type in request_types(law(name), MONDAY)
]


def later(question: str, value: object) -> Regulation:
    """Bulungan with another answer from the sixth of April 2026 on; None: silent."""
    section, key = question.split(".")
    before: Dated[Any] = getattr(getattr(law(BLG), section), key)
    new = Answer(value, CHANGED, "Perbup Bulungan 1/2026", decisions=("AMB-35",))
    answers = Dated((*before.dates, CHANGED), (*before.answers, new))
    return with_answers(law(BLG), question, answers)


def leaves(code: str | None) -> Regulation:
    """The same kinds of leave, `besar` renamed, or dropped."""
    kinds = law(BLG).jenis_izin.cuti.answers[0].value or ()
    renamed = (
        each.model_copy(update={"kode": code}) if each.kode == "besar" else each
        for each in kinds
        if code or each.kode != "besar"
    )
    return later("jenis_izin.cuti", tuple(renamed))


LAWS = {
    "the kind is dropped": leaves(None),
    "the kind is renamed": leaves("besar-pns"),
    "the question falls silent": later("jenis_izin.cuti", None),
    "its limit falls silent": later("validasi.izin", None),
    "silence does something else": later("validasi.jika_lewat", "gugur"),
}


def asked(terms: RequestType | None) -> Asked:
    """Big leave for the sixth of April, filed in March and never looked at."""
    filed, due = at(date(2026, 3, 30), "08.00"), at(date(2026, 4, 1), "08.00")
    return Asked("cuti.besar", MONDAY, MONDAY, filed, due, terms=terms)


@pytest.mark.parametrize("request_type", EVERYTHING)
def test_all_that_matters_of_a_kind_is_kept(request_type: RequestType) -> None:
    record = as_record(request_type)
    kept = from_record(json.loads(json.dumps(record)))
    assert kept == replace(request_type, source=replace(request_type.source, value=True))
    assert kept == from_record(json.dumps(record)), "SQLite gives text"


@pytest.mark.parametrize("changed", LAWS.values(), ids=LAWS)
def test_what_was_filed_counts_as_it_was_filed(changed: Regulation) -> None:
    """Retiring a kind touches nothing that was asked for before."""
    terms = known(law(BLG), "cuti.besar", MONDAY)
    before = absences(law(BLG), [asked(terms)], MONDAY, at(MONDAY, "08.00"))
    (now,) = absences(changed, [asked(terms)], MONDAY, at(MONDAY, "08.00"))
    assert (now,) == before
    assert (now.effect, now.code, now.state) == (Effect.CREDITED, Letter.LEAVE, State.ESCALATED)


@pytest.mark.parametrize("changed", LAWS.values(), ids=LAWS)
def test_a_row_from_before_is_read_by_the_law_of_today_and_never_raises(
    changed: Regulation,
) -> None:
    """The control of the test above: without what was kept it is the new law that is asked."""
    (now,) = absences(changed, [asked(None)], MONDAY, at(MONDAY, "08.00"))
    if known(changed, "cuti.besar", MONDAY):
        assert now.state is State.LAPSED
    else:
        assert (now.effect, now.code, now.state) == (Effect.EXCUSED, Letter.PERMIT, State.PENDING)


def test_an_unknown_kind_is_called_by_its_code() -> None:
    unknown = filed_under(leaves(None), "cuti.besar", MONDAY, None)
    assert unknown.kind.nama == "Cuti besar"
    assert unknown.source.citation == "peraturan pada saat permohonan diajukan"
    assert not unknown.limit.regulated
    assert filed_under(law(BLG), "x", date(2020, 1, 1), None).kind.nama == "X"


BROKEN: list[object] = [
    None,
    [],
    "[]",
    {},
    {"kind": {}},
    {"code": "sakit", "kind": {}},
    {"kind": {"nama": "Cuti", "akibat": "sabat", "huruf": "C"}},
    as_record(next(request_types(law(BLG), MONDAY))) | {"limit": {"value": {"abad": 1}}},
    as_record(next(request_types(law(BLG), MONDAY))) | {"lapse": {"value": "menguap"}},
    as_record(next(request_types(law(BLG), MONDAY)))
    | {"source": {"value": True, "since": "kapan"}},
]


@pytest.mark.parametrize("kept", BROKEN)
def test_what_nobody_can_read_is_as_if_nothing_was_kept(kept: object) -> None:
    assert from_record(kept) is None
