"""When attendance goes on paper: which conditions open it, and which papers they bring."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.law.answer import dated
from core.law.regulation import with_answers
from core.month.manual import Allowed, Condition, Document, Form, Why
from core.organisation.calendar import DAY
from core.organisation.deadline import Outage
from tests.builders.paper import (
    BROKEN,
    EVERY_DAY,
    LOST,
    PHONE,
    SERVER,
    SIGNAL,
    cited,
    gone,
    record,
    why,
)
from tests.core.answered_manual import LETTER_C, LETTER_F, LIST_E, LIST_G, WORK_D
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, at, law

TUESDAY = MONDAY + DAY
ANNEXES = {name: Path(__file__).parents[1] / "texts" / f"{name}.txt" for name in (BLG, KRA)}


@pytest.mark.parametrize(
    ("rule", "name", "condition", "needed", "grounds"),
    [
        ("BLG-11-1a", BLG, SIGNAL, (LETTER_C,), "11(1), 11(1), 11(2), AMB-23"),
        ("BLG-11-1b lost", BLG, LOST, (LETTER_C,), "11(1), 11(1), 11(2), 11(6)"),
        ("BLG-11-1b broken", BLG, BROKEN, (LETTER_C,), "11(1), 11(1), 11(2), 11(6)"),
        ("BLG-11-1c AMB-24", BLG, SERVER, (), "11(1), 11(1)"),
        ("KRA-9-1a KAM-04", KRA, SERVER, (), "9(1), 9(1), 9(7)"),
        ("KRA-9-1b", KRA, LOST, (LETTER_F, LIST_G), "9(1), 9(1), 9(7), 9(2), 9(4)"),
        ("KRA-9-1c", KRA, BROKEN, (LETTER_F, LIST_G), "9(1), 9(1), 9(7), 9(2), 9(4)"),
    ],
)
def test_one_condition_is_enough_and_brings_its_own_papers(
    rule: str, name: str, condition: Condition, needed: tuple[Form, ...], grounds: str
) -> None:
    """BLG-11-2, KRA-9-2, KAM-07."""
    verdict = record(name, condition)
    assert isinstance(verdict, Allowed), rule
    assert (verdict.needed, cited(verdict)) == (needed, grounds)


@pytest.mark.parametrize(("name", "filled"), [(BLG, (LIST_E, WORK_D)), (KRA, (LIST_G,))])
@pytest.mark.parametrize("condition", [*PHONE, SERVER])
def test_the_list_is_filled_in_and_the_work_where_it_is_reported(
    name: str, filled: tuple[Form, ...], condition: Condition
) -> None:
    """BLG-11-1, KRA-9-1."""
    verdict = record(name, condition)
    assert isinstance(verdict, Allowed)
    assert verdict.filled == filled


@pytest.mark.parametrize("condition", Condition)
def test_only_weak_signal_must_say_why_nothing_else_worked(condition: Condition) -> None:
    """AMB-23: online, then offline, then manual."""
    verdict = record(BLG, condition)
    assert isinstance(verdict, Allowed)
    assert verdict.reason is (condition is SIGNAL)


def test_weak_signal_opens_nothing_where_the_text_does_not_know_it() -> None:
    """KRA-9-1a-c: the server and the phone, nothing else."""
    verdict = record(KRA, SIGNAL)
    assert (why(verdict), cited(verdict)) == (Why.NOT_OPENED, "9(1)")


@pytest.mark.parametrize("name", [BLG, KRA])
def test_every_form_stands_in_the_annex_under_its_letter(name: str) -> None:
    """BLG-11-2, KRA-9-7."""
    manual, day = law(name).manual, MONDAY
    demand = manual.surat.on(day).value
    forms = {*(manual.isian.on(day).value or ()), *(demand.berkas if demand else ())}
    lines = ANNEXES[name].read_text("utf-8").splitlines()
    assert {form.dokumen for form in forms} >= {Document.LIST, Document.LETTER}
    for form in forms:
        words = form.dokumen.upper().replace("KINERJA", "KINERJA HARIAN")
        assert any(line.startswith(f"{form.formulir}. FORMAT {words}") for line in lines)


@pytest.mark.parametrize("name", [BLG, KRA])
def test_nothing_is_said_of_a_condition_that_opens_nothing(name: str) -> None:
    manual, day = law(name).manual, MONDAY
    opened = set(manual.keadaan.on(day).value or ())
    rules = (manual.surat, manual.per_kejadian, manual.sebulan)
    values = [rule.on(day).value for rule in rules]
    assert all(opened.issuperset(value.keadaan) for value in values if value)
    assert opened.issuperset(manual.jalan_terakhir.on(day).value or ())


@pytest.mark.parametrize(
    ("outages", "expected"),
    [
        ([], Why.NO_OUTAGE),
        ([gone(BLG, MONDAY, "06.00", "06.30")], Why.NO_OUTAGE),
        ([gone(BLG, MONDAY, "06.00", "06.30.01")], None),
        ([gone(BLG, MONDAY, "12.00", "12.05")], None),
        ([gone(BLG, MONDAY, "18.30", "19.00")], None),
        ([gone(BLG, MONDAY, "18.30.01", "19.00")], Why.NO_OUTAGE),
        ([gone(BLG, MONDAY - 3 * DAY), gone(BLG, TUESDAY)], Why.NO_OUTAGE),
        ([gone(BLG, TUESDAY), gone(BLG, MONDAY)], None),
        ([Outage(at(MONDAY - 3 * DAY, "08.00"), at(FRIDAY, "08.00"))], None),
    ],
    ids=[
        "none in the register",
        "over when masuk opens",
        "over a second later",
        "for five minutes",
        "from the last moment of pulang",
        "from a second later",
        "on other days",
        "on this one, too",
        "for a week",
    ],
)
def test_the_register_says_when_the_server_was_gone(
    outages: list[Outage], expected: Why | None
) -> None:
    """BLG-11-1c, AMB-24."""
    verdict = record(BLG, SERVER, outages=outages)
    assert (why(verdict), cited(verdict)[:5]) == (expected, "11(1)")


@pytest.mark.parametrize(
    ("day", "since", "until", "expected"),
    [
        (MONDAY, "19.00", "20.00", Why.NO_OUTAGE),
        (MONDAY, "19.00", "20.00.01", None),
        (TUESDAY, "01.00", "02.00", None),
        (TUESDAY, "09.00", "10.00", None),
        (TUESDAY, "09.00.01", "10.00", Why.NO_OUTAGE),
    ],
)
def test_a_night_has_the_outages_of_its_morning(
    day: date, since: str, until: str, expected: Why | None
) -> None:
    """BLG-11-1c: Monday's night takes stamps from 20.00 until Tuesday 09.00."""
    outage = gone(BLG, day, since, until)
    assert why(record(BLG, SERVER, schedule=EVERY_DAY, outages=[outage])) == expected


