"""What the console does, a conversation can do: the same act, the same right, the same words."""

from datetime import date
from pathlib import Path

import pytest
import typer

from bot.cli import app as commands
from bot.importing.files import read_files
from core.law.regulation import ExemptStatus
from db.records.audit import Change
from handlers.texts.standing_in import Party
from handlers.usecases import delegations, exemptions
from handlers.usecases.act import Act
from handlers.usecases.delegations import Period
from handlers.usecases.exemptions import Decreed
from handlers.usecases.importing.progress import Watch
from handlers.usecases.importing.run import import_batch
from tests.bot.cli.acts import ADMINISTRATOR, BLG, BOUND, CASES, NO_ACTS, ROLES, SINCE, UNTIL, Case
from tests.bot.cli.chat import DONE, Chat
from tests.builders.house import CLERK, HEAD, NURSE, PLACES, House


@pytest.fixture
def small(small: House) -> House:
    assert small.bring(peran=ROLES + ADMINISTRATOR).exit_code == 0
    return small


def bound(home: House, *nips: str) -> None:
    home.rows(BOUND.format(", ".join(f"'{each}'" for each in nips)))


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def chat(small: House, monkeypatch: pytest.MonkeyPatch) -> Chat:
    bound(small, HEAD, NURSE)
    return Chat(small, monkeypatch)


def given(home: House, case: Case) -> None:
    for statement in case.given:
        home.rows(statement)


@pytest.mark.parametrize("name", CASES)
def test_without_the_right_a_chat_is_refused_in_the_words_of_the_console(
    small: House, chat: Chat, name: str
) -> None:
    case = CASES[name]
    given(small, case)
    before = small.everything()
    refused = small.run(name.partition(",")[0], BLG, *case.words, case.by, NURSE)
    assert refused.exit_code == 1, refused.output
    assert small.everything() == before
    (told,) = chat.does(NURSE, case.do)
    assert f"{NURSE} tidak berwenang" in told
    assert plain(told) == plain(refused.output)
    answered = small.everything()
    assert {name for name, rows in answered.items() if rows != before[name]} <= MARKS


MARKS = {"inbox", "outbox", "conversation"}  # that somebody wrote, and was answered


@pytest.mark.parametrize("name", CASES)
def test_with_the_right_a_chat_does_what_the_console_does(
    small: House, chat: Chat, name: str
) -> None:
    case = CASES[name]
    given(small, case)
    before = small.everything()
    assert chat.does(HEAD, case.do)[0] == DONE
    lines = small.rows("SELECT actor, action FROM audit ORDER BY at, id")
    assert (lines[-1][0], len(lines)) == (HEAD, before["audit"] + 1)
    assert lines[-1][1]
    asked = small.rows("SELECT id FROM recalculation")
    assert bool(asked) is (name in MOVES_DEADLINES)


# The console has them reckoned anew at once; whatever a chat asked for the service does.
MOVES_DEADLINES = {"gangguan", "gangguan, a mistake", "libur", "batal-libur"}


@pytest.mark.parametrize("name", sorted(MOVES_DEADLINES))
def test_the_console_leaves_no_deadline_to_be_moved(small: House, name: str) -> None:
    case = CASES[name]
    given(small, case)
    done = small.run(name.partition(",")[0], BLG, *case.words, case.by, HEAD, "--ya")
    if done.exit_code == 2:  # an act that asks nothing knows no --ya
        done = small.run(name.partition(",")[0], BLG, *case.words, case.by, HEAD)
    assert done.exit_code == 0, done.output
    assert "dihitung ulang" in done.output
    assert small.rows("SELECT id FROM recalculation") == []


async def _own_plh(act: Act) -> None:
    me, by = await act.employee(act.by.name), await act.employee(CLERK)
    await delegations.appoint_own(act, Party(me.employee, me.name), by, Period(SINCE, UNTIL, None))


def test_only_whoever_verifies_somebody_names_a_plh_of_their_own(small: House, chat: Chat) -> None:
    """AMB-39: by their own word, whatever role they hold; the console has no such word."""
    assert chat.does(NURSE, _own_plh) == [delegations.NOTHING]
    assert small.rows("SELECT * FROM delegation") == []
    assert chat.does(HEAD, _own_plh) == [DONE]
    assert len(small.rows("SELECT * FROM delegation")) == 1


