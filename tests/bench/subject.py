"""One bot under test with its database, its people and its Bot API; and whether all came true."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from db.messages.inbox import dead_letter
from db.messages.outbox import outbox
from db.records.stamp import stamp
from tests.bench import children, load
from tests.bench.bot import SAMPLES
from tests.bench.crowd import FIRST_DAY, REGION, Crowd
from tests.bench.load import Job, Round
from tests.bench.sink import Sink, open_sink
from tests.office import region_file
from tests.patience import PATIENCE
from tests.postgres import free_port
from tests.world import SECRET, TOKEN


@dataclass(frozen=True, slots=True)
class Pace:
    """What a round of check-ins came to; seconds, CPU seconds each of bot and database."""

    count: int
    seconds: float
    took: tuple[float, ...]
    told: tuple[float, ...]  # from sending to the answer's arrival
    bot: float
    database: float

    @property
    def per_second(self) -> float:
        return self.count / self.seconds

    @property
    def cost(self) -> float:
        """CPU seconds of one check-in: what other work on the machine cannot change much."""
        return (self.bot + self.database) / self.count


@dataclass(slots=True)
class Subject:
    name: str
    url: str
    port: int
    process: psutil.Process
    crowd: Crowd
    sink: Sink
    refused: int = 0
    repeated: int = 0

    async def check_in(self, jobs: list[Job], per_second: float | None = None) -> Pace:
        """Let people check in until each was answered, at a pace or as fast as it goes."""
        bot, database = children.cpu_seconds(self.process), children.database_cpu_seconds()
        result = await self._send(jobs, per_second)
        await self.sink.until(self.crowd.turns)
        seconds = perf_counter() - result.began
        return Pace(
            count=len(jobs),
            seconds=seconds,
            took=tuple(result.took),
            told=self._told(result),
            bot=children.cpu_seconds(self.process) - bot,
            database=children.database_cpu_seconds() - database,
        )

    async def tap(self, jobs: list[Job]) -> Pace:
        """Let people tap until everybody else whom a tap concerns was told, one for each."""
        bot, database = children.cpu_seconds(self.process), children.database_cpu_seconds()
        before = self.sink.others
        result = await self._send(jobs, None)
        await self._others(before + len(jobs))
        return Pace(
            count=len(jobs),
            seconds=perf_counter() - result.began,
            took=tuple(result.took),
            told=(),
            bot=children.cpu_seconds(self.process) - bot,
            database=children.database_cpu_seconds() - database,
        )

    async def _others(self, wanted: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.sink.others < wanted:  # noqa: ASYNC110 - the sink counts, no more
                await asyncio.sleep(0.002)

    async def move(self, jobs: list[Job]) -> float:
        """Points per second of live locations that are stamped already."""
        result = await self._send(jobs, None)
        return len(jobs) / (perf_counter() - result.began)

    async def _send(self, jobs: list[Job], per_second: float | None) -> Round:
        if per_second is None:
            result = await load.as_fast_as_answered(self.port, jobs)
        else:
            result = await load.at_a_pace(self.port, jobs, per_second)
        self.refused += result.refused
        self.repeated += result.repeated
        return result

    def _told(self, result: Round) -> tuple[float, ...]:
        """Each chat's answers come in the order of its check-ins; the newest are this round's."""
        sent: dict[int, list[float]] = {}
        for chat, moment in result.sent:
            sent.setdefault(chat, []).append(moment)
        return tuple(
            told - asked
            for chat, moments in sent.items()
            for asked, told in zip(moments, self.sink.stamped[chat][-len(moments) :], strict=True)
        )

    async def lies(self) -> list[str]:
        """What does not agree at the end of all rounds; empty when the bench may be believed."""
        found, turns = await _counts(self.url), self.crowd.turns
        most = -(-turns // self.crowd.people)
        wanted = {
            "stamps": (found["stamps"], turns),
            "answers": (self.sink.answers, turns),
            "questions": (self.sink.others, self.crowd.presses),
            "dead letters": (found["dead"], 0),
            "unsent": (found["unsent"], 0),
            "refused requests": (self.refused, 0),
            "chats told twice": (sum(len(m) > most for m in self.sink.stamped.values()), 0),
        }
        return [
            f"{self.name}: {name} {is_}, not {should}"
            for name, (is_, should) in wanted.items()
            if is_ != should
        ]


async def _counts(url: str) -> dict[str, int]:
    conditions = {
        "stamps": (stamp, stamp.c.date >= FIRST_DAY),
        "dead": (dead_letter, sa.true()),
        "unsent": (outbox, outbox.c.state.in_(("pending", "unknown", "failed"))),
    }
    engine = create_async_engine(url, poolclass=sa.NullPool)
    found = {}
    async with engine.connect() as db:
        for name, (table, where) in conditions.items():
            query = sa.select(sa.func.count()).select_from(table).where(where)
            found[name] = (await db.execute(query)).scalar_one()
    await engine.dispose()
    return found


@asynccontextmanager
async def subject(
    name: str,
    url: str,
    people: int,
    regions: Path,
    samples: Path | None = None,
    module: str = "tests.bench.bot",
) -> AsyncIterator[Subject]:
    """A running bot on a database that `seed` has filled."""
    async with open_sink() as sink:
        port = free_port()
        environment = _environment(url, port, sink.port, regions)
        if samples:
            environment[SAMPLES] = str(samples)
        bot = children.running(module, port, "/readyz", environment=environment)
        async with bot as process:
            yield Subject(name, url, port, process, Crowd(people), sink)


def write_region(directory: Path) -> Path:
    (directory / f"{REGION}.toml").write_text(region_file(REGION), encoding="utf-8")
    return directory


def _environment(url: str, port: int, sink: int, regions: Path) -> dict[str, str]:
    bot = f"HADIR_TELEGRAM__{REGION.upper()}__"
    return {
        "HADIR_DATABASE_URL": url,
        "HADIR_REGIONS": str(regions),
        "HADIR_FILES": str(regions / "berkas"),
        "HADIR_PORT": str(port),
        "HADIR_TELEGRAM_API": f"http://127.0.0.1:{sink}",
        f"{bot}TOKEN": TOKEN,
        f"{bot}SECRET": SECRET,
    }