@pytest.mark.parametrize("condition", [*PHONE, SERVER])
@pytest.mark.parametrize("name", [BLG, KRA])
def test_nobody_attends_on_a_day_off(name: str, condition: Condition) -> None:
    assert why(record(name, condition, FRIDAY)) is None
    verdict = record(name, condition, FRIDAY + DAY)
    assert why(verdict) is Why.DAY_OFF
    assert cited(verdict).startswith("6(")


@pytest.mark.parametrize(
    ("name", "first"), [(BLG, date(2023, 10, 31)), (KRA, date(2023, 7, 3))], ids=[BLG, KRA]
)
def test_a_date_before_the_law_cannot_be_recorded(name: str, first: date) -> None:
    early = first - timedelta(days=30)
    assert why(record(name, LOST, first, first=first)) is None
    verdict = record(name, LOST, first - DAY, first=early)
    assert (why(verdict), cited(verdict)) == (
        Why.BEFORE_LAW,
        "11(1)" if name == BLG else "9(1)",
    )


def test_where_the_law_is_silent_nothing_opens() -> None:
    old = law(BLG).manual.keadaan.on(MONDAY)
    silent = replace(old, value=None, article=None, quote=None, decisions=("KAM-13",))
    regulation = with_answers(law(BLG), "manual.keadaan", dated((silent,)))
    verdict = record(BLG, LOST, regulation=regulation)
    assert (why(verdict), cited(verdict)[:13]) == (Why.NOT_OPENED, "tidak diatur ")