def test_an_import_is_refused_row_by_row_in_a_chat_as_at_the_console(
    small: House, chat: Chat
) -> None:
    """BLG-6-2c: a place is the administrator's to set."""
    file, before = small.file("tempat.csv", PLACES), small.everything()
    refused = small.run("import", BLG, file, "--oleh", NURSE)
    assert refused.exit_code == 1
    (told,) = chat.does(NURSE, lambda act: _brought(act, file))
    lines = [line for line in told.split("tempat.csv: ") if line]
    assert len(lines) == 2
    for line in lines:
        where, column, reason = line.split(": ", 2)
        assert "tidak berwenang atas tempat" in reason
        for words in (where.removeprefix("baris "), column, reason):
            assert plain(words) in plain(refused.output)
    changed = small.everything()
    assert {name for name, rows in changed.items() if rows != before[name]} <= MARKS


def test_an_import_is_done_in_a_chat_by_whoever_has_the_right(small: House, chat: Chat) -> None:
    file = small.file("tempat.csv", PLACES)
    assert chat.does(HEAD, lambda act: _brought(act, file)) == [DONE]
    assert len(small.rows("SELECT place FROM place")) == 2
    assert small.rows("SELECT actor, action FROM audit ORDER BY at, id")[-1] == (HEAD, "impor")


async def _brought(act: Act, file: str) -> None:
    seen = list[Change]()
    batch = read_files([Path(file)], lambda *_: None)
    done = await import_batch(act, batch, Watch(lambda *_: None, seen.extend))
    assert tuple(seen) == done.changes


def test_every_command_of_the_console_is_an_act_or_none_and_says_why() -> None:
    known = typer.main.get_command(commands).commands  # type: ignore[attr-defined]  # a click group
    acts = {name.partition(",")[0] for name in CASES} | {"import"}
    assert acts.isdisjoint(NO_ACTS)
    assert acts | set(NO_ACTS) == set(known)


def test_whoever_is_told_of_an_act_hears_it_from_a_chat_too(small: House, chat: Chat) -> None:
    bound(small, CLERK)
    done, card = chat.does(HEAD, CASES["block"].do)
    assert done == DONE
    assert "Mohon diputuskan: akun Yohanes" in card, "the head must agree that it is lifted"
    ((body,),) = small.rows(f"SELECT body FROM outbox WHERE address = '{CLERK}'")  # noqa: S608
    assert "titik sama" in str(body)


def test_an_act_that_is_refused_half_way_leaves_nothing_behind(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BLG-13-4: written, weighed, and found to change a closed month; the answer is kept."""
    assert home.bring(peran=ROLES + ADMINISTRATOR).exit_code == 0
    bound(home, HEAD)
    home.rows("UPDATE employee SET offered_at = '2023-10-01 00:00:00.000000+00:00' RETURNING 1")
    old = Decreed(ExemptStatus.DETAINED, date(2026, 3, 2), UNTIL, "SK 7")
    chat = Chat(home, monkeypatch)
    (told,) = chat.does(HEAD, lambda act: exemptions.exempt(act, CLERK, old))
    assert "Maret 2026 sudah ditutup" in told
    assert home.rows("SELECT * FROM exemption") == []
    assert home.rows("SELECT * FROM audit WHERE action = 'dikecualikan'") == []


def test_what_changes_days_of_an_open_month_is_told_before_anybody_agrees(
    small: House, chat: Chat
) -> None:
    """Whoever asks takes it back first; the same act comes to the same days again."""
    small.rows("UPDATE employee SET offered_at = '2023-10-01 00:00:00.000000+00:00' RETURNING 1")
    decreed = Decreed(ExemptStatus.DETAINED, date(2026, 4, 1), UNTIL, "SK 7")
    digests = []

    async def asks(act: Act) -> None:
        done = await exemptions.exempt(act, CLERK, decreed)
        digests.append(done.past.digest)
        assert [day.turn.date.day for day in done.past.first_open] == [3], "a Friday"

    for _ in range(2):
        small.rows("DELETE FROM exemption RETURNING 1")
        assert chat.does(HEAD, asks)[-1] == DONE
    assert digests[0] == digests[1]
