"""The cause of a dead letter: the innermost exception, whoever wrote it, and a place of ours."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.dead_letter import CAUSE_CHARACTERS_MAX, cause, failed_again, letter_of
from bot.runtime.regions import read_region
from db.messages.inbox import Letter
from handlers.chat.conversation import Refusal
from tests.builders.chats import BUDIS
from tests.harness.bot_and_telegram import MONDAY


class Mute(Exception):
    def __str__(self) -> str:
        raise RuntimeError("not even this")


def missing() -> None:
    raise KeyError("tanggal")


def refused() -> None:
    raise Refusal(Markup("Tulis tanggalnya."))


def wrapped() -> None:
    try:
        missing()
    except KeyError as error:
        raise ValueError("the outer one") from error


def while_handling() -> None:
    try:
        missing()
    except KeyError:
        raise ValueError("the later one")  # noqa: B904 - as a bug does it


def instead() -> None:
    try:
        missing()
    except KeyError:
        raise ValueError("the only one") from None


def after_a_refusal() -> None:
    try:
        refused()
    except Refusal:
        raise ValueError("a bug on the way")  # noqa: B904 - as a bug does it


def together() -> None:
    raise ExceptionGroup("both", [ValueError("the first"), ValueError("the second")])


def mute() -> None:
    raise Mute


def many_lines() -> None:
    raise ValueError("the first line\nDETAIL: Key (nip)=(199003152015031002) exists")


def long() -> None:
    raise ValueError("x" * 1000)


def wordless() -> None:
    raise StopIteration


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (wrapped, "KeyError: 'tanggal'"),
        (while_handling, "KeyError: 'tanggal'"),
        (instead, "ValueError: the only one"),
        (after_a_refusal, "ValueError: a bug on the way"),
        (together, "ValueError: the first"),
        (mute, f"{__name__}.Mute"),
        (many_lines, "ValueError: the first line"),
        (long, f"ValueError: {'x' * CAUSE_CHARACTERS_MAX}"),
        (wordless, "StopIteration"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_the_innermost_exception_is_the_cause(fails: Callable[[], None], told: str) -> None:
    assert caught(fails).rpartition(" (")[0] == told


def test_its_place_is_the_nearest_of_ours() -> None:
    """The standard library raises it; we had called it."""
    told = caught(lambda: read_region(Path("a\0b")))
    assert told.startswith("ValueError: embedded null byte (bot/runtime/regions.py:")


async def test_what_a_database_says_is_the_cause_and_not_where_to_read_about_it(
    engine: AsyncEngine,
) -> None:
    with pytest.raises(sa.exc.DBAPIError) as error:
        async with engine.begin() as db:
            await db.exec_driver_sql("SELECT * FROM antah")
    told = cause(error.value)
    assert told.startswith(("sqlite3.OperationalError: no such", "asyncpg.exceptions.Undefined"))
    assert "antah" in told


def test_no_number_of_a_person_stands_in_it_whole() -> None:
    assert "199003152015031002" not in cause(ValueError("NIP 199003152015031002"))


def test_a_letter_tells_its_newest_cause_and_keeps_the_rest() -> None:
    first = letter_of(BUDIS, "7", {"a": 1}, ValueError("one"), {"talk": 1}, MONDAY)
    second = failed_again(first, ValueError("two"))
    assert (first.cause, second.cause) == ("ValueError: one", "ValueError: two")
    assert (second.state, second.received_at) == ({"talk": 1}, MONDAY)
    assert "two" in second.traceback


def test_an_older_letter_tells_the_last_line_that_says_something() -> None:
    text = "Traceback\n  File\nsqlalchemy.exc.DBAPIError: x\n(Background on this error at: y)\n"
    assert Letter("b", "t", "7", MONDAY, {}, text).cause == "sqlalchemy.exc.DBAPIError: x"


def caught(fails: Callable[[], object]) -> str:
    with pytest.raises(Exception) as error:  # noqa: PT011 - any of them
        fails()
    return cause(error.value)
