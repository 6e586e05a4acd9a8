"""A journey to the end of a month: reminders, apels and stamps at their hours, papers printed."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio

from bot.demo import stops, time_travel
from bot.demo.act import Say
from bot.demo.clock_controls import MonthEnd, carry_on
from bot.demo.month_end import announces
from bot.demo.seed import opened
from bot.demo.session import Session
from tests.builders.story import Told, do, phone_of, told
from tests.office import WIB

IN_ONE_LOOP = pytest.mark.asyncio(loop_scope="module")
OPERATOR, HEAD = "Sri Wahyuni", "dr. Agus Widodo"


def wib(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock.replace('.', ':')}").replace(tzinfo=WIB)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def days(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Session]:
    """From Monday, the third working day before the last, to the end of April, by the button."""
    async with opened(tmp_path_factory.mktemp("month")) as session:
        session.go_on(running=False)
        session.env.clock.travel(wib("2026-04-27", "06.50"))
        await time_travel.settled(session.env)
        head, operator = (phone_of(session, name).talk for name in (HEAD, OPERATOR))
        await do(session, HEAD, Say("/pengingat"))
        await session.env.expect(head, "Pengingat presensi Anda")
        await head.tap("Nyalakan masuk")
        await session.travel(wib("2026-04-29", "09.00"))
        await announces(session.env, operator)
        assert not session.env.broken
        await carry_on(session, MonthEnd("month_end", "karanganyar"))
        yield session


def to(session: Session, name: str, words: str) -> list[str]:
    """When somebody was told that, at the local time."""
    since = wib("2026-04-27", "06.50")
    heard: list[Told] = told(session, since)
    return [each.sent for each in heard if each.name == name and words in each.text]


@IN_ONE_LOOP
async def test_the_end_of_the_month_brings_its_reminders(days: Session) -> None:
    """KAM-39: three working days before the last one, and on that, at eight."""
    assert days.env.clock.now() == wib("2026-04-30", "16.00")
    assert to(days, OPERATOR, "3 hari kerja lagi") == ["Mon 27 08.00.00"]
    assert to(days, OPERATOR, "Hari kerja terakhir April") == ["Thu 30 08.00.00"]
    assert to(days, HEAD, "belum lengkap") == ["Thu 30 08.00.00"]


@IN_ONE_LOOP
async def test_an_apel_is_called_out_on_its_day_before_and_in_the_morning(days: Session) -> None:
    assert to(days, HEAD, "Apel besok") == ["Wed 29 15.00.00"]
    assert to(days, HEAD, "Hari ini apel") == ["Thu 30 07.00.00"]


@IN_ONE_LOOP
async def test_whoever_asked_for_it_is_reminded_to_stamp_at_its_minute(days: Session) -> None:
    """15 minutes before 07.30, and on the day of the apel, which begins then, likewise."""
    found = ["Mon 27 07.15.00", "Tue 28 07.15.00", "Wed 29 07.15.00", "Thu 30 07.15.00"]
    assert to(days, HEAD, "Belum presensi masuk") == found


@IN_ONE_LOOP
async def test_time_goes_on_when_what_was_asked_for_is_printed(days: Session) -> None:
    operator = phone_of(days, OPERATOR).talk
    await operator.say("/rekap")
    await days.env.expect(operator, "Rekap kantor mana?")
    await operator.tap("RSUD")
    await days.env.expect(operator, "Rekap April 2026")
    await operator.tap("Kirim PDF")
    await time_travel.settled(days.env)
    assert [file.upload.name[-4:] for file in operator.messages[-1].files] == [".pdf"]


@IN_ONE_LOOP
@pytest.mark.parametrize(
    ("now", "stop"),
    [
        pytest.param(("2026-04-30", "07.59"), ("2026-04-30", "08.00"), id="month end"),
        pytest.param(("2026-04-30", "08.15"), ("2026-04-30", "08.30"), id="morning counts"),
        pytest.param(("2026-04-29", "08.45"), ("2026-04-29", "09.00"), id="cancellations"),
        pytest.param(("2026-05-03", "09.30"), ("2026-05-03", "10.00"), id="evaluation"),
        pytest.param(("2026-05-04", "11.05"), ("2026-05-04", "12.00"), id="closing"),
        pytest.param(("2026-04-29", "14.00"), ("2026-04-29", "15.00"), id="apel of tomorrow"),
    ],
)
async def test_where_nothing_else_is_due_the_next_stop_is_an_hour_of_reminders(
    days: Session, now: tuple[str, str], stop: tuple[str, str]
) -> None:
    app = days.env.service.app
    async with app.engine.connect() as db:
        only = [app.regions["karanganyar"]]
        assert await stops.following(db, only, wib(*now)) == wib(*stop)
