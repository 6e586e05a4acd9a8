"""Fifty thousand verifications that fall due at once, and what the others notice of the sweep.

Swept twice: while people check in and superiors tap, and while nobody does.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import md5
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast
from uuid import UUID

import sqlalchemy as sa
import uvloop
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.composition import open_channels
from bot.runtime.log import configure
from bot.runtime.service import serve
from bot.runtime.settings import Settings
from core.approvals.case import State
from core.approvals.transitions import Act
from db import approvals
from db.approvals import Done
from db.messages.inbox import dead_letter
from db.messages.outbox import outbox
from db.records import activity as activities
from db.records.activity import activity
from db.records.stamp import stamp
from handlers.approvals.decision import LOST
from handlers.approvals.sweep import PAGE_CASES
from handlers.chat.reply import Priority
from handlers.texts import activity_card as cards
from tests.bench import load
from tests.bench.crowd import FIRST_CHAT, FIRST_DAY, REGION
from tests.bench.deciding import tap
from tests.bench.load import Job, Round
from tests.bench.measure import _latencies
from tests.bench.report import Figure, at_least, at_most
from tests.bench.seed import TEAM, a_server, seed, seed_superiors, seed_waiting
from tests.bench.subject import Subject, subject, write_region
from tests.bench.watch import NEXT, Watch, count, opened

# Every wait for a lock of a millisecond or more stands in the server's log, and whose it was.
LOGGED = {"log_lock_waits": "on", "deadlock_timeout": "1ms", "log_line_prefix": "%a "}
_WAITED = re.compile(
    r"^(\S+) LOG: .* acquired .* after ([\d.]+) ms\n"
    r'\S+ CONTEXT: .* in relation "activity"$',
    re.MULTILINE,
)
BOT, WATCH, PROBE = "hadir", "bench-watch", "bench-probe"
FEWEST = 10  # requests of a kind, however short the sweep

AIM = at_most(100)


@dataclass(frozen=True, slots=True)
class Size:
    """So many activities are due; `check_ins` of `others` and superiors' `taps` per second.

    `before` is how long that goes on before the sweep, `again` the time between two looks at it,
    and between two probes, both in seconds.
    """

    due: int
    others: int
    check_ins: float
    taps: float
    before: float
    again: float


QUICK = Size(due=250, others=100, check_ins=20, taps=10, before=1, again=0.1)
FULL = Size(due=50_000, others=5_000, check_ins=50, taps=10, before=8, again=0.02)


def figures(*, quick: bool) -> tuple[list[Figure], list[str]]:
    """What was measured, and what of it did not come true."""
    size = QUICK if quick else FULL
    with TemporaryDirectory(prefix="hadir-bench-") as folder, a_server(LOGGED) as server:
        found, lies = uvloop.run(_measured(server.url(), write_region(Path(folder)), size))
        return [*found, *_waits((server.home / "log").read_text())], lies


async def _measured(url: str, regions: Path, size: Size) -> tuple[list[Figure], list[str]]:
    authors = range(size.others, size.others + size.due)
    others = range(authors.stop, authors.stop + size.due)
    due = datetime.now(UTC) - timedelta(minutes=1)
    await seed(url, others.stop, 0)
    await seed_superiors(url, others.stop)
    await seed_waiting(url, authors, due)
    service = subject("sweep", url, size.others, regions, module="tests.bench.sweep")
    async with service as one, opened(url, WATCH) as engine, opened(url, PROBE) as probe:
        watch, tapped = Watch(engine, size.due, size.again), list[UUID]()
        taps = _taps(authors, tapped)
        calm = await _meanwhile(one, taps, size, _for(size.before))
        began, left = await watch.begun()
        sweeping = asyncio.create_task(watch.swept())
        busy, _ = await asyncio.gather(
            _meanwhile(one, taps, size, lambda: not sweeping.done()),
            _decide_in_time(probe, due, sweeping, size.again),
        )
        seconds = await sweeping - began
        lies = await _lies(engine, one, size.due, tapped)
        await seed_waiting(url, others, due)
        alone = await watch.alone()
    found = [
        Figure("activities swept, both sides told", alone, "/s", aim=at_least(2000)),
        Figure("… while people check in and tap", left / seconds, "/s"),
        Figure(f"… all {size.due:,} of them", seconds / left * size.due, "s"),
    ]
    for when, (check_ins, tapping) in (("before", calm), ("meanwhile", busy)):
        found += _times(f"{when}, check-ins at {size.check_ins:.0f}/s: 200 OK", check_ins.took)
        found += _times(f"{when}, taps that lose, at {size.taps:.0f}/s: 200 OK", tapping.took)
    return found, lies


def _times(name: str, took: Sequence[float]) -> list[Figure]:
    return [*_latencies(name, took), Figure(f"{name}, maximum", max(took) * 1000, "ms")]


async def _meanwhile(
    one: Subject, taps: Iterator[Job], size: Size, going: Callable[[], bool]
) -> tuple[Round, Round]:
    """People check in and superiors tap for as long as something is going on."""
    arrivals = (job for _ in iter(int, 1) for job in one.crowd.check_ins(1))
    check_ins, tapping = await asyncio.gather(
        load.at_a_pace(one.port, _while(going, arrivals), size.check_ins),
        load.at_a_pace(one.port, _while(going, taps), size.taps),
    )
    one.refused += check_ins.refused + tapping.refused
    return check_ins, tapping


def _while(going: Callable[[], bool], jobs: Iterator[Job]) -> Sequence[Job]:
    """So many of endless jobs; `at_a_pace` takes them one by one and asks for no length."""

    def some() -> Iterator[Job]:
        yield from islice(jobs, FEWEST)
        while going():
            yield next(jobs)

    return cast("Sequence[Job]", some())


def _for(seconds: float) -> Callable[[], bool]:
    end = perf_counter() + seconds
    return lambda: perf_counter() < end


def _taps(authors: range, tapped: list[UUID]) -> Iterator[Job]:
    """Superiors approve what is in the sweep, or was, or will be; it is too late for all of it."""
    chosen = Random(1)  # noqa: S311 - no secret
    while True:
        number = chosen.choice(authors)
        tapped.append(_key("card", number))
        yield tap(FIRST_CHAT + number // TEAM, cards.data("setuju", tapped[-1], 1))


def _key(what: str, number: int) -> UUID:
    return UUID(md5(f"{what}{number}".encode(), usedforsecurity=False).hexdigest())


async def _decide_in_time(
    engine: AsyncEngine, due: datetime, sweeping: asyncio.Task[float], again: float
) -> None:
    """What a tap does that came in time and meets the sweep: decide one of what is swept next.

    Rolled back each time; how long it waited for the row stands in the server's log.
    """
    chosen, tried = Random(2), set[UUID]()  # noqa: S311 - no secret
    while not sweeping.done():
        async with engine.connect() as db:
            coming = (await db.execute(NEXT.limit(PAGE_CASES))).scalars().all()
            # The sweep leaves alone what somebody decides: another one each time.
            if fresh := [each for each in coming if each not in tried]:
                tried.add(id_ := chosen.choice(fresh))
                by = _key("employee", 0)
                done = Done(Act.APPROVE, due, by=by, in_time=True)
                await approvals.transition(db, activities.CASES, REGION, id_, done)
        await asyncio.sleep(again)


def _waits(log: str) -> list[Figure]:
    """The longest waits for a row, as the server wrote them down: those below 1 ms it does not."""
    found = [(whose, float(ms)) for whose, ms in _WAITED.findall(log)]
    return [
        Figure(name, max((ms for whose, ms in found if whose == who), default=0), "ms", aim=AIM)
        for who, name in (
            (BOT, "longest wait for the lock of an activity: taps that came"),
            (PROBE, "… a decision in time, aimed at what is swept next"),
        )
    ]


async def _lies(engine: AsyncEngine, one: Subject, due: int, tapped: Sequence[UUID]) -> list[str]:
    reminders = outbox.c.priority == Priority.REMINDER
    lost = outbox.c.body["text"].as_string().startswith(LOST)
    turns = one.crowd.turns
    wanted = {
        "deemed approved": (activity, activity.c.state == State.DEEMED_APPROVED.value, due),
        "told to those who filed": (outbox, sa.and_(reminders, outbox.c.edits_key.is_(None)), due),
        "taps told that they lost": (outbox, lost, len(tapped)),
        "stamps": (stamp, stamp.c.date >= FIRST_DAY, turns),
        "dead letters": (dead_letter, sa.true(), 0),
    }
    found = {name: await count(engine, table, where) for name, (table, where, _) in wanted.items()}
    lies = [
        f"{one.name}: {name} {found[name]}, not {should}"
        for name, (_, _, should) in wanted.items()
        if found[name] != should
    ]
    told = await _cards_changed(engine)
    if len(set(told)) != len(told) or len({*told, *(card.hex for card in tapped)}) != due:
        lies.append(f"{one.name}: told on the cards {len(told)}, tapped {len(tapped)}, of {due}")
    return lies + [f"{one.name}: refused requests {one.refused}, not 0"] * bool(one.refused)


async def _cards_changed(engine: AsyncEngine) -> list[str]:
    """The cards on which the sweep told it; whoever tapped before it came got it as the answer."""
    reminders = outbox.c.priority == Priority.REMINDER
    query = sa.select(outbox.c.card).where(reminders, outbox.c.edits_key.is_not(None))
    async with engine.connect() as db:
        return [card.hex for card in (await db.execute(query)).scalars()]


def main() -> None:
    # The service as it is run everywhere, with the pace at which the platform takes messages.
    settings = Settings()
    configure(settings.log_format)
    uvloop.run(serve(settings, open_channels(settings), polling=False))


if __name__ == "__main__":
    main()
