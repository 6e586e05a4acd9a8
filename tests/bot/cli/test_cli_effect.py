"""An administrator's act on days that are over: shown and agreed to, or refused once closed.

BLG-13-4, AMB-28: March is closed from 5 April 00.00.00 on; in Karanganyar (KAM-23) from 1 May.
"""

from collections.abc import Callable

import pytest
import typer

from bot.cli import app, consent
from handlers.usecases import past_days
from handlers.usecases.importing.batch import Kind
from tests.bot.cli.deeds import (
    BLG,
    CLOSED,
    DEEDS,
    EVERY,
    HOLIDAYS,
    LEFT,
    OPEN,
    SAID,
    SECOND,
    SK,
    Deed,
    at,
    given,
    said,
)
from tests.builders.house import CLERK, NURSE, PEOPLE, House


@pytest.mark.parametrize(("region", "name"), EVERY)
def test_until_the_last_instant_it_is_shown_and_has_to_be_agreed_to(
    bare: House, region: str, name: str
) -> None:
    deed = DEEDS[name]
    given(bare, region, deed)
    open_ = at(bare, CLOSED[region] - SECOND)
    before = bare.everything()
    asked = deed.do(open_, region)
    assert asked.exit_code == 1, asked.output
    for words in (deed.shown, "Yohanes Lawing", "yang sudah lewat berubah", "dengan --ya"):
        assert words in said(asked)
    assert bare.everything() == before
    agreed = deed.do(open_, region, "--ya")
    assert agreed.exit_code == 0, agreed.output
    assert deed.shown in agreed.output
    trail = open_.run("audit", region, "--rinci", "--jumlah", "2").output
    assert past_days.CHANGED in trail
    assert "2026-03: " in trail


@pytest.mark.parametrize(("region", "name"), EVERY)
def test_from_the_first_instant_it_is_closed_for_administrators_too(
    bare: House, region: str, name: str
) -> None:
    """Not even who agrees gets it: the whole act is taken back."""
    deed = DEEDS[name]
    given(bare, region, deed)
    shut = at(bare, CLOSED[region])
    before = bare.everything()
    refused = deed.do(shut, region, "--ya")
    assert refused.exit_code == 1, refused.output
    assert SAID[region] in said(refused)
    assert "Maret 2026: " in said(refused), "whose day would have become what"
    assert OPEN[region] in said(refused)
    assert bare.everything() == before
    if deed.command == "import":
        assert deed.do(shut, region, "--dry-run").exit_code == 1


