"""The engine: replaying answers, asking again, going back, and a state that is only JSON."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from handlers.chat.conversation import (
    LASTS,
    Flow,
    Question,
    Refusal,
    Rewrite,
    Running,
    Talk,
    back,
    pick,
    step,
)
from handlers.chat.event import Content, Other, Tap, Text
from handlers.chat.reply import InputKind, Reply
from tests.office import wita

UNTIL = wita("2026-04-06", "07.24") + LASTS
COLOURS = {"m": "Merah", "b": "Biru"}


def number(prompt: str) -> Question[int]:
    def take(content: Content) -> str:
        text = getattr(content, "text", "")
        if not text.isdecimal():
            raise Refusal(Markup("Itu bukan angka."))
        return str(text)

    return Question(Reply(Markup("{}").format(prompt), input_kind=InputKind.LOCATION), take, int)


async def order(talk: Talk) -> Reply:
    """Two questions, a branch, a go-ahead, and the only write at the end."""
    colour = await talk.ask("warna", pick(Markup("Warna?"), COLOURS))
    count = await talk.ask("jumlah", number("Berapa?"))
    if count > 10:
        await talk.ask("alasan", number("Mengapa {} (angka)?"))
    await talk.confirm(Markup("{} {}?").format(count, colour))
    return Reply(Markup("Jadi {} {}.").format(count, colour))


def begun(**answers: str) -> Running:
    return Running("pesan", "42", UNTIL, dict(answers))


def through_json(running: Running) -> Running:
    """As a row of the database gives it back: PostgreSQL sorts the keys of every object."""
    return Running.from_json(json.loads(json.dumps(running.as_json(), sort_keys=True)))


async def talk(running: Running, said: str | None, flow: Flow = order) -> tuple[str, Running]:
    reply, _ = await step(running, flow, None if said is None else Text(said))
    return str(reply.text), through_json(running)


async def test_each_message_answers_the_open_question_and_finds_the_next() -> None:
    running = begun()
    table = [
        (None, "Warna?"),
        ("biru", "Berapa?"),
        ("12", "Mengapa {} (angka)?"),
        ("7", "12 b?"),
        ("Ya", "Jadi 12 b."),
    ]
    for said, answered in table:
        text, running = await talk(running, said)
        assert text == answered


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (Text("banyak"), "Itu bukan angka."),
        (Other("photo"), "Itu bukan angka."),
        (Tap("42:jumlah:9", "q"), "Pilihan itu tidak ada lagi."),
    ],
)
async def test_an_unfit_answer_repeats_the_question_with_the_reason(
    content: Content, reason: str
) -> None:
    running = begun(warna="b")
    reply, waits = await step(running, order, content)
    assert waits
    assert str(reply.text) == f"{reason}\n\nBerapa?"
    assert reply.input_kind is InputKind.LOCATION
    assert running.answers == {"warna": "b"}


async def test_kembali_drops_exactly_the_last_answer_also_after_a_restart() -> None:
    running = through_json(begun(warna="b", jumlah="12", alasan="3"))
    for left in (["warna", "jumlah"], ["warna"], []):
        assert back(running)
        assert list(running.answers) == left
        running = through_json(running)
    assert not back(running)
    assert (await talk(running, None))[0] == "Warna?"


async def test_one_answer_dropped_from_the_middle_is_the_only_one_asked_again() -> None:
    running = begun(warna="b", jumlah="3")
    del running.answers["warna"]
    assert (await talk(running, None))[0] == "Warna?"
    assert (await talk(running, "merah"))[0] == "3 m?"


async def test_a_branch_that_is_no_longer_taken_leaves_its_answer_without_effect() -> None:
    assert (await talk(begun(warna="b", alasan="3", jumlah="2"), "ya"))[0] == "Jadi 2 b."


async def test_a_renamed_question_is_simply_asked_again() -> None:
    async def renamed(talk: Talk) -> Reply:
        await talk.ask("warna_baru", pick(Markup("Warna baru?"), COLOURS))
        return Reply(Markup("Beres."))

    running = begun(warna="b")
    assert (await talk(running, None, renamed))[0] == "Warna baru?"
    assert (await talk(running, "merah", renamed))[0] == "Beres."


async def test_an_answer_taken_back_is_asked_again_in_other_words() -> None:
    async def stubborn(talk: Talk) -> Reply:
        question = number("Berapa?")
        count = await talk.ask("jumlah", question)
        if count < 5:
            raise talk.again("jumlah", question, Reply(Markup("Terlalu sedikit.")))
        return Reply(Markup("Cukup."))

    running = begun()
    assert (await talk(running, None, stubborn))[0] == "Berapa?"
    assert (await talk(running, "2", stubborn))[0] == "Terlalu sedikit."
    assert (await talk(running, "x", stubborn))[0] == "Itu bukan angka.\n\nBerapa?"
    assert (await talk(running, "6", stubborn))[0] == "Cukup."


async def test_nothing_is_written_before_the_last_answer() -> None:
    written: list[int] = []

    async def writing(talk: Talk) -> Reply:
        count = await talk.ask("jumlah", number("Berapa?"))
        await talk.confirm(Markup("Simpan?"))
        written.append(count)
        return Reply(Markup("Tersimpan."))

    running = begun()
    for said in (None, "4", "nanti", None):
        await talk(running, said, writing)
        assert written == []
    assert (await talk(running, "ya", writing))[0] == "Tersimpan."
    assert written == [4]


async def test_the_buttons_carry_the_run_and_the_question_and_the_ways_out() -> None:
    first, _ = await step(begun(), order, None)
    assert [b.data for b in first.buttons] == ["42:warna:m", "42:warna:b", "42:batal:"]
    running = begun(warna="b")
    last, _ = await step(running, order, Text("3"))
    assert [b.label for b in last.buttons] == ["Ya", "Kembali", "Batal"]
    assert all(len(b.data.encode()) <= 64 for b in last.buttons)
    assert [running.awaits(Tap(b.data, "q")) for b in last.buttons] == [True] * 3


@pytest.mark.parametrize(
    ("data", "waited_for"),
    [
        ("42:warna:b", True),
        ("42:batal:", True),
        ("42:kembali:", True),
        ("41:warna:b", False),  # an earlier run
        ("42:jumlah:b", False),  # another question
        ("42", False),
        ("42:", False),
        ("", False),
        ("x", False),
        (":::", False),
    ],
)
async def test_only_a_button_of_the_open_question_of_this_run_is_fresh(
    data: str, *, waited_for: bool
) -> None:
    running = begun()
    await step(running, order, None)
    assert running.awaits(Tap(data, "q")) is waited_for


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=8))
def test_the_state_survives_its_row_with_the_answers_in_their_order(
    answers: dict[str, str],
) -> None:
    running = Running("pesan", "42", UNTIL + timedelta(microseconds=7), answers, "warna")
    again = through_json(running)
    assert again == running
    assert list(again.answers) == list(answers)


@given(st.lists(st.sampled_from(["merah", "b", "3", "12", "ya", "x", "", "kembali"]), max_size=12))
async def test_a_restart_between_any_two_messages_changes_nothing(said: list[str]) -> None:
    steady, restarted = begun(), begun()
    for text in said:
        one, other = await talk(steady, text), await talk(restarted, text)
        assert one[0] == other[0]
        restarted = other[1]


async def reviewed(talk: Talk) -> Reply:
    """A summary under which each answer may be asked anew."""
    colour = await talk.ask("warna", pick(Markup("Warna?"), COLOURS))
    count = await talk.ask("jumlah", number("Berapa?"))
    if count == 99:
        raise Rewrite([], {"jumlah": "1"})
    await talk.confirm(Markup("{} {}?").format(count, colour), {"jumlah": "banyaknya"})
    return Reply(Markup("Jadi {} {}.").format(count, colour))


async def test_one_answer_is_changed_under_the_summary_and_the_others_stay() -> None:
    running = begun(warna="b")
    for said, answered in [
        ("3", "3 b?"),
        ("ubah banyaknya", "Berapa?"),
        ("banyak", "Itu bukan angka.\n\nBerapa?"),
        ("4", "4 b?"),
        ("ya", "Jadi 4 b."),
    ]:
        text, running = await talk(running, said, reviewed)
        assert text == answered


async def test_an_answer_may_bring_others_with_it() -> None:
    text, running = await talk(begun(warna="b"), "99", reviewed)
    assert (text, running.answers) == ("1 b?", {"warna": "b", "jumlah": "1"})
