"""The processes beside the load: the bot and the floor servers, started, awaited and ended."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from tests.bench.load import lines
from tests.harness.raw_http import get
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def running(
    module: str,
    port: int,
    ready: str,
    *,
    arguments: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[psutil.Process]:
    """A module of ours as its own process, from its first 200 on `ready` to its end by SIGTERM."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
    )
    try:
        await _until_ready(child, port, ready)
        yield psutil.Process(child.pid)
    finally:
        if child.returncode is None:
            child.terminate()
        await asyncio.wait_for(child.wait(), PATIENCE)


async def _until_ready(child: asyncio.subprocess.Process, port: int, path: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await _is_ready(port, path):
            if child.returncode is not None:
                raise RuntimeError(f"it ended with {child.returncode} before it was ready")
            await asyncio.sleep(0.05)


async def _is_ready(port: int, path: str) -> bool:
    try:
        async with lines(port, 1) as opened:
            return await opened[0].ask(get(path)) == 200
    except OSError:
        return False


def cpu_seconds(process: psutil.Process) -> float:
    """CPU time of a process and of all that it started and that still lives."""
    family = [process, *process.children(recursive=True)]
    times = [each.cpu_times() for each in family]
    return float(sum(time.user + time.system for time in times))


def database_cpu_seconds() -> float:
    """CPU time of the PostgreSQL that this process started; 0 where there is none."""
    servers = [each for each in psutil.Process().children() if each.name() == "postgres"]
    return sum(map(cpu_seconds, servers))


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20
