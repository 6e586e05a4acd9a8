"""The bot as its own process, started from its environment as in production, and killed."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import aiohttp
import psutil

from tests.patience import PATIENCE
from tests.postgres import free_port

ROOT = Path(__file__).parents[2]
SERVE = (
    "import asyncio\n"
    "from bot.composition import open_channels\n"
    "from bot.runtime.log import configure\n"
    "from bot.runtime.service import serve\n"
    "from bot.runtime.settings import Settings\n"
    "settings = Settings()\n"
    "configure(settings.log_format)\n"
    "asyncio.run(serve(settings, open_channels(settings), polling=False))\n"
)


LIBRARIES = "import aiohttp, asyncpg, shapely, sqlalchemy.ext.asyncio, telegram"


def floor_of_starting() -> float:
    """CPU seconds that this machine needs only to load the libraries, now."""
    before = psutil.Process().cpu_times()
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True, cwd=ROOT)
    after = psutil.Process().cpu_times()
    user = after.children_user - before.children_user
    return float(user + after.children_system - before.children_system)


@dataclass(slots=True)
class BotProcess:
    """One `serve` on a port of its own; `environment` holds its HADIR_* settings.

    `code` is what the process runs.
    """

    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    code: str = SERVE
    _running: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def _ports(self) -> dict[str, str]:
        return {"HADIR_PORT": str(self.port), "HADIR_METRICS_PORT": "0"}

    def start(self) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HADIR_")}
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-c", self.code],
                cwd=ROOT,
                env=kept | self.environment | self._ports,
                stdout=log,
                stderr=log,
            )

    async def ready(self, session: aiohttp.ClientSession, path: str = "/healthz") -> float:
        """Wait for the first 200; gives the seconds that it took from now."""
        began = monotonic()
        while monotonic() - began < PATIENCE:
            if await status_of(session, self.base + path) == 200:
                return monotonic() - began
            if self._running is None or self._running.poll() is not None:
                break
            await asyncio.sleep(0.02)
        raise RuntimeError(f"the bot did not start:\n{self.said()}")

    @property
    def worked(self) -> float:
        """CPU seconds so far, which a busy machine does not stretch as it does the wall clock."""
        if self._running is None:
            return 0.0
        spent = psutil.Process(self._running.pid).cpu_times()
        return float(spent.user + spent.system)

    def kill(self) -> None:
        """As a power cut would: it cannot finish anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self._running is None:
            return
        self._running.send_signal(how)
        try:
            self._running.wait(PATIENCE)
        finally:
            self._running.kill()
            self._running.wait()
            self._running = None


async def status_of(session: aiohttp.ClientSession, url: str) -> int:
    """The status of a GET; 0 when nobody answers."""
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=PATIENCE)) as answer:
            await answer.read()
            return answer.status
    except (aiohttp.ClientError, TimeoutError):
        return 0
