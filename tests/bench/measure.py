"""What is measured, in which order; every round is repeated, because others use the machine."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from tests.bench import children, load, statements
from tests.bench.crowd import Crowd
from tests.bench.floors import jobs as floor_jobs
from tests.bench.report import Figure, at_least, at_most
from tests.bench.statements import STATEMENTS_MAX
from tests.bench.subject import Pace, Subject, subject
from tests.postgres import free_port


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything; `pace` in check-ins per second for `paced` seconds."""

    warm: int
    round: int
    rounds: int
    moves: int
    floor: int
    pace: float
    paced: float


QUICK = Size(warm=20, round=100, rounds=1, moves=300, floor=300, pace=50, paced=1)
FULL = Size(warm=300, round=1500, rounds=3, moves=10_000, floor=10_000, pace=400, paced=60)


@dataclass(frozen=True, slots=True)
class Regency:
    """A database that is ready: its people, and how many old stamps it holds."""

    name: str
    url: str
    people: int
    stamps: int


async def floor(kind: str, url: str, size: Size) -> float:
    """Requests per second of a server that does only this."""
    port = free_port()
    arguments = (kind, str(port), url)
    async with children.running("tests.bench.floors", port, "/healthz", arguments=arguments):
        await load.as_fast_as_answered(port, floor_jobs(size.floor // 10))
        speeds = [await _speed(port, size.floor) for _ in range(size.rounds)]
    return median(speeds)


async def _speed(port: int, count: int) -> float:
    result = await load.as_fast_as_answered(port, floor_jobs(count))
    assert result.refused == 0
    return count / (perf_counter() - result.began)


async def compare(
    regencies: Sequence[Regency], regions: Path, size: Size, floors: tuple[float, float]
) -> tuple[list[Figure], list[str]]:
    """Measure the first regency in full, and what the same costs in each of the others."""
    async with AsyncExitStack() as stack:
        subjects = [
            await stack.enter_async_context(subject(r.name, r.url, r.people, regions))
            for r in regencies
        ]
        paces = await _in_turns(subjects, size)
        figures = _speeds(paces[0], floors[1])
        figures += await _others(subjects[0], size, floors[0])
        figures += await _paced(subjects[-1], size, median(p.per_second for p in paces[-1]))
        figures += _growth(subjects, paces)
        figures.append(_memory(subjects))
        lies = [lie for each in subjects for lie in await each.lies()]
    return figures, lies


async def _in_turns(subjects: Sequence[Subject], size: Size) -> list[list[Pace]]:
    """Rounds of all subjects by turns: a busy minute of the machine meets them all."""
    for each in subjects:
        await each.check_in(each.crowd.check_ins(size.warm))
    paces: list[list[Pace]] = [[] for _ in subjects]
    for _ in range(size.rounds):
        for each, found in zip(subjects, paces, strict=True):
            found.append(await each.check_in(each.crowd.check_ins(size.round)))
    return paces


def _speeds(paces: Sequence[Pace], commit: float) -> list[Figure]:
    speed = median(pace.per_second for pace in paces)
    took = [second for pace in paces for second in pace.took]
    bot = median(pace.bot / pace.count for pace in paces)
    database = median(pace.database / pace.count for pace in paces)
    return [
        Figure("check-ins, committed and told", speed, "/s", aim=at_least(700)),
        Figure("… as a part of one commit", speed, "/s", commit, at_least(0.3)),
        *_latencies("32 at once: 200 OK", took),
        Figure("CPU of the bot, each", bot * 1000, "ms"),
        Figure("CPU of the database, each", database * 1000, "ms"),
    ]


async def _others(one: Subject, size: Size, echo: float) -> list[Figure]:
    pressed = [await one.check_in(one.crowd.pressed(size.round // 2)) for _ in range(size.rounds)]
    moves = [await one.move(one.crowd.moves(size.moves)) for _ in range(size.rounds)]
    return [
        Figure("pressed Masuk, then shared", median(p.per_second for p in pressed), "/s"),
        Figure("live edits after the stamp", median(moves), "/s", echo, at_least(0.5)),
    ]


async def _paced(one: Subject, size: Size, able: float) -> list[Figure]:
    # Who cannot keep up gets fewer seconds, or the queue would take minutes to work off.
    seconds = size.paced * min(1.0, able / size.pace)
    pace = await one.check_in(one.crowd.check_ins(int(size.pace * seconds)), size.pace)
    offered = f"{one.name}, {size.pace:.0f}/s for {seconds:.0f} s"
    return [
        *_latencies(f"{offered}: 200 OK", pace.took, at_most_ms=250),
        *_latencies(f"{offered}: told", pace.told),
        Figure(f"{offered}: turned away for now", one.repeated, "", aim=at_most(0)),
    ]


def _latencies(name: str, took: Sequence[float], at_most_ms: float | None = None) -> list[Figure]:
    cuts = quantiles(took, n=100)
    aim = at_most(at_most_ms) if at_most_ms else None
    return [
        Figure(f"{name}, p50", cuts[49] * 1000, "ms"),
        Figure(f"{name}, p99", cuts[98] * 1000, "ms", aim=aim),
    ]


def _growth(subjects: Sequence[Subject], paces: Sequence[Sequence[Pace]]) -> list[Figure]:
    """What a check-in costs elsewhere, in CPU time, which others' work changes least."""
    here = median(pace.cost for pace in paces[0]) * 1000
    costs = [median(pace.cost for pace in found) * 1000 for found in paces[1:]]
    return [
        Figure(f"{one.name}: CPU of a check-in", cost, "ms", here, at_most(1.2))
        for one, cost in zip(subjects[1:], costs, strict=True)
    ]


def _memory(subjects: Sequence[Subject]) -> Figure:
    most = max(children.megabytes(each.process) for each in subjects)
    return Figure("memory of a bot", most, "MB", aim=at_most(150))


async def sql(regency: Regency, regions: Path) -> list[Figure]:
    """Statements of one check-in; asserts what the design promises."""
    found = await statements.count(regency.url, Crowd(regency.people), regions)
    assert found.most <= STATEMENTS_MAX, found.each[-1]
    share = len(found.sending) / len(found.each)
    return [
        Figure("SQL statements per check-in", found.most, "", aim=at_most(STATEMENTS_MAX)),
        Figure("… and of the sender, told 20 at once", share, ""),
    ]