@pytest.mark.parametrize("answer", ["y", "Ya", "t", ""])
def test_whoever_sits_there_is_asked(
    bare: House, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    deed, asked = DEEDS["import sif"], []
    given(bare, BLG, deed)

    def answers(prompt: str) -> str:
        asked.append(prompt)
        return answer

    monkeypatch.setattr(consent, "interactive", lambda: True)
    monkeypatch.setattr("builtins.input", answers)
    told = deed.do(at(bare, CLOSED[BLG] - SECOND), BLG)
    yes = answer.casefold() in {"y", "ya"}
    assert asked == ["Lanjutkan? [y/T] "]
    assert told.exit_code == (0 if yes else 1), told.output
    assert ("Dibatalkan" in told.output) is not yes
    assert told.output.count("2026-03-09") == 1 + 0 * yes, "shown once"
    assert len(bare.rows("SELECT since FROM employee_duty WHERE schedule IS NULL")) == yes


def test_what_came_in_between_is_shown_anew(bare: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was agreed to is what was shown, and nothing else."""
    deed = DEEDS["import sif"]
    given(bare, BLG, deed)

    def answers(_: str) -> str:
        bare.rows(
            "INSERT INTO exemption (region, employee, since, kind, decree) SELECT region, employee,"
            " '2026-03-01', 'ditahan', 'SK' FROM employee WHERE nip = :nip RETURNING since",
            nip=CLERK,
        )
        return "y"

    monkeypatch.setattr(consent, "interactive", lambda: True)
    monkeypatch.setattr("builtins.input", answers)
    told = deed.do(at(bare, CLOSED[BLG] - SECOND), BLG)
    assert told.exit_code == 1
    assert "dikecualikan" in told.output
    assert bare.rows("SELECT since FROM employee_duty WHERE schedule IS NULL") == []


def test_both_databases_compare_what_was_with_what_is(bare_home: House) -> None:
    """The days before are read beside the transaction that writes."""
    deed = DEEDS["berhenti"]
    given(bare_home, BLG, deed)
    open_, shut = at(bare_home, CLOSED[BLG] - SECOND), at(bare_home, CLOSED[BLG])
    for where, flags in ((open_, ()), (shut, ("--ya",))):
        refused = deed.do(where, BLG, *flags)
        assert refused.exit_code == 1, refused.output
        assert bare_home.rows("SELECT last FROM departure") == []
    assert "7 hari akan berubah, yaitu Yohanes Lawing, Senin, 9 Maret 2026: alpa" in said(refused)
    assert deed.do(open_, BLG, "--ya").exit_code == 0
    assert len(bare_home.rows("SELECT last FROM departure")) == 1


HARMLESS = {
    "a name": {"pegawai": PEOPLE.replace("Yohanes Lawing", "Yohanes L")},
    "the same hours": {"pegawai": PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-03-09")},
    "a Saturday": {"libur": HOLIDAYS + "2026-03-14,Sabtu,libur daerah,SK 1"},
    "to come": {"libur": HOLIDAYS + "2026-05-11,Nanti,libur daerah,SK 1"},
    "a departure on a Saturday": {"berhenti": f"{LEFT}{CLERK},2026-04-04,pindah,SK,,"},
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_no_day_goes_through_as_ever(bare: House, name: str) -> None:
    deed = Deed("import", files=HARMLESS[name])
    given(bare, BLG, deed)
    told = deed.do(at(bare, CLOSED[BLG]), BLG)
    assert told.exit_code == 0, told.output
    assert "yang sudah lewat berubah" not in said(told)


def test_whoever_is_new_has_no_days_that_could_change(bare: House) -> None:
    """Their posting of years ago is none of a closed month's days."""
    deed = DEEDS["berhenti"]
    given(bare, BLG, deed)
    new = PEOPLE + "198501012010011009,Baru,PNS,Analis,III/a,0812 5001 0099,SETDA,2020-01-06,,,\n"
    told = at(bare, CLOSED[BLG]).bring(BLG, pegawai=new)
    assert told.exit_code == 0, told.output


def test_of_very_many_days_the_first_are_named_and_all_are_counted(bare: House) -> None:
    deed = Deed("exempt", (CLERK, "ditahan", "--sejak", "2023-12-01", *SK))
    given(bare, BLG, deed)
    refused = said(deed.do(at(bare, CLOSED[BLG]), BLG))
    assert "Jumat, 1 Desember 2023" in refused
    assert refused.count("menjadi dikecualikan") == 3
    assert "hari lain. Yang masih dapat diubah" in refused


# Each command that changes no day that is over, and why. A new one has to be put on one side.
BEARS_ON_NO_PAST_DAY = {
    "activate": "a code opens an account",
    "unbind": "an account, not its stamps",
    "block": "from now on",
    "unblock": "up to now: the days in between stay under review",
    "nip": "the person and all days stay",
    "delegasi": "who decides, from today on",
    "gangguan": "deadlines of what waits; what is decided or has gone up stays",
    "verifikator": "lists",
    "tertunda": "lists",
    "audit": "lists",
    "rekap": "lists, on paper",
    "kop": "what stands above letters",
    "registrasi-gagal": "lists",
    "check": "lists",
    "tertahan": "lists",
    "migrate": "tables",
    "pindah-basis-data": "copies everything as it is",
    "dead-letters": "what somebody sent, through the chat's own guards",
    "serve": "the service",
    "demo": "the demo",
}
KINDS_WITHOUT_DAYS = {
    Kind.PLACE: "a stamp keeps the place that it was made at",
    Kind.ROLE: "who may act, not what is",
}


def test_every_command_either_asks_or_has_no_day_to_change() -> None:
    """Control: a new command is in neither list, or has no deed above."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a click group
    guarded = {name for name, each in commands.items() if _asks(each.params)}
    assert guarded == {deed.command for deed in DEEDS.values()}
    assert guarded.isdisjoint(BEARS_ON_NO_PAST_DAY)
    assert guarded | set(BEARS_ON_NO_PAST_DAY) | {"export"} == set(commands)


def _asks(params: list[Callable[..., object]]) -> bool:
    return any("--ya" in getattr(each, "opts", ()) for each in params)


def test_every_kind_of_file_either_asks_or_has_no_day_to_change() -> None:
    files = {file for deed in DEEDS.values() for file in deed.files}
    assert files.isdisjoint(KINDS_WITHOUT_DAYS)
    assert files | set(KINDS_WITHOUT_DAYS) == set(Kind)


def test_of_a_nurse_whose_hours_are_her_own_an_office_changes_nothing(bare: House) -> None:
    """The comparison is exact: only whose days differ is named."""
    deed = DEEDS["import kantor"]
    given(bare, BLG, deed)
    told = said(deed.do(at(bare, CLOSED[BLG] - SECOND), BLG, "--ya"))
    assert "Yohanes Lawing" in told
    assert "Andi Pratama" not in told
    assert NURSE not in told
