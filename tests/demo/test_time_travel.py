"""A journey through time: what falls due on the way happens at its time, however one travels."""

import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo import time_travel
from bot.demo.act import Say
from bot.demo.seed import opened
from bot.demo.session import Session
from tests.builders.story import (
    MONDAY,
    Told,
    asks_for_special_duty,
    at,
    do,
    enters,
    shares_from_the_market,
    told,
)
from tests.office import wita

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
IN_ONE_LOOP = pytest.mark.asyncio(loop_scope="module")
DEEMED, SOON = "Dianggap disetujui (Pasal 9 ayat (10)", "Hampir habis waktunya"
RAN_OUT = "Waktu berbagi lokasi sudah habis"
EVENING, TUESDAY_NOON = wita(MONDAY, "20.31"), wita("2026-04-14", "13.00")


async def monday(session: Session) -> None:
    """One never arrives, one asks for special duty, three hand in work at different times."""
    await at(session, "07.00")
    await shares_from_the_market(session, "Kristina")
    await at(session, "07.50")
    await asks_for_special_duty(session, "Dwi")
    for name, clock in (("Maria", "09.30"), ("Andi", "14.05"), ("Yohanes", "20.30")):
        await at(session, clock)
        await enters(session, name)
    await time_travel.settled(session.env)
    assert not session.env.broken


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def week(session: Session) -> Session:
    """That Monday, 72 hours, and on to Tuesday of the next week."""
    await monday(session)
    await session.travel(session.env.clock.now() + 72 * HOUR)
    await session.travel(TUESDAY_NOON)
    return session


UP = "Belum diputuskan sampai Senin, 13 April 2026, 23.59 WIB"
SECRETARY, HEAD, CHIEF = "Drs. Syarifuddin Anwar", "Rahmawati Lestari", "Ir. Bambang Haryanto"
MARIA, ANDI, YOHANES, DWI = "Maria Ulfah", "Andi Pratama", "Yohanes Lawing", "Dwi Nugroho"
DUTY = "Tugas khusus"
# Cards and reminders change where they stand: each has the time at which it came beside it.
MORNING, NOON = "Wed 08 07.00.00", "Mon 13 11.59.59"
WEEK = [
    ("Wed 08 09.30.00", MARIA, DEEMED, "Laporan Maria", ""),
    ("Wed 08 09.30.00", SECRETARY, DEEMED, "Laporan Maria", "Mon 06 09.30.00"),
    ("Wed 08 09.30.00", SECRETARY, DEEMED, "Laporan Maria", MORNING),
    ("Wed 08 14.05.00", ANDI, DEEMED, "Laporan Andi", ""),
    ("Wed 08 14.05.00", HEAD, DEEMED, "Laporan Andi", "Mon 06 14.05.00"),
    ("Wed 08 14.05.00", HEAD, DEEMED, "Laporan Andi", MORNING),
    ("Wed 08 20.30.00", HEAD, DEEMED, "Laporan Yohanes", "Mon 06 20.30.00"),
    ("Wed 08 20.30.00", HEAD, DEEMED, "Laporan Yohanes", "Wed 08 08.30.00"),
    ("Wed 08 20.30.00", YOHANES, DEEMED, "Laporan Yohanes", ""),
    ("Tue 14 07.00.00", CHIEF, UP, DUTY, "Mon 06 06.50.00"),
    ("Tue 14 07.00.00", CHIEF, UP, DUTY, "Tue 07 07.00.00"),  # it was carried out on Monday
    ("Tue 14 07.00.00", CHIEF, UP, DUTY, NOON),
    ("Tue 14 07.00.00", DWI, UP, DUTY, ""),
]


MONITORS = (MARIA, HEAD, "Endah Kusumawati", "dr. Agus Widodo")
WORKDAYS = ("Tue 07", "Wed 08", "Thu 09", "Fri 10", "Mon 13", "Tue 14")
MORNINGS = Counter((f"{day} 08.30.00", name) for day in WORKDAYS for name in MONITORS)


def of_a_case(each: Told) -> bool:
    """Whether it is about something that waits for a decision, or about a live location."""
    return any(words in each.text for words in (SOON, DEEMED, UP, RAN_OUT))


def gist(each: Told) -> tuple[str, str, str, str, str]:
    """When, to whom, what happened, and to what; in the place of a message of when."""
    happened = next(words for words in (SOON, DEEMED, UP) if words in each.text)
    subject = next(s for *_, s, _ in WEEK if s in each.text)
    sent = each.sent if each.sent != each.at else ""
    return each.at, each.name, happened, subject, sent


