"""A line to a platform: when it alarms, and when a message is its own trouble."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import structlog

from bot.runtime.line import ALARMING, GIVE_UP, SILENT, Line
from bot.runtime.metrics import NOTHING_SENT_SINCE
from tests.harness.bot_and_telegram import MONDAY

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def line() -> Line:
    return Line("bulungan")


@pytest.fixture(autouse=True)
def lines() -> Iterator[list[dict[str, object]]]:
    with structlog.testing.capture_logs() as told:
        yield told  # type: ignore[misc]  # structlog's own mapping


def test_a_bot_that_is_shut_out_alarms_at_once_and_only_once(
    line: Line, lines: list[dict[str, object]]
) -> None:
    for minute in range(3):
        line.fails(MONDAY + minute * timedelta(minutes=10), "Unauthorized", for_all=True)
    assert [each["log_level"] for each in lines] == ["error"]
    assert line.trouble == "nothing is sent for bulungan since 2026-04-05 23:24 UTC: Unauthorized"


@pytest.mark.parametrize(
    ("later", "alarms"), [(ALARMING - SECOND, False), (ALARMING, True)], ids=["before", "then"]
)
def test_after_five_minutes_without_anything_sent_it_alarms(
    line: Line, later: timedelta, *, alarms: bool
) -> None:
    line.works(MONDAY)
    line.fails(MONDAY, "timed out", for_all=False)
    assert line.trouble is None
    line.fails(MONDAY + later, "timed out", for_all=False)
    assert (line.trouble is not None) is alarms


def test_one_message_that_fails_among_others_alarms_nobody(line: Line) -> None:
    for minute in range(60):
        line.fails(MONDAY + minute * 60 * SECOND, "500", for_all=False)
        line.works(MONDAY + (minute * 60 + 30) * SECOND)
    assert line.trouble is None


def test_when_messages_get_through_again_that_is_told_and_counted(
    line: Line, lines: list[dict[str, object]]
) -> None:
    def since() -> float:
        metrics = NOTHING_SENT_SINCE.collect()
        (value,) = (s.value for m in metrics for s in m.samples if "bulungan" in s.labels.values())
        return value

    line.fails(MONDAY, "Unauthorized", for_all=True)
    assert since() == MONDAY.timestamp()
    line.works(MONDAY + HOUR)
    assert (since(), line.trouble) == (0, None)
    assert [each["log_level"] for each in lines] == ["error", "info"]


WORKING = [MONDAY + hours * HOUR for hours in range(0, 49, 6)]


@pytest.mark.parametrize(
    ("works", "written", "now", "hopeless"),
    [
        (WORKING, MONDAY, MONDAY + GIVE_UP, False),
        (WORKING, MONDAY, MONDAY + GIVE_UP + SECOND, True),
        ([], MONDAY, MONDAY + 100 * GIVE_UP, False),
        ([MONDAY], MONDAY, MONDAY + GIVE_UP + SECOND, False),
        ([MONDAY - 30 * HOUR, MONDAY], MONDAY - 30 * HOUR, MONDAY + HOUR, False),
        ([MONDAY, MONDAY + SILENT, MONDAY + 2 * SILENT], MONDAY, MONDAY + GIVE_UP + SECOND, True),
    ],
    ids=[
        "a day, and others got through",
        "a second more",
        "nothing ever got through",
        "nothing got through for a day",
        "the line is back for an hour",
        "twice a day is a working line",
    ],
)
def test_only_while_others_get_through_a_message_is_hopeless(
    line: Line, works: list[datetime], written: datetime, now: datetime, *, hopeless: bool
) -> None:
    for at in works:
        if at <= now:
            line.works(at)
    assert line.is_hopeless(written, now) is hopeless