@IN_ONE_LOOP
async def test_everything_on_the_way_happens_at_its_own_time_and_nothing_else(
    week: Session,
) -> None:
    """BLG-9-8, BLG-9-10, KAM-01: 12 hours before while people are awake, a second after the end.

    BLG-6-2e, KRA-6-3f: an hour after the start of work whoever monitors reads who is there. Of
    reports of February and March nobody hears: the towns use Hadir since April (AMB-52).
    """
    said = told(week, EVENING)
    assert sorted(gist(each) for each in said if of_a_case(each)) == sorted(WEEK)
    others = Counter((each.at, each.name) for each in said if not of_a_case(each))
    assert others == MORNINGS
    assert week.env.clock.now() == TUESDAY_NOON


@IN_ONE_LOOP
async def test_a_live_location_that_never_arrived_is_told_when_it_ends(week: Session) -> None:
    ends = [each for each in told(week, wita(MONDAY, "07.00")) if RAN_OUT in each.text]
    assert [(each.at, each.name) for each in ends] == [("Mon 06 07.15.00", "Kristina Lenjau")]


@IN_ONE_LOOP
async def test_the_messages_of_all_chats_are_in_the_order_of_time(week: Session) -> None:
    for bot in week.env.bots.values():
        said = {m.id: m.date for chat in bot.chats.values() for m in chat.messages.values()}
        assert all(said[one] <= said[next_] for one, next_ in pairwise(sorted(said)))


@IN_ONE_LOOP
@pytest.mark.parametrize("running", [True, False], ids=["running", "held"])
async def test_time_never_runs_backwards_and_stays_as_it_was(
    week: Session, *, running: bool
) -> None:
    clock = week.env.clock
    week.go_on(running=running)
    before = clock.now()
    with pytest.raises(ValueError, match="past"):
        await week.travel(TUESDAY_NOON - SECOND)
    assert (clock.running, week.goal) == (running, None)
    assert clock.now() >= before
    await week.travel(clock.now() + HOUR)
    assert (clock.running, week.goal) == (running, None)
    assert clock.now() >= before + HOUR
    week.go_on(running=False)


START, GOAL = wita(MONDAY, "08.10"), wita("2026-04-08", "20.00")
DUE = wita("2026-04-08", "08.10")
BORDERS = [DUE - 12 * HOUR, wita("2026-04-07", "07.00"), DUE, DUE + SECOND]


async def travelled(folder: Path, stops: list[datetime]) -> list[Told]:
    """What is told from a quarter past eight on that Monday to Wednesday evening."""
    async with opened(folder) as session:
        session.go_on(running=False)
        await at(session, "08.00")
        await shares_from_the_market(session, "Kristina")
        await at(session, "08.10")
        await enters(session, "Maria")
        for stop in [*stops, GOAL]:
            await session.travel(stop)
        return told(session, START)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def in_one_leap(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    return await travelled(tmp_path_factory.mktemp("leap"), [])


@IN_ONE_LOOP
@pytest.mark.parametrize("seed", [1, 2])
async def test_many_small_journeys_say_the_same_as_one(
    in_one_leap: list[Told], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    minutes = int((GOAL - START).total_seconds()) // 60
    anywhere = [START + timedelta(minutes=chance.randrange(minutes)) for _ in range(5)]
    stops = sorted(anywhere + chance.sample(BORDERS, 2))
    assert await travelled(tmp_path, stops) == in_one_leap
    # The share, the reminder, and silence told to both.
    assert sum(map(of_a_case, in_one_leap)) == 4


async def test_while_the_bot_is_off_time_passes_and_nothing_is_said(town: Session) -> None:
    """Whatever was overdue by then, and whatever people said meanwhile, comes first."""
    await at(town, "08.10")
    await enters(town, "Maria")
    await time_travel.settled(town.env)
    left = town.env.clock.now()
    await town.switch("stopped", on=True)
    await town.travel(left + 60 * HOUR)
    await do(town, "Andi", Say("/poin"))
    await town.travel(left + 61 * HOUR)
    assert (town.env.clock.now(), told(town, left)) == (left + 61 * HOUR, [])
    await town.switch("stopped", on=False)
    await town.travel(left + 100 * HOUR)
    then = "Wed 08 21.10.00"
    caught_up = [(each.at, each.name) for each in told(town, left) if each.at == then]
    assert caught_up == [(then, ANDI), (then, SECRETARY), (then, MARIA)]


async def test_what_fell_due_on_a_running_clock_is_told_before_time_goes_on(town: Session) -> None:
    """The scheduler of the bot looks only every quarter of a minute."""
    await at(town, "08.10")
    await enters(town, "Maria")
    await time_travel.settled(town.env)
    town.env.clock.travel(DUE + SECOND)
    await town.travel(DUE + HOUR)
    assert {each.at for each in told(town, START) if of_a_case(each)} == {"Wed 08 08.10.01"}
